"""Filters: every operator of every kind of leaf, with nulls; what cannot be meant is refused by its path."""

from collections.abc import Mapping
from itertools import product
from random import Random
from typing import Any

import pytest

from backend.store.plan.model import Kind, Leaf
from backend.store.plan.predicate import OPERATORS
from tests.graph.comparing import OPERATIONS, operand_of
from tests.graph.dataset import ADA, dataset
from tests.graph.odd import ODD
from tests.graph.oracle import Oracle, Thing
from tests.graph.pool import Pool
from tests.graph.reader import Reader
from tests.graph.wishes import Wishes

pytestmark = pytest.mark.anyio

AGENTS = """query($w: AgentFilter) {
  agents(first: 100, filter: $w, deleted: INCLUDE, archived: INCLUDE) { nodes { id } } }"""
SESSIONS = AGENTS.replace("Agent", "Session").replace("agents", "sessions")
VERSIONS = """query($w: AgentVersionFilter) {
  agentVersions(first: 100, filter: $w, orderBy: {id: ASC}) { nodes { id } } }"""


async def found(reader: Reader, wanted: Mapping[str, Any], source: str = AGENTS) -> set[str]:
    """The ids of the rows that a filter keeps."""
    (page,) = (await reader.data(source, {"w": wanted})).values()
    return {row["id"] for row in page["nodes"]}


def things(reader: Reader, entity: str) -> tuple[Oracle, list[Thing]]:
    """The plain reader, and the rows of a type that it sees; at most 100."""
    oracle = Oracle(reader.schema, dataset(), ADA, {})
    return oracle, sorted(oracle.all(entity), key=lambda thing: str(thing.row["id"]))[:100]


def leaf(reader: Reader, entity: str, name: str) -> Leaf:
    """A scalar of an entity."""
    return reader.schema.model.entities[entity].leaf(name)


TEXTS = (
    *ODD[:-3],
    "ÄRGER",
    "STRAẞE",
    "i",
    "İ",
    "ß",
    "ẞ",
    "ss",
    "a_b",
    "%",
    "",
    "ä",
    "\U0010ffff",
    "\ud7ff",
    "AGENT",
)
CASES = [
    *[("Agent", AGENTS, "name", word, text) for word in OPERATORS[Kind.TEXT][5:] for text in TEXTS],
    *[("Agent", AGENTS, "description", word, text) for word in ("eq", "ne", "iEq") for text in ODD[:8]],
    *[("Agent", AGENTS, "description", word, flag) for word in ("isNull",) for flag in (True, False)],
    *[("Agent", AGENTS, "state", word, "LIVE") for word in ("eq", "ne")],
    *[("Agent", AGENTS, "isSystem", word, flag) for word in ("eq", "ne", "isNull") for flag in (True, False)],
    *[
        ("Session", SESSIONS, "status", word, name)
        for word in ("eq", "ne")
        for name in ("IDLE", "CLOSED", "QUEUED")
    ],
    *[
        ("AgentVersion", VERSIONS, "number", word, n)
        for word in ("eq", "ne", "gt", "gte", "lt", "lte")
        for n in (0, 2)
    ],
    *[
        ("AgentVersion", VERSIONS, "number", word, ns)
        for word in ("in", "notIn")
        for ns in ([], [1], [1, 2, 7])
    ],
    *[
        ("Agent", AGENTS, "name", word, names)
        for word in ("in", "notIn")
        for names in ([], list(ODD), ["null"])
    ],
    *[("Agent", AGENTS, "retentionTier", word, ["LONG", "NONE"]) for word in ("in", "notIn")],
]


async def test_each_operator_keeps_the_rows_of_which_it_is_true(reader: Reader) -> None:
    known = {entity: things(reader, entity) for entity, *_ in CASES}
    for entity, source, name, word, said in CASES:
        oracle, rows = known[entity]
        held = leaf(reader, entity, name)
        expected = {
            thing.row["id"]
            for thing in rows
            if OPERATIONS[word](oracle.value(thing, held), operand_of(held, said))
        }
        kept = await found(reader, {name: {word: said}}, source)
        assert kept & {thing.row["id"] for thing in rows} == expected, (name, word, said)


