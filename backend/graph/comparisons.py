"""Comparisons: the input of each kind of leaf in a filter, one field for each operator the store knows."""

from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

import strawberry

from backend.graph.scalars import BigInt
from backend.store.plan.model import Kind
from backend.store.plan.predicate import OPERATORS

_MEANINGS = {
    "eq": "Equal to this.",
    "ne": "Not equal to this: rows without a value match.",
    "in": "One of these, up to 500.",
    "notIn": "None of these: rows without a value match.",
    "isNull": "true: there is no value; false: there is one.",
    "gt": "Greater than this.",
    "gte": "Greater than this or equal to it.",
    "lt": "Less than this.",
    "lte": "Less than this or equal to it.",
    "iEq": "Equal to this but for case.",
    "contains": "Holds this.",
    "iContains": "Holds this but for case.",
    "startsWith": "Starts with this.",
    "iStartsWith": "Starts with this but for case.",
    "endsWith": "Ends with this.",
    "iEndsWith": "Ends with this but for case.",
}

_NAMES: dict[Kind, tuple[str, object, str]] = {
    Kind.ID: ("IDFilter", strawberry.ID, "Compares an id. Ids compare bytewise."),
    Kind.TEXT: (
        "StringFilter",
        str,
        "Compares text. Text compares bytewise; the `i…` operators fold case first.",
    ),
    Kind.INT: ("IntFilter", int, "Compares a whole number of up to 32 bits."),
    Kind.BIGINT: ("BigIntFilter", BigInt, "Compares a whole number."),
    Kind.FLOAT: ("FloatFilter", float, "Compares a number."),
    Kind.TIME: ("DateTimeFilter", datetime, "Compares a moment."),
    Kind.BOOLEAN: ("BooleanFilter", bool, "Compares a truth value."),
}


@cache
def comparison(kind: Kind) -> Any:
    """The comparison input of a kind of leaf."""
    name, operand, description = _NAMES[kind]
    return _input(name, operand, kind, description)


@cache
def enum_comparison(members: type[Enum]) -> Any:
    """The comparison input of an enum."""
    name = members.__name__
    return _input(f"{name}Filter", members, Kind.ENUM, f"Compares a value of {name}.")


def _input(name: str, operand: object, kind: Kind, description: str) -> Any:
    types = {operator: _operand(operator, operand) for operator in OPERATORS[kind]}
    return make_input(name, types, _MEANINGS, f"{description} Keys side by side must all hold.")


def _operand(operator: str, operand: Any) -> Any:
    if operator == "isNull":
        return bool
    return list[operand] if operator in {"in", "notIn"} else operand


def make_input(
    name: str, types: dict[str, Any], meanings: dict[str, str], description: str, **options: Any
) -> Any:
    """An input type whose fields may all be left out."""
    made = type(name, (), {})
    fill_input(made, types, meanings, description, **options)
    return made


def fill_input(
    made: type, types: dict[str, Any], meanings: dict[str, str], description: str, **options: Any
) -> None:
    """Give an empty class its fields and make it an input: classes that name each other are made before."""
    made.__annotations__ = {f"{key}_": held | None for key, held in types.items()}
    for key in types:
        described = strawberry.field(name=key, description=meanings[key], default=strawberry.UNSET)
        setattr(made, f"{key}_", described)
    strawberry.input(made, description=description, **options)
