"""A stack of memory stores, from the bottom to the top: a key is looked up from the top, and the first entry
that has it hides the others.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.viewer import Viewer
from backend.store.database import Transaction
from backend.store.memory_entry import memory_entry
from backend.store.memory_store import memory_store
from backend.store.scope import among, visible
from backend.store.statement import Row
from backend.store.table import Text, TextList


async def entry_on_top(tx: Transaction, viewer: Viewer, stack: Sequence[str], key: str) -> Row | None:
    """The entry that a key means in these stores, by their ids, or None."""
    found = await tx.fetch(_of_key(tx.dialect), {"stores": stack, "scope": viewer.scope, "key": key})
    return max(found, key=lambda row: stack.index(row.memory_store_id), default=None)


async def visible_entries(tx: Transaction, viewer: Viewer, stack: Sequence[str]) -> list[Row]:
    """The entries that no other hides, by their keys, without their contents."""
    found = await tx.fetch(_told(tx.dialect), {"stores": stack, "scope": viewer.scope})
    upwards = sorted(found, key=lambda row: stack.index(row.memory_store_id))
    on_top = {row.key: row for row in upwards}
    return [on_top[key] for key in sorted(on_top)]


@lru_cache
def _of_key(dialect: str) -> Select[Any]:
    return _inside(select(memory_entry), dialect).where(memory_entry.c.key == bindparam("key", type_=Text()))


@lru_cache
def _told(dialect: str) -> Select[Any]:
    columns = ("id", "memory_store_id", "key", "title", "description")
    return _inside(select(*(memory_entry.c[name] for name in columns)), dialect)


def _inside(entries: Select[Any], dialect: str) -> Select[Any]:
    """Entries of stores that are seen and not in the trash."""
    joined = entries.join(memory_store, memory_store.c.id == memory_entry.c.memory_store_id)
    named = among(memory_store.c.id, bindparam("stores", type_=TextList()), dialect)
    return joined.where(named, visible(memory_store, dialect), memory_store.c.deleted_at.is_(None))
