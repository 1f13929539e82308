"""Computed leaves: the holes that plans leave in an answer are filled, with one call of each function."""

from collections import namedtuple
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson

from backend.domain.errors import ConcordError
from backend.domain.viewer import Viewer
from backend.graph.context import Services
from backend.platform.logging import log
from backend.platform.telemetry import Cause
from backend.store.plan.model import Computed
from backend.store.plan.text import HOLE
from backend.store.statement import Row

By = Callable[[Sequence[Row], Viewer, Services], Awaitable[Sequence[object]]]
"""A function of computed leaves: given rows of the columns that it needs, as JSON has them, no two alike, it
gives a JSON scalar for each. What a ConcordError keeps it from saying is null.
"""


def cause_of(computed: Mapping[str, Computed]) -> Cause:
    """How a text with holes for these leaves is finished."""
    return "computed" if computed else "joined"


async def filled(
    texts: Sequence[str], computed: Mapping[str, Computed], viewer: Viewer, services: Services
) -> list[str]:
    """The texts of an answer with their holes filled."""
    pieces = [text.split(HOLE) for text in texts]
    asked: dict[str, dict[str, None]] = {}
    for each in pieces:
        for name, cells in _holes(each):
            asked.setdefault(name, {})[cells] = None
    found = {
        name: await _called(computed[name], list(cells), viewer, services) for name, cells in asked.items()
    }
    for each in pieces:
        each[1::2] = [found[name][cells] for name, cells in _holes(each)]
    return ["".join(each) for each in pieces]


def _holes(pieces: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The holes among the pieces, which are every second one: the leaf's name, and what it needs."""
    for hole in pieces[1::2]:
        name, _, cells = hole.partition("[")
        yield name, cells


async def _called(leaf: Computed, cells: Sequence[str], viewer: Viewer, services: Services) -> dict[str, str]:
    """The text of the leaf for each row's cells."""
    make = _row(leaf.needs)
    rows = [make(*each) for each in orjson.loads(f"[{','.join(['[' + each for each in cells])}]")]
    try:
        values = await leaf.by(rows, viewer, services)
    except ConcordError as error:
        log.warning("a leaf is not computed", leaf=leaf.name, error=error.message)
        values = [None] * len(rows)
    return dict(zip(cells, [orjson.dumps(value).decode() for value in values], strict=True))


@lru_cache
def _row(needs: tuple[str, ...]) -> Any:
    """What a row is made by. To make it takes as long as to fill the holes of a page."""
    return namedtuple("Row", needs)  # noqa: PYI024  (fields known at run time)
