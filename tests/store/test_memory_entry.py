"""Memory entries: keys, contents, versions, and what two writers do to each other."""

import asyncio
import hashlib
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import BadInput, Conflict, Forbidden, IdempotencyConflict, NotFound
from backend.domain.memory import LONGEST_CONTENT, MOST_ENTRIES
from backend.domain.viewer import Role, Viewer
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.life import Life
from backend.store.memory_entry import create_entry, delete_entry, memory_entry, update_entry
from backend.store.memory_store import MEMORY_STORE
from backend.store.precondition import Precondition
from backend.store.statement import Row
from tests.store.agents import do, row_of
from tests.store.memories import fill, found, new_entry, new_store
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(MEMORY_STORE)
WORDLESS = {"labels", "media_type", "external_id", "extensions"}


async def changed(database: Database, viewer: Viewer, entry: str, columns: Any, **believed: Any) -> Row:
    when = Precondition(**believed) if believed else None
    await do(database, update_entry, viewer, entry, columns, when=when)
    return await row_of(database, memory_entry, entry)


async def activities(database: Database) -> list[Row]:
    async with database.read() as tx:
        told = await tx.fetch(select(activity).order_by(activity.c.id))
    return [row for row in told if row.type.startswith("memoryEntry.")]


async def test_what_is_absent_or_null_has_its_default(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    row = await row_of(
        database, memory_entry, await new_entry(database, admin, store, content=None, labels=None)
    )
    assert (row.key, row.title, row.description, row.content) == ("note", None, None, "")
    assert (row.media_type, row.size, row.version) == ("text/markdown", 0, 1)
    assert (row.labels, row.extensions, row.external_id) == ({}, {}, None)
    assert (row.sha256, row.embedding, row.embedder) == (hashlib.sha256(b"").hexdigest(), None, None)
    assert (row.created_by, row.updated_by) == (admin.principal, admin.principal)


async def test_size_and_digest_are_those_of_the_bytes(database: Database, admin: Viewer) -> None:
    text = "Straße 🙂\n"
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store, content=text)
    row = await row_of(database, memory_entry, entry)
    assert (row.content, row.size) == (text, 13)
    assert row.sha256 == hashlib.sha256(text.encode()).hexdigest()
    row = await changed(database, admin, entry, {"content": "x"})
    assert (row.size, row.sha256, row.version) == (1, hashlib.sha256(b"x").hexdigest(), 2)


@pytest.mark.parametrize("content", ["x" * LONGEST_CONTENT, "ä" * (LONGEST_CONTENT // 2)])
async def test_a_content_of_a_megabyte_is_kept_whole(database: Database, admin: Viewer, content: str) -> None:
    store = await new_store(database, admin)
    row = await row_of(database, memory_entry, await new_entry(database, admin, store, content=content))
    assert row.content == content
    assert row.size == LONGEST_CONTENT


async def test_a_megabyte_of_different_words_is_kept_and_its_first_are_found(
    database: Database, admin: Viewer
) -> None:
    store = await new_store(database, admin)
    words = " ".join(f"{chr(0x4E00 + number % 20_000)}{number}" for number in range(105_000))
    entry = await new_entry(database, admin, store, content=words)
    assert [hit.entry for hit in await found(database, admin, [store], words[:2])] == [entry]


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"key": "a//b"}, ("key",)),
        ({"key": None}, ("key",)),
        ({"key": "system/x"}, ("key",)),
        ({"title": "x" * 201}, ("title",)),
        ({"description": "x" * 4_001}, ("description",)),
        ({"content": "\ud800"}, ("content",)),
        ({"media_type": " "}, ("mediaType",)),
        ({"labels": {"k": 1}}, ("labels", "k")),
        ({"external_id": ""}, ("externalId",)),
        ({"extensions": {"make": "x" * 65_536}}, ("extensions",)),
        ({"version": 7}, ("version",)),
        ({"embedding": "x"}, ("embedding",)),
    ],
)
async def test_what_cannot_be_meant_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    store = await new_store(database, admin)
    with pytest.raises(BadInput) as refused:
        await new_entry(database, admin, store, **columns)
    assert refused.value.path == path
    entry = await new_entry(database, admin, store)
    with pytest.raises(BadInput) as refused:
        await changed(database, admin, entry, columns)
    assert refused.value.path == path


async def test_text_that_no_database_holds_is_refused(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    with pytest.raises(BadInput, match="NUL"):
        await new_entry(database, admin, store, content="a\0b")


async def test_a_key_and_an_external_id_are_taken_once_in_a_store(database: Database, admin: Viewer) -> None:
    store, other = await new_store(database, admin), await new_store(database, admin)
    entry = await new_entry(database, admin, store, key="a", external_id="x")
    for taken, path in (({"key": "a"}, ("key",)), ({"key": "b", "external_id": "x"}, ("externalId",))):
        with pytest.raises(Conflict) as refused:
            await new_entry(database, admin, store, **taken)
        assert refused.value.path == path
    await new_entry(database, admin, store, key="A")
    beside = await new_entry(database, admin, other, key="a", external_id="x")
    await do(database, delete_entry, admin, entry)
    assert await new_entry(database, admin, store, key="a", external_id="x") != beside


async def test_every_write_raises_the_version_and_what_changes_nothing_writes_nothing(
    database: Database, admin: Viewer
) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store, content="a", extensions={"make": {"a": 1}})
    before = await row_of(database, memory_entry, entry)
    assert await changed(database, admin, entry, {"content": "a", "extensions": {}}) == before
    row = await changed(database, admin, entry, {"title": "T", "extensions": {"make": None, "sema4": [1]}})
    assert (row.version, row.title, row.extensions, row.sha256) == (2, "T", {"sema4": [1]}, before.sha256)
    assert row.updated_at > before.updated_at
    await do(database, delete_entry, admin, entry)
    told = await activities(database)
    assert [each.type.rpartition(".")[2] for each in told] == ["created", "updated", "deleted"]
    assert {(each.subject_id, each.parent_id) for each in told} == {(entry, store)}
    assert told[1].data == {"changed": ["title", "extensions"], "version": 2}
    assert await row_of(database, memory_entry, entry) is None


