"""Embeddings of memory entries: made after the commit as due work, each of one write of its entry."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import bindparam, literal_column, select, update

from backend.platform.embedding import EMBEDDERS, written
from backend.store.database import Database
from backend.store.memory_entry import SEARCHED, memory_entry
from backend.store.memory_store import memory_store
from backend.store.statement import Row
from backend.store.table import Integer, Text

BATCH = 20
"""Entries that are read at once: each may have a megabyte."""


async def embed_due(database: Database) -> int:
    """Make the embeddings of up to a batch of entries that have none, and say how many there were."""
    async with database.read() as tx:
        due = await tx.fetch(_DUE)
    if due:
        made = await asyncio.to_thread(_made, due)
        async with database.write() as tx:
            await tx.many(_KEEP, made)
    return len(due)


def _made(due: Sequence[Row]) -> list[dict[str, object]]:
    return [
        {
            "entry": row.id,
            "as_read": row.version,
            "made": written(EMBEDDERS[row.wanted].embed(_text(row))),
            "maker": row.wanted,
        }
        for row in due
    ]


def _text(row: Row) -> str:
    return "\n".join(getattr(row, name) or "" for name in SEARCHED)


_DUE = (
    select(
        memory_entry.c.id,
        memory_entry.c.version,
        *(memory_entry.c[name] for name in SEARCHED),
        memory_store.c.embedder.label("wanted"),
    )
    .join(memory_store, memory_store.c.id == memory_entry.c.memory_store_id)
    .where(memory_entry.c.embedding.is_(None))
    .order_by(memory_entry.c.id)
    .limit(literal_column(str(BATCH)))
)
_KEEP = (
    update(memory_entry)
    .where(
        memory_entry.c.id == bindparam("entry", type_=Text()),
        memory_entry.c.version == bindparam("as_read", type_=Integer),
    )
    .values(embedding=bindparam("made", type_=Text()), embedder=bindparam("maker", type_=Text()))
)
