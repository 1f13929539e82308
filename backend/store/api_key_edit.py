"""Changing API keys: what is written on them, and their secret, which a rotation replaces."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from backend.domain.errors import Conflict, Forbidden
from backend.domain.kept import differs
from backend.domain.spelling import camel
from backend.domain.viewer import Role, Viewer
from backend.platform import clock, tokens
from backend.store.activity import record
from backend.store.api_key import LAWS, NewKey, api_key, shown
from backend.store.database import Transaction
from backend.store.known import forget
from backend.store.member import member
from backend.store.noun import merged
from backend.store.principal import principal
from backend.store.row import change
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Text

_WHOSE = principal.c.id == bindparam("principal", type_=Text())
_ADMINISTERS = select(principal.c.account_admin).where(_WHOSE)
_REACHES = select(member.c.workspace_id).where(member.c.principal_id == bindparam("principal", type_=Text()))


async def update_api_key(
    tx: Transaction, viewer: Viewer, reference: str, columns: Mapping[str, object]
) -> str:
    """Change the columns that are given and return the key's id; its principal is called as it is.

    It takes an administrator of the key's home. What changes nothing writes nothing.
    """
    found = await locate(tx, viewer.at_least(Role.ADMIN), api_key, reference)
    own = merged(found, columns, LAWS)
    changed = [name for name, value in own.items() if differs(found._asdict(), {name: value})]
    if changed:
        await change(tx, api_key, found.id, own)
        told = {"changed": [camel(name) for name in changed]}
        await record(tx, viewer, found.workspace_id, "apiKey.updated", found.id, told)
    if "name" in changed:
        await change(tx, principal, found.principal_id, {"name": own["name"]})
    return str(found.id)


async def rotate_api_key(tx: Transaction, viewer: Viewer, secret: str, reference: str) -> NewKey:
    """Give a key another secret, shown this once; the old one is refused at once. `secret` is ours.

    It takes whoever could make the key: an administrator of each of its workspaces, and one of the account
    for a key that administers it. CONFLICT if it was revoked or has expired.
    """
    found = await locate(tx, viewer.at_least(Role.ADMIN), api_key, reference)
    await _require_no_more(tx, viewer, found)
    now = clock.now()
    if found.revoked_at is not None or (found.expires_at is not None and found.expires_at <= now):
        raise Conflict(f"{found.id} was revoked or has expired: make another key.")
    key = tokens.new_key()
    await change(tx, api_key, found.id, shown(key, secret) | {"rotated_at": now})
    await record(tx, viewer, found.workspace_id, "apiKey.rotated", found.id)
    tx.after_commit(forget)
    return NewKey(found.id, key)


async def _require_no_more(tx: Transaction, viewer: Viewer, found: Row) -> None:
    """Refuse a key that may do more than the viewer, who would get to use it."""
    if viewer.account_admin:
        return
    whose = {"principal": found.principal_id}
    (who,) = await tx.fetch(_ADMINISTERS, whose)
    reached = [row.workspace_id for row in await tx.fetch(_REACHES, whose)]
    if who.account_admin or any(viewer.workspaces.get(each) is not Role.ADMIN for each in reached):
        raise Forbidden("This key may do more than you may: ask an administrator of the account.")
