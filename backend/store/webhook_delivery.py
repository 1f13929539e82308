"""A webhook delivery: a URL is told of something, due from the moment it is made until it arrives."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Index

from backend.domain.webhook import DeliveryStatus
from backend.store.database import Transaction
from backend.store.row import add_all, born
from backend.store.table import Column, Integer, Json, Table, Text, Time, inner, metadata, reference

webhook_delivery = Table(
    "webhook_delivery",
    metadata,
    *inner("webhook_endpoint", nullable=True),
    reference("agent_id", "agent", nullable=True, ondelete="CASCADE"),
    reference("session_id", "session", nullable=True, ondelete="CASCADE"),
    reference("run_id", "run", nullable=True, ondelete="CASCADE"),
    # No foreign keys: what is told of may be swept before whoever was told.
    Column("event_id", Text),
    Column("activity_id", Text),
    Column("type", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Time),
    Column("attempted_at", Time),
    Column("http_status", Integer),
    Column("latency_ms", Integer),
    Column("response_bytes", Integer),
    Column("response_headers", Json),
    Column("error", Text),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "session_id", "created_at", "id"),
    Index(None, "run_id", "created_at", "id"),
)

_IS_DUE = webhook_delivery.c.due_at.is_not(None)

Index("ix_webhook_delivery_due_at", webhook_delivery.c.due_at, sqlite_where=_IS_DUE, postgresql_where=_IS_DUE)

DELIVERIES = "deliveries"
"""The topic that is rung when a delivery may have become due."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a delivery tells: its type, and the rows that it is about."""

    type: str
    agent_id: str | None = None
    session_id: str | None = None
    run_id: str | None = None
    event_id: str | None = None
    activity_id: str | None = None


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is told to a URL. Without an endpoint it is the callback of a run."""

    workspace_id: str
    url: str
    told: Told
    endpoint_id: str | None = None


async def enqueue(tx: Transaction, addressed: Sequence[Addressed]) -> list[str]:
    """Make deliveries, which are due at once in this order. Their ids."""
    rows = [_row(each) for each in addressed]
    await add_all(tx, webhook_delivery, rows)
    if rows:
        tx.ring(DELIVERIES, "")
    return [str(row["id"]) for row in rows]


def _row(each: Addressed) -> dict[str, object]:
    made = born("whd")
    whose = {"workspace_id": each.workspace_id, "webhook_endpoint_id": each.endpoint_id, "url": each.url}
    stage = {"status": DeliveryStatus.PENDING, "attempts": 0, "due_at": made["created_at"]}
    return {**made, **whose, **asdict(each.told), **stage}
