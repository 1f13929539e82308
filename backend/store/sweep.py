"""The sweeper: what has lain in the trash longer than its tier allows is purged, a batch at a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, bindparam, literal_column, or_, select

from backend.domain.agent import RETENTION_DAYS
from backend.store.agent import agent
from backend.store.agent_trash import purge_agents
from backend.store.database import Transaction
from backend.store.idempotency import sweep_keys
from backend.store.row import remove_all
from backend.store.session import session
from backend.store.table import Table, Time
from backend.store.workspace import workspace

BATCH = 100


async def sweep(tx: Transaction, now: datetime) -> int:
    """Purge up to a batch of each kind and say how many there were. Call it again until there are none."""
    sessions = await _due(tx, session, now)
    await remove_all(tx, session, "id", sessions)
    agents = await _due(tx, agent, now)
    await purge_agents(tx, agents)
    workspaces = await _due(tx, workspace, now)
    await _purge_workspaces(tx, workspaces)
    await sweep_keys(tx, now)
    return len(sessions) + len(agents) + len(workspaces)


async def _due(tx: Transaction, table: Table, now: datetime) -> list[str]:
    cutoffs = {tier.name: now - timedelta(days=days) for tier, days in RETENTION_DAYS.items()}
    return [row.id for row in await tx.fetch(_DUE[table.name], cutoffs)]


async def _purge_workspaces(tx: Transaction, ids: Sequence[str]) -> None:
    # Sessions before the agents that they name; keys and members go by their foreign keys.
    await remove_all(tx, session, "workspace_id", ids)
    await remove_all(tx, agent, "workspace_id", ids)
    await remove_all(tx, workspace, "id", ids)


def _overdue(table: Table) -> Select[tuple[str]]:
    expired = [
        and_(table.c.retention_tier == tier.name, table.c.deleted_at < bindparam(tier.name, type_=Time()))
        for tier in RETENTION_DAYS
    ]
    found = select(table.c.id).where(or_(*expired)).order_by(table.c.deleted_at)
    return found.limit(literal_column(str(BATCH))).with_for_update(skip_locked=True)


_DUE = {table.name: _overdue(table) for table in (session, agent, workspace)}
