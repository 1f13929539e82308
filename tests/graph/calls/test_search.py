"""Searching memories through the graph: two statements, scoped, with a score for each hit."""

import pytest

from backend.domain.viewer import Viewer
from backend.graph.schema import Schema
from backend.store.database import Database
from backend.store.life import Life
from backend.store.memory_store import MEMORY_STORE
from tests.graph.calls.asker import Asker, Json
from tests.graph.reader import Reader
from tests.store.agents import do
from tests.store.memories import embed_all, new_entry, new_store
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

SEARCH = """
query ($stores: [ID!]!, $query: String!, $mode: SearchMode, $first: Int) {
  searchMemory(storeIds: $stores, query: $query, mode: $mode, first: $first) { entry { key } score }
}
"""
NOWHERE = "mst_" + "7" * 26


@pytest.fixture
async def store(database: Database, admin: Viewer) -> str:
    """A store with three entries that are embedded."""
    made = await new_store(database, admin, handle="notes", external_id="x")
    for key, content in {"a": "Favourite colour: blue", "b": "colour of the log", "ß": ""}.items():
        await new_entry(database, admin, made, key=key.replace("ß", "c"), title=key, content=content)
    await embed_all(database)
    return made


@pytest.fixture
def reader(schema: Schema, database: Database) -> Reader:
    """A graph that keeps the statements of each request."""
    return Reader(schema, database)


async def keys(asker: Asker, **given: Json) -> list[str]:
    return [hit["entry"]["key"] for hit in (await asker.data(SEARCH, **given))["searchMemory"]]


async def test_the_best_comes_first_with_its_score(asker: Asker, store: str) -> None:
    for mode in ("TEXT", "SEMANTIC", "BOTH"):
        found = await asker.data(SEARCH, stores=[store], query="favourite colour", mode=mode)
        assert [hit["entry"]["key"] for hit in found["searchMemory"]] == ["a", "b"]
        scores = [hit["score"] for hit in found["searchMemory"]]
        assert all(type(score) is float for score in scores)
        assert scores[0] > scores[1] > 0


async def test_modes_and_numbers_that_are_left_out_or_null_have_their_defaults(
    asker: Asker, store: str
) -> None:
    usual = await asker.data(SEARCH, stores=[store], query="colour", mode="BOTH", first=10)
    assert await asker.data(SEARCH, stores=[store], query="colour") == usual
    assert await asker.data(SEARCH, stores=[store], query="colour", mode=None, first=None) == usual
    assert await keys(asker, stores=[store], query="colour", first=1) == [
        usual["searchMemory"][0]["entry"]["key"]
    ]


async def test_a_search_is_two_statements_and_one_if_no_entry_is_asked_for(
    reader: Reader, admin: Viewer, store: str
) -> None:
    given = {"stores": [store, "handle:notes"], "query": "colour"}
    for _ in range(2):
        await reader.body(SEARCH, given, admin)
        assert len(reader.statements) == 2
    await reader.body(SEARCH.replace("entry { key }", ""), given, admin)
    assert len(reader.statements) == 1
    assert reader.plans(SEARCH) == 1


async def test_everything_can_be_asked_of_a_hit(asker: Asker, store: str) -> None:
    source = """
    query ($store: ID!) {
      found: searchMemory(storeIds: [$store], query: "favourite", first: 1) {
        __typename
        how: score
        entry {
          ...Kept
          memoryStore { handle entries(first: 1, orderBy: [{key: DESC}]) { nodes { title } totalCount } }
        }
        again: entry { __typename id }
        score @skip(if: true)
      }
    }
    fragment Kept on MemoryEntry { key content size version createdBy { kind } }
    """
    (hit,) = (await asker.data(source, store="ext:x"))["found"]
    assert list(hit) == ["__typename", "how", "entry", "again"]
    assert hit["__typename"] == "MemoryHit"
    assert hit["entry"] == {
        "key": "a",
        "content": "Favourite colour: blue",
        "size": 22,
        "version": 1,
        "createdBy": {"kind": "API_KEY"},
        "memoryStore": {"handle": "notes", "entries": {"nodes": [{"title": "ß"}], "totalCount": 3}},
    }
    assert hit["again"]["__typename"] == "MemoryEntry"


