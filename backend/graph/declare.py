"""The declaration: an entity is described once, and its GraphQL type, filter, order, lists and plan follow
from it.
"""

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

import strawberry

from backend.graph import listed
from backend.graph.computed import By
from backend.graph.described import docstring
from backend.graph.planned import (
    OWN_NAME,
    AtPath,
    ByReference,
    Column,
    Computed,
    Embedded,
    Every,
    Special,
    Through,
    ToMany,
    ToOne,
    planned,
)
from backend.graph.policy import Policy

T = TypeVar("T", bound=type)

ENTITIES: dict[str, "Declared"] = {}
"""Every declared type by its name, in the order of declaration."""


class Declared:
    """A declared type: its class, its table (None for a part of other rows), and the order of its lists."""

    def __init__(self, made: type, table: Any, order: str, *, interface: bool, parent: str | None) -> None:
        self.made, self.table, self.order = made, table, order
        self.interface, self.parent = interface, parent


def column(
    description: str,
    *,
    column: str | None = None,
    at: str | None = None,
    filter: bool = False,  # noqa: A002  (the word of the declaration)
    order: bool = False,
) -> Any:
    """A scalar: the column of the same name unless another is named, or what lies at a dotted path of a JSON
    column.
    """
    return planned(description, Column(column, filter, order, at))


def payload(description: str) -> Any:
    """A scalar in the column `payload`, under its own name."""
    return planned(description, Column("payload", at=OWN_NAME))


def at_path(description: str, *, column: str) -> Any:
    """A value of a JSON column at the path that the document gives as `at`; null where there is none."""
    return planned(description, AtPath(column), listed.at_path)


def one(description: str, *, key: str | tuple[str, ...], filter: bool = False) -> Any:  # noqa: A002
    """A relation to one row; of several key columns the first that is not null counts."""
    return planned(description, ToOne((key,) if isinstance(key, str) else key, filter))


def many(
    description: str,
    *,
    on: str,
    key: str = "id",
    order: str | None = None,
    filter: bool = False,  # noqa: A002
) -> Any:
    """A relation to the rows whose column `on` holds what is in this one's column `key`."""
    return planned(description, ToMany(on, order, filter, (key,)), listed.nested)


def through(
    description: str,
    table: Any,
    *,
    on: str,
    far: str,
    kind: str,
    key: tuple[str, ...] = ("id",),
    filter: bool = False,  # noqa: A002
) -> Any:
    """A relation to the rows, each once, that the rows of a kind in a table of links name in `far`.

    Those links count whose column `on` holds this row's key: of several columns the first that is not null.
    """
    return planned(description, ToMany("id", None, filter, key, Through(table, on, far, kind)), listed.nested)


def part(description: str, *, column: str | None = None, at: str | None = None) -> Any:
    """An object in a JSON column, or at a dotted path of one."""
    return planned(description, Embedded(column, at))


def computed(description: str, *, needs: tuple[str, ...], by: By) -> Any:
    """A scalar, perhaps null, that a function makes of the columns that it needs, once for an answer."""
    return planned(description, Computed(needs, by))


def by_reference(description: str, policy: Policy, *, within: str | None = None) -> Any:
    """A root field that answers one row; `within` is the column that names its parent."""
    return planned(description, ByReference(within), listed.reference(within), policy=policy)


def every(description: str, policy: Policy) -> Any:
    """A root field that answers a list."""
    return planned(description, Every(), listed.root, policy=policy)


def special(description: str, policy: Policy, shape: str) -> Any:
    """A root field with a shape of its own."""
    return planned(description, Special(shape), listed.special(shape), policy=policy)


@dataclass_transform(
    field_specifiers=(column, one, many, through, part, payload, at_path, computed),
    kw_only_default=True,
)
def entity(table: Any, *, default_order: str = "-createdAt") -> Callable[[T], T]:
    """A type whose objects are rows of a table. The class's docstring is the type's description."""
    return lambda made: _declare(made, table, default_order)


@dataclass_transform(
    field_specifiers=(column, one, many, through, part, payload, at_path, computed),
    kw_only_default=True,
)
def interface(table: Any, *, default_order: str = "-createdAt") -> Callable[[T], T]:
    """An interface whose concrete types share a table; its column `kind` holds the type's name."""
    return lambda made: _declare(made, table, default_order, interface=True)


@dataclass_transform(
    field_specifiers=(column, one, many, through, part, payload, at_path, computed),
    kw_only_default=True,
)
def kind(parent: type) -> Callable[[T], T]:
    """A concrete type of an interface."""
    declared = ENTITIES[parent.__name__]
    return lambda made: _declare(made, declared.table, declared.order, parent=parent.__name__)


@dataclass_transform(field_specifiers=(column, part), kw_only_default=True)
def embedded(made: T) -> T:
    """A type whose objects are written in a JSON column of other rows."""
    return _declare(made, None, "")


def _declare(made: T, table: Any, order: str, *, interface: bool = False, parent: str | None = None) -> T:
    make = strawberry.interface if interface else strawberry.type
    made = make(made, description=docstring(made))
    ENTITIES[made.__name__] = Declared(made, table, order, interface=interface, parent=parent)
    return made
