"""Admission: whether a viewer who was let in a while ago still is. Streams ask at each look at their log."""

from typing import Any

from sqlalchemy import Select, bindparam, literal_column, or_, select

from backend.domain.errors import NotFound, Unauthenticated
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.api_key import api_key
from backend.store.database import Transaction
from backend.store.member import member
from backend.store.table import Text, Time

_LIVE: Select[Any] = select(literal_column("1")).where(
    api_key.c.id == bindparam("key", type_=Text()),
    api_key.c.revoked_at.is_(None),
    or_(api_key.c.expires_at.is_(None), api_key.c.expires_at > bindparam("now", type_=Time())),
)
_MEMBER: Select[Any] = select(literal_column("1")).where(
    member.c.principal_id == bindparam("principal", type_=Text()),
    member.c.workspace_id == bindparam("workspace", type_=Text()),
)


async def require_admission(tx: Transaction, viewer: Viewer, workspace: str) -> None:
    """Refuse a viewer whose key works no more (UNAUTHENTICATED), or who is no member any more (NOT_FOUND)."""
    if viewer.key_id is not None:
        if await tx.first(_LIVE, {"key": viewer.key_id, "now": clock.now()}) is None:
            raise Unauthenticated("This API key was revoked or has expired: show another one.")
        whose = {"principal": viewer.principal, "workspace": workspace}
        if not viewer.account_admin and await tx.first(_MEMBER, whose) is None:
            raise NotFound("You are no member of this workspace any more.", ("id",))