async def test_only_what_is_searched_makes_an_embedding_due_again(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store)
    async with database.write() as tx:
        await tx.fetch(memory_entry.update().values(embedding="made", embedder="hashing-256"))
    row = await changed(database, admin, entry, {"labels": {"a": "b"}, "media_type": "text/plain"})
    assert (row.embedding, row.version) == ("made", 2)
    row = await changed(database, admin, entry, {"title": "T"})
    assert (row.embedding, row.embedder) == (None, None)


@pytest.mark.parametrize(
    ("believed", "error", "path"),
    [
        ({"version": 2}, Conflict, ("if", "version")),
        ({"sha256": "0" * 64}, Conflict, ("if", "sha256")),
        ({"within": "handle:other"}, NotFound, ("id",)),
        ({"within": "handle:nowhere"}, NotFound, ("within",)),
    ],
)
async def test_nothing_is_changed_unless_the_entry_is_as_believed(
    database: Database, admin: Viewer, believed: Any, error: type[Exception], path: tuple[str, ...]
) -> None:
    store = await new_store(database, admin, handle="notes")
    await new_store(database, admin, handle="other")
    entry = await new_entry(database, admin, store)
    for verb, given in ((update_entry, [{"content": "x"}]), (delete_entry, [])):
        with pytest.raises(error) as refused:
            await do(database, verb, admin, entry, *given, when=Precondition(**believed))
        assert refused.value.path == path  # type: ignore[attr-defined]
    sha256 = hashlib.sha256(b"").hexdigest()
    right = {"version": 1, "sha256": sha256, "within": "handle:notes"}
    assert (await changed(database, admin, entry, {"content": "x"}, **right)).content == "x"


async def test_an_external_id_means_the_entry_of_the_store_that_is_named(
    database: Database, admin: Viewer
) -> None:
    stores = [await new_store(database, admin) for _ in range(2)]
    entries = [await new_entry(database, admin, store, external_id="x") for store in stores]
    with pytest.raises(BadInput, match="ambiguous"):
        await do(database, update_entry, admin, "ext:x", {"content": "x"})
    for store, entry in zip(stores, entries, strict=True):
        when = Precondition(within=store)
        assert await do(database, update_entry, admin, "ext:x", {"content": "x"}, when=when) == entry


async def test_of_two_that_write_on_the_same_version_one_wins(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store)
    writes = (
        changed(database, admin, entry, {"content": text}, version=1) for text in ("one", "two", "three")
    )
    done = await asyncio.gather(*writes, return_exceptions=True)
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "Conflict", "Row"]
    row = await row_of(database, memory_entry, entry)
    assert (row.version, row.content in {"one", "two", "three"}) == (2, True)


async def test_a_store_holds_ten_thousand_entries_and_no_more(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    ids = await fill(database, admin, store, [f"k{number}" for number in range(MOST_ENTRIES - 1)])
    both = await asyncio.gather(
        *(new_entry(database, admin, store, key=key) for key in ("a", "b")), return_exceptions=True
    )
    assert sorted(type(each) is Conflict for each in both) == [False, True]
    with pytest.raises(Conflict, match="10,000 entries") as refused:
        await new_entry(database, admin, store, key="c")
    assert refused.value.path == ("memoryStoreId",)
    await do(database, delete_entry, admin, ids[0])
    await new_entry(database, admin, store, key="c")
    assert [hit.entry for hit in await found(database, admin, [store], "k4711")] == [ids[4711]]


async def test_nothing_is_written_into_a_store_in_the_trash(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store)
    await do(database, LIFE.delete, admin, store)
    for verb, given in (
        (create_entry, [store, {"key": "b"}]),
        (update_entry, [entry, {"content": "x"}]),
        (delete_entry, [entry]),
    ):
        with pytest.raises(Conflict, match="restore it first"):
            await do(database, verb, admin, *given)
    await do(database, LIFE.purge, admin, store)
    assert await row_of(database, memory_entry, entry) is None


async def test_the_same_request_finds_the_same_entry(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    first = await do(database, create_entry, admin, store, {"key": "a"}, idempotency_key="k")
    assert await do(database, create_entry, admin, store, {"key": "a"}, idempotency_key="k") == first
    with pytest.raises(IdempotencyConflict):
        await do(database, create_entry, admin, store, {"key": "b"}, idempotency_key="k")


async def test_writing_takes_an_editor(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store)
    reader = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    for verb, given in (
        (create_entry, [store, {"key": "b"}]),
        (update_entry, [entry, {"content": "x"}]),
        (delete_entry, [entry]),
    ):
        with pytest.raises(Forbidden):
            await do(database, verb, reader, *given)


async def test_an_entry_of_others_is_an_entry_of_nobody(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store, external_id="x")
    other = await stranger(database)
    for reference in (entry, "ext:x"):
        with pytest.raises(NotFound):
            await do(database, update_entry, other, reference, {"content": "x"})
        with pytest.raises(NotFound):
            await do(database, delete_entry, other, reference)
    with pytest.raises(NotFound):
        await do(database, update_entry, other, entry, {}, when=Precondition(within=store))
