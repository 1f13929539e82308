"""Spelt: the text of a leaf as its dress spells it, in SQL where SQL can, else as a hole that is filled.

A hole that stands in each row of a root list is read as a column of its own, and filled by the column.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import orjson
from sqlalchemy import String, case, cast, func

from backend.domain.dress import LENGTHS, NULL, Format, Formatted, Made, Members
from backend.store.plan.builder import Builder
from backend.store.plan.layout import Undressable
from backend.store.plan.model import Computed, Steady
from backend.store.plan.spelling import quoted
from backend.store.plan.text import Hole, Joined, Piece, Sql, text
from backend.store.plan.tree import Pick

KEPT, SHORT = 10_000, 100
"""Cells for which what a function made of them is kept, and their characters, on the average of a column."""

Spell = Callable[[Sequence[str]], Sequence[str]]
"""Makes a column's texts of its cells."""


def spelt(builder: Builder, pick: Pick, cell: Sql, *, nullable: bool = True) -> Sql:
    """A leaf's cell, spelled as the pick has it (Undressable for a leaf that is a hole already)."""
    match pick.dress.by:
        case None:
            return cell
        case Members(table):
            texts = {quoted(_text(ours)): quoted(_text(theirs)) for ours, theirs in table.items()}
            return case(texts, value=cell, else_=quoted(NULL))
        case Formatted(form):
            return case((cell == quoted(NULL), quoted(NULL)), else_=_formatted(builder, form, cell))
        case Made() as made:
            hole = _hole(builder, pick, made, cell)
            return case((cell == quoted(NULL), quoted(NULL)), else_=hole) if nullable else hole
    raise Undressable(f"{pick.key} has no spelling {pick.dress.spelling!r}.")


def _formatted(builder: Builder, form: Format, cell: Sql) -> Sql:
    match form:
        case Format.AS_TEXT:
            return text(['"', cell, '"'])
        case Format.AS_MILLISECONDS:
            # SQLite has the number, not its text, which alone is equal to a text.
            return case((cast(cell, String) == quoted("0"), quoted("0")), else_=text([cell, "000"]))
        case Format.FIRST:
            return func.coalesce(builder.spelling.first(cell), quoted(NULL))
        case _:
            return text([func.substr(cell, 1, 1 + LENGTHS[form]), 'Z"'])


def _hole(builder: Builder, pick: Pick, made: Made, cell: Sql) -> Sql:
    name = f"@{pick.dress.spelling}.{made.number}"

    async def by(rows: Sequence[tuple[object]], *_: object) -> Sequence[object]:
        return [Steady(made.by(value)) for (value,) in rows]

    builder.computed[name] = Computed(name, ("value",), by)
    return Hole(name, cell, made)


@dataclass(frozen=True, slots=True)
class Strip:
    """A column of a root list: what stands before each cell, and what spells the cells, if anything does."""

    head: str
    cell: Sql
    spell: Spell | None = None


def apart(row: Sql) -> list[Strip]:
    """The columns that make a row's text side by side, cut at its holes."""
    strips: list[Strip] = []
    between: list[Piece] = []
    for part in row.parts if isinstance(row, Joined) else [row]:
        if not isinstance(part, Hole):
            between.append(part)
            continue
        head, between = between, []
        if len(head) > 1 or not all(isinstance(each, str) for each in head):
            strips.append(Strip("", text(head)))
            head = []
        strips.append(Strip("".join(map(str, head)), cast(part.cell, String), speller(part.made)))
    return [*strips, Strip("", text(between))] if between else strips


@cache
def speller(made: Made) -> Spell:
    """What spells columns by a function, whose texts for short cells are kept."""

    def spelled(cell: str) -> str:
        return _text(made.by(orjson.loads(cell)))

    kept = lru_cache(KEPT)(spelled)

    def spell(cells: Sequence[str]) -> list[str]:
        is_short = len("".join(cells)) <= SHORT * len(cells)
        return list(map(kept if is_short else spelled, cells))

    return spell


def _text(value: object) -> str:
    return orjson.dumps(value).decode()
