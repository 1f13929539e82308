"""Dressing an answer by hand, until plans write it so: directives of a document, obeyed over its data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    Visitor,
    parse,
    print_ast,
    visit,
)

from backend.domain.dress import Spellings


@dataclass(frozen=True, slots=True)
class Answered:
    """A dressed answer."""

    text: str
    errors: Sequence[Mapping[str, Any]] = ()


NAMES = {"nest", "as", "flat", "spell", "omitNull", "const", "root"}


class _Undress(Visitor):
    def enter_directive(self, node: DirectiveNode, *_: object) -> Any:
        return self.REMOVE if node.name.value in NAMES else None


def undressed(text: str) -> str:
    """The document without its dress."""
    return print_ast(visit(parse(text), _Undress()))


def dresser(asked: Any, text: str, spellings: Spellings) -> "Dresser":
    """What dresses the answers of this document."""
    definitions = parse(text).definitions
    fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
    (node,) = [each for each in definitions if isinstance(each, OperationDefinitionNode)]
    return Dresser(asked, node, fragments, spellings)


@dataclass(frozen=True, slots=True)
class Dresser:
    """Dresses data by a document and its spellings. `asked` is the operation that gives the data."""

    asked: Any
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    spellings: Spellings

    @property
    def kind(self) -> Literal["query", "mutation", "subscription"]:
        """What the operation is."""
        return self.node.operation.value

    def answered(self, body: bytes) -> "Answered":
        """A response of the graph, dressed."""
        told = orjson.loads(body)
        omit = any(each.name.value == "omitNull" for each in self.node.directives or ())
        data = self.dressed(self.node.selection_set.selections, told.get("data"), omit=omit)
        return Answered(orjson.dumps(data).decode(), told.get("errors", ()))

    def dressed(self, selections: Sequence[SelectionNode], value: Any, *, omit: bool) -> Any:
        """The data of a selection, dressed."""
        if isinstance(value, list):
            return [self.dressed(selections, each, omit=omit) for each in value]
        if value is None:
            return None
        out: dict[str, Any] = {}
        root = self._write(selections, value, out, omit=omit)
        return out if root is None else root[0]

    def _write(self, selections: Sequence[SelectionNode], value: Any, out: Any, *, omit: bool) -> Any:
        root: Any = None
        for node in selections:
            if isinstance(node, FieldNode):
                root = self._field(node, value, out, omit=omit) or root
            elif isinstance(node, InlineFragmentNode):
                root = self._write(node.selection_set.selections, value, out, omit=omit) or root
            elif isinstance(node, FragmentSpreadNode):
                inside = self.fragments[node.name.value].selection_set.selections
                root = self._write(inside, value, out, omit=omit) or root
        return root

    def _field(self, node: FieldNode, value: Any, out: Any, *, omit: bool) -> Any:
        key = node.alias.value if node.alias else node.name.value
        if value is not None and key not in value:
            return None
        own = {each.name.value: _arguments(each) for each in node.directives or ()}
        omit = omit or "omitNull" in own
        held = None if value is None else value[key]
        if "flat" in own:
            inside = node.selection_set.selections if node.selection_set else ()
            self._write(inside, held, out, omit=omit)
            return None
        made = self._made(node, own, held, omit=omit)
        if "root" in own:
            return (made,)
        for name in own.get("nest", {}).get("in", "").split("."):
            out = out.setdefault(name, {}) if name else out
        if made is not None or not omit:
            out[own.get("as", {}).get("key", key)] = made
        return None

    def _made(self, node: FieldNode, own: Mapping[str, Any], held: Any, *, omit: bool) -> Any:
        if "const" in own:
            return orjson.loads(own["const"]["value"])
        if node.selection_set:
            return self.dressed(node.selection_set.selections, held, omit=omit)
        if "spell" in own:
            spelling = self.spellings[own["spell"]["by"]]
            return [spelling.spell(each) for each in held] if isinstance(held, list) else spelling.spell(held)
        return held


def _arguments(node: DirectiveNode) -> dict[str, str]:
    return {each.name.value: str(getattr(each.value, "value", "")) for each in node.arguments or ()}
