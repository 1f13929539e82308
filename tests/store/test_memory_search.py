"""Searching memories: what is found, in which order, with which score, and for whom. Scores stand here as
numbers, so both databases give the same ones.
"""

from typing import Any

import pytest

from backend.domain.errors import BadInput, NotFound
from backend.domain.memory import SearchMode
from backend.domain.viewer import Role, Viewer
from backend.store.database import Database
from backend.store.life import Life
from backend.store.memory_entry import delete_entry, update_entry
from backend.store.memory_search import MOST_WORDS
from backend.store.memory_store import MEMORY_STORE
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do
from tests.store.memories import embed_all, fill, found, new_entry, new_store
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(MEMORY_STORE)
EVERY = pytest.mark.parametrize("mode", list(SearchMode))


async def keys(database: Database, viewer: Viewer, store: str, texts: dict[str, str]) -> dict[str, str]:
    """Entries with these contents under these keys, embedded; the key by the id."""
    made = {
        await new_entry(database, viewer, store, key=key, content=text): key for key, text in texts.items()
    }
    await embed_all(database)
    return made


COLOURS = {
    "a": "The user's favourite colour is blue.",
    "b": "Deploy with docker compose; colour the log. Colour!",
    "c": "Nothing of the kind.",
}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (SearchMode.TEXT, [("a", 0.855982), ("b", 0.419228)]),
        (SearchMode.SEMANTIC, [("a", 0.520449), ("b", 0.235738)]),
        (SearchMode.BOTH, [("a", 0.032787), ("b", 0.032258)]),
    ],
)
async def test_scores_are_the_same_on_both_databases(
    database: Database, admin: Viewer, mode: SearchMode, expected: list[tuple[str, float]]
) -> None:
    store = await new_store(database, admin)
    names = await keys(database, admin, store, COLOURS)
    hits = await found(database, admin, [store], "favourite colour", mode)
    assert [(names[hit.entry], hit.score) for hit in hits] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("STRASSE", {"street"}),
        ("stra\u00dfe", {"street"}),
        ("ärger", {"umlaut"}),
        ("A\u0308RGER", {"umlaut"}),
        ("arger", set()),
        ("istanbul İSTANBUL", {"dotted"}),
        ("🙂", {"smile"}),
        ("🙂🙃", {"smile"}),
        ("東京", {"tokyo"}),
        ("हिन्दी", {"hindi"}),
        ("\uff26\uff4f\uff4f", {"wide"}),
        ("42", {"number"}),
        ("snake", {"mark"}),
        ("case", {"mark"}),
        ("cas", set()),
    ],
)
async def test_words_are_found_however_they_are_written(
    database: Database, admin: Viewer, query: str, expected: set[str]
) -> None:
    store = await new_store(database, admin)
    texts = {
        "street": "Straße",
        "umlaut": "Ärger",
        "dotted": "İstanbul",
        "smile": "so nice🙂day",
        "tokyo": "東京 天気",
        "hindi": "हिन्दी में",
        "wide": "foo",
        "number": "42_000",
        "mark": "snake_case",
    }
    names = await keys(database, admin, store, texts)
    assert {names[hit.entry] for hit in await found(database, admin, [store], query)} == expected


@EVERY
@pytest.mark.parametrize(
    "query",
    [
        '"',
        "*",
        "( ) : ^ - +",
        "' ; -- \\",
        "…",
        "   ",
        "",
        "\u200d\ufe0f",
    ],
)
async def test_a_query_without_words_is_refused(
    database: Database, admin: Viewer, query: str, mode: SearchMode
) -> None:
    store = await new_store(database, admin)
    with pytest.raises(BadInput) as refused:
        await found(database, admin, [store], query, mode)
    assert refused.value.path == ("query",)


@EVERY
@pytest.mark.parametrize(
    "query",
    [
        'the "docker',
        "docker AND",
        "docker*",
        "NOT docker",
        "NEAR(docker, 2)",
        "words : docker",
        "id : docker OR ^docker",
        "docker & | ! <-> :*",
        "'docker' \\ ''",
        "docker\ud800",
        "docker\0",
        "%docker_",
    ],
)
async def test_operators_are_words_like_any_other(
    database: Database, admin: Viewer, query: str, mode: SearchMode
) -> None:
    store = await new_store(database, admin)
    names = await keys(database, admin, store, COLOURS)
    hits = await found(database, admin, [store], query, mode)
    assert names[hits[0].entry] == "b"


