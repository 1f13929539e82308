"""Arguments of generated documents: filters, orders, pages and references, as values."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from graphql import GraphQLField, get_named_type

from backend.domain.ids import SYSTEM_WORKSPACE
from backend.store.plan.model import Leaf, Many, Model, One
from backend.store.plan.order import DIRECTIONS
from backend.store.plan.predicate import OPERATORS
from tests.graph.dataset import PATHS, ROOMS
from tests.graph.names import NAMES, parent_of
from tests.graph.pool import JUNK, Pool

_LIFE = ("EXCLUDE", "INCLUDE", "ONLY")


class Wishes:
    """Makes the arguments of a field, as plain values."""

    def __init__(self, model: Model, pool: Pool, random: Random) -> None:
        self._model = model
        self._pool = pool
        self._random = random

    def arguments(self, place: str, held: GraphQLField) -> dict[str, Any]:
        """Arguments for the field at a place such as `Agent.versions`; often none."""
        if "at" in held.args:
            return {"at": self._random.choice(PATHS)}
        if "within" in held.args and self._chance(0.5):
            return self._inside(place.removeprefix("Query."))
        if "id" in held.args:
            return {"id": self._reference(get_named_type(held.type).name)}
        if "ids" in held.args and "after" not in held.args:
            return {"ids": [self._reference("Node") for _ in range(self._random.choice((0, 1, 3, 8)))]}
        if "after" not in held.args:
            return {}
        target = get_named_type(held.type).name.removesuffix("Connection")
        return self._list(place, target, held)

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _reference(self, noun: str) -> str:
        if self._chance(0.1):
            return self._random.choice(JUNK)
        entity = self._model.entities.get(noun)
        table = None if entity is None else entity.rows.name
        if entity is not None and self._chance(0.4):
            word = self._random.choice(list(NAMES))
            values = [row.get(NAMES[word]) for row in self._pool.rows.get(entity.rows.name, ())]
            held = [value for value in values if value is not None]
            return f"{word}:{self._random.choice(held)}" if held else "handle:none"
        return self._random.choice(self._pool.ids(table))

    def _inside(self, name: str) -> dict[str, Any]:
        """A row and its parent, both by any of their names; or any row and any parent."""
        root = self._model.roots[name]
        parent = parent_of(self._model, root)
        if self._chance(0.35):
            within = None if self._chance(0.1) else self._reference(parent)
            return {"id": self._reference(root.target), "within": within}
        rows = self._pool.rows[self._model.entities[root.target].rows.name]
        row = self._random.choice([each for each in rows if each[str(root.within)] is not None])
        homes = self._pool.rows[self._model.entities[parent].rows.name]
        home = next(each for each in homes if each["id"] == row[str(root.within)])
        return {"id": self._name_of(row), "within": self._name_of(home)}

    def _name_of(self, row: Mapping[str, Any]) -> str:
        names = [f"{word}:{row[name]}" for word, name in NAMES.items() if row.get(name) is not None]
        return self._random.choice([str(row["id"]), *names])

    def _list(self, place: str, target: str, held: GraphQLField) -> dict[str, Any]:
        wished: dict[str, Any] = {}
        makers: dict[str, tuple[float, Callable[[], Any]]] = {
            "filter": (0.4, lambda: self.filter(target, self._random.choice((0, 1, 2)))),
            "orderBy": (0.35, lambda: self.order(target)),
            "ids": (
                0.08,
                lambda: self._random.choices(self._pool.ids(self._model.entities[target].rows.name), k=9),
            ),
            "workspaceId": (0.1, lambda: self._random.choice((*ROOMS, SYSTEM_WORKSPACE, "x"))),
            "source": (0.1, lambda: self._random.choice(("WORKSPACE", "SYSTEM", "INTEGRATION"))),
            "deleted": (0.2, lambda: self._random.choice(_LIFE)),
            "archived": (0.2, lambda: self._random.choice(_LIFE)),
            self._random.choice(("first", "last")): (0.5, lambda: self._random.choice((0, 1, 2, 5, 100))),
        }
        for name, (chance, make) in makers.items():
            if name in held.args and self._chance(chance):
                wished[name] = None if self._chance(0.04) else make()
        marked = self._pool.marked.get(place, ())
        if marked and self._chance(0.35):
            chosen = self._random.choice(marked)
            wished["orderBy"] = chosen.order
            for name in self._random.choice((("after",), ("before",), ("after", "before"))):
                wished[name] = self._random.choice(chosen.cursors)
        return self._single(wished)

    def _single(self, wished: dict[str, Any]) -> dict[str, Any]:
        for name in ("orderBy", "ids"):
            if wished.get(name) is not None and len(wished[name]) == 1 and self._chance(0.5):
                wished[name] = wished[name][0]
        return wished

    def order(self, target: str) -> list[dict[str, str]]:
        """Keys by which an entity's rows can be ordered, up to eight."""
        fields = self._model.entities[target].fields.values()
        names = [each.name for each in fields if isinstance(each, Leaf) and each.orderable]
        keys = self._random.choices(names, k=self._random.choice((1, 1, 2, 3, 8)))
        return [{name: self._random.choice(list(DIRECTIONS))} for name in keys]

    def filter(self, target: str, depth: int, relations: int = 2) -> dict[str, Any]:
        """A filter of an entity's rows; `{}` now and then."""
        return {} if self._chance(0.03) else self._filter(target, depth, relations)

    def _filter(self, target: str, depth: int, relations: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for _ in range(self._random.choice((1, 1, 2))):
            if depth > 0 and self._chance(0.35):
                made |= self._logic(target, depth, relations)
            else:
                made |= self._condition(target, depth, relations)
        return made

    def _logic(self, target: str, depth: int, relations: int) -> dict[str, Any]:
        word = self._random.choice(("AND", "OR", "NOT"))
        if word == "NOT":
            return {"NOT": self._filter(target, depth - 1, relations)}
        parts = [self._filter(target, depth - 1, relations) for _ in range(self._random.choice((0, 1, 2, 3)))]
        return {word: parts[0] if len(parts) == 1 and self._chance(0.5) else parts}

    def _condition(self, target: str, depth: int, relations: int) -> dict[str, Any]:
        entity = self._model.entities[target]
        fields = [each for each in entity.fields.values() if getattr(each, "filterable", False)]
        if depth <= 0 or relations <= 0:
            fields = [each for each in fields if isinstance(each, Leaf)]
        chosen = self._random.choice(fields)
        if isinstance(chosen, Leaf):
            return {chosen.name: self._comparison(entity.rows.name, chosen)}
        if isinstance(chosen, One):
            return {chosen.name: self._filter(chosen.target, depth - 1, relations - 1)}
        assert isinstance(chosen, Many)
        word = self._random.choice(("some", "every", "none"))
        if word == "some" and self._chance(0.3):
            return {chosen.name: {"some": {}}}
        return {chosen.name: {word: self._filter(chosen.target, depth - 1, relations - 1)}}

    def _comparison(self, table: str, leaf: Leaf) -> Mapping[str, Any]:
        words = self._random.sample(OPERATORS[leaf.kind], self._random.choice((1, 1, 1, 2)))
        return {word: self._operand(word, table, leaf) for word in words}

    def _operand(self, word: str, table: str, leaf: Leaf) -> Any:
        if word == "isNull":
            return self._chance(0.5)
        if word not in {"in", "notIn"}:
            return self._pool.operand(table, leaf, self._random)
        values = [
            self._pool.operand(table, leaf, self._random) for _ in range(self._random.choice((0, 1, 3, 30)))
        ]
        return values[0] if len(values) == 1 and self._chance(0.5) else values
