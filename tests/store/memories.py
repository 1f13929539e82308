"""Shorthand of the tests of memories: stores and entries, each in a transaction of its own."""

from typing import Any

from sqlalchemy import insert

from backend.domain.memory import SearchMode
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.platform.ids import new_id
from backend.store.database import Database
from backend.store.memory_embed import embed_due
from backend.store.memory_entry import create_entry, memory_entry
from backend.store.memory_search import Hit, Wanted, search_memory
from backend.store.memory_store import MEMORY_STORE
from backend.store.noun import create
from tests.store.agents import do, row_of


async def new_store(database: Database, viewer: Viewer, **columns: Any) -> str:
    """A store called Notes unless told otherwise."""
    made: str = await do(database, create, viewer, MEMORY_STORE, {"name": "Notes", **columns})
    return made


async def new_entry(database: Database, viewer: Viewer, store: str, **columns: Any) -> str:
    """An entry under the key `note` unless told otherwise."""
    made: str = await do(database, create_entry, viewer, store, {"key": "note", **columns})
    return made


async def fill(database: Database, viewer: Viewer, store: str, keys: list[str]) -> list[str]:
    """Entries written past the verbs, each of one word: its key."""
    home = await row_of(database, memory_entry.metadata.tables["memory_store"], store)
    moment = clock.now()
    blank = {
        "created_at": moment,
        "updated_at": moment,
        "content": "",
        "media_type": "text/markdown",
        "size": 0,
    }
    whose = {"workspace_id": home.workspace_id, "memory_store_id": store}
    writers = {"created_by": viewer.principal, "updated_by": viewer.principal}
    kept = {"version": 1, "sha256": "", "labels": {}, "extensions": {}} | blank | whose | writers
    rows = [{**kept, "id": new_id("mem"), "key": key, "words": f" {key} "} for key in keys]
    async with database.write() as tx:
        await tx.many(insert(memory_entry), rows)
    return [str(row["id"]) for row in rows]


async def embed_all(database: Database) -> None:
    """Make every embedding that is due."""
    while await embed_due(database):
        pass


async def found(
    database: Database,
    viewer: Viewer,
    stores: list[str],
    query: str,
    mode: SearchMode = SearchMode.TEXT,
    first: int = 10,
) -> list[Hit]:
    """What a search finds."""
    async with database.read() as tx:
        return await search_memory(tx.raw, tx.dialect, viewer, Wanted(stores, query, mode, first))
