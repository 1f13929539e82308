"""Descriptions where Strawberry wants them: every type, member, field and argument says what it means."""

from enum import Enum
from typing import Any, Literal, TypeVar, dataclass_transform

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

T = TypeVar("T", bound=type)


def docstring(documented: object) -> str:
    """What a docstring says, on one line: it is the description of what it documents."""
    return " ".join((documented.__doc__ or "").split())


def expose(members: type[Enum], spelt: Literal["key", "value"] = "key", **meanings: str) -> None:
    """Make an enum a type of the graph, spelt by its members' names or by their values; each needs its
    meaning (KeyError).
    """
    strawberry.enum(members, description=docstring(members), graphql_name_from=spelt)
    definition: StrawberryEnumDefinition = members.__strawberry_definition__  # type: ignore[attr-defined]  # just given
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
    return field(description, default=strawberry.UNSET)


@dataclass_transform(field_specifiers=(field, optional), kw_only_default=True)
def input_type(made: T) -> T:
    """An input; the class's docstring is its description."""
    return strawberry.input(made, description=docstring(made))


@dataclass_transform(field_specifiers=(optional,), kw_only_default=True)
def one_of(made: T) -> T:
    """An input of which exactly one field is given; the class's docstring is its description."""
    return strawberry.input(made, description=docstring(made), one_of=True)


@dataclass_transform(field_specifiers=(field,), kw_only_default=True)
def object_type(made: T) -> T:
    """A type of objects that are no rows; the class's docstring is its description."""
    return strawberry.type(made, description=docstring(made))