async def test_the_names_of_operators_are_found_as_words(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    names = await keys(database, admin, store, {"a": "this and that", "b": "near or far", "c": "not"})
    for query, expected in (("AND", "a"), ("OR", "b"), ("NEAR", "b"), ("NOT", "c")):
        assert [names[hit.entry] for hit in await found(database, admin, [store], query)] == [expected]


async def test_a_title_and_a_key_count_more_than_the_content(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    contents = await new_entry(database, admin, store, key="a", content="pear", title="other")
    titled = await new_entry(database, admin, store, key="b", content="other", title="Pear")
    keyed = await new_entry(database, admin, store, key="fruits/pear", content="b")
    described = await new_entry(database, admin, store, key="c", description="a pear", content="other")
    hits = [hit.entry for hit in await found(database, admin, [store], "pear")]
    assert set(hits) == {contents, titled, keyed, described}
    assert hits[-2:] == [described, contents]


async def test_what_matches_alike_stands_by_its_id(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    ids = [await new_entry(database, admin, store, key=f"k{at}", content="same") for at in (1, 2, 3)]
    await embed_all(database)
    hits = await found(database, admin, [store], "same")
    assert [hit.entry for hit in hits] == sorted(ids)
    assert len({hit.score for hit in hits}) == 1
    assert [hit.entry for hit in await found(database, admin, [store], "same", first=2)] == sorted(ids)[:2]


async def test_meaning_is_compared_once_the_embedding_is_made_and_words_at_once(
    database: Database, admin: Viewer
) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store, content="colour")
    assert await found(database, admin, [store], "colour", SearchMode.SEMANTIC) == []
    for mode in (SearchMode.TEXT, SearchMode.BOTH):
        assert [hit.entry for hit in await found(database, admin, [store], "colour", mode)] == [entry]
    await embed_all(database)
    assert [hit.entry for hit in await found(database, admin, [store], "colours", SearchMode.SEMANTIC)] == [
        entry
    ]


@EVERY
async def test_what_is_changed_or_deleted_is_not_found_by_what_it_was(
    database: Database, admin: Viewer, mode: SearchMode
) -> None:
    store = await new_store(database, admin)
    changed, gone = [await new_entry(database, admin, store, key=key, content="before") for key in "xy"]
    await embed_all(database)
    await do(database, update_entry, admin, changed, {"content": "zzz"})
    await do(database, delete_entry, admin, gone)
    await embed_all(database)
    assert await found(database, admin, [store], "before", mode) == []
    assert [hit.entry for hit in await found(database, admin, [store], "ZZZ", mode)] == [changed]


@EVERY
async def test_only_the_stores_that_are_named_are_searched_each_once(
    database: Database, admin: Viewer, mode: SearchMode
) -> None:
    one, other, third = [await new_store(database, admin, handle=name, external_id=name) for name in "abc"]
    ids = [await new_entry(database, admin, store, content="word") for store in (one, other, third)]
    await embed_all(database)
    hits = await found(database, admin, [one, "handle:a", "ext:a", "handle:b"], "word", mode)
    assert sorted(hit.entry for hit in hits) == sorted(ids[:2])


@EVERY
async def test_a_store_that_is_unseen_or_in_the_trash_is_not_found_and_named(
    database: Database, admin: Viewer, mode: SearchMode
) -> None:
    other = await stranger(database)
    mine, trashed = await new_store(database, admin), await new_store(database, admin, handle="trash")
    theirs = await new_store(database, other, handle="theirs", external_id="x")
    await new_entry(database, other, theirs, content="word")
    await embed_all(database)
    await do(database, LIFE.delete, admin, trashed)
    for reference in (theirs, "handle:theirs", "ext:x", "mst_" + "7" * 26, "mine", trashed, "handle:trash"):
        with pytest.raises(NotFound) as refused:
            await found(database, admin, [mine, reference], "word", mode)
        assert refused.value.path == ("storeIds", 1)
    assert len(await found(database, other, [theirs], "word", mode)) == 1


async def test_a_store_that_is_archived_is_searched(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    await new_entry(database, admin, store, content="word")
    await do(database, LIFE.archive, admin, store)
    assert len(await found(database, admin, [store], "word")) == 1


async def test_of_stores_that_are_called_alike_the_one_at_home_is_searched(
    database: Database, admin: Viewer
) -> None:
    rooms = [await do(database, create_workspace, admin, {"name": "Room"}) for _ in range(2)]
    viewer = admin
    for room in rooms:
        viewer = viewer.seeing(room, Role.ADMIN)
    stores = [
        await new_store(
            database, Viewer(viewer.principal, viewer.account, viewer.workspaces, room), handle="n"
        )
        for room in rooms
    ]
    entries = [await new_entry(database, viewer, store, content="word") for store in stores]
    with pytest.raises(BadInput, match="ambiguous") as refused:
        await found(database, viewer, ["handle:n"], "word")
    assert refused.value.path == ("storeIds", 0)
    for room, entry in zip(rooms, entries, strict=True):
        at_home = Viewer(viewer.principal, viewer.account, viewer.workspaces, room)
        assert [hit.entry for hit in await found(database, at_home, ["handle:n"], "word")] == [entry]


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"stores": []}, ("storeIds",)),
        ({"stores": ["mst_" + "7" * 26] * 11}, ("storeIds",)),
        ({"stores": ["number:7"]}, ("storeIds", 0)),
        ({"first": 0}, ("first",)),
        ({"first": 101}, ("first",)),
        ({"query": "x" * 4_001}, ("query",)),
    ],
)
async def test_what_cannot_be_meant_names_its_argument(
    database: Database, admin: Viewer, given: dict[str, Any], path: tuple[str, ...]
) -> None:
    asked = {"stores": [await new_store(database, admin)], "query": "word", **given}
    with pytest.raises(BadInput) as refused:
        await found(database, admin, **asked)
    assert refused.value.path == path


async def test_up_to_a_hundred_are_found_of_ten_stores(database: Database, admin: Viewer) -> None:
    stores = [await new_store(database, admin) for _ in range(10)]
    for store in stores:
        await fill(database, admin, store, [f"k{number}" for number in range(15)])
    hits = await found(database, admin, stores, " ".join(f"k{number}" for number in range(15)), first=100)
    assert len(hits) == 100


async def test_of_a_long_query_the_first_words_are_looked_for(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    names = [f"k{number}" for number in range(MOST_WORDS + 1)]
    ids = await fill(database, admin, store, names)
    hits = await found(database, admin, [store], " ".join(names), first=100)
    assert {hit.entry for hit in hits} == set(ids[:MOST_WORDS])
