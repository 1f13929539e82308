"""A trial of an endpoint: a delivery that tells of nothing else, made and signed as any other."""

from backend.domain.errors import Conflict
from backend.domain.viewer import Viewer
from backend.domain.webhook import TRIAL
from backend.store.database import Transaction
from backend.store.scope import locate
from backend.store.webhook_delivery import Addressed, Told, enqueue
from backend.store.webhook_endpoint import webhook_endpoint


async def try_endpoint(tx: Transaction, viewer: Viewer, reference: str) -> str:
    """Make a delivery to an endpoint, whatever types it wants; its id. CONFLICT if it is told nothing now."""
    found = await locate(tx, viewer, webhook_endpoint, reference)
    if not found.enabled or found.archived_at is not None or found.deleted_at is not None:
        raise Conflict(f"{found.id} is switched off, out of use or in the trash: put it to use first.")
    addressed = Addressed(found.workspace_id, found.url, Told(TRIAL, agent_id=found.agent_id), found.id)
    [made] = await enqueue(tx, [addressed])
    return made
