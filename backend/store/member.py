"""A member: a principal's role in a workspace."""

from sqlalchemy import Index

from backend.domain.errors import Conflict, Forbidden
from backend.domain.law import member_of
from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.known import forget
from backend.store.principal import require_people
from backend.store.row import add_unless, born, change, remove
from backend.store.scope import locate
from backend.store.table import Column, Table, Text, identity, metadata, reference, stamps
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

_UNIQUE = ("principal_id", "workspace_id")
_role = member_of(Role)


async def add_member(
    tx: Transaction, viewer: Viewer, principal_id: str, role: Role | str, *, workspace: str | None = None
) -> str:
    """Give a principal of the account a role in a workspace and return the member's id.

    It takes an administrator. CONFLICT if it is a member already.
    """
    home = await place(tx, viewer.at_least(Role.ADMIN), workspace)
    await require_people(tx, viewer, {"principal_id": principal_id}, "principal_id")
    made = new_member(home, principal_id, granted(viewer, home, role))
    if not await add_unless(tx, member, made, _UNIQUE):
        raise Conflict(f"{principal_id} is a member of {home} already: set its role instead.")
    tx.after_commit(forget)
    return str(made["id"])


async def set_role(tx: Transaction, viewer: Viewer, reference_: str, role: Role | str) -> str:
    """Give a member another role; returns its id. It takes an administrator."""
    found = await locate(tx, viewer.at_least(Role.ADMIN), member, reference_)
    wanted = granted(viewer, found.workspace_id, role)
    if wanted.name != found.role:
        await change(tx, member, found.id, {"role": wanted})
        tx.after_commit(forget)
    return str(found.id)


async def remove_member(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """End a membership; returns the id that it had. It takes an administrator."""
    found = await locate(tx, viewer.at_least(Role.ADMIN), member, reference_)
    await remove(tx, member, found.id)
    tx.after_commit(forget)
    return str(found.id)


def granted(viewer: Viewer, workspace_id: str, role: Role | str) -> Role:
    """The role, if the viewer may give it: nobody gives more than they have (FORBIDDEN)."""
    wanted = Role[str(_role(role, ("role",)))]
    if viewer.workspaces[workspace_id] < wanted:
        raise Forbidden(f"You cannot give a larger role than your own in {workspace_id}.", ("role",))
    return wanted


def new_member(workspace_id: str, principal_id: str, role: Role) -> dict[str, object]:
    """The columns of a new membership."""
    return {**born("mbr"), "workspace_id": workspace_id, "principal_id": principal_id, "role": role}
