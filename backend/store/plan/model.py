"""The planner's description of the graph: entities, their fields, and the roots where reading begins.

It is made from the same declarations as the GraphQL types and knows nothing of GraphQL: names are plain text.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from types import MappingProxyType

from sqlalchemy import ColumnElement, Table

Derived = Callable[[Callable[[str], ColumnElement[object]]], ColumnElement[object]]
"""A column that is computed in SQL from others: given the row's columns by name, its expression."""


class Kind(Enum):
    """What a leaf holds; it decides the leaf's text, its parameters' codec and its operators."""

    ID = "ID"
    TEXT = "TEXT"
    ENUM = "ENUM"
    INT = "INT"
    BIGINT = "BIGINT"
    BOOLEAN = "BOOLEAN"
    TIME = "TIME"
    FLOAT = "FLOAT"
    DECIMAL = "DECIMAL"
    JSON = "JSON"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar: a column of the row, or what lies at a dotted path of a JSON column (`at`)."""

    name: str
    kind: Kind
    column: str
    nullable: bool
    at: str | None = None
    filterable: bool = False
    orderable: bool = False
    members: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AtPath:
    """A value of a JSON column at a dotted path, which is the field's argument `at`."""

    name: str
    column: str


@dataclass(frozen=True, slots=True)
class One:
    """A to-one relation: the first of the key columns that is not null holds the target's id."""

    name: str
    target: str
    key: tuple[str, ...]
    filterable: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """A table of links: its rows of a kind whose column `on` holds the holder's key. Their column `far` names
    what they lead to.
    """

    rows: "Entity"
    on: str
    far: str
    kind: str


@dataclass(frozen=True, slots=True)
class Many:
    """A to-many relation: rows of the target whose column `on` holds this row's key, or what one of its links
    names. Of several key columns the first that is not null counts. `order` is the list's, if it is not the
    target's.
    """

    name: str
    target: str
    on: str
    order: str | None
    filterable: bool = False
    key: tuple[str, ...] = ("id",)
    through: Links | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """An object written in a JSON column (or at a dotted path of one): its leaves are keys there."""

    name: str
    target: str
    column: str
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A scalar that is made of the columns that it needs, by a function, when the rows have been read: `by`
    is called once for an answer. Lists are neither filtered nor ordered by it.
    """

    name: str
    needs: tuple[str, ...]
    by: Callable[..., Awaitable[Sequence[object]]]


ALWAYS = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Steady:
    """What a computed leaf is whoever asks, and stays until a moment: before, it is not made again."""

    value: object
    until: datetime = ALWAYS


Field = Leaf | AtPath | One | Many | Part | Computed


@dataclass(frozen=True, slots=True)
class Entity:
    """A type of rows: its table, its fields by their names, and the order of its lists.

    An interface has `kinds`: the concrete types by the value of the column `kind`, all in the one table.
    """

    name: str
    table: Table | None
    fields: Mapping[str, Field]
    order: str = "-createdAt"
    kinds: frozenset[str] = frozenset()

    def leaf(self, name: str) -> Leaf:
        """The scalar of that name (KeyError if there is none)."""
        found = self.fields[name]
        if not isinstance(found, Leaf):
            raise KeyError(name)
        return found

    @property
    def rows(self) -> Table:
        """The entity's table (TypeError for a part, which has none)."""
        if self.table is None:
            raise TypeError(f"{self.name} is a part of other rows and has no table.")
        return self.table

    def derived(self, column: str) -> Derived | None:
        """How the column is computed, if it is not stored."""
        found: Derived | None = self.rows.info.get("derived", {}).get(column)
        return found


class Shape(Enum):
    """What a root field answers."""

    OBJECT = "OBJECT"
    LIST = "LIST"
    NODE = "NODE"
    NODES = "NODES"
    VIEWER = "VIEWER"
    HITS = "HITS"


@dataclass(frozen=True, slots=True)
class Root:
    """A root field of queries: an object by reference, a list, nodes by id, or what a search found.

    `within` is the column by which an object may be asked for inside its parent.
    """

    name: str
    shape: Shape
    target: str
    nullable: bool
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """All entities and roots by name."""

    entities: Mapping[str, Entity] = field(default_factory=lambda: MappingProxyType({}))
    roots: Mapping[str, Root] = field(default_factory=lambda: MappingProxyType({}))
