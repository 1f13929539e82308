"""Watching: what a follower of a log needs to know of the session or run it follows, read beside the log
itself.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, literal_column, select

from backend.domain.errors import BadInput, NotFound
from backend.domain.viewer import Viewer
from backend.store.database import Database, Transaction
from backend.store.run import ACTIVE_STATUS, run
from backend.store.scope import locate
from backend.store.session import session
from backend.store.table import Text
from backend.store.workspace import workspace

_SESSION = session.c.id == bindparam("session", type_=Text())
_OPEN: Select[Any] = select(literal_column("1")).where(
    _SESSION, session.c.closed_at.is_(None), session.c.deleted_at.is_(None)
)
_BUSY: Select[Any] = (
    select(literal_column("1"))
    .where(run.c.session_id == bindparam("session", type_=Text()), ACTIVE_STATUS)
    .limit(1)
)
_ACTIVE: Select[Any] = select(literal_column("1")).where(
    run.c.id == bindparam("run", type_=Text()), ACTIVE_STATUS
)


@dataclass(frozen=True, slots=True)
class Watched:
    """A log that is followed: a session's, or one run's part of it."""

    session: str
    workspace: str
    run: str | None
    until_idle: bool = False

    async def is_over(self, database: Database) -> bool:
        """Whether nothing more can come: what the log holds from now on is all."""
        if self.run is not None:
            return not await database.fetch(_ACTIVE, {"run": self.run})
        if not await database.fetch(_OPEN, {"session": self.session}):
            return True
        return self.until_idle and not await database.fetch(_BUSY, {"session": self.session})


async def watch_run(tx: Transaction, viewer: Viewer, reference: str) -> Watched:
    """The run to be followed (NOT_FOUND)."""
    found = await locate(tx, viewer, run, reference, lock=False)
    return Watched(found.session_id, found.workspace_id, found.id)


async def watch_session(tx: Transaction, viewer: Viewer, reference: str, *, until_idle: bool) -> Watched:
    """The session to be followed (NOT_FOUND, also if it is in the trash)."""
    found = await locate(tx, viewer, session, reference, lock=False)
    if found.deleted_at is not None:
        raise NotFound(f"Session {found.id} is in the trash: restore it first.", ("id",))
    return Watched(found.id, found.workspace_id, None, until_idle)


async def watch_workspace(tx: Transaction, viewer: Viewer, reference: str | None) -> str:
    """The id of the workspace to be followed: the one named, else the home (BAD_INPUT, NOT_FOUND)."""
    path = ("workspaceId",)
    if reference is None and viewer.home is None:
        raise BadInput("Name a workspaceId: this key has no home workspace.", path)
    found = await locate(tx, viewer, workspace, reference or str(viewer.home), "workspaceId", lock=False)
    if found.id not in viewer.workspaces or found.deleted_at is not None:
        raise NotFound(f"No workspace is called {reference!r}.", path)
    return str(found.id)
