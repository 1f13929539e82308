"""An API key: a principal of its own, known by the digest of a secret that is shown once."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import Index

from backend.domain.errors import BadInput
from backend.domain.law import NAME
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role, Viewer
from backend.platform import clock, tokens
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.known import forget
from backend.store.member import granted, member, new_member
from backend.store.principal import principal
from backend.store.row import add, born, change
from backend.store.scope import locate
from backend.store.table import Column, Table, Text, Time, identity, metadata, reference, stamps
from backend.store.workspace import place

api_key = Table(
    "api_key",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    reference("principal_id", "principal"),
    Column("name", Text, nullable=False),
    Column("hint", Text, nullable=False),
    Column("digest", Text, nullable=False),
    reference("created_by", "principal"),
    *stamps(),
    Column("expires_at", Time),
    Column("revoked_at", Time),
    Index(None, "digest", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "workspace_id", "updated_at", "id"),
    Index(None, "workspace_id", "name", "id"),
)


@dataclass(frozen=True, slots=True)
class WantedKey:
    """What a key should be: at home in a workspace, by default the viewer's, with a role in others too."""

    name: str
    workspace: str | None = None
    role: Role | str = Role.EDITOR
    others: Mapping[str, Role | str] = field(default_factory=dict)
    expires_at: datetime | None = None
    account_admin: bool = False


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
    _check(viewer, wanted)
    roles = await _roles(tx, viewer, wanted)
    key = tokens.new_key()
    shown = {"name": wanted.name, "hint": tokens.hint(key), "digest": tokens.digest(key, secret)}
    made: list[str] = []

    async def make() -> str:
        who = await _add_principal(tx, viewer, wanted)
        for workspace_id, role in roles.items():
            await add(tx, member, new_member(workspace_id, who, role))
        whose = {"workspace_id": next(iter(roles)), "principal_id": who, "expires_at": wanted.expires_at}
        made.append(await _add_key(tx, viewer, {**whose, **shown}))
        return made[0]

    given = {**asdict(wanted), "roles": roles}
    key_id = await once(tx, viewer, "createApiKey", idempotency_key, given, make)
    return NewKey(key_id, key if made else None)


async def revoke_api_key(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """Refuse a key from now on; returns its id. It takes an administrator of the key's home."""
    found = await locate(tx, viewer.at_least(Role.ADMIN), api_key, reference_)
    if found.revoked_at is None:
        await change(tx, api_key, found.id, {"revoked_at": clock.now()})
        tx.after_commit(forget)
    return str(found.id)


def _check(viewer: Viewer, wanted: WantedKey) -> None:
    NAME(wanted.name, ("name",))
    if wanted.account_admin:
        viewer.require_account_admin()
    until = wanted.expires_at
    if until is not None and (until.tzinfo is None or until <= clock.now()):
        raise BadInput("expiresAt must be a moment in the future, with its time zone.", ("expiresAt",))


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
    await add(tx, api_key, row)
    return str(row["id"])
