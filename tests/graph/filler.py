"""Rows of any table by its columns: a new table is in the proofs without a line of test code.

A reference is to a row of the same workspace; texts are odd; what may be null is so at times; enums, lists
and embedded objects are what the graph says they are. Unique indexes and check constraints hold. Each column
draws for itself, so a new column or table leaves the values of the others as they are.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType
from typing import Any

from graphql import get_nullable_type, is_enum_type, is_leaf_type, is_non_null_type, is_scalar_type
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy.sql import ClauseElement

from backend.domain.ids import SYSTEM_WORKSPACE
from backend.graph.skill_contents import LONGEST_TEXT
from backend.platform.words import words
from backend.store.codec import encoder
from backend.store.statement import DIALECTS
from backend.store.table import Json, Text, Time
from tests.graph.by_hand import prefix_of
from tests.graph.cast import ACCOUNT_OF, ROOMS, people_of
from tests.graph.odd import NESTED, Columns, Odd
from tests.graph.spelt import present, real, whole
from tests.graph.told import Told

COUNTS: Mapping[str, int] = MappingProxyType(
    {ROOMS[0]: 14, ROOMS[1]: 6, ROOMS[2]: 3, ROOMS[3]: 7, SYSTEM_WORKSPACE: 3}
)
"""Rows of each table in each workspace."""
LINKS = 20
"""How many times as many rows a table of links has."""
LED = ("workspace_id", "agent_version_id", "session_id", "kind", "target_id", "inline")
"""The columns of a link that say from where it leads to what."""
TRIES = 200
"""Draws of a row until its unique indexes and check constraints hold."""

HINTS: Mapping[str, Callable[[Odd], Any]] = MappingProxyType(
    {
        "archived_at": lambda odd: odd.life()["archived_at"],
        "deleted_at": lambda odd: odd.life()["deleted_at"],
        "retention_tier": lambda odd: odd.life()["retention_tier"],
        "labels": lambda odd: odd.labels(),
        "extensions": lambda odd: odd.object() | odd.random.choice(NESTED),
        "sealed": lambda _: None,
        "sealed_with": lambda _: None,
        "session.secrets": lambda _: {},
        "memory_entry.words": lambda odd: "".join(f" {word} " for word in words(odd.text())),
        "account.webhook_key": lambda _: None,
        "skill_file.size": lambda odd: LONGEST_TEXT + odd.random.randrange(1, 100),
        "activity.type": lambda odd: odd.random.choice(
            ("agent.created", "agent.published", "session.closed")
        ),
    }
)
"""What cannot be guessed of a column: by its name in every table, or by `table.column`. Nothing is sealed,
and no file is short enough for its text to be read.
"""


@dataclass(slots=True)
class Filler:
    """Fills the tables that have no rows yet, and the columns that the rows made by hand do not name."""

    metadata: MetaData
    told: Told
    rows: dict[str, list[Columns]]
    _draws: dict[str, Odd] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)
    _ids: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    _taken: dict[tuple[str, ...], set[Any]] = field(default_factory=lambda: defaultdict(set))

    def fill(self) -> None:
        """Rows for every table whose rows have ids, in the order of foreign keys."""
        by_hand = list(self.rows)
        tables = [table for table in self.metadata.sorted_tables if "id" in table.c]
        for table in tables:
            self._ids[table.name] = self._planned(table)
        for table in tables:
            if table.name not in by_hand:
                self._fill(table)
        for name in by_hand:
            self._complete(self.metadata.tables[name])

    def row(self, table: Table, room: str, named: Mapping[str, Any]) -> Columns | None:
        """A row with these columns and the others drawn; None if the workspace lacks a row that it needs.

        The test fails if the table's unique indexes and check constraints cannot be met.
        """
        free = [column for column in table.c if column.name not in named]
        if not all(column.nullable or self._targets(column, room) for column in free if column.foreign_keys):
            return None
        row, again = dict(named), free
        for _ in range(TRIES):
            for column in again:
                row[column.name] = self._value(column, room, row)
            wrong = self._taken_in(table, row, free) or _unlawful(table, row)
            if not wrong:
                self._take(table, row)
                return {column.name: row[column.name] for column in table.c}
            again = [column for column in free if column.name in wrong]
        raise AssertionError(f"No row of {table.name} meets its unique indexes and checks: say how in HINTS.")

    def _planned(self, table: Table) -> dict[str, list[str]]:
        """The ids of a table's rows by workspace, of those that are not made yet too."""
        if table.name not in self.rows:
            odd, prefix = self._odd(table.c.id), prefix_of(table.name)
            times = LINKS if self.told.linked(table.name) else 1
            return {room: [odd.id(prefix) for _ in range(count * times)] for room, count in COUNTS.items()}
        planned: dict[str, list[str]] = {}
        for row in self.rows[table.name]:
            planned.setdefault(_room(row), []).append(row["id"])
        return planned

    def _fill(self, table: Table) -> None:
        self.rows[table.name] = []
        for room, ids in self._ids[table.name].items():
            made = (self.row(table, room, {"id": each}) for each in ids)
            self.rows[table.name].extend(row for row in made if row is not None)
        if self.told.linked(table.name):
            self._relate(self.rows[table.name])

    def _relate(self, links: Sequence[dict[str, Any]]) -> None:
        """Let some links lead where another of their holder does, and hide some."""
        for row, again in zip(links[1::LINKS], links[2::LINKS], strict=False):
            again |= {name: row[name] for name in LED}
        # A link that others have made may be hidden, whatever lies in plain sight around it.
        for row in links[:: 2 * LINKS]:
            row["workspace_id"] = ROOMS[2]

    def _complete(self, table: Table) -> None:
        incomplete = [row for row in self.rows[table.name] if len(row) < len(table.c)]
        for row in self.rows[table.name] if incomplete else ():
            self._take(table, row)
        for row in incomplete:
            completed = self.row(table, _room(row), row)
            assert completed is not None, f"{table.name} needs a row that a workspace does not have."
            row.update(completed)

    def _value(self, column: Column[Any], room: str, row: Columns) -> Any:
        odd, table = self._odd(column), column.table
        hint = HINTS.get(f"{table.name}.{column.name}") or HINTS.get(column.name)
        if hint is not None:
            return hint(odd)
        kind = self.told.types(table.name).get(column.name)
        if column.nullable and not is_non_null_type(kind) and odd.random.random() < 0.3:
            return None
        if column.foreign_keys:
            return odd.often(_earlier(column, self._targets(column, room), row) or (None,))
        kinds, tables = self.told.linked(table.name), self.told.named(table.name, column.name)
        if column.name == "kind" and kinds and odd.random.random() < 0.6:
            return odd.random.choice(sorted(kinds))
        if tables and kinds.get(row.get("kind", "")) in tables:
            tables = [kinds[row["kind"]]]
        if tables:
            return self._named(odd, tables, room, shown=is_leaf_type(get_nullable_type(kind)))
        if column.name in {"handle", "external_id"}:
            return f"{table.name.replace('_', '-')}-{self._next(column, room)}"
        if column.name == "number" and "account_id" in table.c:
            return self._next(column, ACCOUNT_OF[room]) + (0 if room == SYSTEM_WORKSPACE else 999)
        unique = any(column.name in key for key in _keys(table))
        return self._unique(column, kind, room) if unique else drawn(column, kind, odd)

    def _unique(self, column: Column[Any], kind: Any, room: str) -> Any:
        """A value that comes again seldom enough for the row to be drawn until it is free."""
        value, number = drawn(column, kind, self._odd(column)), self._next(column, room)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | str)
            or is_enum_type(get_nullable_type(kind))
            or str(get_nullable_type(kind)) == "ID"
        ):
            return value
        if isinstance(value, int):
            return number
        return self._odd(column).random.choice((value, f"{value} {number}"))

    def _odd(self, column: Column[Any]) -> Odd:
        key = f"{column.table.name}.{column.name}"
        return self._draws.setdefault(key, Odd(Random(key)))  # noqa: S311  (no secret is made of it)

    def _next(self, column: Column[Any], within: str) -> int:
        """1, 2, 3 … for a column inside a workspace or an account."""
        key = f"{column.table.name}.{column.name} {within}"
        self._counts[key] += 1
        return self._counts[key]

    def _targets(self, column: Column[Any], room: str) -> Sequence[str]:
        """What a foreign key may hold in a workspace."""
        (key,) = column.foreign_keys
        target = key.column.table.name
        if target == "workspace":
            return (room,)
        if target == "account":
            return (ACCOUNT_OF[room],)
        if target == "principal":
            return people_of(room)
        return [row["id"] for row in self.rows.get(target, ()) if row["workspace_id"] == room]

    def _named(self, odd: Odd, tables: Sequence[str], room: str, *, shown: bool) -> str:
        """An id without a foreign key: most often of the workspace's rows, at times of none, or of others',
        which are Concord's own if the id itself is shown.
        """
        table, chance = odd.random.choice(tables), odd.random.random()
        if chance < 0.1:
            room = SYSTEM_WORKSPACE if shown else odd.random.choice(list(COUNTS))
        # The reserved workspace is shown to nobody, and nothing names it.
        ids = [each for each in self._ids[table].get(room, ()) if each != SYSTEM_WORKSPACE]
        return odd.often(ids) if ids and chance < 0.95 else f"{prefix_of(table)}_{'7' * 26}"

    def _taken_in(self, table: Table, row: Columns, free: Iterable[Column[Any]]) -> set[str]:
        """The drawn columns of unique keys that another row has."""
        names = {column.name for column in free}
        for key in _keys(table, row):
            held = tuple(row.get(name) for name in key)
            if names.intersection(key) and held in self._taken[table.name, *key]:
                return names.intersection(key)
        return set()

    def _take(self, table: Table, row: Columns) -> None:
        for key in _keys(table, row):
            self._taken[table.name, *key].add(tuple(row.get(name) for name in key))


