"""A run: one answer to one input of a session. `epoch` is the fence: an older one writes nothing."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Index, literal_column

from backend.domain.run import ACTIVE, RunStatus, RunTrigger
from backend.store.table import (
    Column,
    Integer,
    Json,
    Table,
    Text,
    Time,
    identity,
    metadata,
    reference,
    stamps,
)

run = Table(
    "run",
    metadata,
    identity(),
    reference("workspace_id", "workspace"),
    reference("session_id", "session", ondelete="CASCADE"),
    reference("agent_id", "agent"),
    reference("agent_version_id", "agent_version", nullable=True, ondelete="SET NULL"),
    Column("number", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("worker", Text),
    Column("heartbeat_at", Time),
    Column("input", Json, nullable=False),
    Column("overrides", Json),
    Column("callback_url", Text),
    Column("trigger", Text, nullable=False, server_default=RunTrigger.USER.name),
    reference("parent_run_id", "run", nullable=True, ondelete="SET NULL"),
    Column("waiting_for", Json, nullable=False, server_default="[]"),
    # How often it was taken up after it had waited, and when last: that was no worker's death, and its time
    # counts from there.
    Column("resumptions", Integer, nullable=False, server_default="0"),
    Column("resumed_at", Time),
    Column("extensions", Json, nullable=False, server_default="{}"),
    Column("output", Json),
    Column("error", Json),
    Column("usage", Json, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("cancel_requested_at", Time),
    Column("cancel_reason", Text),
    reference("created_by", "principal"),
    Column("started_at", Time),
    Column("finished_at", Time),
    *stamps(),
    Index(None, "session_id", "number", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "agent_version_id"),
    Index(None, "parent_run_id", "created_at", "id"),
)


def is_active(table: FromClause) -> ColumnElement[bool]:
    """The run has not ended."""
    # Written out, not as parameters: only so do both databases see that an index serves the question.
    return table.c.status.in_([literal_column(f"'{name}'") for name in sorted(each.name for each in ACTIVE)])


ACTIVE_STATUS = is_active(run)

Index("ix_run_active", run.c.created_at, run.c.id, sqlite_where=ACTIVE_STATUS, postgresql_where=ACTIVE_STATUS)

QUEUED = run.c.status == literal_column(f"'{RunStatus.QUEUED.name}'")
RUNNING = run.c.status == literal_column(f"'{RunStatus.RUNNING.name}'")

RUNS = "runs"
"""The topic that is rung when a run may have become due."""


@dataclass(frozen=True, slots=True)
class Held:
    """A run in the hands of whoever claimed it: what an append as this run must carry."""

    id: str
    session_id: str
    workspace_id: str
    epoch: int


def session_topic(session_id: str) -> str:
    """The topic on which new events of a session are told, as the last `seq`."""
    return f"session:{session_id}"


def preview_topic(session_id: str) -> str:
    """The topic of text that is being written: `{messageId, runId, attempt, offset, text}`."""
    return f"preview:{session_id}"


def cancel_topic(run_id: str) -> str:
    """The topic that is rung when somebody wants the run to stop."""
    return f"cancel:{run_id}"