async def test_moments_compare_whatever_their_zone(reader: Reader) -> None:
    _, rows = things(reader, "Agent")
    moment = sorted(thing.row["created_at"] for thing in rows)[20]
    spelled = moment.isoformat()
    for word, zone in product(("eq", "ne", "gt", "gte", "lt", "lte"), ("+00:00", "Z", "east")):
        said = spelled.replace("+00:00", zone)
        if zone == "east":
            said = moment.replace(hour=(moment.hour + 2) % 24).isoformat().replace("+00:00", "+02:00")
        expected = {thing.row["id"] for thing in rows if OPERATIONS[word](thing.row["created_at"], moment)}
        assert await found(reader, {"createdAt": {word: said}}) == expected
    both = await found(reader, {"createdAt": {"in": [spelled, "2001-01-01T00:00:00Z"]}})
    assert both == await found(reader, {"createdAt": {"eq": spelled}})


async def test_folding_takes_one_letter_for_one_letter(reader: Reader) -> None:
    async def names(wanted: Mapping[str, Any]) -> set[str]:
        source = AGENTS.replace("{ id }", "{ name }")
        data = await reader.data(source, {"w": {"name": wanted}})
        return {row["name"] for row in data["agents"]["nodes"]}

    assert await names({"iEq": "ÄRGER"}) == {"Ärger", "ärger"}
    assert await names({"iEq": "ISTANBUL"}) == {"İstanbul", "istanbul", "Istanbul"}
    assert await names({"iEq": "STRASSE"}) == {"STRASSE"}
    assert await names({"iStartsWith": "STRAẞ"}) == {"Straße"}
    assert await names({"iContains": "ZOË"}) == {"Zoë", "zoë"}
    assert await names({"iEndsWith": "É"}) == {"e\u0301 é"}


async def test_a_filter_and_its_negation_part_the_list(reader: Reader) -> None:
    random = Random(3)  # noqa: S311  (no secret is made of it)
    wishes = Wishes(reader.schema.model, Pool(dataset()), random)
    everything = await found(reader, {})
    for _ in range(120):
        wanted = wishes.filter("Agent", 3, 3)
        if not wanted:
            continue
        kept, dropped = await found(reader, wanted), await found(reader, {"NOT": wanted})
        assert not kept & dropped, wanted
        assert kept | dropped == everything, wanted


async def test_and_or_in_of_nothing_mean_what_logic_says(reader: Reader) -> None:
    everything = await found(reader, {})
    assert await found(reader, {"AND": []}) == everything
    assert await found(reader, {"OR": []}) == set()
    assert await found(reader, {"NOT": {"OR": []}}) == everything
    assert await found(reader, {"name": {"in": []}}) == set()
    assert await found(reader, {"name": {"notIn": []}}) == everything
    assert len(everything) == len(things(reader, "Agent")[1])


async def test_an_empty_filter_stands_alone_or_under_some(reader: Reader) -> None:
    everything = await found(reader, {})
    some = await found(reader, {"versions": {"some": {}}})
    assert set() < some < everything
    assert await found(reader, {"NOT": {"versions": {"some": {}}}}) == everything - some


NO = [
    ({"AND": [{}]}, ["filter", "AND", 0]),
    ({"NOT": {}}, ["filter", "NOT"]),
    ({"OR": [{"name": {"eq": "x"}}, {}]}, ["filter", "OR", 1]),
    ({"name": {}}, ["filter", "name"]),
    ({"defaultVersion": {}}, ["filter", "defaultVersion"]),
    ({"versions": {}}, ["filter", "versions"]),
    ({"versions": {"every": {}}}, ["filter", "versions", "every"]),
    ({"versions": {"none": {}}}, ["filter", "versions", "none"]),
    ({"name": None}, ["filter", "name"]),
    ({"name": {"eq": None}}, ["filter", "name", "eq"]),
    ({"name": {"in": None}}, ["filter", "name", "in"]),
    ({"name": {"isNull": None}}, ["filter", "name", "isNull"]),
    ({"AND": None}, ["filter", "AND"]),
    ({"NOT": None}, ["filter", "NOT"]),
    ({"defaultVersion": None}, ["filter", "defaultVersion"]),
    ({"versions": {"some": None}}, ["filter", "versions", "some"]),
    ({"versions": {"some": {"number": {"gt": None}}}}, ["filter", "versions", "some", "number", "gt"]),
]


