"""Values: what GraphQL takes is taken and what it refuses is BAD_INPUT, with a plan at hand and without."""

from typing import Any

import pytest

from tests.graph.dataset import ADA, ROOMS, dataset
from tests.graph.reader import Reader

pytestmark = pytest.mark.anyio

AGENT = next(row for row in dataset()["agent"] if row["workspace_id"] == ROOMS[0])
BY_NAME = "query($n: String) { agents(filter: {name: {eq: $n}}) { totalCount } }"
BY_NUMBER = "query($n: Int) { agentVersions(filter: {number: {eq: $n}}) { totalCount } }"
SOME = "query($f: Int) { agents(first: $f) { nodes { id } } }"
ONE = "query($i: ID!) { agent(id: $i) { id } }"


async def refused(reader: Reader, source: str, good: Any, bad: Any) -> Any:
    """The code of the refusal, which is the same whether a plan has been made or not."""
    fresh = await reader.answer("#\n" + source, bad)
    await reader.data(source, good)
    again = await reader.answer(source, bad)
    codes = [[error["extensions"]["code"] for error in each["errors"]] for each in (fresh, again)]
    assert codes[0] == codes[1]
    assert fresh.get("data") == again.get("data") in (None, {"agent": None})
    return codes[0]


BAD = [
    (BY_NAME, {"n": "x"}, {"n": 5}),
    (BY_NAME, {"n": "x"}, {"n": True}),
    (BY_NAME, {"n": "x"}, {"n": ["x"]}),
    (BY_NAME, {"n": "x"}, {"n": {"x": 1}}),
    (BY_NAME, {"n": "x"}, {"n": "a\0b"}),
    (BY_NAME, {"n": "x"}, {"n": "\ud800"}),
    (BY_NAME, {"n": "x"}, {"n": "x" * 1_048_577}),
    (BY_NAME, {"n": "x"}, {"n": None}),
    (BY_NAME, {"n": "x"}, {}),
    (BY_NUMBER, {"n": 1}, {"n": 2**31}),
    (BY_NUMBER, {"n": 1}, {"n": -(2**31) - 1}),
    (BY_NUMBER, {"n": 1}, {"n": 10**30}),
    (BY_NUMBER, {"n": 1}, {"n": "1"}),
    (BY_NUMBER, {"n": 1}, {"n": 1.5}),
    (BY_NUMBER, {"n": 1.0}, {"n": 1.5}),
    (BY_NUMBER, {"n": 1}, {"n": True}),
    (SOME, {"f": 1}, {"f": "1"}),
    (SOME, {"f": 1}, {"f": 10**10}),
    (SOME, {"f": 1.0}, {"f": 0.5}),
    (SOME, {"f": 1}, {"f": -1}),
    (ONE, {"i": "junk"}, {"i": None}),
    (ONE, {"i": "junk"}, {"i": True}),
    (ONE, {"i": "junk"}, {"i": ["junk"]}),
    (ONE, {"i": "junk"}, {"i": {"id": "junk"}}),
    (ONE, {"i": "junk"}, {}),
    (ONE, {"i": "ext:x"}, {"i": "ext:\0"}),
    (ONE, {"i": "ext:x"}, {"i": "ext:\udfff"}),
    ("query($d: Deleted) { agents(deleted: $d) { totalCount } }", {}, {"d": "absent"}),
    ("query($d: Deleted) { agents(deleted: $d) { totalCount } }", {"d": "ONLY"}, {"d": "only"}),
    (
        "query($s: AgentState) { agents(filter: {state: {eq: $s}}) { totalCount } }",
        {"s": "LIVE"},
        {"s": "DEAD"},
    ),
    (
        "query($s: [AgentState!]) { agents(filter: {state: {in: $s}}) { totalCount } }",
        {"s": []},
        {"s": ["DEAD"]},
    ),
    (
        "query($s: [AgentState!]) { agents(filter: {state: {in: $s}}) { totalCount } }",
        {"s": ["LIVE"]},
        {"s": [None]},
    ),
    ("query($w: AgentFilter) { agents(filter: $w) { totalCount } }", {"w": {}}, {"w": {"nope": {}}}),
    ("query($w: AgentFilter) { agents(filter: $w) { totalCount } }", {"w": {}}, {"w": "x"}),
    (
        "query($t: DateTime) { agents(filter: {createdAt: {gt: $t}}) { totalCount } }",
        {"t": "2026-01-01T00:00:00Z"},
        {"t": "x"},
    ),
    (
        "query($t: DateTime) { agents(filter: {createdAt: {gt: $t}}) { totalCount } }",
        {"t": "2026-01-01T00:00:00Z"},
        {"t": 5},
    ),
    (
        "query($t: DateTime) { agents(filter: {createdAt: {gt: $t}}) { totalCount } }",
        {"t": "2026-01-01T00:00:00Z"},
        {"t": "2026-01-01T00:00:00"},
    ),
    ("query($f: Int) { agents(first: $f) { totalCount } }", {"f": 1}, {"f": 1000}),
    ("query($a: String) { agents(after: $a) { totalCount } }", {}, {"a": "x"}),
    (
        "query($f: Int) { viewer { id } agents(first: 1) { nodes { versions(last: $f) { totalCount } } } }",
        {"f": 1},
        {"f": -1},
    ),
    (
        "query($a: String) { agents(first: 1) { nodes { versions(before: $a) { __typename } } } }",
        {},
        {"a": "x"},
    ),
    ("query($f: Int) { agents(last: $f) { __typename pageInfo { __typename } } }", {"f": 1}, {"f": 1000}),
    ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"]}, {"i": [None]}),
    ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"]}, {"i": [{}]}),
    ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"]}, {"i": [True]}),
    ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"]}, {"i": ["x"] * 101}),
    ("query($b: Boolean! = true) { agents(first: 0) { totalCount @include(if: $b) } }", {}, {"b": None}),
    ('query($i: ID = "x") { agent(id: $i) { id } agents(first: 0) { totalCount } }', {}, {"i": None}),
]


