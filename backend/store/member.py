"""A member: a principal's role in a workspace. Whom agents act for there is a member, or nobody."""

from functools import lru_cache

from sqlalchemy import Index, Update, bindparam, select, update

from backend.domain.errors import BadInput, Conflict, Forbidden, Path
from backend.domain.law import member_of
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.known import forget
from backend.store.principal import principal
from backend.store.row import add_unless, born, change, remove
from backend.store.scope import locate, refer, workspace_column
from backend.store.statement import Row
from backend.store.table import Column, Table, Text, Time, identity, metadata, reference, stamps
from backend.store.workspace import place

member = Table(
    "member",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    reference("principal_id", "principal"),
    Column("role", Text, nullable=False),
    *stamps(),
    Index(None, "principal_id", "workspace_id", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
)

ACTING = frozenset({"runtime_user_id", "service_user_id"})
"""Columns that name whom something acts for: a member of the workspace."""

_UNIQUE = ("principal_id", "workspace_id")
_role = member_of(Role)
_SHARED = (
    select(member.c.id)
    .where(member.c.workspace_id == bindparam("workspace"), member.c.principal_id == bindparam("principal"))
    .with_for_update(read=True)
)


async def add_member(
    tx: Transaction, viewer: Viewer, principal_id: str, role: Role | str, *, workspace: str | None = None
) -> str:
    """Give a principal of the account, by any reference, a role in a workspace; returns the member's id.

    It takes an administrator. CONFLICT if it is a member already.
    """
    home = await place(tx, viewer.at_least(Role.ADMIN), workspace)
    who = await refer(tx, viewer, principal, principal_id, home, ("principalId",))
    made = await enter(tx, viewer, home, who.id, granted(viewer, home, role))
    if made is None:
        raise Conflict(f"{who.id} is a member of {home} already: set its role instead.")
    return made


async def enter(
    tx: Transaction, viewer: Viewer, workspace_id: str, principal_id: str, role: Role
) -> str | None:
    """Make a principal a member and return the member's id, or None if it is one already."""
    whose = {"workspace_id": workspace_id, "principal_id": principal_id, "role": role}
    made = born("mbr") | whose
    if not await add_unless(tx, member, made, _UNIQUE):
        return None
    told = {"principalId": principal_id, "role": role.name}
    await record(tx, viewer, workspace_id, "member.added", str(made["id"]), told)
    tx.after_commit(forget)
    return str(made["id"])


async def set_role(tx: Transaction, viewer: Viewer, reference_: str, role: Role | str) -> str:
    """Give a member another role; returns its id. It takes an administrator."""
    found = await locate(tx, viewer.at_least(Role.ADMIN), member, reference_)
    wanted = granted(viewer, found.workspace_id, role)
    if wanted.name != found.role:
        await change(tx, member, found.id, {"role": wanted})
        told = {"principalId": found.principal_id, "role": wanted.name}
        await record(tx, viewer, found.workspace_id, "member.roleChanged", found.id, told)
        tx.after_commit(forget)
    return str(found.id)


async def remove_member(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """End a membership; returns the id that it had. It takes an administrator.

    No agent and no tool acts for the principal any more, also in sessions that began before.
    """
    found = await locate(tx, viewer.at_least(Role.ADMIN), member, reference_)
    await remove(tx, member, found.id)
    await _stop_acting(tx, found)
    told = {"principalId": found.principal_id, "role": found.role}
    await record(tx, viewer, found.workspace_id, "member.removed", found.id, told)
    tx.after_commit(forget)
    return str(found.id)


async def require_member(tx: Transaction, workspace_id: str, principal_id: str, path: Path) -> None:
    """Refuse a principal that is no member of the workspace (BAD_INPUT); it stays one to the end of this."""
    if await tx.first(_SHARED, {"workspace": workspace_id, "principal": principal_id}) is None:
        raise BadInput(f"{principal_id} is no member of {workspace_id}: add it as one first.", path)


async def _stop_acting(tx: Transaction, gone: Row) -> None:
    values = {"principal": gone.principal_id, "workspace": gone.workspace_id, "moment": clock.now()}
    for table in metadata.sorted_tables:
        for column in sorted(ACTING.intersection(table.c.keys())):
            await tx.fetch(_clear(table, column), values)


@lru_cache
def _clear(table: Table, column: str) -> Update:
    home = table.c[workspace_column(table.name) or "workspace_id"]
    acting = table.c[column] == bindparam("principal", type_=Text())
    return (
        update(table)
        .where(home == bindparam("workspace", type_=Text()), acting)
        .values({column: None, "updated_at": bindparam("moment", type_=Time())})
    )


def granted(viewer: Viewer, workspace_id: str, role: Role | str) -> Role:
    """The role, if the viewer may give it: nobody gives more than they have (FORBIDDEN)."""
    wanted = Role[str(_role(role, ("role",)))]
    if viewer.workspaces[workspace_id] < wanted:
        raise Forbidden(f"You cannot give a larger role than your own in {workspace_id}.", ("role",))
    return wanted
