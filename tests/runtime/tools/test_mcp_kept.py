"""A session is kept for a run, and closed although it never opened."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from backend.domain.mcp_server import Transport
from backend.runtime.tools.mcp_kept import Kept
from backend.runtime.tools.mcp_session import ServerError, Session
from backend.store.mcp_server_use import Reached
from backend.store.run import Held
from tests.patience import WITHIN, eventually

pytestmark = pytest.mark.anyio

HELD = Held("run_x", "ses_x", "wsp_x", 1)
SERVER = Reached("Mute", Transport.STDIO, command=("mute",))


class Mute:
    """A server that never answers what is said first."""

    def __init__(self) -> None:
        self.alive = 0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Session]:
        self.alive += 1
        try:
            yield await asyncio.get_running_loop().create_future()
        finally:
            self.alive -= 1

    async def begun(self) -> bool:
        return self.alive > 0

    async def gone(self) -> bool:
        return not self.alive


async def called(kept: Kept, mute: Mute) -> None:
    async with kept.session(HELD, SERVER, mute.opened()):
        raise AssertionError("It never opens.")


async def test_a_server_that_is_mute_is_gone_when_the_call_that_started_it_was_cut_off() -> None:
    kept, mute = Kept(), Mute()
    for _ in range(3):
        calling = asyncio.create_task(called(kept, mute))
        await eventually(mute.begun)
        calling.cancel()
        await asyncio.wait([calling])
        await eventually(mute.gone)
    await asyncio.wait_for(kept.close(HELD), WITHIN)


async def test_a_run_that_ends_does_not_wait_for_a_server_that_is_mute() -> None:
    kept, mute = Kept(), Mute()
    calling = asyncio.create_task(called(kept, mute))
    await eventually(mute.begun)
    await asyncio.wait_for(kept.close(HELD), WITHIN)
    assert await mute.gone()
    with pytest.raises(ServerError):
        await calling


async def test_a_call_that_is_cut_off_leaves_a_server_to_another_that_waits_for_it() -> None:
    kept, mute = Kept(), Mute()
    first, second = (asyncio.create_task(called(kept, mute)) for _ in range(2))
    await eventually(mute.begun)
    first.cancel()
    await asyncio.wait([first])
    assert mute.alive == 1
    assert not second.done()
    second.cancel()
    await asyncio.wait([second])
    await eventually(mute.gone)