@pytest.mark.parametrize(("source", "good", "bad"), BAD, ids=lambda each: str(each)[:40])
async def test_what_does_not_fit_is_refused_with_a_plan_and_without(
    reader: Reader, source: str, good: Any, bad: Any
) -> None:
    assert set(await refused(reader, source, good, bad)) <= {"BAD_INPUT", "BAD_CURSOR"}


async def count(reader: Reader, source: str, variables: Any = None) -> Any:
    """The one count of an answer."""
    (page,) = (await reader.data(source, variables)).values()
    return page["totalCount"]


async def test_whole_numbers_and_ids_may_be_spelt_as_json_spells_them(reader: Reader) -> None:
    assert await count(reader, BY_NUMBER, {"n": 1.0}) == await count(reader, BY_NUMBER, {"n": 1}) > 0
    assert len((await reader.data(SOME, {"f": 2.0}))["agents"]["nodes"]) == 2
    for spelled in (12, 10**18, 10**40):
        assert await reader.data(ONE, {"i": spelled}) == {"agent": None}
        assert await reader.data(f"{{ agent(id: {spelled}) {{ id }} }}") == {"agent": None}
    assert await reader.data("{ agent(id: " + "9" * 5000 + ") { id } }") == {"agent": None}
    assert await count(reader, "query($w: ID) { agents(workspaceId: $w) { totalCount } }", {"w": 5}) == 0


async def test_an_absent_variable_and_a_null_argument_say_nothing(reader: Reader) -> None:
    source = """query(
      $f: AgentFilter, $o: [AgentOrderBy!], $n: Int, $a: String, $d: Deleted, $w: ID, $i: [ID!]
    ) { agents(filter: $f, orderBy: $o, first: $n, after: $a, deleted: $d, workspaceId: $w, ids: $i)
        { nodes { id } } }"""
    plain = await reader.data("{ agents { nodes { id } } }")
    assert await reader.data(source) == plain
    assert await reader.data(source, dict.fromkeys("fonadwi")) == plain
    assert await reader.data("{ agents(filter: null, first: null, after: null) { nodes { id } } }") == plain


async def test_a_key_of_a_filter_whose_variable_is_absent_is_left_out(reader: Reader) -> None:
    source = (
        "query($n: String, $h: String) { agents(filter: {handle: {eq: $h, startsWith: $n}}) { totalCount } }"
    )
    assert await count(reader, source, {"h": AGENT["handle"]}) > 0
    error = await reader.refusal(source, {"h": AGENT["handle"], "n": None})
    assert error["extensions"]["path"] == ["filter", "handle", "startsWith"]
    error = await reader.refusal(source)
    assert error["extensions"]["path"] == ["filter", "handle"]


