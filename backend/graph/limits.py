"""How large a document may be, measured before it is validated, in time linear in its length.

Aliases, directives and fields are counted as execution meets them: a fragment counts wherever it is spread,
since fragments that spread fragments are the cheap way to ask for very much.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields as dataclass_fields, replace
from graphlib import CycleError, TopologicalSorter

from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    parse,
)
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each thing in a document. `depth` counts fields nested in each other, the leaf included."""

    characters: int = 100_000
    tokens: int = 5_000
    depth: int = 15
    aliases: int = 100
    directives: int = 50
    root_fields: int = 20
    fields: int = 2_000
    fragment_nesting: int = 50


OF_THE_HOUSE = Limits(aliases=1_000, directives=5_000)
"""For documents that come with Concord: dressed ones rename and place nearly every field."""


DEFAULT = Limits()

overlapping.MAX_COMPLEXITY_BUDGET = 100_000
"""What validation may spend on comparing fields that merge: about a quarter of a second (five times less than
it takes by itself, and far more than any real document needs)."""

_SPELLED_OUT = 1_000_000
"""Counts beyond this are not printed: spread fragments make numbers of any length."""


@dataclass(frozen=True, slots=True)
class Size:
    """What one definition amounts to, with the fragments it spreads."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    fields: int = 0
    fragment_nesting: int = 0


def parse_document(source: str, limits: Limits = DEFAULT) -> DocumentNode:
    """The document; raises GraphQLError if it is not GraphQL, too long, or of too many tokens."""
    return parse(
        source,
        max_source_length=limits.characters,
        max_lexical_tokens=limits.tokens,
        max_comments=limits.tokens,
    )


def check_limits(document: DocumentNode, limits: Limits = DEFAULT) -> list[GraphQLError]:
    """What is too large about the first definition that is; nothing if none is."""
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    try:
        order = tuple(_dependencies(fragments).static_order())
    except CycleError as error:
        return [_cycle(error, fragments)]
    sizes: dict[str, Size] = {}
    for name in order:
        sizes[name] = measure(fragments[name], sizes)
    for definition in document.definitions:
        size = _size(definition, sizes)
        if errors := list(_excess(definition, size, limits)):
            return errors
    return []


def measure(definition: OperationDefinitionNode | FragmentDefinitionNode, sizes: Mapping[str, Size]) -> Size:
    """The size of a definition, given those of all the fragments that it spreads."""
    depth = aliases = root_fields = fields = nesting = 0
    directives = sum(
        len(each.directives or ()) for each in (definition, *(definition.variable_definitions or ()))
    )
    for selection, level in _selections(definition.selection_set):
        directives += len(selection.directives or ())
        if isinstance(selection, FieldNode):
            reached = Size(1, int(selection.alias is not None), 0, 1, 1)
        elif isinstance(selection, FragmentSpreadNode):
            reached = sizes.get(selection.name.value, Size())
            nesting = max(nesting, reached.fragment_nesting + 1)
        else:
            continue
        depth = max(depth, level + reached.depth)
        aliases += reached.aliases
        directives += reached.directives
        fields += reached.fields
        root_fields += 0 if level else reached.root_fields
    return Size(depth, aliases, directives, root_fields, fields, nesting)


def _selections(root: SelectionSetNode) -> Iterator[tuple[SelectionNode, int]]:
    """Every selection in the set, with the number of fields around it."""
    stack = [(root, 0)]
    while stack:
        selection_set, level = stack.pop()
        for selection in selection_set.selections:
            yield selection, level
            inner = getattr(selection, "selection_set", None)
            if inner is not None:
                stack.append((inner, level + isinstance(selection, FieldNode)))


def _dependencies(fragments: Mapping[str, FragmentDefinitionNode]) -> TopologicalSorter[str]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name, fragment in fragments.items():
        selections = [each for each, _ in _selections(fragment.selection_set)]
        spread = {each.name.value for each in selections if isinstance(each, FragmentSpreadNode)}
        sorter.add(name, *(spread & fragments.keys()))
    return sorter


def _size(definition: DefinitionNode, sizes: Mapping[str, Size]) -> Size:
    if isinstance(definition, OperationDefinitionNode):
        return measure(definition, sizes)
    if isinstance(definition, FragmentDefinitionNode):
        return replace(sizes[definition.name.value], root_fields=0)
    return Size()


def _excess(definition: Node, size: Size, limits: Limits) -> Iterable[GraphQLError]:
    for name in (each.name for each in dataclass_fields(Size)):
        found, allowed = getattr(size, name), getattr(limits, name)
        if found > allowed:
            what = name.replace("_", " ")
            amount = found if found <= _SPELLED_OUT else "far more"
            message = f"The document has {what} {amount}; at most {allowed} is taken here."
            yield GraphQLError(message, definition, extensions={"code": "TOO_EXPENSIVE"})


def _cycle(error: CycleError, fragments: Mapping[str, FragmentDefinitionNode]) -> GraphQLError:
    names: list[str] = error.args[1]
    return GraphQLError(f"Fragments spread themselves: {' → '.join(names)}.", fragments[names[0]])
