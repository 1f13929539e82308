"""A memory entry: a text under a key of its store. Each write raises its version; it is deleted at once, and
its key is free again.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Index, bindparam, func, select

from backend.domain.errors import BadInput, Conflict
from backend.domain.kept import differs, patched
from backend.domain.law import EXTENSIONS, lawful
from backend.domain.memory import ENTRY_LAWS, MOST_ENTRIES
from backend.domain.spelling import camel
from backend.domain.viewer import Role, Viewer
from backend.platform.words import words
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.memory_store import memory_store, require_unmanaged
from backend.store.precondition import Precondition, agree
from backend.store.retirement import require_present
from backend.store.row import add, born, change, remove
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Column, Integer, Json, Table, Text, inner, metadata, reference
from backend.store.upload import consume_upload

memory_entry = Table(
    "memory_entry",
    metadata,
    *inner("memory_store"),
    Column("key", Text, nullable=False),
    Column("title", Text),
    Column("description", Text),
    Column("content", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("labels", Json, nullable=False),
    Column("extensions", Json, nullable=False),
    Column("external_id", Text),
    # Each word between spaces of its own, as often as it counts: store/beside.py indexes them.
    Column("words", Text, nullable=False),
    Column("embedding", Text),
    Column("embedder", Text),
    reference("created_by", "principal"),
    reference("updated_by", "principal"),
    Index(None, "memory_store_id", "key", unique=True),
    Index(None, "memory_store_id", "external_id", unique=True),
)

_WAITING = memory_entry.c.embedding.is_(None)

Index("ix_memory_entry_waiting", memory_entry.c.id, sqlite_where=_WAITING, postgresql_where=_WAITING)

SEARCHED = ("title", "key", "description", "content")
"""What an entry is found by."""
_COUNTS = {"title": 3, "key": 3, "description": 2, "content": 1}
"""How often a word counts where it stands."""
_MOST_COUNTED = 8
"""How often a word counts at most: more of it says no more."""
_MOST_BYTES = 1_000_000
"""Bytes of words that are kept of an entry: PostgreSQL indexes no more."""


async def create_entry(
    tx: Transaction,
    viewer: Viewer,
    store: str,
    columns: Mapping[str, object],
    *,
    text: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Put an entry into a store and return its id; what is absent or null has its default.

    `upload_id` among the columns names an upload that is used up for the content, and `text` is what it says.
    CONFLICT if the store is full, or has the key already.
    """
    home = await locate(tx, viewer.at_least(Role.EDITOR), memory_store, store, "memoryStoreId")
    _require_open(home)
    _require_one(columns)

    async def make() -> str:
        made = born("mem")
        given = await _unpacked(tx, viewer, home.workspace_id, columns, text, str(made["id"]))
        own = lawful({**dict.fromkeys(ENTRY_LAWS), **given}, ENTRY_LAWS)
        own["extensions"] = patched({}, own["extensions"])
        return await _insert(tx, viewer, home, made, own)

    given = {"store": home.id, "columns": columns}
    return await once(tx, viewer, "createMemoryEntry", idempotency_key, given, make)


async def update_entry(
    tx: Transaction,
    viewer: Viewer,
    entry: str,
    columns: Mapping[str, object],
    *,
    text: str | None = None,
    when: Precondition | None = None,
) -> str:
    """Change the columns that are given and return the entry's id; what changes nothing writes nothing.

    An upload is taken as by `create_entry`.
    """
    found = await _opened(tx, viewer, entry, when)
    _require_one(columns)
    own = lawful(await _unpacked(tx, viewer, found.workspace_id, columns, text, found.id), ENTRY_LAWS)
    if "extensions" in own:
        own["extensions"] = EXTENSIONS(patched(found.extensions, own["extensions"]), ("extensions",))
    before = found._asdict()
    changed = {name: value for name, value in own.items() if differs(before, {name: value})}
    if changed:
        version = found.version + 1
        written = {**changed, **_measured(changed), "version": version, "updated_by": viewer.principal}
        if not changed.keys().isdisjoint(SEARCHED):
            written |= {"words": _counted({**before, **changed}), "embedding": None, "embedder": None}
        await change(tx, memory_entry, found.id, written)
        told = [camel(name) for name in changed]
        await _note(tx, viewer, {**before, **written}, "updated", changed=told)
    return str(found.id)