@pytest.mark.parametrize(("wanted", "path"), NO, ids=lambda each: str(each)[:50])
async def test_what_says_nothing_is_refused_by_its_path(reader: Reader, wanted: Any, path: list[str]) -> None:
    error = await reader.refusal(AGENTS, {"w": wanted})
    assert error["extensions"] == {"code": "BAD_INPUT", "path": path}


def nested(levels: int) -> dict[str, Any]:
    """A filter of so many levels of NOT."""
    return {"name": {"eq": "agent"}} if levels == 0 else {"NOT": nested(levels - 1)}


def stepping(steps: int) -> dict[str, Any]:
    """A filter that steps through so many relations."""
    if steps == 0:
        return {"name": {"eq": "agent"}}
    return {"currentVersion": {"agent": stepping(steps - 2)} if steps > 1 else {"number": {"gt": 0}}}


def conditions(count: int) -> dict[str, Any]:
    """A filter of so many conditions, of each sort that counts."""
    sorts: list[dict[str, Any]] = [{"name": {"eq": "x"}}, {"versions": {"some": {}}}, {"AND": []}, {"OR": []}]
    return {"OR": [sorts[index % len(sorts)] for index in range(count)]}


LIMITS = [
    (nested(8), nested(9), ["filter"] + ["NOT"] * 9),
    (stepping(3), stepping(4), ["filter", "currentVersion", "agent", "currentVersion", "agent"]),
    (conditions(100), conditions(101), ["filter", "OR", 100, "name", "eq"]),
    ({"name": {"in": ["x"] * 500}}, {"name": {"in": ["x"] * 501}}, ["filter", "name", "in"]),
]


@pytest.mark.parametrize(("most", "more", "path"), LIMITS, ids=["depth", "relations", "conditions", "values"])
async def test_what_is_at_a_limit_is_answered_and_one_more_is_refused(
    reader: Reader, most: Any, more: Any, path: list[Any]
) -> None:
    await found(reader, most)
    error = await reader.refusal(AGENTS, {"w": more})
    assert error["extensions"] == {"code": "BAD_INPUT", "path": path}


async def test_an_order_has_at_most_eight_keys_and_none_is_null(reader: Reader) -> None:
    source = """query($o: [AgentOrderBy!], $p: AgentOrderBy! = {name: ASC}) {
      a: agents(orderBy: $o) { nodes { id } } b: agents(orderBy: [$p]) { nodes { id } } }"""
    await reader.data(source, {"o": [{"name": "ASC"}] * 8})
    error = await reader.refusal(source, {"o": [{"name": "ASC"}] * 9})
    assert error["extensions"] == {"code": "BAD_INPUT", "path": ["orderBy"]}
    refused: tuple[Any, ...] = (
        [{"name": None}],
        [{}],
        [{"name": "ASC", "id": "ASC"}],
        [None],
        [{"name": "UP"}],
    )
    for order in refused:
        answer = await reader.answer(source, {"o": order})
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_INPUT"}


async def test_a_list_of_ids_has_at_most_500(reader: Reader) -> None:
    source = "query($i: [ID!]) { agents(ids: $i) { totalCount } }"
    await reader.data(source, {"i": ["x"] * 500})
    assert (await reader.refusal(source, {"i": ["x"] * 501}))["extensions"]["path"] == ["ids"]
    assert (await reader.data(source, {"i": []}))["agents"]["totalCount"] == 0
