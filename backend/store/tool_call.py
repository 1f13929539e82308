"""A call of a tool: what a run's model asked for, and what became of it. It follows from the log's events."""

from sqlalchemy import Index

from backend.store.table import (
    Column,
    Integer,
    Json,
    Table,
    Text,
    Time,
    inner,
    metadata,
    reference,
)

tool_call = Table(
    "tool_call",
    metadata,
    *inner("run"),
    reference("session_id", "session", ondelete="CASCADE"),
    reference("agent_id", "agent"),
    # No foreign keys: what a call was of is told after the tool, the agent or the session is gone.
    Column("tool_id", Text),
    Column("agent_called_id", Text),
    Column("child_session_id", Text),
    Column("message_id", Text, nullable=False),
    Column("provider_call_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("arguments", Json, nullable=False),
    Column("arguments_digest", Text, nullable=False),
    Column("approval", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("memo", Text),
    reference("decided_by", "principal", nullable=True),
    Column("decided_at", Time),
    Column("started_at", Time),
    Column("finished_at", Time),
    Column("expires_at", Time),
    Column("result", Json),
    Column("error", Json),
    Column("idempotency_key", Text, nullable=False),
    Index(None, "run_id", "position", unique=True),
    Index(None, "session_id", "created_at", "id"),
    Index(None, "tool_id", "created_at", "id"),
    # An agent is not removed before the database has looked for its calls.
    Index(None, "agent_id"),
)

_EXPIRING = tool_call.c.expires_at.is_not(None)

Index("ix_tool_call_expiring", tool_call.c.expires_at, sqlite_where=_EXPIRING, postgresql_where=_EXPIRING)
