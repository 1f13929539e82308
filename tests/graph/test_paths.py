"""Values at a path of a JSON column: the document says the path, and one plan serves all of its length."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import orjson
import pytest
import strawberry

from backend.domain.viewer import Viewer
from backend.graph.declare import ENTITIES, at_path, column, entity
from backend.graph.model import build_model
from backend.graph.node import Node
from backend.graph.scalars import JSON
from backend.store.agent import agent
from tests.graph.dataset import ADA, BO, dataset
from tests.graph.odd import PATHS
from tests.graph.oracle import _at
from tests.graph.reader import Reader

pytestmark = pytest.mark.anyio

AGENT = "query($i: ID!, $at: String!) { agent(id: $i) { extension(at: $at) } }"
SESSION = "query($i: ID!, $at: String!) { session(id: $i) { variable(at: $at) } }"
WRITTEN = 'query($i: ID!) { agent(id: $i) { extension(at: "%s") } }'


def rows(table: str, viewer: Viewer = ADA) -> Sequence[Mapping[str, Any]]:
    """Some rows of the viewer's home, of every kind of JSON that the dataset has."""
    return [row for row in dataset()[table] if row["workspace_id"] == viewer.home][:12]


async def test_a_path_leads_to_what_is_stored_byte_for_byte(readers: Mapping[str, Reader]) -> None:
    found = 0
    for (source, table, name), at in product(
        ((AGENT, "agent", "extensions"), (SESSION, "session", "variables")), PATHS
    ):
        for row in rows(table):
            bodies = {await each.body(source, {"i": row["id"], "at": at}) for each in readers.values()}
            expected = orjson.dumps(_at(row[name], at))
            assert {body.partition(b":")[2].partition(b":")[2].partition(b":")[2] for body in bodies} == {
                expected + b"}}}"
            }
            found += expected != b"null"
    assert found > 50


async def test_a_path_in_the_document_is_read_as_one_in_a_variable(reader: Reader) -> None:
    for row, at in product(rows("agent")[:5], PATHS):
        written = await reader.data(WRITTEN % at, {"i": row["id"]})
        assert written == await reader.data(AGENT, {"i": row["id"], "at": at})


async def test_all_paths_of_one_length_share_a_plan(reader: Reader) -> None:
    source = f"# Shared.\n{AGENT}"
    for number in range(300):
        at = ".".join(f"k{number}" for _ in range(number % 8 + 1))
        await reader.data(source, {"i": rows("agent")[0]["id"], "at": at})
    assert reader.plans(source) == 8


@pytest.mark.parametrize(
    "at",
    [
        "",
        ".",
        "a.",
        "a..b",
        "a b",
        "ä",
        "a[0]",
        '$."a"',
        '"',
        "'",
        "a.b.c.d.e.f.g.h.i",
        "k" * 65,
        "a\0",
        "\ud800",
    ],
    ids=repr,
)
async def test_what_is_no_path_is_refused_by_name_with_a_plan_and_without(reader: Reader, at: str) -> None:
    wanted = {"i": rows("agent")[0]["id"]}
    fresh = await reader.refusal(f"# {at!r}\n{AGENT}", wanted | {"at": at})
    for good in ("a", "a.b"):
        await reader.data(AGENT, wanted | {"at": good})
    plans = reader.plans(AGENT)
    again = await reader.refusal(AGENT, wanted | {"at": at})
    for error in (fresh, again):
        assert error["extensions"] == {"code": "BAD_INPUT", "path": ["at"]}
        assert error["path"] == ["agent"]
    assert reader.plans(AGENT) == plans


@pytest.mark.parametrize("at", [None, 5, True, ["a"], {"a": "b"}], ids=repr)
async def test_a_path_that_is_no_text_is_refused(reader: Reader, at: Any) -> None:
    await reader.data(AGENT, {"i": rows("agent")[0]["id"], "at": "a"})
    error = await reader.refusal(AGENT, {"i": rows("agent")[0]["id"], "at": at})
    assert error["extensions"] == {"code": "BAD_INPUT", "path": ["at"]}


async def test_several_paths_of_each_row_of_a_list_are_one_statement(reader: Reader) -> None:
    source = """query($a: String!, $b: String!) { sessions(first: 100) { nodes {
      id one: variable(at: $a) two: variable(at: $b) agent { extension(at: $a) } instructions } } }"""
    data = await reader.data(source, {"a": "make.connection", "b": "a-b._c.D9"}, ADA)
    assert len(reader.statements) == 1
    stored = {row["id"]: row for row in dataset()["session"]}
    for node in data["sessions"]["nodes"]:
        row = stored[node["id"]]
        assert node["one"] == _at(row["variables"], "make.connection")
        assert node["two"] == _at(row["variables"], "a-b._c.D9")
        assert node["instructions"] == row["snapshot"].get("instructions")
    kinds = {type(node["instructions"]) for node in data["sessions"]["nodes"]}
    assert kinds == {str, type(None)}


async def test_a_path_shows_nothing_of_others(reader: Reader) -> None:
    for row in rows("agent", ADA):
        data = await reader.data(AGENT, {"i": row["id"], "at": "make"}, BO)
        assert data == {"agent": None}


async def test_nothing_is_filtered_or_ordered_by_a_path(reader: Reader) -> None:
    types = reader.schema.plain.type_map
    for name, field in (("Agent", "extension"), ("Session", "variable"), ("Session", "instructions")):
        for suffix in ("Filter", "OrderBy"):
            assert field not in types[f"{name}{suffix}"].fields  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "leaf",
    [
        column("Filtered.", column="extensions", at="a", filter=True),
        column("Ordered.", column="extensions", at="a", order=True),
        column("In a text.", column="name", at="a"),
        column("Nowhere.", column="state", at="a"),
    ],
    ids=lambda leaf: str(leaf.description),
)
def test_a_leaf_at_a_path_that_cannot_be_read_so_fails_the_build(
    leaf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = type("Odd", (Node,), {"__doc__": "Odd.", "__annotations__": {"odd": str | None}, "odd": leaf})
    refuse(made, monkeypatch)


def test_a_path_of_a_column_that_holds_no_json_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    field = at_path("Of a text.", column="name")
    made = type("Odd", (Node,), {"__doc__": "Odd.", "__annotations__": {"odd": JSON | None}, "odd": field})
    refuse(made, monkeypatch)


def refuse(made: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """The type cannot be declared."""
    monkeypatch.setitem(ENTITIES, "Odd", None)
    entity(agent)(made)
    with pytest.raises(TypeError, match=r"Odd\.odd"):
        build_model(strawberry.type(type("Query", (), {})))