async def test_a_hit_of_which_nothing_is_asked_is_an_empty_object(asker: Asker, store: str) -> None:
    source = '{ searchMemory(storeIds: ["ext:x"], query: "colour") { score @skip(if: true) } }'
    assert await asker.data(source) == {"searchMemory": [{}, {}]}


async def test_nothing_found_is_an_empty_list(asker: Asker, store: str) -> None:
    assert await keys(asker, stores=[store], query="nowhere", mode="TEXT") == []


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"query": " … "}, "BAD_INPUT", ["query"]),
        ({"query": "x" * 4_001}, "BAD_INPUT", ["query"]),
        ({"stores": []}, "BAD_INPUT", ["storeIds"]),
        ({"stores": [NOWHERE] * 11}, "BAD_INPUT", ["storeIds"]),
        ({"stores": [NOWHERE]}, "NOT_FOUND", ["storeIds", 0]),
        ({"stores": ["handle:nowhere"]}, "NOT_FOUND", ["storeIds", 0]),
        ({"stores": ["word"]}, "NOT_FOUND", ["storeIds", 0]),
        ({"first": 0}, "BAD_INPUT", ["first"]),
        ({"first": 101}, "BAD_INPUT", ["first"]),
        ({"first": 2**40}, "BAD_INPUT", ["first"]),
        ({"first": "1"}, "BAD_INPUT", ["first"]),
        ({"mode": "FUZZY"}, "BAD_INPUT", ["mode"]),
        ({"stores": [None]}, "BAD_INPUT", ["stores", 0]),
        ({"query": 7}, "BAD_INPUT", ["query"]),
    ],
)
async def test_what_cannot_be_meant_is_refused_also_by_a_plan_that_is_known(
    asker: Asker, store: str, given: Json, code: str, path: list[Json]
) -> None:
    right = {"stores": [store], "query": "colour", "mode": "TEXT", "first": 10}
    for _ in range(2):
        assert await asker.refusal(SEARCH, **{**right, **given}) == (code, path)
        assert await keys(asker, **right) == ["a", "b"] or await keys(asker, **right) == ["b", "a"]


async def test_what_stands_in_the_document_is_read_like_a_variable(asker: Asker, store: str) -> None:
    source = (
        '{ searchMemory(storeIds: "handle:notes", query: "colour", mode: TEXT, first: 1) { entry { key } } }'
    )
    assert len((await asker.data(source))["searchMemory"]) == 1
    mixed = 'query ($s: ID!) { searchMemory(storeIds: [$s, "ext:x"], query: "log") { entry { key } } }'
    assert (await asker.data(mixed, s=store))["searchMemory"][0] == {"entry": {"key": "b"}}
    assert (await asker.refusal(mixed, s=NOWHERE)) == ("NOT_FOUND", ["storeIds", 0])


async def test_others_find_nothing_and_learn_nothing(asker: Asker, database: Database, store: str) -> None:
    other = asker.as_(await stranger(database))
    told = [await other.body(SEARCH, stores=[each], query="colour") for each in (store, NOWHERE)]
    assert told[0].decode().replace(store, NOWHERE) == told[1].decode()
    theirs = await new_store(database, other.viewer)
    await new_entry(database, other.viewer, theirs, key="their", content="colour")
    await embed_all(database)
    assert await keys(other, stores=[theirs], query="colour") == ["their"]
    assert sorted(await keys(asker, stores=[store], query="colour")) == ["a", "b"]


async def test_a_store_in_the_trash_is_not_found_and_leaves_other_fields_as_they_are(
    asker: Asker, database: Database, admin: Viewer, store: str
) -> None:
    await do(database, Life(MEMORY_STORE).delete, admin, store)
    assert await asker.refusal(SEARCH, stores=[store], query="colour") == ("NOT_FOUND", ["storeIds", 0])
