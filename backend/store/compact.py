"""Asking for a shorter conversation: the next window waits until the run's worker has made it."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from backend.domain.configuration import CONFIGURATION_LAWS
from backend.domain.errors import Conflict
from backend.domain.viewer import Role, Viewer
from backend.store.context_window import add_window, context_window, window_id
from backend.store.database import Database, Transaction
from backend.store.row import change
from backend.store.run import RUNS
from backend.store.run_cancel import active_runs
from backend.store.scope import locate
from backend.store.session import session
from backend.store.statement import Row
from backend.store.table import Text

_LAST = (
    select(context_window)
    .where(context_window.c.session_id == bindparam("session", type_=Text()))
    .order_by(context_window.c.number.desc())
    .limit(1)
)
_PENDING = _LAST.where(context_window.c.pending)
_compaction = CONFIGURATION_LAWS["compaction"]


@dataclass(frozen=True, slots=True)
class Next:
    """The window that begins next; `asked` says whether it was asked for and is a row already."""

    id: str
    number: int
    asked: bool


async def asked_window(database: Database, session_id: str) -> Row | None:
    """The window that was asked for and has not begun, if there is one."""
    return next(iter(await database.fetch(_PENDING, {"session": session_id})), None)


async def next_window(tx: Transaction, session_id: str) -> Next:
    """The window that begins next in a session."""
    last = await tx.first(_LAST, {"session": session_id})
    if last is not None and last.pending:
        return Next(last.id, last.number, asked=True)
    return Next(window_id(), 1 if last is None else last.number + 1, asked=False)


async def compact_session(tx: Transaction, viewer: Viewer, reference: str, compaction: object = None) -> str:
    """Ask the active run of a session to make the conversation shorter; the id of the window that will begin.

    `compaction` says how, if otherwise than the version. CONFLICT without an active run. A window that is
    asked for already is asked for in this way.
    """
    wanted = _compaction(compaction, ("compaction",))
    home = await locate(tx, viewer.at_least(Role.EDITOR), session, reference)
    if not await active_runs(tx, home.id):
        raise Conflict(f"Session {home.id} has no active run, and so nothing to make shorter: start one.")
    window = await next_window(tx, home.id)
    if window.asked:
        await change(tx, context_window, window.id, {"compaction": wanted})
        return window.id
    row = {"number": window.number, "first_seq": home.seq + 1, "pending": True, "compaction": wanted}
    await add_window(tx, home, window.id, **row)
    tx.ring(RUNS, home.id)
    return window.id
