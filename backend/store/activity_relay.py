"""The relay gives activities their positions: places in the order in which their transactions took turns.

A transaction's number is given when it first writes, so what was committed before another began comes before
it. A row is placed only when every transaction of a lower number has ended: none can come to stand before it
later, and who reads by position misses nothing. With its position an activity gets the deliveries that tell
it, in the same transaction.
"""

from dataclasses import dataclass, fields

from sqlalchemy import BigInteger, Text as PlainText, cast, func, literal_column, select, update

from backend.store.activity import activity, activity_topic
from backend.store.database import Transaction
from backend.store.statement import Row
from backend.store.webhook_tell import Happened, tell_activities

BATCH = 500
"""Activities that are placed in one transaction."""

LOCK = 4_206_923
"""The advisory lock that one relay holds at a time, whatever process it is in."""


@dataclass(frozen=True, slots=True)
class Relayed:
    """How many activities were placed, and whether others wait for transactions that are under way."""

    placed: int
    waiting: bool


async def relay(tx: Transaction) -> Relayed:
    """Place up to a batch of activities. Only PostgreSQL needs it: SQLite's one writer places its own."""
    # The lock first, and alone: the next statement sees what the relay before us committed.
    await tx.fetch(_LOCK)
    placed = await tx.fetch(_PLACE)
    if placed:
        await tell_activities(tx, [_happened(row) for row in sorted(placed, key=lambda row: row.position)])
    for workspace_id in sorted({row.workspace_id for row in placed}):
        tx.ring(activity_topic(workspace_id), str(len(placed)))
    return Relayed(len(placed), await tx.first(_WAITING) is not None)


def _happened(row: Row) -> Happened:
    return Happened(**{name: getattr(row, name) for name in _HAPPENED})


_HAPPENED = tuple(each.name for each in fields(Happened))
_LOCK = select(func.pg_advisory_xact_lock(literal_column(str(LOCK))))
_UNPLACED = activity.c.position.is_(None)
_OLDEST_RUNNING = cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), PlainText), BigInteger)
_DUE = (
    select(activity.c.id, activity.c.workspace_id, activity.c.turn)
    .where(_UNPLACED, activity.c.turn < _OLDEST_RUNNING)
    .order_by(activity.c.turn, activity.c.id)
    .limit(literal_column(str(BATCH)))
    .cte("due")
)
_before = activity.alias("before")
_LAST = (
    select(func.max(_before.c.position))
    .where(_before.c.workspace_id == _DUE.c.workspace_id)
    .scalar_subquery()
)
_NTH = func.row_number().over(partition_by=_DUE.c.workspace_id, order_by=(_DUE.c.turn, _DUE.c.id))
_NEXT = select(_DUE.c.id, (func.coalesce(_LAST, 0) + _NTH).label("position")).subquery("next")
_PLACE = (
    update(activity)
    .where(activity.c.id == _NEXT.c.id)
    .values(position=_NEXT.c.position)
    .returning(*(activity.c[name] for name in ("position", *_HAPPENED)))
)
_WAITING = select(activity.c.id).where(_UNPLACED).limit(literal_column("1"))
