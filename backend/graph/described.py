"""Descriptions where Strawberry wants them: enum members, arguments and inputs each say what they mean."""

from enum import Enum
from typing import Any

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition


def expose(members: type[Enum], **meanings: str) -> None:
    """Make an enum a type of the graph; every member needs its meaning (KeyError)."""
    described = " ".join((members.__doc__ or "").split())
    strawberry.enum(members, description=described)
    definition: StrawberryEnumDefinition = members.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = meanings[value.name]


def said(description: str, name: str | None = None) -> Any:
    """The description of an argument, for `Annotated`."""
    return strawberry.argument(description=description, name=name)


def field(description: str, **options: Any) -> Any:
    """A field of an input or a payload."""
    return strawberry.field(description=description, **options)


def optional(description: str) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=description, default=strawberry.UNSET)
