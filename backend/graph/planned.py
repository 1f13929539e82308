"""Planned fields: Strawberry fields that no resolver ever fills, for the planner reads them in its one
statement.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

Arguments = Callable[[StrawberryField], list[StrawberryArgument]]
"""Makes a field's arguments when the schema is built."""

OWN_NAME = "."
"""The path of a scalar that lies in its JSON column under the field's own name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A scalar: where it is stored, and whether lists may be filtered and ordered by it.

    With `at` it lies in a JSON column, at that dotted path or under its OWN_NAME.
    """

    column: str | None
    filter: bool = False
    order: bool = False
    at: str | None = None


@dataclass(frozen=True, slots=True)
class AtPath:
    """A value in a JSON column, at the path that the document gives."""

    column: str


@dataclass(frozen=True, slots=True)
class ToOne:
    """A relation to one row, named by key columns."""

    key: tuple[str, ...]
    filter: bool


@dataclass(frozen=True, slots=True)
class Through:
    """A table of links: the rows of a kind whose column `on` holds this row's key. Their column `far` holds
    the target's id.
    """

    table: Any
    on: str
    far: str
    kind: str


@dataclass(frozen=True, slots=True)
class ToMany:
    """A relation to the rows whose column names this one by its key, or of which a link's row does.

    Of several key columns the first that is not null counts. `order` is the list's, if it is not that of all
    lists of such rows.
    """

    on: str
    order: str | None
    filter: bool
    key: tuple[str, ...] = ("id",)
    through: Through | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """An object in a JSON column, or at a dotted path of one."""

    column: str | None
    at: str | None


@dataclass(frozen=True, slots=True)
class Computed:
    """A scalar that a function makes of stored columns, for all rows of an answer at once."""

    needs: tuple[str, ...]
    by: Callable[..., Awaitable[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class ByReference:
    """A root that answers one row by its id or another reference, perhaps inside its parent: the row that
    the column `within` names.
    """

    within: str | None


@dataclass(frozen=True, slots=True)
class Every:
    """A root that answers a list."""


@dataclass(frozen=True, slots=True)
class Special:
    """A root with a shape of its own: `node`, `nodes`, `viewer`, `searchMemory`."""

    shape: str


Declared = Column | AtPath | ToOne | ToMany | Embedded | Computed | ByReference | Every | Special | None


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
