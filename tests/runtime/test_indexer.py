"""The indexer: what is written is soon found by its meaning, and what was left behind as well."""

import pytest

from backend.domain.memory import SearchMode
from backend.domain.viewer import Viewer
from backend.runtime.indexer import Indexer
from backend.store.database import Database
from tests.at_work import at_work
from tests.patience import eventually
from tests.store.memories import found, new_entry, new_store
from tests.tenants import administrator

pytestmark = pytest.mark.anyio


async def test_an_entry_is_soon_found_by_its_meaning(database: Database) -> None:
    admin = await administrator(database)
    store = await new_store(database, admin)
    left = await new_entry(database, admin, store, key="a", content="colour")

    async def is_found(viewer: Viewer, entry: str) -> bool:
        hits = await found(database, viewer, [store], "colours", SearchMode.SEMANTIC)
        return entry in {hit.entry for hit in hits}

    async with at_work(Indexer(database)):
        await eventually(lambda: is_found(admin, left))
        later = await new_entry(database, admin, store, key="b", content="colour")
        await eventually(lambda: is_found(admin, later))


async def test_an_indexer_that_was_never_started_can_be_stopped(database: Database) -> None:
    await Indexer(database).stop()
