"""The sweeper: what has expired, or lain in the trash longer than its tier allows, is purged by the batch."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import Select, and_, bindparam, func, literal_column, or_, select

from backend.domain.kept import RETENTION_DAYS
from backend.domain.viewer import machine
from backend.store.activity import activity
from backend.store.database import Transaction
from backend.store.file import sweep_files
from backend.store.idempotency import sweep_keys
from backend.store.noun import note_of, purge_rows
from backend.store.nouns import NOUNS
from backend.store.row import remove_all
from backend.store.scope import among
from backend.store.statement import Row
from backend.store.table import Table, TextList, Time
from backend.store.upload import sweep_uploads
from backend.store.webhook_delivery import webhook_delivery
from backend.store.workspace import workspace

BATCH = 100

ACTIVITIES_KEPT = timedelta(days=90)
"""How long activities can be read. The last of each workspace stays: its position is counted on from."""


async def sweep(tx: Transaction, now: datetime) -> int:
    """Purge up to a batch of each kind and say how many there were. Call it again until there are none."""
    swept = await sweep_files(tx, now)
    for noun in NOUNS:
        due = await _due(tx, noun.table, now, expire=noun.expire)
        for row in due:
            await note_of(tx, machine({}), noun, row, "purged")
        await purge_rows(tx, noun, [row.id for row in due])
        swept += len(due)
    workspaces = [row.id for row in await _due(tx, workspace, now)]
    await _purge_workspaces(tx, workspaces)
    await sweep_keys(tx, now)
    await sweep_uploads(tx, now)
    return swept + len(workspaces)


async def sweep_activities(tx: Transaction, now: datetime) -> int:
    """Forget up to a batch of activities that are too old, and say how many there were. Call it likewise."""
    old = [row.id for row in await tx.fetch(_OLD_ACTIVITIES, {"cutoff": now - ACTIVITIES_KEPT})]
    await remove_all(tx, activity, "id", old)
    return len(old)


async def sweep_deliveries(tx: Transaction, now: datetime) -> int:
    """Forget up to a batch of deliveries that have ended and are as old, and say how many there were."""
    old = [row.id for row in await tx.fetch(_OLD_DELIVERIES, {"cutoff": now - ACTIVITIES_KEPT})]
    await remove_all(tx, webhook_delivery, "id", old)
    return len(old)


async def _due(tx: Transaction, table: Table, now: datetime, *, expire: bool = False) -> list[Row]:
    cutoffs = {tier.name: now - timedelta(days=days) for tier, days in RETENTION_DAYS.items()}
    return await tx.fetch(_overdue(table, expire=expire), {"now": now, **cutoffs})


async def _purge_workspaces(tx: Transaction, ids: Sequence[str]) -> None:
    if not ids:
        return
    # Keys and members go by their foreign keys.
    for noun in NOUNS:
        rows = await tx.fetch(_lying_in(noun.table, tx.dialect), {"workspaces": ids})
        await purge_rows(tx, noun, [row.id for row in rows])
    await remove_all(tx, workspace, "id", ids)


_newest = activity.alias("newest")
_NEWEST = select(func.max(_newest.c.position)).where(_newest.c.workspace_id == activity.c.workspace_id)
_OLD_ACTIVITIES = (
    select(activity.c.id)
    .where(
        activity.c.created_at < bindparam("cutoff", type_=Time()),
        activity.c.position < _NEWEST.scalar_subquery(),
    )
    .limit(literal_column(str(10 * BATCH)))
    .with_for_update(skip_locked=True)
)
_OLD_DELIVERIES = (
    select(webhook_delivery.c.id)
    .where(
        webhook_delivery.c.created_at < bindparam("cutoff", type_=Time()), webhook_delivery.c.due_at.is_(None)
    )
    .limit(literal_column(str(10 * BATCH)))
    .with_for_update(skip_locked=True)
)


@lru_cache
def _overdue(table: Table, *, expire: bool) -> Select[tuple[object, ...]]:
    expired = [
        and_(table.c.retention_tier == tier.name, table.c.deleted_at < bindparam(tier.name, type_=Time()))
        for tier in RETENTION_DAYS
    ]
    if expire:
        expired.append(table.c.expires_at < bindparam("now", type_=Time()))
    found = select(table).where(or_(*expired)).order_by(table.c.deleted_at)
    return found.limit(literal_column(str(BATCH))).with_for_update(skip_locked=True)


@lru_cache
def _lying_in(table: Table, dialect: str) -> Select[tuple[str]]:
    workspaces = bindparam("workspaces", type_=TextList())
    return select(table.c.id).where(among(table.c.workspace_id, workspaces, dialect))
