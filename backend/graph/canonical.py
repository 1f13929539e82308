"""The canonical form of a document: its nodes sorted by name, on one line.

It is the form that graphql-codegen gives to persisted documents (with graphql-js 17, whose printer is that of
graphql-core), so that a hash made there is the hash made here. Spaces inside of texts shrink too: `"a  b"`
becomes `"a b"`, so such texts belong into variables.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    Visitor,
    print_ast,
    visit,
)


def canonical(document: DocumentNode) -> str:
    """The document's text in its canonical form."""
    return _on_one_line([visit(document, _Sorting())])


class _Sorting(Visitor):
    """Sorts what has no order of its own. The fields of a mutation have one: they are executed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self._in_turn: set[int] = set()

    def enter_document(self, node: DocumentNode, *_: Any) -> DocumentNode:
        definitions = sorted(node.definitions, key=lambda each: (each.kind, _name(each)))
        return replace(node, definitions=tuple(definitions))

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> OperationDefinitionNode:
        if node.operation is OperationType.MUTATION:
            self._in_turn.add(id(node.selection_set))
        variables = sorted(node.variable_definitions or (), key=lambda each: each.variable.name.value)
        return replace(node, variable_definitions=tuple(variables))

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        if id(node) not in self._in_turn:
            return replace(node, selections=tuple(_selections(node)))
        inner = (each for each in node.selections if isinstance(each, InlineFragmentNode))
        self._in_turn.update(id(each.selection_set) for each in inner)
        return None

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> FragmentDefinitionNode:
        return replace(node, directives=_by_name(node.directives))

    enter_fragment_spread = enter_inline_fragment = enter_fragment_definition

    def enter_directive(self, node: DirectiveNode, *_: Any) -> DirectiveNode:
        return replace(node, arguments=_by_name(node.arguments))


def _selections(node: SelectionSetNode) -> list[SelectionNode]:
    return sorted(node.selections, key=_place)


def _place(selection: SelectionNode) -> str:
    """Fields come first, then spreads, then inline fragments by their type and what they ask for."""
    if isinstance(selection, FieldNode):
        return f"0{selection.name.value}"
    if isinstance(selection, FragmentSpreadNode):
        return f"1{selection.name.value}"
    inline = cast("InlineFragmentNode", selection)
    condition = inline.type_condition.name.value if inline.type_condition else ""
    return f"2{condition}{_on_one_line(_selections(inline.selection_set))}"


def _by_name(nodes: Iterable[Any] | None) -> tuple[Any, ...]:
    return tuple(sorted(nodes or (), key=_name))


def _name(node: Any) -> str:
    return node.name.value if node.name else ""


def _on_one_line(nodes: Iterable[Node]) -> str:
    return re.sub(r"\s+", " ", " ".join(map(print_ast, nodes))).strip()
