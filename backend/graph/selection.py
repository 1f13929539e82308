"""Selections: a validated document's fields become the neutral tree: fragments spread, duplicates merged,
skips gone.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    get_named_type,
    is_abstract_type,
    is_object_type,
)
from graphql.language import (
    BooleanValueNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
)

from backend.store.plan.tree import Pick, Variable, filled

Groups = dict[str, list[FieldNode]]


class Selection:
    """One operation's selections under one request's variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, object],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def picks(self, selections: Iterable[SelectionNode], parent: GraphQLObjectType) -> tuple[Pick, ...]:
        """What is picked of an object of this type."""
        groups: Groups = {}
        self._collect(selections, parent, groups)
        return tuple(self._pick(key, nodes, parent) for key, nodes in groups.items())

    def roots(
        self, selections: Iterable[SelectionNode], parent: GraphQLObjectType
    ) -> list[tuple[Pick, list[FieldNode]]]:
        """The root fields that are picked, each with the nodes of the document that ask for it."""
        groups: Groups = {}
        self._collect(selections, parent, groups)
        return [(self._pick(key, nodes, parent), nodes) for key, nodes in groups.items()]

    def _collect(
        self, selections: Iterable[SelectionNode], parent: GraphQLObjectType, groups: Groups
    ) -> None:
        for node in selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                groups.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(node.type_condition.name.value, parent):
                    self._collect(node.selection_set.selections, parent, groups)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, parent):
                    self._collect(fragment.selection_set.selections, parent, groups)

    def _pick(self, key: str, nodes: list[FieldNode], parent: GraphQLObjectType) -> Pick:
        name = nodes[0].name.value
        if name.startswith("__"):
            return Pick(key, name, {}, {})
        field = parent.fields[name]
        arguments = {}
        for argument in nodes[0].arguments or ():
            value = filled(_content(argument.value), self._variables, (argument.name.value,))
            if value is not None:
                arguments[argument.name.value] = value
        return Pick(key, name, arguments, self._inside(nodes, get_named_type(field.type)))

    def _inside(self, nodes: list[FieldNode], held: GraphQLNamedType) -> dict[str, tuple[Pick, ...]]:
        selections = [each for node in nodes if node.selection_set for each in node.selection_set.selections]
        return {kind.name: self.picks(selections, kind) for kind in self._concrete(held)}

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
                if bool(value and value.content) == (directive.name.value == "skip"):
                    return False
        return True


def _content(node: ValueNode) -> Any:
    match node:
        case VariableNode():
            return Variable(node.name.value)
        case NullValueNode():
            return None
        case IntValueNode():
            return int(node.value)
        case FloatValueNode():
            return float(node.value)
        case BooleanValueNode():
            return node.value
        case ListValueNode():
            return [_content(each) for each in node.values]
        case ObjectValueNode():
            return {field.name.value: _content(field.value) for field in node.fields}
        case _:
            return node.value  # type: ignore[attr-defined]
