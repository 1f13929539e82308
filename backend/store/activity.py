"""Activity: the life of entities, written by the verb that lives it, in its own transaction.

A row's position is its place in its workspace's order of commits. SQLite has one writer, who gives it at
once. PostgreSQL's writers commit in an order that none of them knows: `turn` keeps the transaction's number,
and `activity_relay` gives the positions afterwards. Whoever gives them tells the endpoints of webhooks.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import BigInteger, Index, Text as PlainText, bindparam, cast, func, insert, select

from backend.domain.errors import BadCursor
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.statement import Row
from backend.store.table import Column, Integer, Json, Table, Text, Time, identity, metadata, reference
from backend.store.webhook_tell import Happened, is_heard, tell_activities

activity = Table(
    "activity",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    Column("turn", Integer),
    Column("position", Integer),
    Column("type", Text, nullable=False),
    Column("subject_id", Text, nullable=False),
    Column("parent_id", Text),
    Column("data", Json, nullable=False),
    reference("actor_id", "principal"),
    Column("created_at", Time, nullable=False),
    Index(None, "workspace_id", "position", unique=True),
    Index(None, "workspace_id", "type", "position"),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "subject_id", "created_at", "id"),
)

_WAITING = activity.c.position.is_(None)

Index(
    "ix_activity_waiting",
    activity.c.turn,
    activity.c.id,
    sqlite_where=_WAITING,
    postgresql_where=_WAITING,
)

ACTIVITIES = "activities"
"""The topic that is rung when something happened that has no position yet."""

NOTHING: Mapping[str, object] = MappingProxyType({})


def activity_topic(workspace_id: str) -> str:
    """The topic that is rung when activities of a workspace have got their positions."""
    return f"activity:{workspace_id}"


async def record(
    tx: Transaction,
    viewer: Viewer,
    workspace_id: str,
    kind: str,
    subject_id: str,
    data: Mapping[str, object] = NOTHING,
    *,
    parent_id: str | None = None,
) -> None:
    """Write down that something happened to a row, such as `agent.published`.

    `data` are names and numbers, never contents or secrets. It is seen once the transaction is committed.
    """
    await record_of(tx, viewer.principal, workspace_id, kind, subject_id, data, parent_id=parent_id)


async def record_of(
    tx: Transaction,
    actor_id: str,
    workspace_id: str,
    kind: str,
    subject_id: str,
    data: Mapping[str, object] = NOTHING,
    *,
    parent_id: str | None = None,
) -> None:
    """The same in the name of a principal who is not there to see it: of a run, who started it."""
    row = {
        "id": new_id("act"),
        "workspace_id": workspace_id,
        "type": kind,
        "subject_id": subject_id,
        "parent_id": parent_id,
        "data": dict(data),
        "actor_id": actor_id,
        "created_at": clock.now(),
    }
    if tx.dialect == "sqlite":
        placed = await tx.first(_INSERT_NEXT, row | {"workspace": workspace_id})
        if placed is not None and placed.heard:
            happened = Happened(str(row["id"]), workspace_id, kind, subject_id, parent_id, data)
            await tell_activities(tx, [happened])
        tx.ring(activity_topic(workspace_id), kind)
    else:
        await tx.fetch(_INSERT_IN_TURN, row)
        tx.ring(ACTIVITIES, workspace_id)


async def last_position(tx: Transaction, workspace_id: str) -> int:
    """The position of the last activity of a workspace; 0 if there is none."""
    (last,) = await tx.fetch(_LAST, {"workspace": workspace_id})
    return int(last.position)


async def position_of(tx: Transaction, workspace_id: str, activity_id: str) -> int | None:
    """The position of an activity of the workspace, None if it has none yet (BAD_CURSOR if there is no such).

    What was swept is there no more.
    """
    row = await tx.first(_POSITION, {"activity": activity_id, "workspace": workspace_id})
    if row is None:
        raise BadCursor(
            f"{activity_id!r} is no activity of this workspace, or is older than 90 days: follow from "
            "another, or from now.",
            ("after",),
        )
    return None if row.position is None else int(row.position)


async def behind(tx: Transaction, workspace_id: str, position: int, most: int) -> list[Row]:
    """The activities of a workspace behind a position, in order: `id`, `position`, `type`, `subject_id`."""
    return await tx.fetch(_BEHIND, {"workspace": workspace_id, "after": position, "most": most})


_OF_WORKSPACE = activity.c.workspace_id == bindparam("workspace", type_=Text())
_LAST = select(func.coalesce(func.max(activity.c.position), 0).label("position")).where(_OF_WORKSPACE)
_INSERT_NEXT = (
    insert(activity)
    .values(position=_LAST.scalar_subquery() + 1)
    .returning(is_heard(bindparam("workspace", type_=Text())))
)
_INSERT_IN_TURN = insert(activity).values(turn=cast(cast(func.pg_current_xact_id(), PlainText), BigInteger))
_POSITION = select(activity.c.position).where(
    _OF_WORKSPACE, activity.c.id == bindparam("activity", type_=Text())
)
_BEHIND = (
    select(activity.c.id, activity.c.position, activity.c.type, activity.c.subject_id)
    .where(_OF_WORKSPACE, activity.c.position > bindparam("after", type_=Integer))
    .order_by(activity.c.position)
    .limit(bindparam("most", type_=Integer))
)
