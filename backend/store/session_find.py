"""Finding a session for a change, as its client believes it to be."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Select, bindparam, select

from backend.domain.errors import Conflict
from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.retirement import require_present
from backend.store.scope import among, locate
from backend.store.session import outcome_of, session, status_of
from backend.store.statement import Row
from backend.store.table import Text, TextList

_FACTS = select(
    status_of(session.c.__getitem__).label("status"), outcome_of(session.c.__getitem__).label("outcome")
).where(session.c.id == bindparam("session", type_=Text()))


async def find_session(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    when: Precondition | None,
    need: Role = Role.EDITOR,
    path: str = "id",
) -> Row:
    """Find a session and lock it, also in the trash. CONFLICT if it is not as believed."""
    found = await locate(tx, viewer.at_least(need), session, reference, path)
    if when is not None:
        await hold_within(tx, viewer, found, when, session.c.agent_id, "agent_id")
        (facts,) = await tx.fetch(_FACTS, {"session": found.id})
        hold(when, viewer, found, status=facts.status, outcome=facts.outcome)
    return found


async def sessions_there(tx: Transaction, ids: Sequence[str]) -> set[str]:
    """Those of the sessions that there are, in the trash too."""
    return {row.id for row in await tx.fetch(_there(tx.dialect), {"sessions": ids})}


@lru_cache
def _there(dialect: str) -> Select[tuple[str]]:
    return select(session.c.id).where(among(session.c.id, bindparam("sessions", type_=TextList()), dialect))


def require_open(home: Row, path: str = "sessionId") -> None:
    """Refuse a session that takes no more input (CONFLICT)."""
    require_present(home, (path,), kind="Session ")
    if home.closed_at is not None:
        raise Conflict(f"Session {home.id} is closed: start a new one.", (path,))
