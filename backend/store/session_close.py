"""Closing a session: its run ends, then it takes no more input, for good."""

from sqlalchemy import bindparam, update

from backend.domain.ending import cancelled
from backend.domain.event import EventKind
from backend.domain.law import NOTE
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.activity import record
from backend.store.consequence import NewEvent
from backend.store.database import Transaction
from backend.store.event import append_as_viewer
from backend.store.precondition import Precondition
from backend.store.run_cancel import active_runs, overrule
from backend.store.session import session
from backend.store.session_find import find_session
from backend.store.statement import Row
from backend.store.table import Text, Time

CLOSED = "The session was closed."

_CLOSE = (
    update(session)
    .where(session.c.id == bindparam("session"))
    .values(closed_at=bindparam("moment", type_=Time), close_reason=bindparam("reason", type_=Text))
)


async def close_session(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    reason: str | None = None,
    *,
    when: Precondition | None = None,
) -> str:
    """Close a session; one that is closed stays as it is. Returns its id.

    Its active runs are cancelled first, so that the last event of the log is SessionClosed.
    """
    NOTE(reason, ("reason",))
    home = await find_session(tx, viewer, reference, when)
    await close(tx, viewer, home, reason)
    return str(home.id)


async def close(tx: Transaction, viewer: Viewer, home: Row, reason: str | None) -> None:
    """Close a session that is locked."""
    if home.closed_at is None:
        await end_runs(tx, viewer, home, reason or CLOSED)
        await tx.fetch(_CLOSE, {"session": home.id, "moment": clock.now(), "reason": reason})
        await append_as_viewer(tx, home.id, [NewEvent(EventKind.SESSION_CLOSED, {"reason": reason})])
        await record(tx, viewer, home.workspace_id, "session.closed", home.id, parent_id=home.agent_id)


async def end_runs(tx: Transaction, viewer: Viewer, home: Row, reason: str) -> None:
    """Cancel the active runs of a session that is locked, whoever holds them."""
    for each in await active_runs(tx, home.id):
        await overrule(tx, each, cancelled(reason), by=viewer.principal)
