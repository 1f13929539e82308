"""Spelt: the text of a leaf as its dress spells it, in SQL where SQL can, else as a hole that is filled."""

from collections.abc import Sequence

import orjson
from sqlalchemy import case, func

from backend.domain.dress import LENGTHS, NULL, Format, Formatted, Made, Members
from backend.store.plan.builder import Builder
from backend.store.plan.layout import Undressable
from backend.store.plan.model import Computed, Steady
from backend.store.plan.spelling import quoted
from backend.store.plan.text import HOLE, Sql, text
from backend.store.plan.tree import Pick


def spelt(builder: Builder, pick: Pick, cell: Sql) -> Sql:
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
            return case((cell == quoted(NULL), quoted(NULL)), else_=_hole(builder, pick, made, cell))
    raise Undressable(f"{pick.key} has no spelling {pick.dress.spelling!r}.")


def _formatted(builder: Builder, form: Format, cell: Sql) -> Sql:
    match form:
        case Format.AS_TEXT:
            return text(['"', cell, '"'])
        case Format.AS_MILLISECONDS:
            return case((cell == quoted("0"), cell), else_=text([cell, "000"]))
        case Format.FIRST:
            return func.coalesce(builder.spelling.first(cell), quoted(NULL))
        case _:
            return text([func.substr(cell, 1, 1 + LENGTHS[form]), 'Z"'])


def _hole(builder: Builder, pick: Pick, made: Made, cell: Sql) -> Sql:
    name = f"@{pick.dress.spelling}.{made.number}"

    async def by(rows: Sequence[tuple[object]], *_: object) -> Sequence[object]:
        return [Steady(made.by(value)) for (value,) in rows]

    builder.computed[name] = Computed(name, ("value",), by)
    return text([f"{HOLE}{name}[", cell, f"]{HOLE}"])


def _text(value: object) -> str:
    return orjson.dumps(value).decode()
