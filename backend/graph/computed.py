"""Computed leaves: the holes that plans leave in an answer are filled, with one call of each function."""

from collections import namedtuple
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson

from backend.domain.errors import ConcordError
from backend.domain.viewer import Viewer
from backend.graph.context import Kept, Services
from backend.platform import clock
from backend.platform.logging import log
from backend.platform.telemetry import Cause
from backend.store.plan.model import Computed, Steady
from backend.store.plan.text import HOLE
from backend.store.statement import Row

By = Callable[[Sequence[Row], Viewer, Services], Awaitable[Sequence[object]]]
"""A function of computed leaves: given rows of the columns that it needs, as JSON has them, no two alike, it
gives a JSON scalar for each, or that as `Steady`. What a ConcordError keeps it from saying is null.
"""


def cause_of(computed: Mapping[str, Computed]) -> Cause:
    """How a text with holes for these leaves is finished."""
    return "computed" if computed else "joined"


async def filled(
    texts: Sequence[str], computed: Mapping[str, Computed], viewer: Viewer, services: Services
) -> list[str]:
    """The texts of an answer with their holes filled, which are every second piece of a text."""
    if not any(HOLE in text for text in texts):
        return list(texts)
    pieces = [text.split(HOLE) for text in texts]
    holes = dict.fromkeys([hole for each in pieces for hole in each[1::2]])
    found, asked = _known(holes, services.steady)
    for name, missing in asked.items():
        found |= await _called(computed[name], missing, viewer, services)
    for each in pieces:
        each[1::2] = [found[hole] for hole in each[1::2]]
    return ["".join(each) for each in pieces]


def _known(holes: Collection[str], steady: Kept) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The texts of leaves that are kept, and the other holes by the names of their leaves."""
    moment = clock.now()
    held = steady.several(holes)
    found = {hole: text for hole, (text, until) in held.items() if until > moment}
    asked: dict[str, list[str]] = {}
    if len(found) < len(holes):
        for hole in [each for each in holes if each not in found]:
            asked.setdefault(hole.partition("[")[0], []).append(hole)
    return found, asked


async def _called(leaf: Computed, holes: Sequence[str], viewer: Viewer, services: Services) -> dict[str, str]:
    """The text of the leaf for each hole: behind its name, the cells that it needs."""
    make = _row(leaf.needs)
    cells = [hole[hole.index("[") :] for hole in holes]
    rows = [make(*each) for each in orjson.loads(f"[{','.join(cells)}]")]
    try:
        values = await leaf.by(rows, viewer, services)
    except ConcordError as error:
        log.warning("a leaf is not computed", leaf=leaf.name, error=error.message)
        values = [None] * len(rows)
    return {hole: _text(hole, value, services.steady) for hole, value in zip(holes, values, strict=True)}


def _text(hole: str, value: object, steady: Kept) -> str:
    """A value as JSON, which is kept if it is steady."""
    if not isinstance(value, Steady):
        return orjson.dumps(value).decode()
    text = orjson.dumps(value.value).decode()
    steady.put(hole, (text, value.until), len(hole) + len(text))
    return text


@lru_cache
def _row(needs: tuple[str, ...]) -> Any:
    """What a row is made by. To make it takes as long as to fill the holes of a page."""
    return namedtuple("Row", needs)  # noqa: PYI024  (fields known at run time)
