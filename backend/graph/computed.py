"""Computed leaves: the holes that plans leave in an answer are filled, with one call of each function."""

from collections import namedtuple
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from backend.domain.errors import ConcordError
from backend.domain.viewer import Viewer
from backend.graph.context import Services
from backend.platform.logging import log
from backend.store.plan.model import Computed
from backend.store.plan.text import HOLE
from backend.store.statement import Row

By = Callable[[Sequence[Row], Viewer, Services], Awaitable[Sequence[object]]]
"""A function of computed leaves: given rows of the columns that it needs, as JSON has them, no two alike, it
gives a JSON scalar for each. What a ConcordError keeps it from saying is null.
"""


async def filled(
    texts: Sequence[str], computed: Mapping[str, Computed], viewer: Viewer, services: Services
) -> list[str]:
    """The texts of an answer with their holes filled."""
    pieces = [text.split(HOLE) for text in texts]
    asked: dict[Computed, dict[str, None]] = {}
    for each in pieces:
        for leaf, cells in _holes(each, computed):
            asked.setdefault(leaf, {})[cells] = None
    found = {leaf: await _called(leaf, list(cells), viewer, services) for leaf, cells in asked.items()}
    for each in pieces:
        each[1::2] = [found[leaf][cells] for leaf, cells in _holes(each, computed)]
    return ["".join(each) for each in pieces]


def _holes(pieces: Sequence[str], computed: Mapping[str, Computed]) -> Iterator[tuple[Computed, str]]:
    """The holes among the pieces, which are every second one: the leaf, and the cells of what it needs."""
    for hole in pieces[1::2]:
        name, _, cells = hole.partition("[")
        yield computed[name], cells


async def _called(leaf: Computed, cells: Sequence[str], viewer: Viewer, services: Services) -> dict[str, str]:
    """The text of the leaf for each row's cells."""
    make: Any = namedtuple("Row", [*leaf.needs])  # type: ignore[misc]  # noqa: PYI024  (fields known at run time)
    rows = [make(*each) for each in orjson.loads(f"[{','.join(['[' + each for each in cells])}]")]
    try:
        values = await leaf.by(rows, viewer, services)
    except ConcordError as error:
        log.warning("a leaf is not computed", leaf=leaf.name, error=error.message)
        values = [None] * len(rows)
    return dict(zip(cells, [orjson.dumps(value).decode() for value in values], strict=True))