def _earlier(column: Column[Any], targets: Sequence[str], row: Columns) -> Sequence[str]:
    """Those of the targets that are written before the row, where it is their own table that they are in."""
    (key,) = column.foreign_keys
    own = key.column.table is column.table and row["id"] in targets
    return targets[: targets.index(row["id"])] if own else targets


def _room(row: Columns) -> str:
    """The workspace of a row made by hand; of a principal or an account, its own id, which is none."""
    return str(row.get("workspace_id", row["id"]))


def _keys(table: Table, row: Columns | None = None) -> Iterator[tuple[str, ...]]:
    """The columns of each unique index and constraint; with a row, of those that it falls under."""
    keys: list[Index | UniqueConstraint] = [index for index in table.indexes if index.unique]
    keys += [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    for unique in keys:
        names = tuple(column.name for column in unique.columns)
        part = unique.dialect_options["sqlite"].get("where") if isinstance(unique, Index) else None
        if row is None or (
            None not in (row.get(name) for name in names) and (part is None or _meets(table, row, [part]))
        ):
            yield names


def _unlawful(table: Table, row: Columns) -> set[str]:
    """The columns of the check constraints, if one does not hold."""
    laws = [each.sqltext for each in table.constraints if isinstance(each, CheckConstraint)]
    if not laws or _meets(table, row, laws):
        return set()
    return {column.name for column in table.c if any(column.name in str(law) for law in laws)}


def _meets(table: Table, row: Columns, laws: Iterable[ClauseElement]) -> bool:
    """Whether conditions on a row hold, or are null, as SQLite reads them."""
    dialect, literal = DIALECTS["sqlite"], {"literal_binds": True}
    texts = ", ".join(f"({law.compile(dialect=dialect, compile_kwargs=literal)})" for law in laws)
    columns = ", ".join(f'? AS "{column.name}"' for column in table.c)
    values = [encoder(column.type, "sqlite")(row.get(column.name)) for column in table.c]
    with closing(sqlite3.connect(":memory:")) as connection:
        source = f'SELECT {texts} FROM (SELECT {columns}) AS "{table.name}"'
        (held,) = connection.execute(source, values).fetchall()
    return 0 not in held


def drawn(column: Column[Any], kind: Any, odd: Odd) -> Any:
    """A value by the type that the graph gives the column, else by the column's own."""
    held = getattr(column.type, "impl_instance", column.type)
    if isinstance(column.type, Time):
        return odd.moment()
    if isinstance(column.type, Json) and (kind is None or is_scalar_type(get_nullable_type(kind))):
        return odd.object()
    if kind is not None:
        return present(kind, odd)
    if isinstance(column.type, Text):
        return odd.text()
    if isinstance(held, Boolean):
        return odd.random.random() < 0.5
    if isinstance(held, Integer):
        return whole(odd)
    assert isinstance(held, Float), (
        f"Say what {column.table.name}.{column.name} holds: in drawn() of {__name__}."
    )
    return real(odd)
