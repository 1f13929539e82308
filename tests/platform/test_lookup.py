"""Names are looked up beside each other: what hangs holds up its own domain, and not the process."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from threading import Event
from typing import Any

import anyio
import httpcore2
import pytest

from backend.platform.lookup import AT_ONCE, OF_ONE_DOMAIN, Lookups
from tests.patience import WITHIN, eventually

pytestmark = pytest.mark.anyio

ENDS = """
import asyncio, socket, time
from backend.platform.lookup import Lookups

socket.getaddrinfo = lambda *_, **__: time.sleep(60)

async def main():
    try:
        await asyncio.wait_for(Lookups()("silent.test", 80), 0.05)
    except TimeoutError:
        print("given up")

asyncio.run(main())
"""


@pytest.fixture(scope="module", params=[False, True], ids=["asyncio", "uvloop"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    """Each test runs on both loops: the product runs on uvloop's, which looks up names in another way."""
    return "asyncio", {"use_uvloop": request.param}


class Silence:
    """A name server that says nothing of names that begin with `silent`, until it is to answer."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.over = Event()

    def __call__(self, host: str, port: int, *, type: int) -> list[Any]:  # noqa: A002 - as getaddrinfo has it
        self.asked.append(host)
        if host.startswith("silent"):
            self.over.wait(WITHIN)
        return [(socket.AF_INET, type, 6, "", ("8.8.8.8", port))] * 2


@pytest.fixture
def silence(monkeypatch: pytest.MonkeyPatch) -> Iterator[Silence]:
    """The name server of the test."""
    silence = Silence()
    monkeypatch.setattr(socket, "getaddrinfo", silence)
    yield silence
    silence.over.set()


async def give_up(lookups: Lookups, *names: str) -> None:
    """Ask for these names at once, each for a moment."""

    async def ask(name: str) -> None:
        with anyio.move_on_after(0.05):
            await lookups(name, 80)

    async with anyio.create_task_group() as tasks:
        for name in names:
            tasks.start_soon(ask, name)


async def test_names_that_hang_do_not_hold_up_others(silence: Silence) -> None:
    lookups = Lookups()
    await give_up(lookups, *(f"silent{number}.one.test" for number in range(AT_ONCE)))
    with anyio.fail_after(1):
        assert await lookups("answers.two.test", 80) == [ip_address("8.8.8.8")]
    assert len(silence.asked) == OF_ONE_DOMAIN + 1


async def test_a_look_up_that_is_given_up_while_it_waits_for_its_turn_is_never_made(silence: Silence) -> None:
    lookups = Lookups()
    await give_up(lookups, *(f"silent{number}.test" for number in range(AT_ONCE + 9)))
    assert len(silence.asked) == AT_ONCE
    silence.over.set()
    with anyio.fail_after(WITHIN):
        assert await lookups("answers.test", 80) == [ip_address("8.8.8.8")]
    assert len(silence.asked) == AT_ONCE + 1


async def test_who_hangs_gives_its_place_back_at_its_end(silence: Silence) -> None:
    lookups = Lookups()
    await give_up(lookups, *(f"silent{number}.one.test" for number in range(OF_ONE_DOMAIN)))
    silence.over.set()
    with anyio.fail_after(WITHIN):
        await lookups("answers.one.test", 80)

    async def forgotten() -> bool:
        return not lookups._rooms

    assert await eventually(forgotten)


async def test_each_address_is_given_once() -> None:
    assert await Lookups()("127.0.0.1", 80) == [ip_address("127.0.0.1")]


@pytest.mark.parametrize("name", ["nowhere.invalid", "a\0b", f"{'a' * 64}.test", ""])
async def test_a_name_that_is_none_is_a_connect_error(name: str) -> None:
    with pytest.raises(httpcore2.ConnectError, match="cannot be resolved"):
        await Lookups()(name, 80)


def test_a_look_up_that_hangs_does_not_hold_up_the_end_of_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDS], capture_output=True, text=True, timeout=WITHIN, check=True
    )
    assert (done.stdout, done.stderr) == ("given up\n", "")
