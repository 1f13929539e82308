"""The shape of variables: what a plan depends on of them, and nothing more, so that a plan serves many
requests.

Nulls, keys, list lengths of inputs, truth values and directions are part of it; of a cursor its digest and
null flags, of a reference its spelling, of a node's id its type, of a path the number of its steps. Of
everything else only the Python type is.
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
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    visit,
)
from graphql.language import Node

from backend.domain import json_path
from backend.domain.errors import BadInput, NotFound
from backend.domain.ids import noun_of, parse_reference
from backend.graph.listed import STRUCTURAL
from backend.store.plan import page

Part = Callable[[Any], Hashable]

MOST_VALUES = 5_000
"""Values that one variable may hold in lists and input objects: ten times what any list takes."""

_CURSORS = frozenset({"after", "before"})
_REFERENCES = frozenset({"workspaceId", "within"})


def shape(variables: Mapping[str, Any], parts: Mapping[str, Part]) -> tuple[Hashable, ...]:
    """The shape of a request's variables, each by its own part; a variable that is absent has one of its
    own.
    """
    return tuple([part(variables[name]) if name in variables else _ABSENT for name, part in parts.items()])


_ABSENT = object()


def size(value: Any, held: GraphQLInputType) -> int:
    """How many values of input types a variable holds, counted at most a list beyond MOST_VALUES; what a
    scalar holds is its own business.
    """
    found, ahead = 0, [(value, held)]
    while ahead and found <= MOST_VALUES:
        value, held = ahead.pop()
        inner: Any = get_nullable_type(held)
        if isinstance(value, list) and is_list_type(inner):
            found += len(value)
            ahead += [(each, inner.of_type) for each in value]
        elif isinstance(value, dict) and is_input_object_type(inner):
            found += len(value)
            ahead += [(each, inner.fields[key].type) for key, each in value.items() if key in inner.fields]
    return found


def parts(schema: GraphQLSchema, types: Mapping[str, GraphQLInputType], *nodes: Node) -> dict[str, Part]:
    """How the shape of each variable is found, by its type and by where the operation uses it."""
    uses = _Uses(schema)
    for node in nodes:
        visit(node, TypeInfoVisitor(uses.types, uses))
    return {name: _part(uses.roles.get(name, {}), held) for name, held in types.items()}


class _Uses(Visitor):
    """Which variables are cursors, paths, references or ids of nodes."""

    def __init__(self, schema: GraphQLSchema) -> None:
        super().__init__()
        self.types = TypeInfo(schema)
        self.roles: dict[str, dict[Part, None]] = {}

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        """Note the variables of an argument whose value shapes the plan."""
        role = self._role(node)
        if role is None:
            return
        values = node.value.values if isinstance(node.value, ListValueNode) else (node.value,)
        for value in values:
            if isinstance(value, VariableNode):
                self.roles.setdefault(value.name.value, {})[role] = None

    def _role(self, node: ArgumentNode) -> Part | None:
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


def _part(roles: Iterable[Part], held: GraphQLInputType) -> Part:
    parts = tuple(roles)
    if not parts:
        return lambda value: _shape(value, held)
    return lambda value: None if value is None else (_shape(value, held), *[part(value) for part in parts])


def _shape(value: Any, held: Any) -> Hashable:
    if value is None or isinstance(value, bool):
        return value
    held = get_nullable_type(held)
    if isinstance(value, list):
        return _list_shape(value, held.of_type) if is_list_type(held) else list
    while is_list_type(held):
        held = get_nullable_type(held.of_type)
    if isinstance(value, dict):
        return _object_shape(value, held) if is_input_object_type(held) else dict
    if is_enum_type(held) and held.name in STRUCTURAL:
        return str(value)
    return type(value).__name__


def _list_shape(value: list[Any], held: Any) -> Hashable:
    inner = get_nullable_type(held)
    if is_input_object_type(inner) or is_list_type(inner):
        return tuple([_shape(each, held) for each in value])
    return (list, bool(value), frozenset(map(type, value)))


def _object_shape(value: dict[str, Any], held: Any) -> Hashable:
    fields = held.fields
    return tuple(
        [(key, _shape(each, fields[key].type) if key in fields else "unknown") for key, each in value.items()]
    )


def _reference(value: Any) -> Hashable:
    with suppress(NotFound):
        return parse_reference(str(value)).kind
    return None


def _steps(value: Any) -> Hashable:
    with suppress(BadInput):
        return len(json_path.steps(str(value)))
    return None


def _node(value: Any) -> Hashable:
    return noun_of(str(value))


def _nodes(value: Any) -> Hashable:
    return frozenset(noun_of(str(each)) for each in value) if isinstance(value, list) else _node(value)
