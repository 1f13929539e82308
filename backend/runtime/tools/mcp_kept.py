"""Sessions that are kept while a run is in this worker's hands: the same program answers all of its calls.

Each is held by a task of its own, since who opened a session has to close it. One that has failed, or whose
call was cut off, takes no further call, and is closed when its last call has ended.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace

from backend.platform.unexpected import Unexpected, outcome
from backend.runtime.tools.mcp_session import Fault, ServerError, Session
from backend.store.mcp_server_use import Reached
from backend.store.run import Held

Opened = AbstractAsyncContextManager[Session]

UNEXPECTED = ServerError(Fault.UNUSABLE, "The server could not be spoken to.")


def _session() -> asyncio.Future[Session]:
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class _Kept:
    """A session with a server as it was when it was opened."""

    server: Reached
    session: asyncio.Future[Session] = field(default_factory=_session)
    leave: asyncio.Event = field(default_factory=asyncio.Event)
    calls: int = 0
    spent: bool = False
    failure: ServerError | None = None
    task: asyncio.Task[None] | None = None

    async def hold(self, opened: Opened) -> None:
        """Hold it open until it is to be left."""
        ended = await outcome(self._open(opened), expected=(ServerError,), server=self.server.name)
        if isinstance(ended, Unexpected):
            raise UNEXPECTED

    async def _open(self, opened: Opened) -> None:
        async with opened as session:
            self.session.set_result(session)
            await self.leave.wait()

    def close(self) -> None:
        """Let it go; one that is not open yet is not waited for."""
        self.leave.set()
        if self.task is not None and not self.session.done():
            self.task.cancel()

    def ended(self, task: asyncio.Task[None]) -> None:
        """Nobody is to wait for it any more."""
        self.spent = True
        error = None if task.cancelled() else task.exception()
        self.failure = error if isinstance(error, ServerError) else None
        if not self.session.done():
            self.session.set_exception(self.failure or UNEXPECTED)
            self.session.exception()  # whoever waits is told; if nobody does, that is no news


class Kept:
    """The sessions of runs, as long as they are held by this worker."""

    def __init__(self) -> None:
        self._runs: dict[Held, list[_Kept]] = {}

    @asynccontextmanager
    async def session(self, held: Held, server: Reached, opened: Opened) -> AsyncIterator[Session]:
        """A run's session with a server for the length of a call; `opened` opens one if there is none.

        One that was opened as somebody else is not taken: a changed secret counts at once (ServerError).
        """
        kept = self._taken(held, replace(server, status=None), opened)
        kept.calls += 1
        try:
            yield await asyncio.shield(kept.session)
        except ServerError as error:
            if error.fault is not Fault.REFUSED:
                kept.spent = True
            raise await _reason(kept, error) from None
        except asyncio.CancelledError:
            kept.spent = True
            raise
        finally:
            kept.calls -= 1
            if kept.spent and not kept.calls:
                kept.close()

    async def close(self, held: Held) -> None:
        """Close what a run has left open."""
        left = self._runs.pop(held, [])
        for each in left:
            each.close()
        await asyncio.gather(*(each.task for each in left if each.task), return_exceptions=True)

    def _taken(self, held: Held, server: Reached, opened: Opened) -> _Kept:
        of_run = self._runs.setdefault(held, [])
        for each in of_run:
            if not each.spent and each.server == server:
                return each
        kept = _Kept(server)
        kept.task = asyncio.create_task(kept.hold(opened), name=f"{held.id} {server.name}")
        kept.task.add_done_callback(kept.ended)
        of_run.append(kept)
        return kept


async def _reason(kept: _Kept, error: ServerError) -> ServerError:
    """Why the conversation ended, if it did: who holds the session knows more than who asked."""
    if error.fault is Fault.UNREACHABLE and kept.task is not None:
        kept.leave.set()
        await asyncio.wait([kept.task])
    return kept.failure or error
