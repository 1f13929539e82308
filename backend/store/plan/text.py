"""Texts: literal characters and expressions side by side in one flat row, as each database joins them.

Flat, because SQLite's parser takes no more than about a hundred open brackets and words.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.operators import concat_op

from backend.domain.dress import Made

Sql = ColumnElement[Any]
Piece = str | Sql
"""A part of a text: literal characters, or an expression of SQL."""

HOLE = "\x01"
"""Stands before and behind what a computed leaf is made of: JSON text has no such character."""

CHAIN = 90
"""Parts in one row: PostgreSQL's functions take 100 arguments, SQLite's expressions may be 1,000 deep."""


_FEW = 4
"""Parts that are as quickly chained as formatted."""


class Joined(ColumnElement[str]):
    """Parts side by side, no two of them literal characters."""

    inherit_cache = False
    type = String()

    def __init__(self, parts: Iterable[Piece]) -> None:
        self.parts = tuple(parts)


class Hole(ColumnElement[str]):
    """What a function makes of a cell, which is no null: the place of it in a text."""

    inherit_cache = False
    type = String()

    def __init__(self, name: str, cell: Sql, made: Made) -> None:
        self.cell = cell
        self.made = made
        self.text = text([f"{HOLE}{name}[", cell, f"]{HOLE}"])


def text(pieces: Iterable[Piece]) -> Joined:
    """One text of literal characters and expressions; a text inside a text is taken apart."""
    parts: list[Piece] = []
    for piece in pieces:
        for part in piece.parts if isinstance(piece, Joined) else (piece,):
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            else:
                parts.append(part)
    return Joined(parts)


def spelled(literal: str) -> str:
    """Literal characters as SQL."""
    return "'" + literal.replace("'", "''") + "'"


@compiles(Joined, "sqlite")
def _chained(joined: Joined, compiler: SQLCompiler, **options: Any) -> str:
    parts = _processed(joined, compiler, options)
    if _FEW < len(parts) <= CHAIN and not any("SELECT" in part for part in parts):
        return _formatted(joined.parts, parts)
    return _in_rows(parts, " || ", "({})")


def _formatted(parts: Sequence[Piece], written: Sequence[str]) -> str:
    """A row of cells as one `printf`, which writes each once; `||` copies what stands before it each time."""
    form = "".join(part.replace("%", "%%") if isinstance(part, str) else "%s" for part in parts)
    cells = [each for part, each in zip(parts, written, strict=True) if not isinstance(part, str)]
    return f"printf({', '.join([spelled(form), *cells])})"


@compiles(Joined, "postgresql")
def _concatenated(joined: Joined, compiler: SQLCompiler, **options: Any) -> str:
    parts = _processed(joined, compiler, options)
    return parts[0] if len(parts) == 1 else f"concat({_in_rows(parts, ', ', 'concat({})')})"


@compiles(Hole)
def _held_open(hole: Hole, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(hole.text, **options)


def _processed(joined: Joined, compiler: SQLCompiler, options: Mapping[str, Any]) -> list[str]:
    return [
        spelled(part)
        if isinstance(part, str)
        else compiler.process(part.self_group(against=concat_op), **options)
        for part in joined.parts
    ]


def _in_rows(parts: Sequence[str], between: str, row: str) -> str:
    while len(parts) > CHAIN:
        rows = [parts[start : start + CHAIN] for start in range(0, len(parts), CHAIN)]
        parts = [row.format(between.join(each)) for each in rows]
    return between.join(parts)
