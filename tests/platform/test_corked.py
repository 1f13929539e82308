"""A corked transport sends a head with its body, or soon without one, and changes nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any, cast

import anyio
import pytest

from backend.platform.corked import Corked
from tests.patience import WITHIN

pytestmark = pytest.mark.anyio

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"
BODY = b"hello"

Answer = Callable[[Corked], None]


@pytest.fixture(scope="module", params=[False, True], ids=["asyncio", "uvloop"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    """Each test runs on both loops: the product runs on uvloop's, whose transports are others."""
    return "asyncio", {"use_uvloop": request.param}


class Recorder(asyncio.Transport):
    """A transport that records how it is called."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[object] = []
        self.closing = False

    def write(self, data: Any) -> None:
        self.calls.append(data)

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        self.calls.append(list(list_of_data))

    def close(self) -> None:
        self.calls.append("close")
        self.closing = True

    def is_closing(self) -> bool:
        return self.closing


def corked() -> tuple[Corked, Recorder]:
    """A corked transport, and the one beneath."""
    recorder = Recorder()
    return Corked(recorder, asyncio.get_running_loop()), recorder


class Answering(asyncio.Protocol):
    """A server's side of a connection, which answers before it is asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.answer(Corked(cast("asyncio.Transport", transport), asyncio.get_running_loop()))


@asynccontextmanager
async def client(answer: Answer) -> AsyncIterator[asyncio.StreamReader]:
    """What a client reads from a server that answers so."""
    server = await asyncio.get_running_loop().create_server(lambda: Answering(answer), "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            with anyio.fail_after(WITHIN):
                yield reader
        finally:
            writer.close()
            await writer.wait_closed()


async def test_head_and_body_leave_in_one_call() -> None:
    transport, beneath = corked()
    transport.write(HEAD)
    assert beneath.calls == []
    transport.write(BODY)
    assert beneath.calls == [[HEAD, BODY]]
    await asyncio.sleep(0)
    assert beneath.calls == [[HEAD, BODY]]


async def test_each_head_leaves_with_its_own_body() -> None:
    transport, beneath = corked()
    for data in (HEAD, b"first", HEAD, b"second"):
        transport.write(data)
    assert beneath.calls == [[HEAD, b"first"], [HEAD, b"second"]]


async def test_a_head_without_a_body_leaves_once_the_loop_has_turned() -> None:
    transport, beneath = corked()
    transport.write(HEAD)
    assert beneath.calls == []
    await asyncio.sleep(0)
    assert beneath.calls == [HEAD]
    transport.write(BODY)
    assert beneath.calls == [HEAD, BODY]


@pytest.mark.parametrize("data", [BODY, b"5\r\nhello\r\n", b"\x81\x05hello", b"HTTP", b""])
async def test_what_is_no_head_is_written_at_once(data: bytes) -> None:
    transport, beneath = corked()
    transport.write(data)
    assert beneath.calls == [data]


async def test_closing_sends_the_head_that_waits_first() -> None:
    transport, beneath = corked()
    transport.write(HEAD)
    transport.close()
    assert beneath.calls == [HEAD, "close"]
    await asyncio.sleep(0)
    assert beneath.calls == [HEAD, "close"]


async def test_a_head_that_waits_is_not_written_to_a_transport_that_is_closing() -> None:
    transport, beneath = corked()
    transport.write(HEAD)
    beneath.closing = True
    await asyncio.sleep(0)
    assert beneath.calls == []


async def test_a_head_that_waits_is_not_written_when_one_that_is_closing_is_closed_again() -> None:
    transport, beneath = corked()
    transport.write(HEAD)
    beneath.closing = True
    transport.close()
    assert beneath.calls == ["close"]


@pytest.mark.parametrize(
    "parts", [(HEAD, BODY), (CONTINUE, HEAD, BODY), (HEAD, b"5\r\n", BODY, b"\r\n", HEAD)]
)
async def test_a_client_reads_all_in_order(parts: tuple[bytes, ...]) -> None:
    def answer(transport: Corked) -> None:
        for part in parts:
            transport.write(part)
        transport.close()

    async with client(answer) as reader:
        assert await reader.read() == b"".join(parts)


async def test_a_client_reads_a_head_whose_body_is_not_there_yet() -> None:
    answering: list[Corked] = []

    def answer(transport: Corked) -> None:
        transport.write(HEAD)
        answering.append(transport)

    async with client(answer) as reader:
        assert await reader.readexactly(len(HEAD)) == HEAD
        (transport,) = answering
        transport.write(BODY)
        assert await reader.readexactly(len(BODY)) == BODY


async def test_a_client_reads_nothing_of_an_answer_that_is_aborted() -> None:
    def answer(transport: Corked) -> None:
        transport.write(HEAD)
        transport.abort()

    async with client(answer) as reader:
        assert await reader.read() == b""


async def test_all_else_is_the_transports() -> None:
    told: list[object] = []

    def answer(transport: Corked) -> None:
        told.append(transport.get_extra_info("peername")[0])
        told.append(transport.is_closing())
        transport.close()
        told.append(transport.is_closing())

    async with client(answer) as reader:
        assert await reader.read() == b""
    assert told == ["127.0.0.1", False, True]
    transport, beneath = corked()
    assert transport.is_closing == beneath.is_closing
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = transport.nothing_of_this_name
