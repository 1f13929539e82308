"""The builder of one plan: names for its rows, its parameters, and limits that no document may pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, bindparam, literal_column

from backend.domain.errors import BadInput, TooExpensive
from backend.domain.ids import SYSTEM_WORKSPACE
from backend.store import scope
from backend.store.codec import storable
from backend.store.plan.binding import (
    Codec,
    Constant,
    FromViewer,
    Getter,
    getter,
    list_codec,
    maybe,
    scope_codec,
)
from backend.store.plan.model import Computed, Entity, Leaf, Model
from backend.store.plan.spelling import SPELLINGS, quoted
from backend.store.plan.text import Sql
from backend.store.plan.tree import Path, Value
from backend.store.table import Text, TextList

DEPTH = 8
CONDITIONS = 100
RELATIONS = 3
VALUES = 500
SOURCES = 500


@dataclass(slots=True)
class Source:
    """Rows of an entity under a name in the statement; it notes which of their columns are asked for.

    Columns are written by name (`a1.id`), so an inner select may name an outer row wherever it stands.
    """

    entity: Entity
    name: str
    used: dict[str, None] = field(default_factory=dict)

    def column(self, column: str) -> ColumnElement[Any]:
        """A stored or derived column of these rows."""
        derived = self.entity.derived(column)
        if derived is not None:
            return derived(self.column)
        self.used[column] = None
        return literal_column(f"{self.name}.{column}", self.entity.rows.c[column].type)

    def leaf(self, leaf: Leaf) -> ColumnElement[Any]:
        """The column of a leaf."""
        return self.column(leaf.column)

    def is_nullable(self, column: str) -> bool:
        """Whether a row may have nothing there; a derived column may."""
        return self.entity.derived(column) is not None or bool(self.entity.rows.c[column].nullable)

    def table(self) -> FromClause:
        """The entity's table under this name."""
        return self.entity.rows.alias(self.name)


class Builder:
    """What all parts of a plan share while it is made; nothing of it lives on in the plan."""

    def __init__(self, model: Model, dialect: str) -> None:
        self.model = model
        self.dialect = dialect
        self.spelling = SPELLINGS[dialect]
        self.getters: dict[str, Getter] = {}
        self.computed: dict[str, Computed] = {}
        self._sources = 0
        self.is_skewed = False
        self._conditions = 0
        self._relations = 0

    def source(self, entity: Entity) -> Source:
        """New rows of an entity."""
        self._sources += 1
        if self._sources > SOURCES:
            raise TooExpensive(f"One root field may read up to {SOURCES} relations: ask for less at a time.")
        return Source(entity, f"r{self._sources}")

    def entity(self, name: str) -> Entity:
        """The entity of that name."""
        return self.model.entities[name]

    def bind(self, value: Value, encode: Codec, kind: Any) -> BindParameter[Any]:
        """A parameter that the value fills."""
        return self._parameter(getter(value, encode), kind)

    def constant(self, value: object, kind: Any) -> BindParameter[Any]:
        """A parameter that is the same in every request."""
        return self._parameter(Constant(value), kind)

    def listed(self, value: Value, leaf: Leaf, encode: Codec) -> BindParameter[Any]:
        """A list as one parameter."""
        return self.bind(value, list_codec(encode, self.dialect, VALUES), self.spelling.list_type(leaf.kind))

    def visible(self, source: Source, *, sought: bool = True) -> Sql:
        """The predicate of rows that the viewer sees; not `sought` where other conditions find fewer."""
        # The predicate names one of the two parameters; which one is scope's to know.
        self.workspaces()
        self.getters.setdefault("account", FromViewer("account", storable))
        column = source.column if sought else lambda name: self.spelling.aside(source.column(name))
        seen = scope.visible(source.entity.rows, self.dialect, column)
        home = scope.workspace_column(source.entity.rows.name)
        return seen & (source.column("id") != quoted(SYSTEM_WORKSPACE)) if home == "id" else seen

    def among(self, value: Sql, listed: Sql) -> Sql:
        """Whether a value is one of a list parameter's."""
        return scope.among(value, listed, self.dialect)

    def workspaces(self) -> BindParameter[Any]:
        """The viewer's workspaces as one parameter."""
        self.getters.setdefault("scope", FromViewer("scope", scope_codec(self.dialect)))
        return bindparam("scope", type_=TextList())

    def home(self) -> BindParameter[Any]:
        """The viewer's home workspace, or null."""
        self.getters.setdefault("home", FromViewer("home", maybe))
        return bindparam("home", type_=Text())

    def principal(self) -> BindParameter[Any]:
        """The viewer's own principal."""
        self.getters.setdefault("principal", FromViewer("principal", storable))
        return bindparam("principal", type_=Text())

    def condition(self, path: Path) -> None:
        """Count a condition of a filter (BAD_INPUT past the limit)."""
        self._conditions += 1
        if self._conditions > CONDITIONS:
            raise BadInput(f"A filter may have up to {CONDITIONS} conditions.", path)

    @contextmanager
    def relation(self, path: Path) -> Iterator[None]:
        """A step of a filter from one entity to another (BAD_INPUT past the limit).

        How many rows lie behind it differs by thousands from value to value.
        """
        self.is_skewed = True
        self._relations += 1
        if self._relations > RELATIONS:
            raise BadInput(f"A filter may step through up to {RELATIONS} relations.", path)
        yield
        self._relations -= 1

    def _parameter(self, found: Getter, kind: Any) -> BindParameter[Any]:
        name = f"p{len(self.getters)}"
        self.getters[name] = found
        return bindparam(name, type_=kind)
