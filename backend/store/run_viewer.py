"""In whose name a run acts: whom its tool, its agent or its workspace names, or else whoever started it."""

from sqlalchemy import bindparam, select

from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.member import member
from backend.store.run import run
from backend.store.table import Text
from backend.store.workspace import workspace

_WHOSE = (
    select(run.c.workspace_id, run.c.created_by, workspace.c.account_id, workspace.c.service_user_id)
    .join(workspace, workspace.c.id == run.c.workspace_id)
    .where(run.c.id == bindparam("run", type_=Text()))
)
_MEMBER = select(member.c.id).where(
    member.c.workspace_id == bindparam("workspace", type_=Text()),
    member.c.principal_id == bindparam("principal", type_=Text()),
)


async def viewer_of_run(tx: Transaction, run_id: str, *named: str | None) -> Viewer:
    """Who reads and writes what the tools of a run do: an editor of its workspace, who sees no other.

    It is the first of those `named`, then the workspace's service user, who is a member now: a session
    remembers whom its agent and tools named when it began.
    """
    (found,) = await tx.fetch(_WHOSE, {"run": run_id})
    home, who = found.workspace_id, found.created_by
    for each in filter(None, (*named, found.service_user_id)):
        if await tx.first(_MEMBER, {"workspace": home, "principal": each}) is not None:
            who = each
            break
    return Viewer(who, found.account_id, {home: Role.EDITOR}, home, need=Role.EDITOR)
