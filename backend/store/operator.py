"""The operator: whoever has the machine has the database, and acts for the account's first administrator."""

from sqlalchemy import select, true

from backend.domain.errors import Conflict
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role, Viewer
from backend.store.api_key import api_key
from backend.store.database import Transaction
from backend.store.member import member
from backend.store.principal import principal
from backend.store.statement import Row
from backend.store.workspace import workspace

_FIRST = (
    select(principal.c.id, principal.c.account_id)
    .where(principal.c.account_admin.is_(true()), principal.c.kind == PrincipalKind.API_KEY.name)
    .order_by(principal.c.created_at, principal.c.id)
    .limit(1)
)
_WORKSPACES = (
    select(workspace.c.id)
    .join(principal, principal.c.account_id == workspace.c.account_id)
    .where(principal.c.id == _FIRST.with_only_columns(principal.c.id).scalar_subquery())
    .where(workspace.c.deleted_at.is_(None))
    .order_by(workspace.c.created_at, workspace.c.id)
)
_KEYS = (
    select(
        api_key.c.id,
        api_key.c.name,
        api_key.c.hint,
        workspace.c.handle.label("home"),
        member.c.role,
        api_key.c.created_at,
        api_key.c.expires_at,
        api_key.c.revoked_at,
    )
    .join(workspace, workspace.c.id == api_key.c.workspace_id)
    .outerjoin(
        member, (member.c.principal_id == api_key.c.principal_id) & (member.c.workspace_id == workspace.c.id)
    )
    .order_by(api_key.c.created_at.desc(), api_key.c.id.desc())
)


async def operator(tx: Transaction) -> Viewer:
    """The viewer that administers every workspace of the account, at home in the oldest (CONFLICT)."""
    first = await tx.first(_FIRST)
    if first is None:
        raise Conflict("The database has no account yet. Start concord serve once.")
    workspaces = [row.id for row in await tx.fetch(_WORKSPACES)]
    roles = dict.fromkeys(workspaces, Role.ADMIN)
    home = workspaces[0] if workspaces else None
    return Viewer(first.id, first.account_id, roles, home, account_admin=True)


async def every_key(tx: Transaction) -> list[Row]:
    """Every API key with its home's handle and its role there, newest first."""
    return await tx.fetch(_KEYS)