async def test_defaults_of_variables_hold_where_nothing_is_said(reader: Reader) -> None:
    source = """query(
      $n: Int = 2
      $w: AgentFilter = {name: {eq: "agent"}}
      $d: Deleted = INCLUDE
      $o: AgentOrderBy! = {name: DESC}
    ) {
      agents(first: $n, deleted: $d, orderBy: [$o]) { nodes { name } }
      some: agents(filter: $w) { nodes { name } }
    }"""
    data = await reader.data(source)
    assert len(data["agents"]["nodes"]) == 2
    assert {row["name"] for row in data["some"]["nodes"]} <= {"agent"}
    assert len((await reader.data(source, {"n": None}))["agents"]["nodes"]) > 2
    assert len((await reader.data(source, {"n": 1}))["agents"]["nodes"]) == 1


async def test_one_value_stands_for_a_list_of_one(reader: Reader) -> None:
    name = AGENT["name"]
    for literal in ('{name: {in: ["%s"]}}', '{name: {in: "%s"}}', '{AND: {name: {in: "%s"}}}'):
        found = await count(
            reader, "{ agents(deleted: INCLUDE, filter: " + literal % name + ") { totalCount } }"
        )
        assert found == await count(
            reader, BY_NAME.replace("filter", "deleted: INCLUDE, filter"), {"n": name}
        )
    source = """query($l: [String!], $o: [AgentOrderBy!], $i: [ID!]) {
      agents(filter: {name: {in: $l}}, orderBy: $o, ids: $i) { nodes { id } } }"""
    listed = {"l": [name], "o": [{"name": "ASC"}], "i": [AGENT["id"]]}
    single = {key: value[0] for key, value in listed.items()}
    assert await reader.data(source, single) == await reader.data(source, listed)


async def test_variables_may_stand_inside_lists(reader: Reader) -> None:
    source = """query($a: String!, $i: ID!, $j: ID!, $o: AgentOrderBy!) {
      agents(filter: {name: {in: [$a, "none"]}}, orderBy: [$o], deleted: INCLUDE, archived: INCLUDE) {
        totalCount
      }
      nodes(ids: [$i, $j]) { id }
      some: agents(ids: [$i, $j]) { totalCount }
    }"""
    version = next(row for row in dataset()["agent_version"] if row["workspace_id"] == ROOMS[0])["id"]
    for name, first, second in (
        ("agent", AGENT["id"], version),
        ("Zoë", version, AGENT["id"]),
        ("", "junk", AGENT["id"]),
    ):
        data = await reader.data(source, {"a": name, "i": first, "j": second, "o": {"name": "ASC"}})
        assert data["agents"]["totalCount"] > 0
        assert data["nodes"] == [None if each == "junk" else {"id": each} for each in (first, second)]


async def test_one_variable_may_be_an_id_here_and_a_node_there(reader: Reader) -> None:
    source = """query($i: ID!, $n: Int) {
      node(id: $i) { id }
      agent(id: $i) { id }
      nodes(ids: [$i]) { id ... on Agent { versions(first: $n) { nodes { id } } } }
      again: node(id: $i) { ... on Agent { versions(first: $n) { totalCount } } }
    }"""
    version = next(row for row in dataset()["agent_version"] if row["workspace_id"] == ROOMS[0])["id"]
    for wanted in (AGENT["id"], version, "junk", "handle:" + AGENT["handle"], AGENT["id"]):
        data = await reader.data(source, {"i": wanted, "n": 1})
        assert (data["node"] is not None) == (wanted in {AGENT["id"], version})
        assert (data["agent"] is not None) == (wanted not in {version, "junk"})


async def test_a_reference_of_no_sense_does_not_spoil_those_that_follow(reader: Reader) -> None:
    source = "query($i: ID!) { workspace(id: $i) { id } }"
    for good, junk in (
        ("number:1", "number:x"),
        ("handle:room-0", "handle:"),
        ("ext:w0", "ext:"),
        (ROOMS[0], "wsp_"),
    ):
        fresh = f"# {good}\n{source}"
        assert await reader.data(fresh, {"i": junk}) == {"workspace": None}
        assert await reader.data(fresh, {"i": good}) == {"workspace": {"id": ROOMS[0]}}
        assert await reader.data(fresh, {"i": junk}) == {"workspace": None}
    assert await reader.data(source, {"i": "number:" + "9" * 400}) == {"workspace": None}


