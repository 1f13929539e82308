"""A context window: a stretch of a session that the model is told whole. The last is the open one."""

from sqlalchemy import Index

from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.row import add
from backend.store.statement import Row
from backend.store.table import Column, Flag, Integer, Json, Table, Text, inner, metadata

context_window = Table(
    "context_window",
    metadata,
    *inner("session"),
    Column("number", Integer, nullable=False),
    Column("first_seq", Integer, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("strategies", Json, nullable=False),
    Column("messages_compacted", Integer),
    Column("summary", Text),
    Column("pending", Flag, nullable=False),
    Column("compaction", Json),
    Index(None, "session_id", "number", unique=True),
)


def window_id() -> str:
    """The id of a new window."""
    return new_id("win")


async def add_window(tx: Transaction, home: Row, row_id: str, **columns: object) -> None:
    """Insert a window of a session; what is not said is empty."""
    moment = home.updated_at
    whose = {"id": row_id, "workspace_id": home.workspace_id, "session_id": home.id}
    empty = {"input_tokens": 0, "output_tokens": 0, "strategies": [], "pending": False}
    stamps = {"created_at": moment, "updated_at": moment}
    await add(tx, context_window, {**whose, **empty, **stamps, **columns})
