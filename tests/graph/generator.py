"""Random documents, valid by the schema: what clients send, and what they would never think of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
)

from backend.domain.viewer import Viewer
from backend.graph.schema import Schema
from backend.store.plan.model import Shape
from tests.graph.dataset import ADA, BO
from tests.graph.pool import Pool
from tests.graph.wishes import Wishes

Composite = GraphQLObjectType | GraphQLInterfaceType


@dataclass(slots=True)
class Request:
    """A document with its variables and their types, and who sends it."""

    source: str
    variables: dict[str, Any]
    types: dict[str, Any]
    viewer: Viewer


@dataclass(slots=True)
class Fragment:
    """A named fragment; `depth` is how many relations it steps through at most."""

    name: str
    on: str
    depth: int
    text: str


@dataclass(slots=True)
class Draft:
    """A document while it is written."""

    left: int
    variables: dict[str, Any] = field(default_factory=dict)
    types: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    names: int = 0

    def name(self, prefix: str) -> str:
        """A name that nothing else in the document has."""
        self.names += 1
        return f"{prefix}{self.names}"


class Generator:
    """Writes documents; the same seed writes the same ones."""

    def __init__(self, schema: Schema, pool: Pool, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  (no secret is made of it)
        self._types = schema.plain.type_map
        self._schema = schema
        self._pool = pool
        self._wishes = Wishes(schema.model, pool, self._random)
        self._draft = Draft(0)

    def request(self) -> Request:
        """The next document."""
        self._draft = draft = Draft(left=self._random.choice((4, 10, 25, 60)))
        query = self._types["Query"]
        assert is_object_type(query)
        fields = [self._root(query) for _ in range(self._random.choice((1, 1, 1, 2, 4)))]
        declared = f"({', '.join(draft.declared)})" if draft.declared else ""
        fragments = "".join(f" fragment {each.name} on {each.on} {each.text}" for each in draft.fragments)
        source = f"query Q{declared} {{ {' '.join(fields)} }}{fragments}"
        viewer = self._random.choice((ADA, ADA, BO))
        return Request(source, draft.variables, draft.types, viewer)

    def again(self, request: Request) -> Request:
        """The same document with other values of the same kinds in some of its variables."""
        variables = dict(request.variables)
        for name, held in request.types.items():
            if name in variables and isinstance(variables[name], str | int) and self._chance(0.7):
                variables[name] = self._pool.like(str(held).rstrip("!"), variables[name], self._random)
        return Request(request.source, variables, request.types, request.viewer)

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _root(self, query: GraphQLObjectType) -> str:
        if self._chance(0.05):
            return self._random.choice(("__typename", '__type(name: "Agent") { name }', "viewer { id name }"))
        lists = [name for name, held in query.fields.items() if "after" in held.args]
        # What a search finds has an order of its own: tests/graph/calls/test_search.py reads it.
        searches = [name for name, root in self._schema.model.roots.items() if root.shape is Shape.HITS]
        others = [name for name in query.fields if name not in {*lists, *searches}]
        name = self._random.choice(lists if self._chance(0.7) else others)
        return self._field(query, name, query.fields[name], self._random.choice((1, 2, 2, 3)))

    def _selection(self, held: Composite, depth: int) -> str:
        picked = ["__typename"] if is_abstract_type(held) else []
        picked += [self._picked(held, depth) for _ in range(self._random.choice((1, 2, 3, 5)))]
        if is_abstract_type(held):
            kinds = sorted(kind.name for kind in self._schema.plain.get_possible_types(held))
            picked += [self._of_kind(kind, depth) for kind in self._random.sample(kinds, min(len(kinds), 3))]
        return "{ " + " ".join(picked) + " }"

    def _of_kind(self, kind: str, depth: int) -> str:
        held = self._types[kind]
        assert is_object_type(held)
        fields = [self._field(held, *self._chosen(held, depth), depth, aliased=True) for _ in range(2)]
        return f"... on {kind}{self._directive()} {{ {' '.join(fields)} }}"

    def _picked(self, held: Composite, depth: int) -> str:
        if self._chance(0.06):
            condition = f" on {held.name}" if self._chance(0.5) else ""
            return f"...{condition}{self._directive()} {self._selection(held, depth)}"
        if self._chance(0.06):
            return f"...{self._fragment(held, depth)}{self._directive()}"
        if self._chance(0.04):
            return f"{self._draft.name('t')}: __typename"
        return self._field(held, *self._chosen(held, depth), depth)

    def _fragment(self, held: Composite, depth: int) -> str:
        known = [each.name for each in self._draft.fragments if each.on == held.name and each.depth <= depth]
        if known and self._chance(0.7):
            return self._random.choice(known)
        text = self._selection(held, depth)
        made = Fragment(self._draft.name("F"), held.name, depth, text)
        self._draft.fragments.append(made)
        return made.name

    def _chosen(self, held: Composite, depth: int) -> tuple[str, GraphQLField]:
        self._draft.left -= 1
        names = sorted(held.fields)
        if depth <= 0 or self._draft.left < 0:
            names = [name for name in names if self._is_flat(held.fields[name])]
        name = self._random.choice(names)
        return name, held.fields[name]

    def _is_flat(self, held: GraphQLField) -> bool:
        named = get_named_type(held.type)
        return is_leaf_type(named) or (
            is_object_type(named) and all(map(self._is_leaf, named.fields.values()))
        )

    def _is_leaf(self, held: GraphQLField) -> bool:
        return is_leaf_type(get_named_type(held.type))

    def _field(
        self, parent: Composite, name: str, held: GraphQLField, depth: int, *, aliased: bool = False
    ) -> str:
        arguments = self._arguments(f"{parent.name}.{name}", held)
        text = f"{name}{arguments}{self._directive()}"
        if arguments or aliased or self._chance(0.15):
            text = f"{self._draft.name('a')}: {text}"
        named = get_named_type(held.type)
        if is_leaf_type(named):
            return text
        assert isinstance(named, GraphQLObjectType | GraphQLInterfaceType)
        step = 0 if named.name.endswith(("Connection", "Edge")) or named.name == "PageInfo" else 1
        written = f"{text} {self._selection(named, depth - step)}"
        if self._chance(0.08):
            written += f" {text} {self._selection(named, depth - step)}"
        return written

    def _directive(self) -> str:
        if not self._chance(0.06):
            return ""
        word, flag = self._random.choice(("skip", "include")), self._chance(0.5)
        return f" @{word}(if: {self.written(flag, GraphQLNonNull(self._types['Boolean']), 0.5)})"

    def _arguments(self, place: str, held: GraphQLField) -> str:
        wished = self._wishes.arguments(place, held)
        if not wished:
            return ""
        written = [f"{name}: {self._argument(held.args[name], value)}" for name, value in wished.items()]
        return f"({', '.join(written)})"

    def _argument(self, argument: GraphQLArgument, value: Any) -> str:
        return self.written(value, argument.type, 0.35)

    def written(self, value: Any, held: Any, chance: float, *, sole: bool = False) -> str:
        """The value as it stands in the document, or a variable; `sole` is the key of a oneOf."""
        if self._chance(chance):
            return self._variable(value, held, sole=sole)
        return self._literal(value, held, chance)

    def _literal(self, value: Any, held: Any, chance: float) -> str:
        if value is None:
            return "null"
        held = get_nullable_type(held)
        if isinstance(held, GraphQLList):
            return self._list(value, held, chance)
        if isinstance(held, GraphQLInputObjectType):
            return self._object(value, held, chance)
        if isinstance(held, GraphQLEnumType):
            return str(value)
        return json.dumps(value, ensure_ascii=self._chance(0.5))

    def _list(self, value: Any, held: GraphQLList[Any], chance: float) -> str:
        if not isinstance(value, Sequence) or isinstance(value, str):
            return self._literal(value, held.of_type, chance)
        return f"[{', '.join(self.written(each, held.of_type, chance) for each in value)}]"

    def _object(self, value: Mapping[str, Any], held: GraphQLInputObjectType, chance: float) -> str:
        pairs = [
            f"{key}: {self.written(each, held.fields[key].type, chance, sole=bool(held.is_one_of))}"
            for key, each in value.items()
        ]
        return f"{{{', '.join(pairs)}}}"

    def _variable(self, value: Any, held: Any, *, sole: bool) -> str:
        name = self._draft.name("v")
        if value is not None and (sole or self._chance(0.5)):
            held = GraphQLNonNull(get_nullable_type(held))
        default = ""
        if self._chance(0.2):
            default = f" = {self.written(value, held, 0)}"
        if not default or self._chance(0.5):
            self._draft.variables[name] = value
        self._draft.declared.append(f"${name}: {held}{default}")
        self._draft.types[name] = held
        return f"${name}"
