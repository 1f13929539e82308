"""An API key: a principal of its own, known by the digest of a secret that is shown once."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Index

from backend.domain import law
from backend.domain.errors import BadInput
from backend.domain.kept import patched
from backend.domain.law import Laws, lawful
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role, Viewer
from backend.platform import clock, tokens
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.handle import add_with_handle
from backend.store.idempotency import once
from backend.store.known import forget
from backend.store.member import enter, granted
from backend.store.principal import principal
from backend.store.row import add, born, change
from backend.store.scope import locate
from backend.store.table import Column, Json, Table, Text, Time, identity, metadata, reference, stamps
from backend.store.workspace import place

api_key = Table(
    "api_key",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    reference("principal_id", "principal"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    # Null where the key is older than handles of keys.
    Column("handle", Text),
    Column("external_id", Text),
    Column("labels", Json, nullable=False, server_default="{}"),
    Column("extensions", Json, nullable=False, server_default="{}"),
    Column("hint", Text, nullable=False),
    Column("digest", Text, nullable=False),
    reference("created_by", "principal"),
    *stamps(),
    Column("expires_at", Time),
    Column("revoked_at", Time),
    Column("rotated_at", Time),
    Index(None, "digest", unique=True),
    Index(None, "workspace_id", "external_id", unique=True),
    Index(None, "workspace_id", "handle", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "workspace_id", "updated_at", "id"),
    Index(None, "workspace_id", "name", "id"),
)

LAWS: Laws = MappingProxyType(
    {
        "name": law.NAME,
        "description": law.DESCRIPTION,
        "handle": law.handle,
        "external_id": law.EXTERNAL_ID,
        "labels": law.labels,
        "extensions": law.EXTENSIONS,
    }
)
"""The law of each column that can be written."""


@dataclass(frozen=True, slots=True)
class WantedKey:
    """What a key should be: at home in a workspace, by default the viewer's, with a role in others too.

    `columns` are what else is written on it: description, handle, external_id, labels and extensions.
    """

    name: str
    workspace: str | None = None
    role: Role | str = Role.EDITOR
    others: Mapping[str, Role | str] = field(default_factory=dict)
    expires_at: datetime | None = None
    account_admin: bool = False
    columns: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key: its id, and its text, which is shown once; None if the request was sent before."""

    id: str
    key: str | None


async def create_api_key(
    tx: Transaction, viewer: Viewer, secret: str, wanted: WantedKey, *, idempotency_key: str | None = None
) -> NewKey:
    """Make a key with a principal of its own. `secret` is the installation's.

    It takes an administrator of each workspace, and one of the account for a key that administers it.
    """
    own = _lawful(viewer, wanted)
    roles = await _roles(tx, viewer, wanted)
    key = tokens.new_key()
    made: list[str] = []

    async def make() -> str:
        who = await _add_principal(tx, viewer, wanted)
        for workspace_id, role in roles.items():
            await enter(tx, viewer, workspace_id, who, role)
        whose = {"workspace_id": next(iter(roles)), "principal_id": who, "expires_at": wanted.expires_at}
        made.append(await _add_key(tx, viewer, own | whose | shown(key, secret)))
        return made[0]

    given = {**asdict(wanted), "roles": roles}
    key_id = await once(tx, viewer, "createApiKey", idempotency_key, given, make)
    return NewKey(key_id, key if made else None)


async def revoke_api_key(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """Refuse a key from now on; returns its id. It takes an administrator of the key's home."""
    found = await locate(tx, viewer.at_least(Role.ADMIN), api_key, reference_)
    if found.revoked_at is None:
        await change(tx, api_key, found.id, {"revoked_at": clock.now()})
        await record(tx, viewer, found.workspace_id, "apiKey.revoked", found.id)
        tx.after_commit(forget)
    return str(found.id)


def shown(key: str, secret: str) -> dict[str, object]:
    """The columns by which a key is known, and what may be shown of it."""
    return {"hint": tokens.hint(key), "digest": tokens.digest(key, secret)}


def _lawful(viewer: Viewer, wanted: WantedKey) -> dict[str, object]:
    """The columns as they are kept, if this viewer may make such a key (BAD_INPUT, FORBIDDEN)."""
    if wanted.account_admin:
        viewer.require_account_admin()
    until = wanted.expires_at
    if until is not None and (until.tzinfo is None or until <= clock.now()):
        raise BadInput("expiresAt must be a moment in the future, with its time zone.", ("expiresAt",))
    given = {name: value for name, value in wanted.columns.items() if value is not None}
    blank = dict.fromkeys(name for name in LAWS if name != "handle")
    own = lawful({**blank, **given, "name": wanted.name}, LAWS)
    return own | {"extensions": patched({}, own["extensions"])}


async def _roles(tx: Transaction, viewer: Viewer, wanted: WantedKey) -> dict[str, Role]:
    """The key's role in each of its workspaces, its home first."""
    roles: dict[str, Role] = {}
    for named, role in ((wanted.workspace, wanted.role), *wanted.others.items()):
        home = await place(tx, viewer.at_least(Role.ADMIN), named)
        roles[home] = max(granted(viewer, home, role), roles.get(home, Role.VIEWER))
    return roles


async def _add_principal(tx: Transaction, viewer: Viewer, wanted: WantedKey) -> str:
    row = born("prn") | {
        "account_id": viewer.account,
        "kind": PrincipalKind.API_KEY,
        "name": wanted.name,
        "account_admin": wanted.account_admin,
    }
    await add(tx, principal, row)
    return str(row["id"])


async def _add_key(tx: Transaction, viewer: Viewer, columns: Mapping[str, object]) -> str:
    row = {**born("key"), "created_by": viewer.principal, **columns}
    await add_with_handle(tx, api_key, row, "workspace_id")
    await record(tx, viewer, str(row["workspace_id"]), "apiKey.created", str(row["id"]))
    return str(row["id"])
