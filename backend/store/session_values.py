"""What templates are told of a session: its variables, and who talks in it about what."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from backend.store.database import Transaction
from backend.store.session import session
from backend.store.table import Text

_NAMES = ("id", "thread", "title", "external_id", "end_user_id", "labels", "variables")
_TOLD = select(*(session.c[name] for name in _NAMES)).where(
    session.c.id == bindparam("session", type_=Text())
)


def told(columns: Mapping[str, Any]) -> dict[str, object]:
    """`variables` and `session` of a template, by the columns of the session."""
    return {
        "variables": columns["variables"],
        "session": {
            "id": columns["id"],
            "thread": columns["thread"],
            "title": columns["title"],
            "externalId": columns["external_id"],
            "endUserId": columns["end_user_id"],
            "labels": columns["labels"],
        },
    }


async def told_of(tx: Transaction, session_id: str) -> dict[str, object]:
    """`variables` and `session` of a template, of a session that is known to exist."""
    (row,) = await tx.fetch(_TOLD, {"session": session_id})
    return told(row._asdict())
