"""A session: a conversation with one version of an agent, frozen at its start; `seq` counts its events."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    and_,
    bindparam,
    case,
    column as sql_column,
    func,
    literal_column,
    select,
    table as sql_table,
    text,
)

from backend.store.database import Transaction
from backend.store.table import (
    Column,
    Flag,
    Integer,
    Json,
    Table,
    Text,
    Time,
    identity,
    metadata,
    reference,
    stamps,
    trash,
)

_RUN = sql_table("run", sql_column("session_id"), sql_column("status"), sql_column("number"))


def status_of(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """Where a session stands, by its columns: CLOSED, or what its first active run says, or IDLE."""
    active = _RUN.c.status.in_([literal_column(f"'{name}'") for name in ("QUEUED", "RUNNING", "WAITING")])
    first = select(_RUN.c.status).where(_RUN.c.session_id == column("id"), active).order_by(_RUN.c.number)
    status = func.coalesce(first.limit(literal_column("1")).scalar_subquery(), literal_column("'IDLE'"))
    return case((column("closed_at").is_not(None), literal_column("'CLOSED'")), else_=status)


def outcome_of(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """The status of a session's last run, by its columns; null without one."""
    runs = select(_RUN.c.status).where(_RUN.c.session_id == column("id")).order_by(_RUN.c.number.desc())
    return runs.limit(literal_column("1")).scalar_subquery()


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


session = Table(
    "session",
    metadata,
    identity(),
    reference("workspace_id", "workspace"),
    reference("agent_id", "agent"),
    # Null once a draft that was tried out is discarded; the snapshot goes on saying which one it was.
    reference("agent_version_id", "agent_version", nullable=True, ondelete="SET NULL"),
    reference("variation_id", "variation", nullable=True, ondelete="SET NULL"),
    reference("environment_id", "environment", nullable=True, ondelete="SET NULL"),
    reference("parent_id", "session", nullable=True, ondelete="CASCADE"),
    Column("parent_tool_call_id", Text),
    # Null in sessions that are older than threads.
    Column("thread", Text),
    Column("of_draft", Flag, nullable=False, server_default=text("false")),
    Column("title", Text),
    Column("external_id", Text),
    Column("labels", Json, nullable=False),
    Column("extensions", Json, nullable=False, server_default="{}"),
    Column("end_user_id", Text),
    Column("variables", Json, nullable=False),
    # Sealed one by one, so that one is given or taken away without the others.
    Column("secrets", Json, nullable=False, server_default="{}"),
    Column("secret_names", Json, nullable=False, server_default="[]"),
    Column("snapshot", Json, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("context_window_id", Text),
    _count("input_tokens"),
    _count("output_tokens"),
    _count("cache_read_tokens"),
    _count("cache_write_tokens"),
    _count("tool_call_count"),
    reference("created_by", "principal"),
    reference("owner_id", "principal", nullable=True),
    Column("closed_at", Time),
    Column("close_reason", Text),
    *trash(),
    *stamps(),
    Index(None, "workspace_id", "external_id", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "workspace_id", "end_user_id", "created_at", "id"),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "agent_version_id"),
    Index(None, "variation_id", "created_at", "id"),
    Index(None, "environment_id", "created_at", "id"),
    Index(None, "parent_id", "created_at", "id"),
    Index(None, "deleted_at"),
    info={"derived": {"status": status_of, "outcome": outcome_of}},
)

_LOCK = select(session.c.id).where(session.c.id == bindparam("session", type_=Text())).with_for_update()


async def lock_session(tx: Transaction, session_id: str) -> None:
    """Keep others from appending to a session, and from stopping its runs, until the transaction ends.

    Whoever locks rows of a session locks it first, so that no two wait for each other.
    """
    await tx.first(_LOCK, {"session": session_id})


OPEN = and_(session.c.closed_at.is_(None), session.c.deleted_at.is_(None))
"""The session takes input."""

THREAD = ("agent_id", "workspace_id", "thread")
"""The columns that are unique among open sessions. The workspace is one: system agents have many."""

Index(
    "ix_session_thread",
    *(session.c[name] for name in THREAD),
    unique=True,
    sqlite_where=OPEN,
    postgresql_where=OPEN,
)
