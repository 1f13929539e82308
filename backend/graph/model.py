"""The planner's model, read off the declared types: what GraphQL calls a field and where the store keeps
it.
"""

from types import MappingProxyType
from typing import Any

from strawberry.types.base import StrawberryList, get_object_definition
from strawberry.types.enum import StrawberryEnumDefinition

from backend.graph.declare import ENTITIES, Declared
from backend.graph.planned import (
    OWN_NAME,
    AtPath as DeclaredPath,
    ByReference,
    Column,
    Computed,
    Embedded,
    Every,
    Planned,
    Special,
    Through,
    ToMany,
    ToOne,
)
from backend.graph.scalars import KINDS
from backend.graph.typed import fields_of, name_of, row_of, scalar_of
from backend.store.plan import model as plans
from backend.store.plan.model import (
    AtPath,
    Entity,
    Field,
    Kind,
    Leaf,
    Links,
    Many,
    Model,
    One,
    Part,
    Root,
    Shape,
)
from backend.store.plan.predicate import OPERATORS
from backend.store.table import Json


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
        case ToMany(on=on, order=order, filter=filterable, key=key, through=through):
            return Many(name, row_of(field), on, order, filterable, key, _links(through))
        case Embedded(column=column, at=at):
            return Part(name, row_of(field), column or str(field.python_name), at)
        case DeclaredPath(column=column):
            _check_json(declared, name, column)
            return AtPath(name, column)
        case Column() as column:
            return _leaf(declared, name, field, column)
        case Computed() as made:
            return _computed(declared, name, field, made)
    raise TypeError(f"{declared.made.__name__}.{name} is not declared by a word of declare.py.")


def _links(through: Through | None) -> Links | None:
    if through is None:
        return None
    rows = Entity(through.table.name, through.table, MappingProxyType({}))
    return Links(rows, through.on, through.far, through.kind)


def _leaf(declared: Declared, name: str, field: Planned, column: Column) -> Leaf:
    scalar, nullable = scalar_of(field)
    members: frozenset[str] = frozenset()
    if isinstance(scalar, StrawberryEnumDefinition):
        members = frozenset(value.name for value in scalar.values)
    stored = column.column or str(field.python_name)
    if declared.table is not None:
        _check_column(declared, name, stored)
    if column.at is not None:
        _check_json(declared, name, stored)
    at = name if column.at == OWN_NAME else column.at
    leaf = Leaf(name, _kind(scalar), stored, nullable, at, column.filter, column.order, members)
    if (leaf.filterable or leaf.orderable) and (at is not None or leaf.kind not in OPERATORS):
        raise TypeError(f"{declared.made.__name__}.{name}: lists are not filtered or ordered by such a leaf.")
    return leaf


def _computed(declared: Declared, name: str, field: Planned, made: Computed) -> plans.Computed:
    if declared.table is None or not scalar_of(field)[1]:
        raise TypeError(
            f"{declared.made.__name__}.{name}: what is computed belongs to rows, and may be null."
        )
    for column in made.needs:
        if column not in declared.table.c:
            raise TypeError(f"{declared.made.__name__}.{name} needs {column}, which no column stores.")
    return plans.Computed(name, made.needs, made.by)


def _kind(scalar: Any) -> Kind:
    if isinstance(scalar, StrawberryEnumDefinition):
        return Kind.ENUM
    return Kind.JSON if isinstance(scalar, StrawberryList) else KINDS[scalar]


def _check_column(declared: Declared, name: str, column: str) -> None:
    table = declared.table
    if column not in table.c and column not in table.info.get("derived", {}):
        raise TypeError(f"{declared.made.__name__}.{name}: table {table.name} has no column {column}.")


def _check_json(declared: Declared, name: str, column: str) -> None:
    held = None if declared.table is None else declared.table.c.get(column)
    if held is None or not isinstance(held.type, Json):
        raise TypeError(f"{declared.made.__name__}.{name}: a path lies in a JSON column of the type's table.")


def _root(field: Planned) -> Root:
    name = name_of(field)
    match field.declared:
        case ByReference(within=within):
            return Root(name, Shape.OBJECT, row_of(field), nullable=True, within=within)
        case Every():
            return Root(name, Shape.LIST, row_of(field), nullable=False)
        case Special(shape=shape):
            return Root(name, Shape(shape), row_of(field), nullable=shape == "NODE")
    raise TypeError(f"Query.{name} is not declared by by_reference, every or special.")
