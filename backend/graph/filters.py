"""Filter and order inputs, one set for each entity, made of its fields in two passes: first empty, then
filled.
"""

from collections.abc import Mapping
from typing import Any

from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.field import StrawberryField

from backend.graph import comparisons, listed
from backend.graph.declare import ENTITIES, Declared
from backend.graph.planned import Column, Planned, ToMany, ToOne
from backend.graph.scalars import KINDS
from backend.graph.typed import fields_of, name_of, row_of, scalar_of

_LOGIC = {
    "AND": "All of these are true; so is an empty list.",
    "OR": "At least one of these is true; an empty list is false.",
    "NOT": "This is not true; rows for which it is unknown, for want of a value, are kept.",
}
_QUANTIFIERS = {
    "some": "At least one of them matches; {} asks only that there is one.",
    "every": "All of them match; true where there are none.",
    "none": "None of them matches.",
}


def offer_inputs() -> None:
    """Make every entity's inputs and hand them to the lists' arguments."""
    entities = {
        name: found for name, found in ENTITIES.items() if found.table is not None and found.parent is None
    }
    made: dict[str, Any] = {}
    for name, declared in entities.items():
        for suffix in ("Filter", "ListFilter", "OrderBy"):
            made[name + suffix] = type(name + suffix, (), {})
        made[f"{name}.table"] = declared.table
    for name, declared in entities.items():
        _fill(name, declared, made)
    listed.offer(made)


def _fill(name: str, declared: Declared, made: Mapping[str, Any]) -> None:
    own: Any = made[f"{name}Filter"]
    types: dict[str, Any] = {"AND": list[own], "OR": list[own], "NOT": own}
    meanings = dict(_LOGIC)
    orders: dict[str, str] = {}
    for field in fields_of(declared.made):
        kind = _filter_of(field, made)
        if kind is not None:
            types[name_of(field)] = kind
            meanings[name_of(field)] = str(field.description)
        if isinstance(field.declared, Column) and field.declared.order:
            orders[name_of(field)] = str(field.description)
    comparisons.fill_input(
        own, types, meanings, f"A condition on {name} rows. Keys side by side must all hold."
    )
    quantifiers = dict.fromkeys(_QUANTIFIERS, own)
    comparisons.fill_input(
        made[f"{name}ListFilter"],
        quantifiers,
        _QUANTIFIERS,
        f"A condition on a list of {name} rows, of which those in the trash or out of use do not count.",
    )
    comparisons.fill_input(
        made[f"{name}OrderBy"],
        dict.fromkeys(orders, listed.OrderDirection),
        orders,
        f"One key by which {name} rows are ordered: exactly one field.",
        one_of=True,
    )


def _filter_of(field: Planned, made: Mapping[str, Any]) -> Any:
    match field.declared:
        case Column(filter=True):
            return _comparison(field)
        case ToOne(filter=True):
            return made[f"{row_of(field)}Filter"]
        case ToMany(filter=True):
            return made[f"{row_of(field)}ListFilter"]
        case _:
            return None


def _comparison(field: StrawberryField) -> Any:
    scalar, _ = scalar_of(field)
    if isinstance(scalar, StrawberryEnumDefinition):
        return comparisons.enum_comparison(scalar.wrapped_cls)
    return comparisons.comparison(KINDS[scalar])
