"""The dress of an answer: where a field is written, under which key, and how its value is spelled.

A dressed document says this by directives of its fields; what is not dressed is written as GraphQL has it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from typing import Any

NULL = "null"


class Format(Enum):
    """Forms of values: moments to the millisecond or to the second, numbers as texts, whole seconds as
    milliseconds, and lists as their first element (of an empty one null).
    """

    MILLISECONDS = "MILLISECONDS"
    SECONDS = "SECONDS"
    AS_TEXT = "AS_TEXT"
    AS_MILLISECONDS = "AS_MILLISECONDS"
    FIRST = "FIRST"


@dataclass(frozen=True, slots=True)
class Members:
    """A table of values, ours to theirs, null among them or not: what it does not hold is spelled null."""

    table: Mapping[Any, Any]

    def spell(self, value: Any) -> Any:
        """The value as they write it."""
        return self.table.get(value)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A form of moments, numbers or lists; null stays null."""

    format: Format

    def spell(self, value: Any) -> Any:
        """The value in its form: `2026-01-31T09:30:00.123456Z` has 23 characters to the millisecond."""
        if value is None:
            return None
        match self.format:
            case Format.AS_TEXT:
                return str(value)
            case Format.AS_MILLISECONDS:
                return value * 1_000
            case Format.FIRST:
                return value[0] if value else None
            case _:
                return f"{value[: LENGTHS[self.format]]}Z"


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A function of values, which is given JSON, gives JSON, and depends on nothing else; null stays null.

    Of a list it is given the whole. `schema` is the JSON Schema of what it gives. The `number` tells it from
    a function that has the same name in another dialect.
    """

    by: Callable[[Any], Any]
    schema: Mapping[str, Any] = field(default_factory=dict)
    number: int = field(default_factory=count().__next__, init=False)

    def spell(self, value: Any) -> Any:
        """What the function makes of the value."""
        return None if value is None else self.by(value)


LENGTHS = {Format.MILLISECONDS: 23, Format.SECONDS: 19}
"""Characters of a moment that a form keeps."""

Spelling = Members | Formatted | Made
Spellings = Mapping[str, Spelling]
"""The spellings of a dialect by the names that its documents use."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How one field is written. `nest` are the objects around it that are made for it, `key` is what it is
    called instead of its alias. A `flat` object's fields join those around it. `root` says that the field
    stands for the object that holds it. `omit` leaves it out if it is null. `const` is a JSON text written
    in its place.
    """

    nest: tuple[str, ...] = ()
    key: str | None = None
    flat: bool = False
    root: bool = False
    omit: bool = False
    const: str | None = None
    spelling: str | None = None
    by: Spelling | None = None


PLAIN = Dress()
