"""Pages: walking a list by its cursors gives the unpaged list; a cursor is good for that list only."""

from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import chain, product
from random import Random
from typing import Any

import pytest

from backend.store.plan.order import DIRECTIONS
from tests.graph.dataset import ADA, BO, ROOMS
from tests.graph.reader import Reader

pytestmark = pytest.mark.anyio

Order = Sequence[Mapping[str, str]]

_PAGE = "deleted: INCLUDE, archived: INCLUDE, first: $f, after: $a, last: $l, before: $b, orderBy: $o"
_CONNECTION = """fragment C on AgentConnection {
  totalCount
  edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  nextCursor
  previousCursor
}"""
_VARIABLES = "($f: Int, $a: String, $l: Int, $b: String, $o: [AgentOrderBy!])"
_LIST = f"list: agents({_PAGE}) {{ ...C }}"

ROOT = f"query{_VARIABLES} {{ {_LIST} }} {_CONNECTION}"
NESTED = f'query{_VARIABLES} {{ workspace(id: "{ROOMS[0]}") {{ {_LIST} }} }} {_CONNECTION}'

SINGLE = [[{name: way}] for name, way in product(("name", "deletedAt", "createdAt", "id"), DIRECTIONS)]
_WAYS = Random(7)  # noqa: S311  (no secret is made of it)
MIXED = [
    [{name: _WAYS.choice(list(DIRECTIONS))} for name in names]
    for names in product(("deletedAt", "name"), ("archivedAt", "createdAt"), ("handle", "updatedAt"))
    for _ in range(3)
]
ORDERS: list[Order] = [[], *SINGLE, *MIXED]


async def _list(reader: Reader, source: str, **variables: Any) -> Any:
    given = {key[0]: value for key, value in variables.items()}
    data = await reader.data(source, given)
    return data["list"] if "list" in data else data["workspace"]["list"]


async def _walk(
    reader: Reader, source: str, order: Order, size: int, *, back: bool
) -> AsyncIterator[list[str]]:
    """The ids of each page from one end of the list to the other."""
    cursor: str | None = None
    for _ in range(100):
        window = {"last": size, "before": cursor} if back else {"first": size, "after": cursor}
        page = await _list(reader, source, order=order, **window)
        yield [edge["node"]["id"] for edge in page["edges"]]
        _check_flags(page, cursor, back=back)
        cursor = page["previousCursor"] if back else page["nextCursor"]
        if cursor is None:
            return
    raise AssertionError("The walk does not end.")


def _check_flags(page: Any, cursor: str | None, *, back: bool) -> None:
    info, edges = page["pageInfo"], page["edges"]
    assert info["startCursor"] == edges[0]["cursor"]
    assert info["endCursor"] == edges[-1]["cursor"]
    assert page["nextCursor"] == (info["endCursor"] if info["hasNextPage"] else None)
    assert page["previousCursor"] == (info["startCursor"] if info["hasPreviousPage"] else None)
    assert (info["hasNextPage"] if back else info["hasPreviousPage"]) == (cursor is not None)


@pytest.mark.parametrize("source", [ROOT, NESTED], ids=["root", "nested"])
@pytest.mark.parametrize(("size", "every"), [(1, 10), (4, 2), (7, 3)])
async def test_walks_both_ways_give_the_whole_list(
    reader: Reader, source: str, size: int, every: int
) -> None:
    for order in ORDERS[:: every if source == NESTED else every - 1]:
        whole = await _list(reader, source, order=order, first=100)
        ids = [edge["node"]["id"] for edge in whole["edges"]]
        assert whole["totalCount"] == len(ids) == len(set(ids)) > 2 * size
        forwards = [page async for page in _walk(reader, source, order, size, back=False)]
        assert list(chain(*forwards)) == ids, order
        backwards = [page async for page in _walk(reader, source, order, size, back=True)]
        assert list(chain(*reversed(backwards))) == ids, order
        assert {len(page) for page in (*forwards[:-1], *backwards[:-1])} == {size}


async def test_a_window_between_two_cursors_is_what_lies_between(reader: Reader) -> None:
    for order in ORDERS[::3]:
        edges = (await _list(reader, ROOT, order=order, first=100))["edges"]
        after, before = edges[3]["cursor"], edges[12]["cursor"]
        between = await _list(reader, ROOT, order=order, after=after, before=before)
        assert between["edges"] == edges[4:12]
        last = await _list(reader, ROOT, order=order, after=after, before=before, last=3)
        assert last["edges"] == edges[9:12]
        nothing = await _list(reader, ROOT, order=order, after=before, before=after)
        assert nothing["edges"] == []


