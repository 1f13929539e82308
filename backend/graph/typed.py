"""What Strawberry knows of a declared type: its planned fields, and what each of them holds."""

from collections.abc import Iterator
from typing import Any

from strawberry.types.base import StrawberryContainer, StrawberryOptional, get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType
from strawberry.utils.str_converters import to_camel_case

from backend.graph.planned import Planned


def fields_of(declared: type) -> Iterator[Planned]:
    """The planned fields of a declared type, inherited ones too, in order."""
    for field in get_object_definition(declared, strict=True).fields:
        if isinstance(field, Planned):
            yield field


def name_of(field: StrawberryField) -> str:
    """The field's name in GraphQL."""
    return to_camel_case(str(field.python_name))


def scalar_of(field: StrawberryField) -> tuple[Any, bool]:
    """What a field holds, unwrapped, and whether it may be null. A list of scalars holds a list."""
    held = field.type
    nullable = isinstance(held, StrawberryOptional)
    return (held.of_type if isinstance(held, StrawberryOptional) else held), nullable


def row_of(field: StrawberryField) -> str:
    """The name of the entity that a relation or a connection leads to."""
    return _named(field.type)


def _named(held: Any) -> str:
    if isinstance(held, StrawberryContainer):
        return _named(held.of_type)
    if isinstance(held, LazyType):
        return str(held.type_name)
    definition = get_object_definition(held)
    if definition is not None and definition.type_var_map:
        return _named(next(iter(definition.type_var_map.values())))
    return str(held.__name__)
