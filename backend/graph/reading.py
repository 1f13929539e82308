"""Reading: the root fields of a query, each planned once and then read and written as its JSON text."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
    parse,
    print_ast,
)

from backend.domain.errors import BadInput, ConcordError
from backend.domain.ids import noun_of
from backend.domain.viewer import Viewer
from backend.graph.computed import cause_of
from backend.graph.cost import price
from backend.graph.operation import Operation
from backend.graph.price import Price
from backend.graph.searching import searched
from backend.graph.selection import Selection
from backend.platform.telemetry import Cause, Count, finishes
from backend.store.database import Fetch
from backend.store.plan import root as roots
from backend.store.plan.binding import Getter, getter, identifier
from backend.store.plan.model import Computed, Model, Shape
from backend.store.plan.root import Plan
from backend.store.plan.tree import Pick

MOST_NODES = 100


class Part(Protocol):
    """A root field of a query."""

    @property
    def key(self) -> str:
        """The key of its answer."""

    @property
    def nullable(self) -> bool:
        """Whether null is an answer if it fails; else the whole data is null."""

    @property
    def computed(self) -> Mapping[str, Computed]:
        """The leaves of which its text has holes."""

    @property
    def cause(self) -> Cause:
        """How its text is finished."""

    @property
    def weight(self) -> int:
        """The characters of its statements."""

    async def read(self, fetch: Fetch, variables: Mapping[str, Any], viewer: Viewer) -> str:
        """Its JSON text."""


@dataclass(frozen=True, slots=True)
class FromSchema:
    """Introspection: graphql-core answers it. Its document is a text, since nodes hold on to all tokens."""

    key: str
    schema: GraphQLSchema
    source: str
    nullable: bool = False
    computed: Mapping[str, Computed] = field(default_factory=dict)
    cause: Cause = "introspection"

    @property
    def weight(self) -> int:
        """See `Part.weight`."""
        return len(self.source)

    async def read(self, fetch: Fetch, variables: Mapping[str, Any], viewer: Viewer) -> str:
        """See `Part.read`."""
        result = await asyncio.to_thread(
            execute_sync, self.schema, parse(self.source), variable_values=dict(variables)
        )
        return orjson.dumps((result.data or {}).get(self.key)).decode()


@dataclass(frozen=True, slots=True)
class FromPlan:
    """One statement; without one the answer is null whatever the database holds."""

    key: str
    nullable: bool
    plan: Plan | None

    @property
    def computed(self) -> Mapping[str, Computed]:
        """See `Part.computed`."""
        return {} if self.plan is None else self.plan.computed

    @property
    def cause(self) -> Cause:
        """See `Part.cause`."""
        return cause_of(self.computed)

    @property
    def weight(self) -> int:
        """See `Part.weight`."""
        return 0 if self.plan is None else self.plan.weight

    async def read(self, fetch: Fetch, variables: Mapping[str, Any], viewer: Viewer) -> str:
        """See `Part.read`."""
        if self.plan is None:
            return "null"
        rows = await fetch(self.plan.text, self.plan.arguments(variables, viewer))
        return self.plan.finish.finish(rows, variables)


@dataclass(frozen=True, slots=True)
class FromNodes:
    """Rows of several types by their ids: one statement for each type, the answer in the order of the ids."""

    key: str
    ids: Getter
    plans: Mapping[str, Plan]
    nullable: bool = False

    @property
    def computed(self) -> Mapping[str, Computed]:
        """See `Part.computed`."""
        return {name: leaf for plan in self.plans.values() for name, leaf in plan.computed.items()}

    @property
    def cause(self) -> Cause:
        """See `Part.cause`."""
        return cause_of(self.computed)

    @property
    def weight(self) -> int:
        """See `Part.weight`."""
        return sum(plan.weight for plan in self.plans.values())

    async def read(self, fetch: Fetch, variables: Mapping[str, Any], viewer: Viewer) -> str:
        """See `Part.read`."""
        ids: Any = self.ids.read(variables, viewer)
        found: dict[str, str] = {}
        for noun, plan in self.plans.items():
            wanted = [each for each in ids if noun_of(each) == noun]
            rows = await fetch(plan.text, plan.arguments({**variables, **roots.own(ids=wanted)}, viewer))
            found |= {str(row[1]): str(row[0]) for row in rows}
        return "[" + ",".join([found.get(each, "null") for each in ids]) + "]"


@dataclass(frozen=True, slots=True)
class Refused:
    """A root field whose arguments cannot be meant. It depends on their values, so it is no plan to keep."""

    key: str
    nullable: bool
    error: ConcordError
    computed: Mapping[str, Computed] = field(default_factory=dict)
    cause: Cause = "joined"
    weight: int = 0

    async def read(self, fetch: Fetch, variables: Mapping[str, Any], viewer: Viewer) -> str:
        """Raises the error, in its turn among the others."""
        raise self.error


@dataclass(frozen=True, slots=True)
class Reading:
    """A query planned: its root fields, the count of how each is finished, the leaves of which their texts
    have holes, and its price. It is `single` if one statement is all of it.
    """

    picks: tuple[Pick, ...]
    parts: tuple[Part, ...]
    finishes: tuple[Count, ...]
    computed: Mapping[str, Computed]
    price: Price
    single: bool

    @property
    def weight(self) -> int:
        """The characters of its statements, and what its price weighs."""
        return sum(part.weight for part in self.parts) + self.price.weight

    @property
    def is_refused(self) -> bool:
        """Whether a part is: then it is made anew for each request."""
        return any(isinstance(part, Refused) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Reader:
    """Plans the root fields of queries, for one database."""

    model: Model
    dialect: str

    def reading(self, operation: Operation, variables: dict[str, Any]) -> Reading:
        """The query's root fields, planned for the shape of these variables."""
        selection = Selection(operation, variables)
        query = operation.schema.query_type
        if query is None:
            raise TypeError("The schema has no queries.")
        found = selection.roots(query)
        parts = tuple(self._part(operation, pick, nodes) for pick, nodes in found)
        picks = tuple([pick for pick, _ in found])
        return Reading(
            picks,
            parts,
            finishes=tuple([finishes.of(part.cause) for part in parts]),
            computed={name: leaf for part in parts for name, leaf in part.computed.items()},
            price=price(self.model, picks, reads=True),
            single=len(parts) == 1 and isinstance(parts[0], FromPlan),
        )

    def _part(self, operation: Operation, pick: Pick, nodes: list[FieldNode]) -> Part:
        if pick.name.startswith("__"):
            return FromSchema(pick.key, operation.schema, _only(operation, nodes))
        root = self.model.roots[pick.name]
        try:
            if root.shape is Shape.NODES:
                return FromNodes(pick.key, getter(pick.arguments["ids"], _ids), self._of_each_type(pick))
            if root.shape is Shape.HITS:
                return searched(self.model, self.dialect, pick)
            return FromPlan(pick.key, root.nullable, roots.plan(self.model, self.dialect, root, pick))
        except ConcordError as error:
            return Refused(pick.key, root.nullable, error)

    def _of_each_type(self, pick: Pick) -> dict[str, Plan]:
        nouns = {noun_of(str(each.content)) for each in pick.arguments["ids"].items()}
        known = sorted(noun for noun in nouns if noun is not None and noun in self.model.entities)
        return {noun: roots.nodes(self.model, self.dialect, noun, pick) for noun in known}


def _ids(value: object) -> list[str]:
    ids = [identifier(each) for each in (value if isinstance(value, list) else [value])]
    if len(ids) > MOST_NODES:
        raise BadInput(f"Up to {MOST_NODES} ids at a time, not {len(ids)}.")
    return ids


def _only(operation: Operation, nodes: list[FieldNode]) -> str:
    selections = SelectionSetNode(selections=tuple(nodes))
    alone = OperationDefinitionNode(
        operation=OperationType.QUERY,
        variable_definitions=operation.node.variable_definitions,
        directives=(),
        selection_set=selections,
    )
    return print_ast(DocumentNode(definitions=(alone, *operation.fragments.values())))
