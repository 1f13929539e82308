"""A call: one root field of a mutation or a subscription under way, and the plans that are kept for it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType
from graphql.execution.values import VariableValues

from backend.domain.viewer import Viewer
from backend.graph.operation import Operation
from backend.store.plan.root import Plan
from backend.store.plan.tree import Pick


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """A root field, and the variables: as they were sent, and as Strawberry takes them; it does not
    print, since they may hold secrets.

    `root` is the type that holds the field and its resolver in Strawberry's schema.
    """

    operation: Operation
    root: GraphQLObjectType
    pick: Pick
    nodes: list[FieldNode]
    variables: dict[str, Any]
    values: VariableValues
    viewer: Viewer

    @property
    def field(self) -> GraphQLField:
        """The field's definition."""
        found: GraphQLField = self.root.fields[self.pick.name]
        return found

    def plan(self, name: Hashable, make: Callable[[], Plan]) -> Plan:
        """The plan of that name inside this call for variables of this shape, made once."""
        key = (self.pick.key, name, self.operation.shape(self.variables))
        found: Plan | None = self.operation.plans.get(key)
        return found or self.operation.plans.put(key, make())
