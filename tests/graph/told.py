"""What the graph tells of a table's columns: the type of each, and which of them name rows without a key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graphql import GraphQLOutputType, GraphQLSchema, is_interface_type, is_object_type

from backend.store.plan.model import Entity, Field, Leaf, Many, Model, One, Part


@dataclass(frozen=True, eq=False)
class Told:
    """The graph, asked by table and column."""

    model: Model
    plain: GraphQLSchema

    @cache  # noqa: B019  (a schema lives as long as the process)
    def types(self, table: str) -> Mapping[str, GraphQLOutputType]:
        """The GraphQL type of each column that is a field of its own; none for a table that is not served."""
        entity = self._entity(table)
        if entity is None:
            return {}
        held = self.plain.type_map[entity.name]
        assert is_object_type(held) or is_interface_type(held)
        fields = sorted(entity.fields.values(), key=lambda field: isinstance(field, Leaf))
        return {name: held.fields[field.name].type for field in fields for name in _stored(field)}

    @cache  # noqa: B019  (likewise)
    def named(self, table: str, column: str) -> Sequence[str]:
        """The tables whose rows a column names: by the row's own relations, and by lists that lead to it."""
        entity = self._entity(table)
        if entity is None:
            return ()
        return sorted({self.model.entities[noun].rows.name for noun in self._nouns(entity, column)})

    @cache  # noqa: B019  (likewise)
    def linked(self, table: str) -> Mapping[str, str]:
        """Of a table of links: the table to which those of a kind lead, for the kinds that lists read."""
        lists = (field for entity in self.model.entities.values() for field in _lists(entity))
        return {
            field.through.kind: self.model.entities[field.target].rows.name
            for field in lists
            if field.through is not None and field.through.rows.name == table
        }

    def _nouns(self, entity: Entity, column: str) -> Iterator[str]:
        for field in entity.fields.values():
            if isinstance(field, One) and column in field.key:
                yield field.target
        for other in self.model.entities.values():
            lists = (field for field in _lists(other) if field.through is None)
            if other.table is not None and any(
                field.target == entity.name and field.on == column for field in lists
            ):
                yield other.name

    def _entity(self, table: str) -> Entity | None:
        held = (each for each in self.model.entities.values() if each.table is not None)
        return next((each for each in held if each.rows.name == table), None)


def _lists(entity: Entity) -> Iterator[Many]:
    return (field for field in entity.fields.values() if isinstance(field, Many))


def _stored(field: Field) -> Sequence[str]:
    if isinstance(field, Leaf | Part):
        return () if field.at else (field.column,)
    return field.key if isinstance(field, One) and len(field.key) == 1 else ()
