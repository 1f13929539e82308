"""Embeddings of memories: made afterwards, each of what its entry says now."""

import asyncio

import pytest

from backend.domain.viewer import Viewer
from backend.platform.embedding import HASHING, written
from backend.store.database import Database
from backend.store.memory_embed import BATCH, embed_due
from backend.store.memory_entry import delete_entry, memory_entry, update_entry
from tests.store.agents import do, row_of
from tests.store.memories import embed_all, fill, new_entry, new_store

pytestmark = pytest.mark.anyio


async def test_an_embedding_is_of_all_that_an_entry_is_searched_by(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    said = {"key": "a/b", "title": "Title", "description": "When", "content": "Text ß"}
    entry = await new_entry(database, admin, store, **said)
    before = await row_of(database, memory_entry, entry)
    assert await embed_due(database) == 1
    assert await embed_due(database) == 0
    row = await row_of(database, memory_entry, entry)
    assert row == before._replace(embedding=row.embedding, embedder="hashing-256")
    assert row.embedding == written(HASHING.embed("Title a/b When Text ß"))


async def test_what_was_written_anew_is_due_again(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store, key="k", content="old")
    await embed_all(database)
    await do(database, update_entry, admin, entry, {"content": "new"})
    assert await embed_due(database) == 1
    assert (await row_of(database, memory_entry, entry)).embedding == written(HASHING.embed("k new"))


async def test_an_embedding_of_what_was_is_not_kept(
    database: Database, admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await new_store(database, admin)
    changed, gone = [await new_entry(database, admin, store, key=key, content="old") for key in "kg"]
    make = asyncio.to_thread

    async def meanwhile(*given: object) -> object:
        made: object = await make(*given)  # type: ignore[arg-type]  # it takes any
        await do(database, update_entry, admin, changed, {"content": "new"})
        await do(database, delete_entry, admin, gone)
        return made

    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "to_thread", meanwhile)
        assert await embed_due(database) == 2
    assert (await row_of(database, memory_entry, changed)).embedding is None
    assert await embed_due(database) == 1
    assert (await row_of(database, memory_entry, changed)).embedding == written(HASHING.embed("k new"))


async def test_a_batch_is_made_at_a_time(database: Database, admin: Viewer) -> None:
    await fill(
        database, admin, await new_store(database, admin), [f"k{number}" for number in range(BATCH + 1)]
    )
    assert [await embed_due(database) for _ in range(3)] == [BATCH, 1, 0]
