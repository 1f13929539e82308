"""A stack of memory stores, from the bottom to the top: a key is looked up from the top, and the first entry
that has it hides the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Layer:
    """A store in a stack, by its id; with a key, nothing of it but the entry that has it."""

    store: str
    key: str | None = None


Stack = Sequence[Layer]


async def entry_on_top(tx: Transaction, viewer: Viewer, stack: Stack, key: str) -> Row | None:
    """The entry that a key means in these stores, or None."""
    found = await tx.fetch(_of_key(tx.dialect), {**_looked_in(stack, viewer), "key": key})
    return _on_top(found, stack).get(key)


async def visible_entries(tx: Transaction, viewer: Viewer, stack: Stack) -> list[Row]:
    """The entries that no other hides, by their keys, without their contents."""
    on_top = _on_top(await tx.fetch(_told(tx.dialect), _looked_in(stack, viewer)), stack)
    return [on_top[key] for key in sorted(on_top)]


def _looked_in(stack: Stack, viewer: Viewer) -> dict[str, object]:
    return {"stores": [each.store for each in stack], "scope": viewer.scope}


def _on_top(rows: Sequence[Row], stack: Stack) -> dict[str, Row]:
    """The rows that are seen from the top, by their keys."""
    return {
        row.key: row
        for layer in stack
        for row in rows
        if row.memory_store_id == layer.store and layer.key in {None, row.key}
    }


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
