"""Descriptions where Strawberry wants them: enum members, arguments and inputs each say what they mean."""

from enum import Enum
from typing import Any

import strawberry


def described_enum(name: str, description: str, **meanings: str) -> Any:
    """An enum of the graph: each member's value is its name."""
    members = {member: strawberry.enum_value(member, description=said) for member, said in meanings.items()}
    made = Enum(name, members)  # type: ignore[misc]
    made.__doc__ = description
    return strawberry.enum(made, description=description)


def exposed_enum(members: type[Enum], **meanings: str) -> Any:
    """An enum of the domain as a type of the graph; every member needs its meaning (KeyError)."""
    described = {member.name: meanings[member.name] for member in members}
    return described_enum(members.__name__, " ".join((members.__doc__ or "").split()), **described)


def said(description: str, name: str | None = None) -> Any:
    """The description of an argument, for `Annotated`."""
    return strawberry.argument(description=description, name=name)


def field(description: str, **options: Any) -> Any:
    """A field of an input or a payload."""
    return strawberry.field(description=description, **options)


def optional(description: str) -> Any:
    """A field of an input that may be left out."""
    return strawberry.field(description=description, default=strawberry.UNSET)
