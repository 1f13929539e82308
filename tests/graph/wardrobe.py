"""Random dresses for generated documents: directives on fields, the same on fields of one key and type."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from graphql import (
    ArgumentNode,
    ConstDirectiveNode,
    FieldNode,
    GraphQLSchema,
    NameNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
    parse,
    print_ast,
    visit,
)

from backend.domain.dress import Format, Formatted, Made, Members, Spelling
from backend.store.plan.model import Computed, Model, One, Part

DIRECTIVES = """
directive @nest(in: String!) on FIELD
directive @as(key: String!) on FIELD
directive @flat on FIELD
directive @spell(by: String!) on FIELD
directive @omitNull on FIELD | QUERY | MUTATION | SUBSCRIPTION
directive @const(value: String!) on FIELD
directive @root on FIELD
"""
GROUPS = ("g", "h", "g.i", "metadata")
CONSTANTS = ("null", "1", '"it\'s"', '{"a":[true,"%s"]}')

Said = tuple[str, str | None]
"""A directive and its argument's value."""


def spellings(schema: GraphQLSchema) -> dict[str, Spelling]:
    """One table for each enum, and one spelling of each other kind."""
    tables = {
        f"LOWER_{name}": Members({each: each.lower() for each in sorted(held.values)[:-1] or held.values})
        for name, held in schema.type_map.items()
        if is_enum_type(held)
    }
    return {
        **tables,
        "MILLISECONDS": Formatted(Format.MILLISECONDS),
        "SECONDS": Formatted(Format.SECONDS),
        "AS_TEXT": Formatted(Format.AS_TEXT),
        "AS_MILLISECONDS": Formatted(Format.AS_MILLISECONDS),
        "FIRST": Formatted(Format.FIRST),
        "BACKWARDS": Made(lambda value: str(value)[::-1]),
    }


def dressed(source: str, schema: GraphQLSchema, model: Model, random: Random) -> str:
    """The document with directives at random; not all that are drawn can be worn."""
    visitor = _Dresser(schema, model, random)
    return print_ast(visit(parse(source), TypeInfoVisitor(visitor.types, visitor)))


class _Dresser(Visitor):
    def __init__(self, schema: GraphQLSchema, model: Model, random: Random) -> None:
        super().__init__()
        self.types = TypeInfo(schema)
        self._model = model
        self._random = random
        self._drawn: dict[tuple[str, str], list[Said]] = {}

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode | None:
        """Put directives on the field."""
        parent, field = self.types.get_parent_type(), self.types.get_field_def()
        if parent is None or field is None or parent.name.endswith("Edge") or node.name.value == "edges":
            return None
        key = node.alias.value if node.alias else node.name.value
        place = (parent.name, key)
        if place not in self._drawn:
            self._drawn[place] = self._draw(parent.name, node.name.value, field.type)
        return replace(node, directives=(*(node.directives or ()), *map(_directive, self._drawn[place])))

    def _draw(self, parent: str, name: str, held: Any) -> list[Said]:
        named = get_named_type(held)
        declared = self._declared(parent, name)
        spelling = self._spelling(name, held, declared) if is_leaf_type(named) else None
        drawn: list[tuple[float, Callable[[], Said | None]]] = [
            (0.15, lambda: ("nest", self._random.choice(GROUPS))),
            (0.1, lambda: ("as", f"k-{len(self._drawn)}")),
            (0.08, lambda: ("omitNull", None)),
            (0.3, lambda: None if spelling is None else ("spell", spelling)),
            (0.04, lambda: ("const", self._random.choice(CONSTANTS))),
            (0.3, lambda: ("flat", None) if self._can_be_flat(named, name, declared) else None),
            (0.3, lambda: ("root", None) if name == "nodes" or parent == "Query" else None),
        ]
        return [said for chance, draw in drawn if self._random.random() < chance and (said := draw())]

    def _declared(self, parent: str, name: str) -> Any:
        entity = self._model.entities.get(parent)
        return entity.fields.get(name) if entity else None

    def _can_be_flat(self, named: Any, name: str, declared: Any) -> bool:
        return is_object_type(named) and (isinstance(declared, One | Part) or name == "pageInfo")

    def _spelling(self, name: str, held: Any, declared: Any) -> str | None:
        named, bare = get_named_type(held), get_nullable_type(held)
        if isinstance(declared, Computed) or name.startswith("__"):
            return None
        if is_list_type(bare):
            return "FIRST"
        if is_enum_type(named):
            return f"LOWER_{named.name}"
        ways: Mapping[str, tuple[str, ...]] = {
            "DateTime": ("MILLISECONDS", "SECONDS"),
            "Int": ("AS_TEXT", "AS_MILLISECONDS", "BACKWARDS"),
            "ID": ("BACKWARDS",),
            "String": ("BACKWARDS",),
        }
        return self._random.choice(ways[named.name]) if named.name in ways else None


def _directive(said: Said) -> ConstDirectiveNode:
    name, value = said
    argument = {"nest": "in", "as": "key", "spell": "by", "const": "value"}.get(name)
    arguments = () if argument is None else (_argument(argument, str(value)),)
    return ConstDirectiveNode(name=NameNode(value=name), arguments=arguments)


def _argument(name: str, value: str) -> Any:
    return ArgumentNode(name=NameNode(value=name), value=StringValueNode(value=value, block=False))
