"""Answers' JSON Schemas: they follow from what a document selects, and from how that is dressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    GraphQLType,
    InlineFragmentNode,
    SelectionNode,
    get_named_type,
    is_enum_type,
    is_interface_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)

from backend.domain.dress import Format, Formatted, Made, Members, Spelling, Spellings
from backend.rest.house import Prepared
from backend.rest.json_schema import nullable, require

Json = dict[str, Any]

SCALARS: Mapping[str, Json] = {
    "ID": {"type": "string"},
    "String": {"type": "string"},
    "Boolean": {"type": "boolean"},
    "Int": {"type": "integer"},
    "BigInt": {"type": "integer"},
    "Float": {"type": "number"},
    "Decimal": {"type": "string"},
    "DateTime": {"type": "string", "format": "date-time"},
}
FORMATTED = {
    Format.MILLISECONDS: "DateTime",
    Format.SECONDS: "DateTime",
    Format.AS_TEXT: "String",
    Format.AS_MILLISECONDS: "Int",
}
"""The scalar that a form of scalars is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: in objects of which any may be null or absent, and whether null leaves."""

    nullable: bool = False
    optional: bool = False
    omits: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSchemas:
    """Writes the schemas of a dialect's answers; `components` are those of its fragments, by their names."""

    schema: GraphQLSchema
    spellings: Spellings
    components: dict[str, Json] = field(default_factory=dict)

    def of(self, prepared: Prepared) -> Json:
        """The schema of what a document answers."""
        root = self.schema.get_root_type(prepared.node.operation)
        if root is None:
            raise TypeError("The schema has no such root.")
        writer = _Writer(self, prepared.fragments)
        omits = "omitNull" in _own(prepared.node.directives)
        return writer.selected(prepared.node.selection_set.selections, root, Place(omits=omits))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the schema of one document."""

    schemas: AnswerSchemas
    fragments: Mapping[str, FragmentDefinitionNode]

    def selected(self, selections: Sequence[SelectionNode], kind: GraphQLNamedType, place: Place) -> Json:
        """The schema of an object of which this is selected."""
        if len(selections) == 1 and isinstance(selections[0], FragmentSpreadNode):
            return self._component(selections[0].name.value, kind, place)
        return self._object(selections, kind, place)

    def _component(self, name: str, kind: GraphQLNamedType, place: Place) -> Json:
        known = self.schemas.components
        selections = self.fragments[name].selection_set.selections
        if place.omits:
            return self._object(selections, kind, place)
        if name not in known:
            known[name] = {}
            known[name] = self._object(selections, kind, Place())
        return {"$ref": f"#/components/schemas/{name}"}

    def _object(self, selections: Sequence[SelectionNode], kind: GraphQLNamedType, place: Place) -> Json:
        into: Json = {"type": "object", "properties": {}, "required": []}
        inside = Place(omits=place.omits)
        root = self._write(selections, kind, into, inside)
        return into if root is None else root

    def _write(
        self, selections: Sequence[SelectionNode], kind: GraphQLNamedType, into: Json, place: Place
    ) -> Json | None:
        root: Json | None = None
        for node in selections:
            if isinstance(node, FieldNode):
                root = self._field(node, kind, into, place) or root
                continue
            inside = self._spread(node)
            held = self._condition(node, kind)
            other = Place(place.nullable, place.optional or held is not kind, place.omits)
            root = self._write(inside, held, into, other) or root
        return root

    def _spread(self, node: SelectionNode) -> Sequence[SelectionNode]:
        if isinstance(node, InlineFragmentNode):
            return node.selection_set.selections
        if isinstance(node, FragmentSpreadNode):
            return self.fragments[node.name.value].selection_set.selections
        return ()

    def _condition(self, node: SelectionNode, kind: GraphQLNamedType) -> GraphQLNamedType:
        condition = node.type_condition if isinstance(node, InlineFragmentNode) else None
        if isinstance(node, FragmentSpreadNode):
            condition = self.fragments[node.name.value].type_condition
        return kind if condition is None else self.schemas.schema.type_map[condition.name.value]

    def _field(self, node: FieldNode, kind: GraphQLNamedType, into: Json, place: Place) -> Json | None:
        own = _own(node.directives)
        given = _type_of(node, kind)
        omits = place.omits or "omitNull" in own
        may_be_null = not is_non_null_type(given) or self._loses(own, given)
        if "flat" in own and node.selection_set:
            inside = Place(place.nullable or may_be_null, place.optional, omits)
            self._write(node.selection_set.selections, get_named_type(given), into, inside)
            return None
        made = self._made(node, own, given, Place(omits=omits))
        if "root" in own:
            return made
        absent = "const" not in own and (may_be_null or place.nullable)
        for name in own.get("nest", {}).get("in", "").split("."):
            into = _group(into, name, optional=place.optional) if name else into
        key = own.get("as", {}).get("key") or (node.alias.value if node.alias else node.name.value)
        into["properties"][key] = nullable(made) if absent and not omits else made
        if not place.optional and not (absent and omits):
            require(into, key)
        return None

    def _made(self, node: FieldNode, own: Json, given: GraphQLType, place: Place) -> Json:
        if "const" in own:
            return {"const": orjson.loads(own["const"]["value"])}
        spelling = self._spelling(own)
        if isinstance(spelling, Made):
            return dict(spelling.schema)
        inner: Any = given.of_type if is_non_null_type(given) else given
        if is_list_type(inner) and spelling == Formatted(Format.FIRST):
            return self._leaf(get_named_type(inner), {})
        if is_list_type(inner):
            items = self._made(node, own, inner.of_type, place)
            is_whole = is_non_null_type(inner.of_type) and not self._loses(own, inner.of_type)
            return {"type": "array", "items": items if is_whole else nullable(items)}
        if node.selection_set:
            return self.selected(node.selection_set.selections, get_named_type(inner), place)
        return self._leaf(inner, own)

    def _spelling(self, own: Json) -> Spelling | None:
        return self.schemas.spellings[own["spell"]["by"]] if "spell" in own else None

    def _loses(self, own: Json, given: Any) -> bool:
        """Whether a value that is not null may be spelled null."""
        spelling = self._spelling(own)
        inner = given.of_type if is_non_null_type(given) else given
        if is_list_type(inner):
            return spelling == Formatted(Format.FIRST)
        if not isinstance(spelling, Members):
            return False
        return not is_enum_type(inner) or not inner.values.keys() <= spelling.table.keys()

    def _leaf(self, kind: Any, own: Json) -> Json:
        spelling = self._spelling(own)
        if isinstance(spelling, Members):
            return _words(list(spelling.table.values()))
        if isinstance(spelling, Formatted):
            return dict(SCALARS[FORMATTED[spelling.format]])
        return _words(list(kind.values)) if is_enum_type(kind) else dict(SCALARS.get(kind.name, {}))


def _own(directives: Sequence[DirectiveNode] | None) -> dict[str, Json]:
    return {
        each.name.value: {one.name.value: getattr(one.value, "value", None) for one in each.arguments or ()}
        for each in directives or ()
    }


def _type_of(node: FieldNode, kind: GraphQLNamedType) -> Any:
    if node.name.value == "__typename":
        return GraphQLNonNull(GraphQLString)
    if is_object_type(kind) or is_interface_type(kind):
        return kind.fields[node.name.value].type
    raise TypeError(f"{kind.name} has no fields.")


def _group(into: Json, name: str, *, optional: bool) -> Json:
    group: Json = into["properties"].setdefault(name, {"type": "object", "properties": {}, "required": []})
    if not optional:
        require(into, name)
    return group


def _words(values: list[Any]) -> Json:
    words = list(dict.fromkeys(values))
    return (
        {"type": "string", "enum": words} if all(isinstance(each, str) for each in words) else {"enum": words}
    )
