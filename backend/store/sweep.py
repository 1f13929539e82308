"""The sweeper: what has expired, or lain in the trash longer than its tier allows, is purged by the batch."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, literal_column, or_, select

from backend.domain.kept import RETENTION_DAYS
from backend.domain.viewer import machine
from backend.store.activity import activity
from backend.store.api_key_move import move_keys
from backend.store.database import Transaction
from backend.store.file import sweep_files
from backend.store.idempotency import sweep_keys
from backend.store.noun import Noun, note_of
from backend.store.nouns import NOUNS
from backend.store.purge import alike, purge_rows, shed
from backend.store.row import remove_all
from backend.store.statement import Row
from backend.store.table import Table, Time, metadata
from backend.store.upload import sweep_uploads
from backend.store.webhook_delivery import webhook_delivery
from backend.store.workspace import workspace

BATCH = 100
SHORTEST = min(RETENTION_DAYS, key=RETENTION_DAYS.__getitem__)

ACTIVITIES_KEPT = timedelta(days=90)
"""How long activities can be read. The last of each workspace stays: its position is counted on from."""

Sweep = Callable[[Transaction, datetime], Awaitable[int]]
"""Removes up to a batch of what is due and says how much there was: call it again, in another transaction,
until there is nothing.
"""

ROOM = Noun("Workspace", workspace, takes=(("session", "workspace_id"),))
"""A workspace, as it is swept: all that lies in it goes with it, its activities too."""


async def sweep_noun(noun: Noun, tx: Transaction, now: datetime) -> int:
    """Purge up to a batch of a noun's rows, or a piece of what lies in them, and say how much it was."""
    return await _purge(tx, noun, await _due(tx, noun, now))


async def sweep_workspaces(tx: Transaction, now: datetime) -> int:
    """The same of workspaces, but for one without which a key could not go on working."""
    due = await _due(tx, ROOM, now)
    stay = await move_keys(tx, [row.id for row in due])
    return await _purge(tx, ROOM, [row for row in due if row.id not in stay])


async def _purge(tx: Transaction, noun: Noun, due: Sequence[Row]) -> int:
    if not due:
        return 0
    sweeper = machine({})
    if more := await shed(tx, sweeper, noun, [row.id for row in due]):
        return more
    for row in due:
        await note_of(tx, sweeper, noun, row, "purged")
    await purge_rows(tx, noun, [row.id for row in due])
    return len(due)


async def sweep_activities(tx: Transaction, now: datetime) -> int:
    """Forget up to a batch of activities that are too old, and say how many there were."""
    old = [row.id for row in await tx.fetch(_OLD_ACTIVITIES, {"cutoff": now - ACTIVITIES_KEPT})]
    await remove_all(tx, activity, "id", old)
    return len(old)


async def sweep_deliveries(tx: Transaction, now: datetime) -> int:
    """Forget up to a batch of deliveries that have ended and are as old, and say how many there were."""
    old = [row.id for row in await tx.fetch(_OLD_DELIVERIES, {"cutoff": now - ACTIVITIES_KEPT})]
    await remove_all(tx, webhook_delivery, "id", old)
    return len(old)


SWEEPS: tuple[Sweep, ...] = (
    sweep_files,
    *(partial(sweep_noun, noun) for noun in NOUNS),
    sweep_workspaces,
    sweep_keys,
    sweep_uploads,
    sweep_activities,
    sweep_deliveries,
)
"""All that is swept, children before their parents."""


async def _due(tx: Transaction, noun: Noun, now: datetime) -> list[Row]:
    values = {"now": now, **{tier.name: now - timedelta(days=days) for tier, days in RETENTION_DAYS.items()}}
    due = await tx.fetch(_overdue(noun), values)
    if not due and noun.expire:
        due = await tx.fetch(_expired(noun), values)
    return due


@lru_cache
def _overdue(noun: Noun) -> Select[Any]:
    gone = noun.table.c.deleted_at
    each = [
        and_(noun.table.c.retention_tier == tier.name, gone < bindparam(tier.name, type_=Time()))
        for tier in RETENTION_DAYS
    ]
    # SQLite sees no range of the index in the tiers' conditions, which are alternatives.
    long_gone = gone < bindparam(SHORTEST.name, type_=Time())
    return _batch(noun, gone, long_gone, or_(*each), *_by_themselves(noun), *_unused(noun))


def _by_themselves(noun: Noun) -> Iterator[ColumnElement[bool]]:
    """What went into the trash with a whole that is there still comes back with it, or is swept with it."""
    for whole in NOUNS:
        for name, column in whole.children:
            if name == noun.table.name:
                above = whole.table.alias("above")
                same = above.c.deleted_at == noun.table.c.deleted_at
                yield ~exists().where(above.c.id == noun.table.c[column], same)


def _unused(noun: Noun) -> Iterator[ColumnElement[bool]]:
    """Neither the row nor one of its kind that lies in it is what another row uses."""
    for name, column in noun.users:
        used = metadata.tables[name].c[column]
        yield ~exists().where(used == noun.table.c.id)
        for _, parent in alike(noun):
            inner = noun.table.alias("inner")
            yield ~exists().where(used == inner.c.id, inner.c[parent] == noun.table.c.id)


@lru_cache
def _expired(noun: Noun) -> Select[Any]:
    until = noun.table.c.expires_at
    return _batch(noun, until, until < bindparam("now", type_=Time()))


def _batch(noun: Noun, order: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    """The first rows in an order, with what an activity tells of them."""
    names = {"id": None, "workspace_id": None, noun.parent: None}
    told = (noun.table.c[name] for name in names if name in noun.table.c)
    found = select(*told).where(*conditions).order_by(order)
    # Whoever appends to a session that lies in a row refers to that row meanwhile.
    return found.limit(literal_column(str(BATCH))).with_for_update(key_share=True, skip_locked=True)


def _old(table: Table, *conditions: ColumnElement[bool]) -> Select[tuple[str]]:
    """Rows of every workspace that were made long ago: each workspace's index has them in their order."""
    return (
        select(table.c.id)
        .where(
            table.c.workspace_id.in_(select(workspace.c.id)),
            table.c.created_at < bindparam("cutoff", type_=Time()),
            *conditions,
        )
        .limit(literal_column(str(10 * BATCH)))
        .with_for_update(of=table, skip_locked=True)
    )


_newest = activity.alias("newest")
_NEWEST = select(func.max(_newest.c.position)).where(_newest.c.workspace_id == activity.c.workspace_id)
_OLD_ACTIVITIES = _old(activity, activity.c.position < _NEWEST.scalar_subquery())
_OLD_DELIVERIES = _old(webhook_delivery, webhook_delivery.c.due_at.is_(None))
