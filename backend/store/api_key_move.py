"""Keys that work elsewhere too outlive their home: before it is purged they move to another workspace."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select, true

from backend.domain.viewer import machine
from backend.store.activity import record
from backend.store.api_key import api_key
from backend.store.database import Transaction
from backend.store.known import forget
from backend.store.member import member
from backend.store.principal import principal
from backend.store.row import change
from backend.store.scope import among
from backend.store.table import TextList
from backend.store.workspace import workspace

_elsewhere = workspace.alias("elsewhere")
_ADMINISTERS = principal.c.account_admin.is_(true())
_IS_MEMBER = exists().where(member.c.principal_id == principal.c.id, member.c.workspace_id == _elsewhere.c.id)
_NEXT_HOME = (
    select(_elsewhere.c.id)
    .where(
        _elsewhere.c.account_id == principal.c.account_id,
        _elsewhere.c.deleted_at.is_(None),
        or_(_ADMINISTERS, _IS_MEMBER),
    )
    .order_by(_elsewhere.c.created_at, _elsewhere.c.id)
    .limit(1)
)
_WORKS_ELSEWHERE = or_(
    _ADMINISTERS,
    exists().where(member.c.principal_id == principal.c.id, member.c.workspace_id != api_key.c.workspace_id),
)


async def move_keys(tx: Transaction, gone: Sequence[str]) -> set[str]:
    """Move keys that work elsewhere too out of workspaces in the trash, each to the oldest that it sees.

    Their handles and external ids stay behind: others may have them there. Which of the workspaces cannot go
    yet, since a key sees no other one that is not in the trash too.
    """
    stay: set[str] = set()
    for row in await tx.fetch(_at_home(tx.dialect), {"gone": gone}):
        if row.next_home is None:
            stay.add(row.workspace_id)
            continue
        await change(
            tx, api_key, row.id, {"workspace_id": row.next_home, "handle": None, "external_id": None}
        )
        told = {"changed": ["workspaceId", "handle", "externalId"]}
        await record(tx, machine({}), row.next_home, "apiKey.updated", row.id, told)
        tx.after_commit(forget)
    return stay


@lru_cache
def _at_home(dialect: str) -> Select[Any]:
    at_home = among(api_key.c.workspace_id, bindparam("gone", type_=TextList()), dialect)
    return (
        select(api_key.c.id, api_key.c.workspace_id, _NEXT_HOME.scalar_subquery().label("next_home"))
        .join(principal, principal.c.id == api_key.c.principal_id)
        .where(at_home, api_key.c.revoked_at.is_(None), _WORKS_ELSEWHERE)
        .order_by(api_key.c.id)
    )
