"""A statement of SQLAlchemy Core, compiled once: the driver's text, its parameters' codecs, its rows."""

from collections import namedtuple
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import BindParameter, Insert
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from backend.store.codec import Codec, decoder, encoder

DIALECTS: dict[str, Dialect] = {"sqlite": sqlite_dialect(paramstyle="qmark"), "postgresql": asyncpg.dialect()}  # type: ignore[no-untyped-call]  # not typed there

Row = Any
"""A named tuple of a statement's columns. What it holds depends on the statement, so it has no type."""


class Slot(NamedTuple):
    """One parameter: its name, the value used when none is given, and its codec."""

    name: str
    default: object
    encode: Codec


@dataclass(frozen=True, slots=True)
class Statement:
    """Text for the driver, a slot for each position, and how its rows read."""

    text: str
    slots: tuple[Slot, ...]
    make_row: Any
    decoders: tuple[tuple[int, Codec], ...]

    def arguments(self, values: Mapping[str, object]) -> list[object]:
        """The parameters in the driver's order."""
        return [encode(values.get(name, default)) for name, default, encode in self.slots]

    def rows(self, raw: Sequence[Sequence[object]]) -> list[Row]:
        """The driver's rows as named tuples of Python values."""
        if not self.decoders:
            return [self.make_row._make(row) for row in raw]
        return [self.make_row._make(self._decoded(row)) for row in raw]

    def _decoded(self, row: Sequence[object]) -> list[object]:
        cells = list(row)
        for index, decode in self.decoders:
            cells[index] = decode(cells[index])
        return cells


_compiled: WeakKeyDictionary[ClauseElement, dict[tuple[str, ...], Statement]] = WeakKeyDictionary()


def compiled(core: ClauseElement, dialect: str, names: Sequence[str]) -> Statement:
    """The statement for a database; a constant is compiled once, an insert for each list of names."""
    made = _compiled.get(core)
    if made is None:
        made = _compiled[core] = {}
    key = (dialect, *names) if isinstance(core, Insert) else (dialect,)
    found = made.get(key)
    if found is None:
        found = made[key] = _compile(core, dialect, names)
    return found


def _compile(core: ClauseElement, dialect: str, names: Sequence[str]) -> Statement:
    keys = list(names) if isinstance(core, Insert) and names else None
    text = core.compile(dialect=DIALECTS[dialect], column_keys=keys)
    if not isinstance(text, SQLCompiler):
        raise TypeError(f"{core!r} is not a statement that can be run.")
    columns = list(getattr(core, "exported_columns", ()))
    decoders = ((index, decoder(column.type, dialect)) for index, column in enumerate(columns))
    return Statement(
        str(text),
        tuple(_slot(text.binds[name], name, dialect) for name in text.positiontup or ()),
        namedtuple("Row", [column.key for column in columns], rename=True),  # noqa: PYI024  (fields known at run time)
        tuple((index, decode) for index, decode in decoders if decode),
    )


def _slot(bind: BindParameter[Any], name: str, dialect: str) -> Slot:
    return Slot(name, bind.effective_value, encoder(bind.type, dialect))