async def test_pages_of_no_rows_still_say_where_they_are(reader: Reader) -> None:
    for source in (ROOT, NESTED):
        page = await _list(reader, source, first=0)
        assert page["edges"] == []
        assert page["totalCount"] > 0
        assert page["pageInfo"] == {
            "hasNextPage": True,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        }
        assert (page["nextCursor"], page["previousCursor"]) == (None, None)


@pytest.mark.parametrize(
    "window", [{"first": 101}, {"first": -1}, {"last": 101}, {"last": -1}, {"first": 1, "last": 1}]
)
async def test_sizes_outside_0_to_100_and_both_at_once_are_refused(
    reader: Reader, window: Mapping[str, int]
) -> None:
    for source in (ROOT, NESTED):
        await _list(reader, source, first=5)
        await _list(reader, source, last=5)
        error = await reader.refusal(source, {key[0]: value for key, value in window.items()})
        assert error["extensions"]["code"] == "BAD_INPUT"
        assert error["extensions"]["path"][-1] in window


async def _edges(reader: Reader, source: str, **variables: Any) -> Any:
    return (await _list(reader, source, **variables))["edges"]


async def test_a_cursor_of_another_list_or_order_is_refused(reader: Reader) -> None:
    by_name = (await _edges(reader, ROOT, order=[{"name": "ASC"}]))[2]["cursor"]
    nested = (await _edges(reader, NESTED, order=[{"name": "ASC"}]))[2]["cursor"]
    for cursor, order in ((by_name, [{"name": "DESC"}]), (by_name, []), (nested, [{"name": "ASC"}])):
        for key in ("a", "b"):
            error = await reader.refusal(ROOT, {key: cursor, "o": order})
            assert error["extensions"]["code"] == "BAD_CURSOR"
            assert error["extensions"]["path"] == [{"a": "after", "b": "before"}[key]]


async def test_a_cursor_of_another_tenant_gives_only_own_rows(reader: Reader) -> None:
    own = {each["node"]["id"] for each in await _edges(reader, ROOT, first=100)}
    theirs = await reader.data(ROOT, {"f": 100}, BO)
    foreign = [each["cursor"] for each in theirs["list"]["edges"] if each["node"]["id"] not in own]
    assert foreign
    for cursor in foreign:
        page = await _edges(reader, ROOT, first=100, after=cursor)
        assert {each["node"]["id"] for each in page} <= own


@pytest.mark.parametrize("order", [[], [{"deletedAt": "ASC"}, {"name": "DESC"}]], ids=["plain", "mixed"])
async def test_a_cursor_with_any_character_changed_is_refused_or_marks_a_place(
    reader: Reader, order: Order
) -> None:
    edges = await _edges(reader, ROOT, order=order, first=100)
    own = {each["node"]["id"] for each in edges}
    cursor: str = edges[5]["cursor"]
    letters, refused = ("A", "_", ".", "é", "1", "\x00", "\ud800"), 0
    for index, letter in product(range(len(cursor)), letters):
        changed = cursor[:index] + letter + cursor[index + 1 :]
        if changed == cursor:
            continue
        answer = await reader.answer(ROOT, {"f": 100, "a": changed, "o": order}, ADA)
        codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
        assert codes in ([], ["BAD_CURSOR"])
        refused += len(codes)
        if not codes:
            assert {each["node"]["id"] for each in answer["data"]["list"]["edges"]} <= own
    assert refused > len(cursor)


@pytest.mark.parametrize(
    "cursor",
    ["", ".", "..", "x", "%s", "%s.", "%s..", "%s.0.", "%s.00.W10", "%s.11.W251bGwsbnVsbF0", "%s.00.5"],
)
async def test_what_is_no_cursor_is_refused_and_makes_no_plan(reader: Reader, cursor: str) -> None:
    real: str = (await _edges(reader, ROOT, first=1))[0]["cursor"]
    await _list(reader, ROOT, after=real)
    plans = reader.plans(ROOT)
    error = await reader.refusal(ROOT, {"a": cursor.replace("%s", real.partition(".")[0])})
    assert error["extensions"]["code"] == "BAD_CURSOR"
    assert reader.plans(ROOT) == plans
