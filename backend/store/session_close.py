"""Closing a session: its run ends, then it takes no more input, for good."""

from sqlalchemy import bindparam, update

from backend.domain.ending import cancelled
from backend.domain.event import EventKind
from backend.domain.law import NOTE
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.event import NewEvent, append_as_viewer
from backend.store.run_cancel import active_runs, overrule
from backend.store.scope import locate
from backend.store.session import session
from backend.store.table import Text, Time

CLOSED = "The session was closed."

_CLOSE = (
    update(session)
    .where(session.c.id == bindparam("session"))
    .values(closed_at=bindparam("moment", type_=Time), close_reason=bindparam("reason", type_=Text))
)


async def close_session(tx: Transaction, viewer: Viewer, reference: str, reason: str | None = None) -> str:
    """Close a session; one that is closed stays as it is. Returns its id.

    Its active runs are cancelled first, so that the last event of the log is SessionClosed.
    """
    NOTE(reason, ("reason",))
    home = await locate(tx, viewer, session, reference)
    if home.closed_at is None:
        for each in await active_runs(tx, home.id):
            await overrule(tx, each, cancelled(reason or CLOSED))
        await tx.fetch(_CLOSE, {"session": home.id, "moment": clock.now(), "reason": reason})
        await append_as_viewer(tx, home.id, [NewEvent(EventKind.SESSION_CLOSED, {"reason": reason})])
    return str(home.id)
