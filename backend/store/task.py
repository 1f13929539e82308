"""A task: what an agent noted down to do in a session. It follows from the log's events."""

from sqlalchemy import Index, bindparam, select

from backend.store.database import Transaction
from backend.store.statement import Row
from backend.store.table import Column, Integer, Table, Text, Time, inner, metadata

task = Table(
    "task",
    metadata,
    *inner("session"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("completed_at", Time),
    Index(None, "session_id", "number", unique=True),
    info={"derived": {"completed": lambda column: column("completed_at").is_not(None)}},
)

_OF_SESSION = (
    select(task).where(task.c.session_id == bindparam("session", type_=Text())).order_by(task.c.number)
)


async def tasks_of(tx: Transaction, session_id: str) -> list[Row]:
    """The tasks of a session, by their numbers."""
    return await tx.fetch(_OF_SESSION, {"session": session_id})
