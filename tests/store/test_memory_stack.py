"""A stack of stores: the first entry from the top that has a key hides the others."""

import pytest

from backend.domain.viewer import Viewer
from backend.store.database import Database
from backend.store.life import Life
from backend.store.memory_entry import delete_entry
from backend.store.memory_stack import Layer, entry_on_top, visible_entries
from backend.store.memory_store import MEMORY_STORE
from tests.store.agents import do
from tests.store.memories import new_entry, new_store
from tests.tenants import stranger

pytestmark = pytest.mark.anyio


async def on_top(database: Database, viewer: Viewer, stack: list[str], key: str) -> str | None:
    found = await do(database, entry_on_top, viewer, [Layer(each) for each in stack], key)
    return None if found is None else found.content


async def shown(database: Database, viewer: Viewer, stack: list[str]) -> list[tuple[str, str]]:
    rows = await do(database, visible_entries, viewer, [Layer(each) for each in stack])
    return [(row.key, row.title) for row in rows]


async def test_the_last_store_is_the_top_and_hides_what_lies_below(database: Database, admin: Viewer) -> None:
    stores = [await new_store(database, admin) for _ in range(3)]
    for number, store in enumerate(stores):
        for key in "abc"[: 3 - number]:
            said = f"{key}{number}"
            await new_entry(database, admin, store, key=key, title=said, content=said)
    assert [await on_top(database, admin, stores, key) for key in "abcA"] == ["a2", "b1", "c0", None]
    assert await shown(database, admin, stores) == [("a", "a2"), ("b", "b1"), ("c", "c0")]
    assert await shown(database, admin, stores[::-1]) == [("a", "a0"), ("b", "b0"), ("c", "c0")]
    assert await on_top(database, admin, stores[:1], "a") == "a0"


async def test_what_lay_below_is_seen_again_when_the_upper_entry_goes(
    database: Database, admin: Viewer
) -> None:
    below, above = await new_store(database, admin), await new_store(database, admin)
    await new_entry(database, admin, below, key="a", title="below", content="below")
    entry = await new_entry(database, admin, above, key="a", title="above", content="above")
    assert await on_top(database, admin, [below, above], "a") == "above"
    await do(database, delete_entry, admin, entry)
    assert await on_top(database, admin, [below, above], "a") == "below"
    assert await shown(database, admin, [below, above]) == [("a", "below")]


async def test_stores_in_the_trash_and_of_others_hide_nothing(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    mine, trashed, theirs = [await new_store(database, who) for who in (admin, admin, other)]
    for who, store, said in ((admin, mine, "mine"), (admin, trashed, "trashed"), (other, theirs, "theirs")):
        await new_entry(database, who, store, key="a", title=said, content=said)
    await do(database, Life(MEMORY_STORE).delete, admin, trashed)
    stack = [mine, trashed, theirs]
    assert await on_top(database, admin, stack, "a") == "mine"
    assert await shown(database, admin, stack) == [("a", "mine")]
    assert await on_top(database, admin, [theirs], "a") is None
    assert await shown(database, admin, []) == []


async def test_of_a_layer_with_a_key_only_that_entry_is_there(database: Database, admin: Viewer) -> None:
    below, above = await new_store(database, admin), await new_store(database, admin)
    for store, said in ((below, "below"), (above, "above")):
        for key in "ab":
            await new_entry(database, admin, store, key=key, title=said, content=said)
    stack = [Layer(below), Layer(above, "a")]
    rows = await do(database, visible_entries, admin, stack)
    assert [(row.key, row.title) for row in rows] == [("a", "above"), ("b", "below")]
    assert (await do(database, entry_on_top, admin, stack, "b")).content == "below"
    assert await do(database, entry_on_top, admin, [Layer(above, "a")], "b") is None
