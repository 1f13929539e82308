"""Documents: the operations of a dialect, each in a file of its own, with the fragments that they share.

A file of `<vendor>/operations` holds one operation, or only fragments.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from graphql import (
    DefinitionNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSyntaxError,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    visit,
)

T = TypeVar("T")


class Wrong(Exception):
    """What is written of a dialect cannot be served; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Document:
    """One operation: its name, the file that holds it, and its text with all fragments that it spreads."""

    name: str
    file: str
    text: str


def documents(package: str) -> dict[str, Document]:
    """The operations of a dialect's package, by their names (Wrong)."""
    fragments: dict[str, FragmentDefinitionNode] = {}
    operations: dict[str, tuple[str, OperationDefinitionNode]] = {}
    for file in _files(package):
        for definition in _definitions(file):
            if isinstance(definition, FragmentDefinitionNode):
                _add(fragments, definition.name.value, definition, file)
            elif isinstance(definition, OperationDefinitionNode) and definition.name:
                _add(operations, definition.name.value, (file.name, definition), file)
            else:
                raise Wrong(f"{file.name}: only named operations and fragments stand here.")
    return {
        name: Document(name, file, _whole(operation, fragments))
        for name, (file, operation) in operations.items()
    }


def _files(package: str) -> list[Traversable]:
    found = (files(package) / "operations").iterdir()
    return sorted((each for each in found if each.name.endswith(".graphql")), key=lambda each: each.name)


def _definitions(file: Traversable) -> tuple[DefinitionNode, ...]:
    try:
        document = parse(file.read_text(encoding="utf-8"))
    except GraphQLSyntaxError as error:
        raise Wrong(f"{file.name}: {error.message}") from None
    return tuple(document.definitions)


def _add(known: dict[str, T], name: str, value: T, file: Traversable) -> None:
    if name in known:
        raise Wrong(f"{file.name}: {name} is there already.")
    known[name] = value


def _whole(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> str:
    wanted, spread = list(_spreads(operation)), list[str]()
    while wanted:
        name = wanted.pop()
        if name not in spread and name in fragments:
            spread.append(name)
            wanted += _spreads(fragments[name])
    return "\n".join(_text(each) for each in (operation, *(fragments[name] for name in spread)))


def _text(definition: DefinitionNode) -> str:
    """A definition as it stands in its file."""
    place = definition.loc
    return "" if place is None else place.source.body[place.start : place.end]


def _spreads(node: Node) -> Iterator[str]:
    found: list[str] = []

    class Finder(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> None:
            found.append(spread.name.value)

    visit(node, Finder())
    return iter(found)
