"""A secret: it can be given, changed and used, and never read back. In the trash it has lost what it held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Index, Select, bindparam, or_, select, update

from backend.domain.errors import Conflict, Forbidden, NotFound, Path
from backend.domain.sealed import Sealed
from backend.domain.secret import MOST_CHILDREN, SECRET_FIXED, SECRET_LAWS, SecretKind, server_of
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.noun import Noun
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.scope import among, locate
from backend.store.sealing import opened
from backend.store.statement import Row
from backend.store.table import (
    Column,
    Json,
    Table,
    Text,
    TextList,
    Time,
    has_value,
    is_system,
    kept,
    metadata,
    reference,
)

TOLD_EVERY = timedelta(minutes=1)
"""How often a use is written down, at most."""

secret = Table(
    "secret",
    metadata,
    *kept(numbered=True),
    Column("kind", Text, nullable=False),
    reference("parent_id", "secret", nullable=True, ondelete="CASCADE"),
    Column("hosts", Json, nullable=False),
    Column("settings", Json, nullable=False),
    Column("sealed", Text),
    Column("sealed_with", Text),
    Column("expires_at", Time),
    Column("rotated_at", Time),
    Column("last_used_at", Time),
    Index(None, "parent_id", "created_at", "id"),
    Index(None, "sealed_with"),
    info={"derived": {"is_system": is_system, "has_value": has_value}},
)

_BY_ID = select(secret).where(
    secret.c.id == bindparam("row_id", type_=Text()),
    secret.c.workspace_id == bindparam("workspace", type_=Text()),
)
_GROUP = (
    select(secret).where(secret.c.id == bindparam("row_id", type_=Text())).with_for_update(key_share=True)
)
_LIVE = select(secret.c.id, secret.c.kind, secret.c.settings).where(
    secret.c.parent_id == bindparam("group", type_=Text()), secret.c.deleted_at.is_(None)
)
_USED = (
    update(secret)
    .where(
        secret.c.id == bindparam("row_id", type_=Text()),
        or_(secret.c.last_used_at.is_(None), secret.c.last_used_at <= bindparam("before", type_=Time())),
    )
    .values(last_used_at=bindparam("moment", type_=Time()))
)


@dataclass(frozen=True, slots=True)
class OpenSecret:
    """A secret under way to the one place where it is used. It prints without its values."""

    id: str
    kind: SecretKind
    settings: Mapping[str, Any]
    expires_at: datetime | None
    values: Mapping[str, Sealed]


async def secrets_in(tx: Transaction, home: str, ids: Sequence[str]) -> list[Row]:
    """The secrets of a workspace with these ids, and those in groups with them, the oldest first; also what
    is in the trash.
    """
    return await tx.fetch(_of_or_in(tx.dialect), {"ids": ids, "home": home}) if ids else []


@lru_cache
def _of_or_in(dialect: str) -> Select[Any]:
    ids = bindparam("ids", type_=TextList())
    return (
        select(secret)
        .where(
            or_(among(secret.c.id, ids, dialect), among(secret.c.parent_id, ids, dialect)),
            secret.c.workspace_id == bindparam("home", type_=Text()),
        )
        .order_by(secret.c.created_at, secret.c.id)
    )


async def use_secret(
    tx: Transaction, workspace: str, secret_id: str, *, host: str | None = None
) -> OpenSecret:
    """What a secret of the workspace holds, to be used now: no other code opens a secret.

    `host` is where it is sent to; None is where the request itself names it, or whoever the request goes to.
    NOT_FOUND if the workspace has no such secret, CONFLICT if it is in the trash or holds nothing, FORBIDDEN
    if it is not meant for the host.
    """
    row = await tx.first(_BY_ID, {"row_id": secret_id, "workspace": workspace})
    if row is None:
        raise NotFound(f"No secret is called {secret_id!r}.")
    if row.deleted_at is not None:
        raise Conflict(f"{row.id} is in the trash: restore it, and give it its value again.")
    if host is not None and host.lower() not in row.hosts:
        raise Forbidden(f"{row.id} is not meant for {host}: add it to the secret's hosts.")
    if row.sealed is None:
        raise Conflict(f"{row.id} holds no value: give it one.")
    texts = opened(tx, row.account_id, secret, row)
    now = clock.now()
    await tx.fetch(_USED, {"row_id": row.id, "moment": now, "before": now - TOLD_EVERY})
    values = {name: Sealed(text) for name, text in texts.items()}
    return OpenSecret(row.id, SecretKind[row.kind], row.settings, row.expires_at, values)


async def require_room(
    tx: Transaction,
    group_id: str,
    child: str | None,
    kind: str,
    settings: Mapping[str, object],
    path: Path = (),
) -> None:
    """Lock a group, and refuse what it cannot hold beside its other live children (CONFLICT)."""
    group = await tx.first(_GROUP, {"row_id": group_id})
    if group is None or group.deleted_at is not None:
        raise Conflict(f"{group_id} is in the trash: restore it first.", path)
    others = [each for each in await tx.fetch(_LIVE, {"group": group_id}) if each.id != child]
    if len(others) >= MOST_CHILDREN:
        raise Conflict(f"{group_id} holds {MOST_CHILDREN} secrets, and no more.", path)
    server = server_of(kind, settings)
    for each in others:
        if server is not None and server_of(each.kind, each.settings) == server:
            raise Conflict(
                f"{each.id} in the same group is for the same server: change or delete it.",
                ("settings", "serverUrl"),
            )


async def _find(
    tx: Transaction, viewer: Viewer, reference_: str, when: Precondition | None, need: Role
) -> Row:
    """Find a secret for a change and lock it: behind its group, as whoever deletes that does."""
    seen = await locate(tx, viewer.at_least(need), secret, reference_, lock=False)
    if seen.parent_id is not None:
        await tx.fetch(_GROUP, {"row_id": seen.parent_id})
    found = await locate(tx, viewer.at_least(need), secret, seen.id)
    await hold_within(tx, viewer, found, when, secret.c[SECRET.lies_in(found)])
    hold(when, viewer, found)
    return found


async def _guard(tx: Transaction, row: Row, what: str) -> None:
    if what == "restored" and row.parent_id is not None:
        await require_room(tx, row.parent_id, row.id, row.kind, row.settings)


SECRET = Noun(
    "Secret",
    secret,
    SECRET_LAWS,
    SECRET_FIXED,
    role=Role.ADMIN,
    parent="parent_id",
    find=_find,
    children=(("secret", "parent_id"),),
    # Emptied, they would be asked as whoever the installation is, or as nobody.
    users=(("model_provider", "secret_id"), ("tool_set", "secret_id"), ("mcp_server", "secret_id")),
    forgets=("sealed", "sealed_with"),
    guard=_guard,
)
