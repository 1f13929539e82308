"""A task: what an agent noted down to do in a session. It follows from the log's events."""

from sqlalchemy import Index

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
