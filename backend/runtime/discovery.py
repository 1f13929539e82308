"""Discovery at work: what servers tell of their tools is pinned soon after it has become due.

Several sets are asked at once, each by one at a time. One that changes while it is asked is asked anew.
"""

import asyncio
from contextlib import suppress

from backend.domain.errors import Conflict, Forbidden, NotFound, Unavailable
from backend.domain.tool import Discovered
from backend.platform import clock, http
from backend.platform.logging import log
from backend.platform.settings import Settings
from backend.platform.unexpected import Unexpected, outcome
from backend.runtime.supervise import forever, heard
from backend.runtime.tools.base import Lent
from backend.runtime.tools.mcp_ask import tools_told
from backend.runtime.tools.mcp_session import Fault, ServerError
from backend.store.database import Database, Transaction
from backend.store.mcp_server_use import Reached, server_in_use
from backend.store.secret_named import Using
from backend.store.tool_set import SYNCS
from backend.store.tool_set_sync import Sync, begin_sync, drop_sync, due_syncs, fail_sync, pin_tools

LOOK = 1.0
"""Seconds between two looks at what no ring told."""
AT_ONCE = 8
"""Sets that one process asks at the same time."""
PATIENCE = 30.0
"""Seconds that a server has to tell of all its tools."""
PAUSE = 5.0
"""Seconds until a discovery that our own database failed is due again: its server is asked once more."""

UNEXPECTED = ServerError(Fault.UNUSABLE, "Concord failed unexpectedly: the operator finds why in the log.")


class Discovery:
    """Discovers from `start` until `stop`. Several processes may: each set is begun by one of them."""

    def __init__(self, database: Database, settings: Settings, *, patience: float = PATIENCE) -> None:
        self._database = database
        self._lent = Lent(database, http.client(settings.allowed_hosts), settings)
        self._patience = patience
        self._room = asyncio.Semaphore(AT_ONCE)
        self._asking: dict[str, asyncio.Task[None]] = {}
        self._begun: dict[str, Sync] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with what is due."""
        self._task = asyncio.create_task(forever("discover", self._discover), name="discover")

    async def stop(self) -> None:
        """Let go; what is under way is due again at once."""
        tasks = [*([self._task] if self._task else []), *self._asking.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for sync in self._begun.values():
            await outcome(self._drop(sync), expected=(), set=sync.owner.id)
        await self._lent.close()

    async def _discover(self) -> None:
        async with self._database.bus.listen(SYNCS) as bell:
            while True:
                async with self._database.read() as tx:
                    due = await due_syncs(tx, clock.now())
                for set_id in due:
                    self._ask(set_id)
                await heard(bell, LOOK)

    def _ask(self, set_id: str) -> None:
        if (older := self._asking.get(set_id)) is not None:
            if self._begun.pop(set_id, None) is not None:
                # It is due although it is asked: it has changed, and what is found counts no more.
                older.cancel()
            return
        task = asyncio.create_task(self._asked(set_id), name=f"discover {set_id}")
        self._asking[set_id] = task
        task.add_done_callback(lambda _: self._asking.pop(set_id, None))

    async def _asked(self, set_id: str) -> None:
        async with self._room:
            try:
                await outcome(self._sync(set_id), expected=(Unavailable, Conflict), set=set_id)
            except (Unavailable, Conflict) as error:
                log.warning("a discovery waits for the database", set=set_id, error=error.message)
                await self._put_back(set_id)
            # One that is cancelled stays there: whoever does so drops it.
            self._begun.pop(set_id, None)

    async def _sync(self, set_id: str) -> None:
        async with self._database.write() as tx:
            sync = await begin_sync(tx, set_id)
        if sync is None:
            return
        self._begun[set_id] = sync
        ended = await outcome(self._end(sync), expected=(Unavailable, Conflict), set=set_id)
        if isinstance(ended, Unexpected):
            await self._fail(sync, UNEXPECTED)

    async def _end(self, sync: Sync) -> None:
        found = await self._found(sync)
        if isinstance(found, ServerError):
            await self._fail(sync, found)
        else:
            async with self._database.write() as tx:
                await pin_tools(tx, sync, found)

    async def _fail(self, sync: Sync, error: ServerError) -> None:
        async with self._database.write() as tx:
            await fail_sync(tx, sync, error.fault.value, error.message, error.status)

    async def _found(self, sync: Sync) -> list[Discovered] | ServerError:
        """What the server tells of its tools, or why it does not."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._told(sync)
        except TimeoutError:
            message = f"The server did not tell of its tools within {self._patience:g} seconds."
            return ServerError(Fault.TIMED_OUT, message)
        except ServerError as error:
            return error
        except (Conflict, Forbidden, NotFound) as error:
            return ServerError(Fault.UNUSABLE, error.message)

    async def _told(self, sync: Sync) -> list[Discovered]:
        async def opening(tx: Transaction) -> Reached:
            return await server_in_use(tx, Using(sync.owner.workspace_id), sync.server.id)

        return await tools_told(self._lent, opening)

    async def _put_back(self, set_id: str) -> None:
        """Have a set due again; if that cannot be written either, it is when its lease is over."""
        await asyncio.sleep(PAUSE)
        if (sync := self._begun.get(set_id)) is not None:
            with suppress(Unavailable, Conflict):
                await self._drop(sync)

    async def _drop(self, sync: Sync) -> None:
        async with self._database.write() as tx:
            await drop_sync(tx, sync)
