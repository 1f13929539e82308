"""In whose name a run acts: its agent's runtime user, or else whoever started it, in the run's workspace."""

from sqlalchemy import bindparam, select

from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.run import run
from backend.store.table import Text
from backend.store.workspace import workspace

_WHOSE = (
    select(run.c.workspace_id, run.c.created_by, workspace.c.account_id)
    .join(workspace, workspace.c.id == run.c.workspace_id)
    .where(run.c.id == bindparam("run", type_=Text()))
)


async def viewer_of_run(tx: Transaction, run_id: str, runtime_user: str | None) -> Viewer:
    """Who reads and writes what the tools of a run do: an editor of its workspace, who sees no other."""
    (found,) = await tx.fetch(_WHOSE, {"run": run_id})
    home = found.workspace_id
    return Viewer(
        runtime_user or found.created_by, found.account_id, {home: Role.EDITOR}, home, need=Role.EDITOR
    )
