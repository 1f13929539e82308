"""Walks: a list under a random filter and order, page by page from one end, is the plain reader's list."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from backend.domain.viewer import Viewer
from backend.graph.schema import Schema
from backend.store.plan.model import Many, Shape
from tests.graph.dataset import ADA, BO, dataset
from tests.graph.oracle import Oracle
from tests.graph.pool import Pool
from tests.graph.reader import Reader
from tests.graph.wishes import Wishes

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261126"))
WALKS = 2_000 if os.environ.get("CONCORD_PROOF") else 200
"""Walks in all: `CONCORD_PROOF=1` for the whole proof."""
CHUNK = 50
"""Walks in one test."""


@dataclass(frozen=True, slots=True)
class List:
    """A list of the graph: a root's, or one of a row's; `row` is its id then."""

    name: str
    target: str
    arguments: frozenset[str]
    owner: str | None = None
    row: str | None = None

    def document(self) -> str:
        """A page of ids, with every argument in a variable."""
        held = {
            "first": "Int", "after": "String", "last": "Int", "before": "String",
            "orderBy": f"[{self.target}OrderBy!]", "filter": f"{self.target}Filter",
            "deleted": "Deleted", "archived": "Archived",
        }  # fmt: skip
        taken = {name: kind for name, kind in held.items() if name in self.arguments}
        declared = ", ".join(f"${name}: {kind}" for name, kind in taken.items())
        given = ", ".join(f"{name}: ${name}" for name in taken)
        page = f"list: {self.name}({given}) {{ nodes {{ id }} totalCount nextCursor previousCursor }}"
        if self.owner is None:
            return f"query ({declared}) {{ {page} }}"
        return f'query ({declared}) {{ node(id: "{self.row}") {{ ... on {self.owner} {{ {page} }} }} }}'


Walk = tuple[List, dict[str, Any], Viewer, bool]
"""A list, the arguments that pick and order it, who walks it, and whether from its end."""


class Walker:
    """Thinks of walks; the same seed thinks of the same ones."""

    def __init__(self, schema: Schema, seed: int) -> None:
        self._schema = schema
        self._random = Random(seed)  # noqa: S311  (no secret is made of it)
        self._wishes = Wishes(schema.model, Pool(dataset()), self._random)

    def walk(self) -> Walk:
        """The next walk."""
        chosen = self._root() if self._random.random() < 0.7 else self._nested()
        wished: dict[str, Any] = {"orderBy": self._wishes.order(chosen.target)}
        if self._random.random() < 0.6:
            wished["filter"] = self._wishes.filter(chosen.target, self._random.choice((0, 1, 2)))
        for name in ("deleted", "archived"):
            wished[name] = self._random.choice(("EXCLUDE", "INCLUDE", "INCLUDE", "ONLY"))
        given = {name: value for name, value in wished.items() if name in chosen.arguments}
        return chosen, given, self._random.choice((ADA, ADA, BO)), self._random.random() < 0.5

    def size(self) -> int:
        """How many rows the next page has."""
        return self._random.choice((1, 2, 3, 5, 9))

    def _root(self) -> List:
        roots = [root for root in self._schema.model.roots.values() if root.shape is Shape.LIST]
        root = self._random.choice(roots)
        return List(root.name, root.target, self._arguments("Query", root.name))

    def _nested(self) -> List:
        entities = self._schema.model.entities
        lists = [
            (owner, field)
            for owner, entity in entities.items()
            if entity.table is not None and dataset().get(entity.rows.name)
            for field in entity.fields.values()
            if isinstance(field, Many)
        ]
        owner, field = self._random.choice(lists)
        row = self._random.choice(dataset()[entities[owner].rows.name])["id"]
        return List(field.name, field.target, self._arguments(owner, field.name), owner, row)

    def _arguments(self, owner: str, name: str) -> frozenset[str]:
        held: Any = self._schema.plain.type_map[owner]
        return frozenset(held.fields[name].args)


def _page(data: Any) -> Any:
    """The page in the data; None of a row that is not seen."""
    return data["list"] if "list" in data else (data["node"] or {}).get("list")


async def _walked(reader: Reader, walker: Walker, walk: Walk) -> Any:
    """The ids of the list, from page to page, and how many each page said that there are."""
    chosen, given, viewer, back = walk
    ids: list[str] = []
    totals, cursor = set(), None
    size, mark = ("last", "before") if back else ("first", "after")
    for _ in range(200):
        variables = {**given, size: walker.size(), mark: cursor}
        page = _page(await reader.data(chosen.document(), variables, viewer))
        if page is None:
            return None
        assert len(page["nodes"]) <= variables[size]
        found = [each["id"] for each in page["nodes"]]
        ids = found + ids if back else ids + found
        totals.add(page["totalCount"])
        cursor = page["previousCursor"] if back else page["nextCursor"]
        if cursor is None:
            return ids, totals
    raise AssertionError("The walk does not end.")


Whole = tuple[list[str], set[int]]


def _thought_of(walker: Walker, oracles: Mapping[str, Oracle]) -> tuple[Walk, Whole | None]:
    """A walk and the list that it goes along: one of several rows, if one is thought of soon."""
    thoughts = [(walk, _whole(walk, oracles)) for walk in (walker.walk() for _ in range(5))]
    return next((each for each in thoughts if each[1] is not None and len(each[1][0]) > 3), thoughts[0])


def _whole(walk: Walk, oracles: Mapping[str, Oracle]) -> Whole | None:
    """The ids of the list and how many there are, as the plain reader has them; None of a hidden row."""
    chosen, given, viewer, _ = walk
    answer = oracles[viewer.principal].answer(chosen.document(), {**given, "first": 10_000})
    assert answer.errors is None, answer.errors
    page = _page(answer.data)
    return None if page is None else ([each["id"] for each in page["nodes"]], {page["totalCount"]})


@pytest.mark.parametrize("first", range(0, WALKS, CHUNK))
async def test_a_random_walk_is_the_whole_list(
    readers: Mapping[str, Reader], schema: Schema, first: int
) -> None:
    oracles = {each.principal: Oracle(schema, dataset(), each, {}) for each in (ADA, BO)}
    for number in range(SEED + first, SEED + min(first + CHUNK, WALKS)):
        walker = Walker(schema, number)
        walk, whole = _thought_of(walker, oracles)
        for dialect, reader in readers.items():
            found = await _walked(reader, walker, walk)
            assert found == whole, f"{dialect}: CONCORD_SEED={number - first} {walk}"
