"""Selections: a validated document's fields become the neutral tree: fragments spread, duplicates merged,
skips gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLString,
    InlineFragmentNode,
    SchemaMetaFieldDef,
    SelectionNode,
    TypeMetaFieldDef,
    get_named_type,
    is_abstract_type,
    is_introspection_type,
    is_non_null_type,
    is_object_type,
)
from graphql.language import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableNode,
)

from backend.domain.dress import PLAIN, Dress
from backend.domain.errors import TooExpensive
from backend.graph.answer import RequestError, error_body
from backend.graph.dressing import dress_of, omits
from backend.graph.operation import Operation
from backend.store.plan.tree import Pick, Value, Variable, filled

DIGITS = 20
"""Digits beyond which a number in the document is kept as text: only an id can have so many."""

PICKS = 10_000
"""Fields that one document may ask for, those of each kind of an interface counted apart."""

_OF_SCHEMA = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
"""The fields that begin introspection, which no type of the schema has."""

Groups = dict[str, list[FieldNode]]


class Selection:
    """One operation's selections under one request's variables."""

    def __init__(self, operation: Operation, variables: Mapping[str, object]) -> None:
        self._operation = operation
        self._schema = operation.schema
        self._fragments = operation.fragments
        self._variables = variables
        self._made: dict[tuple[Any, ...], Pick] = {}

    def roots(self, parent: GraphQLObjectType) -> list[tuple[Pick, list[FieldNode]]]:
        """The root fields that are picked, each with the nodes of the document that ask for it."""
        node = self._operation.node
        groups = self._collected(node.selection_set.selections, parent)
        omitting = omits(node, omitting=False)
        return [(self._pick(key, nodes, parent, omitting), nodes) for key, nodes in groups.items()]

    def _picks(
        self, selections: Iterable[SelectionNode], parent: GraphQLObjectType, omitting: bool
    ) -> tuple[Pick, ...]:
        groups = self._collected(selections, parent)
        return tuple(self._pick(key, nodes, parent, omitting) for key, nodes in groups.items())

    def _collected(self, selections: Iterable[SelectionNode], parent: GraphQLObjectType) -> Groups:
        groups: Groups = {}
        self._collect(selections, parent, groups, set())
        return groups

    def _collect(
        self,
        selections: Iterable[SelectionNode],
        parent: GraphQLObjectType,
        groups: Groups,
        spread: set[str],
    ) -> None:
        for node in selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                groups.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(node.type_condition.name.value, parent):
                    self._collect(node.selection_set.selections, parent, groups, spread)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                fragment = self._fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, parent):
                    self._collect(fragment.selection_set.selections, parent, groups, spread)

    def _pick(self, key: str, nodes: list[FieldNode], parent: GraphQLObjectType, omitting: bool) -> Pick:
        name = nodes[0].name.value
        if name == "__typename":
            return Pick(key, name, {}, {}, self._dress(nodes[0], GraphQLString, omitting))
        field = _OF_SCHEMA.get(name) or parent.fields[name]
        held = get_named_type(field.type)
        # Kinds of an interface mostly ask alike. What the same nodes ask of the same type is made once, else
        # events inside events inside events would be made fifteen times fifteen times fifteen times.
        same = (key, held.name, omitting, *map(id, nodes))
        if same not in self._made:
            if len(self._made) >= PICKS:
                raise RequestError([error_body("The document asks for too many fields.", TooExpensive.code)])
            made = self._made_of(key, nodes, field, held, omits(nodes[0], omitting=omitting))
            # What the schema says of itself is told as it is.
            self._made[same] = replace(made, dress=PLAIN) if is_introspection_type(parent) else made
        return self._made[same]

    def _made_of(
        self, key: str, nodes: list[FieldNode], field: GraphQLField, held: GraphQLNamedType, omitting: bool
    ) -> Pick:
        arguments = self._arguments(field, nodes[0])
        dress = self._dress(nodes[0], held, omitting)
        return Pick(key, nodes[0].name.value, arguments, self._inside(nodes, held, omitting), dress)

    def _dress(self, node: FieldNode, held: GraphQLNamedType, omitting: bool) -> Dress:
        spellings = self._operation.spellings
        return PLAIN if spellings is None else dress_of(node, held, spellings, omitting=omitting)

    def _arguments(self, field: GraphQLField, node: FieldNode) -> dict[str, Value]:
        arguments = {}
        for argument in node.arguments or ():
            value = filled(_content(argument.value), self._variables, (argument.name.value,))
            if value is not None and value.is_null and is_non_null_type(field.args[argument.name.value].type):
                raise _null(argument)
            if value is not None:
                arguments[argument.name.value] = value
        return arguments

    def _inside(
        self, nodes: list[FieldNode], held: GraphQLNamedType, omitting: bool
    ) -> dict[str, tuple[Pick, ...]]:
        selections = [each for node in nodes if node.selection_set for each in node.selection_set.selections]
        return {kind.name: self._picks(selections, kind, omitting) for kind in self._concrete(held)}

    def _concrete(self, held: GraphQLNamedType) -> list[GraphQLObjectType]:
        if is_object_type(held):
            return [held]
        return list(self._schema.get_possible_types(held)) if is_abstract_type(held) else []

    def _applies(self, condition: str, parent: GraphQLObjectType) -> bool:
        if condition == parent.name:
            return True
        held = self._schema.type_map[condition]
        return is_abstract_type(held) and self._schema.is_sub_type(held, parent)

    def _included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            if directive.name.value in {"skip", "include"}:
                (condition,) = directive.arguments or ()
                value = filled(_content(condition.value), self._variables, ())
                if value is None or value.is_null:
                    raise _null(condition)
                if value.content == (directive.name.value == "skip"):
                    return False
        return True


def _null(argument: ArgumentNode) -> RequestError:
    """A null where none may be: a variable whose default makes it fit may still be sent as null."""
    name = argument.name.value
    return RequestError([error_body(f"{name} is not to be null.", "BAD_INPUT", [name])])


def _content(node: ValueNode) -> Any:
    match node:
        case VariableNode():
            return Variable(node.name.value)
        case NullValueNode():
            return None
        case IntValueNode():
            return int(node.value) if len(node.value) <= DIGITS else node.value
        case FloatValueNode():
            return float(node.value)
        case BooleanValueNode() | StringValueNode() | EnumValueNode():
            return node.value
        case ListValueNode():
            return [_content(each) for each in node.values]
        case ObjectValueNode():
            return {field.name.value: _content(field.value) for field in node.fields}
    raise TypeError(f"{node.kind} is no value.")
