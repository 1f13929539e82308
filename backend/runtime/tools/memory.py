"""The tools for memory: the entries of the linked stores as one memory, in which the last store is on top.

What is written goes to the topmost store that may be written to, or to where the entry lies already, if that
is one of them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from backend.domain.errors import ConcordError
from backend.domain.event import EventKind
from backend.domain.link import Access
from backend.domain.viewer import Viewer
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.store.consequence import NewEvent
from backend.store.database import Transaction
from backend.store.memory_entry import create_entry, delete_entry, update_entry
from backend.store.memory_search import Wanted, search_memory
from backend.store.memory_stack import Layer, entry_on_top, visible_entries
from backend.store.run_viewer import viewer_of_run
from backend.store.statement import Row

T = TypeVar("T")

_TOLD = ("key", "title", "description")


@dataclass(frozen=True, slots=True)
class Memory:
    """The stores that a session is linked with, and in whose name they are used, inside a transaction."""

    tx: Transaction
    viewer: Viewer
    layers: tuple[Layer, ...]
    writable: frozenset[Layer]

    async def entry(self, key: str) -> Row:
        """What a key means (ToolError if nothing)."""
        found = await entry_on_top(self.tx, self.viewer, self.layers, key)
        if found is None:
            raise ToolError("NOT_FOUND", f"Nothing is remembered under {key!r}: see memory_list.")
        return found

    def may_write(self, row: Row) -> bool:
        """Whether the entry lies where it may be changed."""
        return any(
            each.store == row.memory_store_id and each.key in {None, row.key} for each in self.writable
        )


Act = Callable[[Memory], Awaitable[T]]


async def memory_list(call: Call, lent: Lent) -> Result:
    """Key, title and description of every entry that is seen, by their keys."""
    prefix = call.arguments.get("prefix", "")

    async def act(memory: Memory) -> list[Row]:
        return await visible_entries(memory.tx, memory.viewer, memory.layers)

    rows = await _reading(call, lent, act)
    return Result([_about(row) for row in rows if row.key.startswith(prefix)])


async def memory_read(call: Call, lent: Lent) -> Result:
    """An entry with its content."""
    row = await _reading(call, lent, lambda memory: memory.entry(call.arguments["key"]))
    return Result({**_about(row), "content": row.content}, [NewEvent(EventKind.MEMORY_READ, _where(row))])


async def memory_search(call: Call, lent: Lent) -> Result:
    """The entries that match best, the best first, without those that others hide."""

    async def act(memory: Memory) -> list[Row]:
        stores = [each.store for each in memory.layers]
        wanted = Wanted(stores, call.arguments["query"], first=call.arguments.get("first", 10))
        hits = await search_memory(memory.tx.raw, memory.tx.dialect, memory.viewer, wanted)
        seen = {row.id: row for row in await visible_entries(memory.tx, memory.viewer, memory.layers)}
        return [seen[hit.entry] for hit in hits if hit.entry in seen]

    return Result([_about(row) for row in await _reading(call, lent, act)])


async def memory_write(call: Call, lent: Lent) -> Result:
    """Write an entry, over the one that has the key if that may be changed."""
    key = call.arguments["key"]
    columns = {name: each for name, each in call.arguments.items() if name != "key"}

    async def act(memory: Memory) -> Result:
        before = await entry_on_top(memory.tx, memory.viewer, memory.layers, key)
        created = before is None or not memory.may_write(before)
        if before is not None and not created:
            await update_entry(memory.tx, memory.viewer, before.id, columns)
        else:
            await _create(memory, before, {"key": key, **columns}, call.idempotency_key)
        row = await memory.entry(key)
        written = NewEvent(EventKind.MEMORY_WRITTEN, {**_where(row), "version": row.version})
        return Result({"key": key, "created": created}, [written])

    return await _writing(call, lent, act)


async def memory_delete(call: Call, lent: Lent) -> Result:
    """Remove an entry for good; one below it that has the key is seen again."""

    async def act(memory: Memory) -> None:
        row = await memory.entry(call.arguments["key"])
        if not memory.may_write(row):
            raise ToolError("READ_ONLY", f"{row.key!r} lies in a store that is read only.")
        await delete_entry(memory.tx, memory.viewer, row.id)

    await _writing(call, lent, act)
    return Result({"key": call.arguments["key"], "deleted": True})


async def _create(memory: Memory, hidden: Row | None, columns: dict[str, Any], once: str) -> None:
    """Write a new entry where one can be written and is seen then (ToolError)."""
    home = _home(memory, columns["key"])
    if hidden is not None and _lies_above(memory, hidden, home):
        raise ToolError("READ_ONLY", f"{hidden.key!r} lies in a store that is read only.")
    await create_entry(memory.tx, memory.viewer, home.store, columns, idempotency_key=once)


def _home(memory: Memory, key: str) -> Layer:
    """The topmost store that takes a new entry with this key (ToolError if none does)."""
    for layer in reversed(memory.layers):
        if layer in memory.writable and layer.key in {None, key}:
            return layer
    raise ToolError("READ_ONLY", "No store that this session is linked with may be written to.")


def _lies_above(memory: Memory, row: Row, home: Layer) -> bool:
    """Whether the entry would hide what is written there."""
    stores = [each.store for each in memory.layers]
    return stores.index(row.memory_store_id) > memory.layers.index(home)


def _where(row: Row) -> dict[str, Any]:
    return {"memoryStoreId": row.memory_store_id, "memoryEntryId": row.id, "key": row.key}


def _about(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _TOLD}


async def _reading(call: Call, lent: Lent, act: Act[T]) -> T:
    async with lent.database.read() as tx:
        return await _told(await _memory(tx, call), act)


async def _writing(call: Call, lent: Lent, act: Act[T]) -> T:
    async with lent.database.write() as tx:
        return await _told(await _memory(tx, call), act)


async def _memory(tx: Transaction, call: Call) -> Memory:
    linked = [
        (Layer(each["memoryStoreId"], each["entryKey"]), each["access"]) for each in call.snapshot["memory"]
    ]
    if not linked:
        raise ToolError("NO_MEMORY", "This session is linked with no memory store.")
    named = call.tool.get("runtimeUserId"), call.snapshot.get("runtimeUserId")
    viewer = await viewer_of_run(tx, call.held.id, *named)
    writable = frozenset(layer for layer, access in linked if access == Access.READ_WRITE.name)
    return Memory(tx, viewer, tuple(layer for layer, _ in linked), writable)


async def _told(memory: Memory, act: Act[T]) -> T:
    """What comes of it; what the store refuses is told to the model."""
    try:
        return await act(memory)
    except ConcordError as error:
        raise ToolError(error.code, error.message) from error
