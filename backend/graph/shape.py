"""The shape of variables: what a plan depends on of them, and nothing more, so that a plan serves many
requests.

What counts of a value by its type is said in `shaper.py`. Besides, of a cursor its digest and null flags
count, of a reference its spelling, of a node's id its type, of a path the number of its steps.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from graphql import (
    ArgumentNode,
    GraphQLInputType,
    GraphQLSchema,
    ListValueNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    visit,
)
from graphql.language import Node

from backend.domain import json_path
from backend.domain.errors import BadInput, TooExpensive
from backend.domain.ids import is_id, kind_of, noun_of
from backend.graph.shaper import Shaper, Shapers
from backend.store.plan import page

Part = Callable[[Any], Hashable]
Role = Callable[[Any], Hashable]
"""What else counts of a variable that is a cursor, a path, a reference or the id of a node."""

_CURSORS = frozenset({"after", "before"})
_REFERENCES = frozenset({"workspaceId", "within"})


def shape(variables: Mapping[str, Any], parts: Mapping[str, Part]) -> tuple[Hashable, ...]:
    """The shape of a request's variables, each by its own part; a variable that is absent has one of its
    own. TOO_EXPENSIVE names a variable that holds too much.
    """
    try:
        return tuple(
            [part(variables[name]) if name in variables else _ABSENT for name, part in parts.items()]
        )
    except TooExpensive:
        raise _too_much(variables, parts) from None


_ABSENT = object()


def _too_much(variables: Mapping[str, Any], parts: Mapping[str, Part]) -> TooExpensive:
    for name, part in parts.items():
        try:
            part(variables.get(name))
        except TooExpensive as error:
            return TooExpensive(f"Variable ${name} is too large. {error.message}", (name,))
    raise AssertionError("No variable is too large.")


def parts(schema: GraphQLSchema, types: Mapping[str, GraphQLInputType], *nodes: Node) -> dict[str, Part]:
    """How the shape of each variable is found, by its type and by where the operation uses it."""
    uses, shapers = _Uses(schema), Shapers()
    for node in nodes:
        visit(node, TypeInfoVisitor(uses.types, uses))
    return {name: _part(uses.roles.get(name, {}), shapers.of(held)) for name, held in types.items()}


class _Uses(Visitor):
    """Which variables are cursors, paths, references or ids of nodes."""

    def __init__(self, schema: GraphQLSchema) -> None:
        super().__init__()
        self.types = TypeInfo(schema)
        self.roles: dict[str, dict[Role, None]] = {}

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        """Note the variables of an argument whose value shapes the plan."""
        role = self._role(node)
        if role is None:
            return
        values = node.value.values if isinstance(node.value, ListValueNode) else (node.value,)
        for value in values:
            if isinstance(value, VariableNode):
                self.roles.setdefault(value.name.value, {})[role] = None

    def _role(self, node: ArgumentNode) -> Role | None:
        parent = self.types.get_parent_type()
        field = self.types.get_field_def()
        if node.name.value in _CURSORS:
            return page.shape
        if node.name.value == "at":
            return _steps
        if parent is None or parent.name != "Query" or field is None:
            return None
        if node.name.value in _REFERENCES:
            return _reference
        if node.name.value == "id":
            return _node if "Node" in str(field.type) else _reference
        return _nodes if node.name.value == "ids" and "Node" in str(field.type) else None


def _part(roles: Iterable[Role], shaper: Shaper) -> Part:
    found = tuple(roles)
    if not found:
        return lambda value: shaper(value, [0])
    role = found[0] if len(found) == 1 else lambda value: tuple([each(value) for each in found])
    return lambda value: None if value is None else (shaper(value, [0]), role(value))


def _reference(value: Any) -> Hashable:
    text = str(value)
    return is_id(text) or kind_of(text)  # True rather than the kind, whose hash is made by Python


def _steps(value: Any) -> Hashable:
    with suppress(BadInput):
        return len(json_path.steps(str(value)))
    return None


def _node(value: Any) -> Hashable:
    return noun_of(str(value))


def _nodes(value: Any) -> Hashable:
    return frozenset(noun_of(str(each)) for each in value) if isinstance(value, list) else _node(value)
