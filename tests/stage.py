"""A stage for runs: a fresh database, a viewer who may do everything in a workspace, agents to run there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain.event import EventKind
from backend.domain.principal import PrincipalKind
from backend.domain.run import TERMINAL, OnBusy
from backend.domain.viewer import Role, Viewer
from backend.platform.settings import Settings
from backend.runtime.engine import Engine
from backend.store.agent_create import create_agent
from backend.store.database import Database
from backend.store.event import event, log
from backend.store.first_start import begin
from backend.store.member import add_member
from backend.store.principal import principal
from backend.store.row import add, born
from backend.store.run import run
from backend.store.run_cancel import cancel
from backend.store.run_claim import LEASE
from backend.store.run_start import start_run
from backend.store.session import session
from backend.store.session_start import start_session
from backend.store.statement import Row
from backend.store.workspace import workspace
from tests.patience import WITHIN, eventually

CLOCK: list[dict[str, Any]] = [{"kinds": ["TOOL"], "links": [{"target": {"tool": "handle:current_time"}}]}]
"""The links of an agent that knows what time it is."""

ENDED = {status.name for status in TERMINAL}

_RUN = select(run).where(run.c.id == bindparam("run"))
_SESSION = select(session).where(session.c.id == bindparam("session"))
_RUNS = select(run).order_by(run.c.created_at, run.c.id)
_HOME = select(workspace.c.id, workspace.c.account_id, workspace.c.created_by).where(
    workspace.c.handle == "default"
)
_WHO = select(principal.c.id)


class Stage:
    """Shorthand for what tests of runs do again and again. Each verb is a transaction of its own."""

    def __init__(self, database: Database, viewer: Viewer, settings: Settings) -> None:
        self.database = database
        self.viewer = viewer
        self.settings = settings

    async def agent(self, **columns: Any) -> str:
        """A published agent that runs the offline model unless told otherwise."""
        async with self.database.write() as tx:
            return await create_agent(tx, self.viewer, {"name": "Ada", **columns}, publish=True)

    async def guest(self, name: str) -> str:
        """Somebody else of the account, an editor of the workspace."""
        row = born("prn") | {"account_id": self.viewer.account, "kind": PrincipalKind.USER, "name": name}
        async with self.database.write() as tx:
            await add(tx, principal, row | {"account_admin": False})
            await add_member(tx, self.viewer, str(row["id"]), Role.EDITOR)
        return str(row["id"])

    async def session(
        self, agent_id: str | None = None, columns: Any = MappingProxyType({}), **given: Any
    ) -> str:
        """A session with the agent, or with one made for it."""
        agent_id = agent_id or await self.agent()
        async with self.database.write() as tx:
            return await start_session(tx, self.viewer, agent_id, columns, **given)

    async def run(
        self,
        session_id: str,
        text: str | None = "hello",
        data: Any = None,
        on_busy: OnBusy = OnBusy.REJECT,
        **given: Any,
    ) -> str:
        """Input for the session; nobody runs it before an engine is started."""
        async with self.database.write() as tx:
            said = {"text": text, "data": data, **given}
            return await start_run(tx, self.viewer, session_id, said, on_busy=on_busy)

    async def cancel(self, run_id: str, reason: str | None = None) -> None:
        """The wish that the run stops."""
        async with self.database.write() as tx:
            await cancel(tx, self.viewer, run_id, reason)

    async def row(self, run_id: str) -> Row:
        """The run's row."""
        async with self.database.read() as tx:
            return await tx.first(_RUN, {"run": run_id})

    async def session_row(self, session_id: str) -> Row:
        """The session's row."""
        async with self.database.read() as tx:
            return await tx.first(_SESSION, {"session": session_id})

    async def runs(self) -> list[Row]:
        """Every run's row, the oldest first."""
        async with self.database.read() as tx:
            return await tx.fetch(_RUNS)

    async def events(self, session_id: str, run_id: str | None = None) -> list[Row]:
        """The session's log; only what belongs to the run, if one is named."""
        rows = await log(self.database, session_id, 0, 10_000)
        return [row for row in rows if run_id in {None, row.run_id}]

    async def kinds(self, session_id: str, run_id: str | None = None) -> list[str]:
        """The kinds of those events."""
        return [row.kind for row in await self.events(session_id, run_id)]

    async def payload(self, session_id: str, kind: EventKind) -> dict[str, Any]:
        """What the first event of the kind says."""
        found: dict[str, Any] = next(
            row.payload for row in await self.events(session_id) if row.kind == kind.value
        )
        return found

    async def ended(self, run_id: str, within: float = WITHIN) -> Row:
        """The run's row as soon as it has ended."""

        async def probe() -> Row:
            row = await self.row(run_id)
            return row if row.status in ENDED else None

        try:
            return await eventually(probe, within)
        except TimeoutError as error:
            raise TimeoutError(f"The run did not end within {within:g} s.\n{await self._told()}") from error

    async def _told(self) -> str:
        """Every run as it stands and what its log says, for whoever reads why a test failed."""
        lines = []
        for row in await self.runs():
            lines.append(f"{row.id} of {row.session_id}: {row.status}, epoch {row.epoch}, {row.worker}")
            events = await self.events(row.session_id, row.id)
            lines += [f"  {each.seq} {each.created_at:%H:%M:%S.%f} {each.kind}" for each in events]
        return "\n".join(lines)

    async def reached(self, session_id: str, kind: EventKind, within: float = WITHIN) -> None:
        """Wait until the log holds an event of the kind."""

        async def probe() -> bool:
            return kind.value in await self.kinds(session_id)

        await eventually(probe, within)

    @asynccontextmanager
    async def engine(self, lease: timedelta = LEASE, **settings: Any) -> AsyncIterator[Engine]:
        """An engine that runs while the block lasts."""
        engine = Engine(self.database, self.settings.model_copy(update=settings), lease=lease)
        await engine.start()
        try:
            yield engine
        finally:
            await engine.stop(0)


async def set_stage(database: Database, folder: Path) -> Stage:
    """The first start's workspace, seen by its administrator."""
    await begin(database, "s" * 32)
    async with database.read() as tx:
        [home] = await tx.fetch(_HOME)
    viewer = Viewer(home.created_by, home.account_id, {home.id: Role.ADMIN}, home.id, need=Role.EDITOR)
    settings = Settings(data_dir=folder, anthropic_base_url=None, anthropic_api_key=None)
    return Stage(database, viewer, settings)


def gapless(rows: list[Row]) -> bool:
    """Whether the log counts 1, 2, 3 … without gaps and without doubles."""
    return [row.seq for row in rows] == list(range(1, len(rows) + 1))


__all__ = ["CLOCK", "ENDED", "Stage", "event", "gapless", "set_stage"]
