"""Planned fields: Strawberry fields that no resolver ever fills, for the planner reads them in its one
statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

Arguments = Callable[[StrawberryField], list[StrawberryArgument]]
"""Makes a field's arguments when the schema is built."""


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar: where it is stored, and whether lists may be filtered and ordered by it.

    A keyed one is stored in the JSON column under its own name.
    """

    column: str | None
    filter: bool = False
    order: bool = False
    keyed: bool = False


@dataclass(frozen=True, slots=True)
class ToOne:
    """A relation to one row, named by key columns."""

    key: tuple[str, ...]
    filter: bool


@dataclass(frozen=True, slots=True)
class ToMany:
    """A relation to the rows whose column names this one."""

    on: str
    order: str
    filter: bool


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object in a JSON column, or under its own name in one."""

    column: str | None
    keyed: bool


@dataclass(frozen=True, slots=True)
class ByReference:
    """A root that answers one row by its id or another reference."""


@dataclass(frozen=True, slots=True)
class Every:
    """A root that answers a list."""


@dataclass(frozen=True, slots=True)
class Special:
    """A root with a shape of its own: `node`, `nodes`, `viewer`."""

    shape: str


Declared = Column | ToOne | ToMany | Embedded | ByReference | Every | Special | None


class Planned(StrawberryField):
    """A field that carries what the planner needs to know of it, and the arguments that follow from its
    type.
    """

    declared: Declared = None
    late_arguments: Arguments | None = None

    def __copy__(self) -> "Planned":
        copied = super().__copy__()
        copied.declared, copied.late_arguments = self.declared, self.late_arguments
        return copied

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The field's arguments; those of a list are known once all entities are."""
        if self._arguments is None and self.late_arguments is not None:
            self._arguments = self.late_arguments(self)
        return super().arguments

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        self._arguments = value


def planned(
    description: str, declared: Declared = None, arguments: Arguments | None = None, **metadata: object
) -> Any:
    """A field that the planner reads."""
    made = Planned(description=description, metadata=metadata)
    made.declared, made.late_arguments = declared, arguments
    return made