async def delete_entry(
    tx: Transaction, viewer: Viewer, entry: str, *, when: Precondition | None = None
) -> str:
    """Remove an entry for good; returns the id that it had."""
    found = await _opened(tx, viewer, entry, when)
    await _note(tx, viewer, found._asdict(), "deleted")
    await remove(tx, memory_entry, found.id)
    return str(found.id)


def _require_one(columns: Mapping[str, object]) -> None:
    """Refuse a content and an upload together (BAD_INPUT)."""
    if columns.get("upload_id") is not None and columns.get("content") is not None:
        raise BadInput("Say content or uploadId, not both.", ("uploadId",))


async def _unpacked(
    tx: Transaction, viewer: Viewer, home: str, columns: Mapping[str, object], text: str | None, by: str
) -> Mapping[str, object]:
    """The columns with what an upload says, which is used up for the entry `by`."""
    own = {name: value for name, value in columns.items() if name != "upload_id"}
    if columns.get("upload_id") is None:
        return own
    path = ("uploadId",)
    row = await consume_upload(tx, viewer, str(columns["upload_id"]), home, by=by, path=path)
    if text is None:
        raise Conflict(f"The bytes of upload {row.id} are gone: make another.", path)
    return {"media_type": row.media_type, **own, "content": text}


async def _insert(
    tx: Transaction, viewer: Viewer, store: Row, made: Mapping[str, object], own: Mapping[str, object]
) -> str:
    held = await tx.first(_HELD, {"store": store.id})
    if held is not None and held.entries >= MOST_ENTRIES:
        message = f"{store.id} holds {MOST_ENTRIES:,} entries, and no more: delete one first."
        raise Conflict(message, ("memoryStoreId",))
    whose = {"workspace_id": store.workspace_id, "memory_store_id": store.id, "version": 1}
    writers = {"created_by": viewer.principal, "updated_by": viewer.principal}
    row = {**made, **whose, **writers, **own, **_measured(own), "words": _counted(own)}
    await add(tx, memory_entry, row)
    await _note(tx, viewer, row, "created")
    return str(row["id"])


async def _opened(tx: Transaction, viewer: Viewer, entry: str, when: Precondition | None) -> Row:
    """The entry, locked and as believed, in a store that may be changed."""
    inside = None
    if when is not None and when.within is not None:
        seen = viewer.needing(Role.VIEWER)
        store = await locate(tx, seen, memory_store, when.within, "within", lock=False)
        inside = ("memory_store_id", store.id)
    found = await locate(tx, viewer.at_least(Role.EDITOR), memory_entry, entry, inside=inside)
    agree(when, found, {"sha256": found.sha256, "version": found.version})
    _require_open(await locate(tx, viewer, memory_store, found.memory_store_id, lock=False))
    return found


def _require_open(store: Row) -> None:
    require_unmanaged(store)
    require_present(store)


def _measured(own: Mapping[str, object]) -> dict[str, object]:
    """The size and digest of a content that is written."""
    if "content" not in own:
        return {}
    written = str(own["content"]).encode()
    return {"size": len(written), "sha256": hashlib.sha256(written).hexdigest()}


def _counted(own: Mapping[str, object]) -> str:
    """The words by which an entry is found, each as often as it counts."""
    counts: Counter[str] = Counter()
    for column in SEARCHED:
        for word, count in Counter(words(str(own[column] or ""))).items():
            counts[word] += count * _COUNTS[column]
    kept: list[str] = []
    room = _MOST_BYTES
    for word, count in counts.items():
        each = f" {word} " * min(count, _MOST_COUNTED)
        room -= len(each.encode())
        if room < 0:
            break
        kept.append(each)
    return "".join(kept)


async def _note(
    tx: Transaction, viewer: Viewer, entry: Mapping[str, object], what: str, **data: object
) -> None:
    store, home, row_id = (str(entry[name]) for name in ("memory_store_id", "workspace_id", "id"))
    told = {**data, "version": entry["version"]}
    await record(tx, viewer, home, f"memoryEntry.{what}", row_id, told, parent_id=store)


_HELD = select(func.count().label("entries")).where(
    memory_entry.c.memory_store_id == bindparam("store", type_=Text())
)
