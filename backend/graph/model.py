"""The planner's model, read off the declared types: what GraphQL calls a field and where the store keeps
it.
"""

from types import MappingProxyType
from typing import Any

from strawberry.types.base import StrawberryList, get_object_definition
from strawberry.types.enum import StrawberryEnumDefinition

from backend.graph.declare import ENTITIES, Declared
from backend.graph.planned import ByReference, Column, Embedded, Every, Planned, Special, ToMany, ToOne
from backend.graph.scalars import KINDS
from backend.graph.typed import fields_of, name_of, row_of, scalar_of
from backend.store.plan.model import Entity, Field, Kind, Leaf, Many, Model, One, Part, Root, Shape


def build_model(query: type) -> Model:
    """The model of all declared entities and of the roots of the query type."""
    entities = {name: _entity(name, declared) for name, declared in ENTITIES.items()}
    roots = {}
    for field in get_object_definition(query, strict=True).fields:
        if not isinstance(field, Planned):
            raise TypeError(f"Query.{field.python_name} has a resolver: reads are planned, so declare it.")
        root = _root(field)
        roots[root.name] = root
    return Model(MappingProxyType(entities), MappingProxyType(roots))


def _entity(name: str, declared: Declared) -> Entity:
    fields = {field.name: field for field in (_field(declared, each) for each in fields_of(declared.made))}
    kinds = frozenset(child for child, other in ENTITIES.items() if other.parent == name)
    return Entity(name, declared.table, MappingProxyType(fields), declared.order, kinds)


def _field(declared: Declared, field: Planned) -> Field:
    name = name_of(field)
    match field.declared:
        case ToOne(key=key, filter=filterable):
            return One(name, row_of(field), key, filterable)
        case ToMany(on=on, order=order, filter=filterable):
            return Many(name, row_of(field), on, order, filterable)
        case Embedded(column=column, keyed=keyed):
            return Part(name, row_of(field), column or str(field.python_name), name if keyed else None)
        case Column() as column:
            return _leaf(declared, name, field, column)
    raise TypeError(f"{declared.made.__name__}.{name} is not declared by column, one, many or part.")


def _leaf(declared: Declared, name: str, field: Planned, column: Column) -> Leaf:
    scalar, nullable = scalar_of(field)
    members: frozenset[str] = frozenset()
    if isinstance(scalar, StrawberryEnumDefinition):
        members = frozenset(value.name for value in scalar.values)
    stored = column.column or str(field.python_name)
    if declared.table is not None:
        _check_column(declared, name, stored)
    at = name if column.keyed else None
    return Leaf(name, _kind(scalar), stored, nullable, at, column.filter, column.order, members)


def _kind(scalar: Any) -> Kind:
    if isinstance(scalar, StrawberryEnumDefinition):
        return Kind.ENUM
    return Kind.JSON if isinstance(scalar, StrawberryList) else KINDS[scalar]


def _check_column(declared: Declared, name: str, column: str) -> None:
    table = declared.table
    if column not in table.c and column not in table.info.get("derived", {}):
        raise TypeError(f"{declared.made.__name__}.{name}: table {table.name} has no column {column}.")


def _root(field: Planned) -> Root:
    name = name_of(field)
    match field.declared:
        case ByReference():
            return Root(name, Shape.OBJECT, row_of(field), nullable=True)
        case Every():
            return Root(name, Shape.LIST, row_of(field), nullable=False)
        case Special(shape=shape):
            return Root(name, Shape(shape), row_of(field), nullable=shape == "NODE")
    raise TypeError(f"Query.{name} is not declared by by_reference, every or special.")