async def test_strangers_values_make_no_plans(reader: Reader) -> None:
    source = "query($i: ID!, $n: ID!) { agent(id: $i) { id } node(id: $n) { id } }"
    kept = set()
    for number in range(1_000):
        junk = (
            f"x{number}",
            f"handle:h{number}",
            f"ext:{number}",
            f"agt_{number:026d}",
            f"zzz_{number:026d}",
        )[number % 5]
        await reader.data(source, {"i": junk, "n": f"junk{number}"})
        kept.add(reader.plans(source))
    assert max(kept) <= 4


async def test_a_thousand_values_of_one_shape_make_one_plan(reader: Reader) -> None:
    source = """query($n: String, $f: Int, $t: DateTime, $l: [String!], $w: AgentVersionFilter) {
      agents(
        first: $f
        filter: {name: {iContains: $n, notIn: $l}, createdAt: {gt: $t}, versions: {none: $w}}
      ) { nodes { id } }
    }"""
    for number in range(1_000):
        variables = {
            "n": f"{number % 7}",
            "f": number % 100,
            "t": f"20{number % 27:02d}-01-01T00:00:00Z",
            "l": ["x"] * (number % 9 + 1),
            "w": {"number": {"gt": number}},
        }
        await reader.data(source, variables, ADA)
    assert reader.plans(source) == 1


async def test_very_long_text_is_compared_as_it_is(reader: Reader) -> None:
    source = """query($n: String) {
      agents(filter: {name: {eq: $n}}, deleted: INCLUDE, archived: INCLUDE) { totalCount } }"""
    assert await count(reader, source, {"n": "x" * 3000}) > 0
    assert await count(reader, source, {"n": "x" * 900_000}) == 0


async def test_documents_nested_without_end_are_refused(reader: Reader) -> None:
    for opened, closed in (("[", "]"), ("{AND: ", "}"), ("{NOT: ", "}")):
        for depth in (50, 400, 1_600):
            answer = await reader.answer(
                f"{{ agents(filter: {opened * depth}{{}}{closed * depth}) {{ totalCount }} }}"
            )
            assert {error["extensions"]["code"] for error in answer["errors"]} <= {
                "BAD_INPUT",
                "TOO_EXPENSIVE",
            }
    filter_: Any = {"name": {"eq": "x"}}
    for _ in range(120):
        filter_ = {"NOT": filter_}
    answer = await reader.answer(
        "query($w: AgentFilter) { agents(filter: $w) { totalCount } }", {"w": filter_}
    )
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_INPUT"}


RELATIONS = (
    ("versions { nodes { agent { ", "} } } "),
    ("currentVersion { agent { ", "} } "),
    ("sessions { edges { cursor node { agent { ", "} } } } "),
)


@pytest.mark.parametrize(("opened", "closed"), RELATIONS)
async def test_relations_nested_deeply_are_read_or_refused_but_never_a_bug(
    reader: Reader, opened: str, closed: str
) -> None:
    for depth in range(1, 7):
        source = f"{{ agents(first: 2) {{ nodes {{ {opened * depth} id {closed * depth} }} }} }}"
        answer = await reader.answer(source)
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        assert codes <= {"TOO_EXPENSIVE"}
        assert not codes or depth > 2


async def test_kinds_of_events_inside_each_other_cost_no_more_than_they_say(reader: Reader) -> None:
    kinds = sorted(reader.schema.model.entities["Event"].kinds)
    own = " ".join(f"... on {kind} {{ a{number}: id }}" for number, kind in enumerate(kinds))
    source = (
        "{ sessions(first: 1) { nodes { "
        + f"events {{ nodes {{ {own} session {{ " * 3
        + "id"
        + "} } } " * 3
        + "} } }"
    )
    await reader.answer(source)
    assert all(len(statement) < 30_000 for statement in reader.statements)
    tangled = "id"
    for _ in range(4):
        apart = " ".join(f"... on {kind} {{ session {{ b{kind}: id }} }}" for kind in kinds)
        tangled = f"events {{ nodes {{ {apart} session {{ {tangled} }} }} }}"
    answer = await reader.answer(f"{{ sessions(first: 1) {{ nodes {{ {tangled} }} }} }}")
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"TOO_EXPENSIVE"}
