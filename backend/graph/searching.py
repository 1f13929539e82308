"""Searching: a root field whose rows come from a search, each with its score. Two statements: the search, and
the rows that it found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from backend.domain.law import member_of
from backend.domain.memory import SearchMode
from backend.domain.viewer import Viewer
from backend.graph.computed import cause_of
from backend.platform.telemetry import Cause
from backend.store.database import Fetch
from backend.store.memory_search import Hit, Wanted, search_memory
from backend.store.plan import root as roots
from backend.store.plan.binding import Getter, getter, identifier, small
from backend.store.plan.model import Computed, Model
from backend.store.plan.root import Plan
from backend.store.plan.tree import Pick

HIT, ENTRY = "MemoryHit", "MemoryEntry"


@dataclass(frozen=True, slots=True)
class FromSearch:
    """What a search of memories found, the best first. A pick has a plan if it is of the entry's fields."""

    key: str
    dialect: str
    given: Mapping[str, Getter]
    picks: Sequence[tuple[Pick, Plan | None]]
    nullable: bool = False

    @property
    def computed(self) -> Mapping[str, Computed]:
        """See `reading.Part.computed`."""
        plans = (plan for _, plan in self.picks if plan is not None)
        return {name: leaf for plan in plans for name, leaf in plan.computed.items()}

    @property
    def weight(self) -> int:
        """See `reading.Part.weight`."""
        return sum(plan.weight for _, plan in self.picks if plan is not None)

    @property
    def cause(self) -> Cause:
        """See `reading.Part.cause`."""
        return cause_of(self.computed)

    async def read(self, fetch: Fetch, variables: Mapping[str, Any], viewer: Viewer) -> str:
        """See `reading.Part.read`."""
        given: Any = {name: each.read(variables, viewer) for name, each in self.given.items()}
        hits = await search_memory(fetch, self.dialect, viewer, Wanted(**given))
        found = {
            pick.key: await _texts(pick, plan, hits, fetch, variables, viewer) for pick, plan in self.picks
        }
        texts = (",".join(f'"{key}":{texts[at]}' for key, texts in found.items()) for at in range(len(hits)))
        return f"[{','.join(f'{{{each}}}' for each in texts)}]"


def searched(model: Model, dialect: str, pick: Pick) -> FromSearch:
    """The plan of a search, but for the search itself."""
    given = {
        column: getter(value, encode)
        for name, (column, encode) in _ARGUMENTS.items()
        if (value := pick.argument(name)) is not None
    }
    picks = [
        (each, roots.nodes(model, dialect, ENTRY, each) if each.name == "entry" else None)
        for each in pick.only()
    ]
    return FromSearch(pick.key, dialect, given, picks)


async def _texts(
    pick: Pick,
    plan: Plan | None,
    hits: Sequence[Hit],
    fetch: Fetch,
    variables: Mapping[str, Any],
    viewer: Viewer,
) -> list[str]:
    """The JSON texts of what is picked of each hit."""
    if plan is not None:
        wanted = roots.own(ids=[hit.entry for hit in hits])
        rows = await fetch(plan.text, plan.arguments({**variables, **wanted}, viewer))
        texts = {str(row[1]): str(row[0]) for row in rows}
        return [texts[hit.entry] for hit in hits]
    if pick.name == "__typename":
        return [f'"{HIT}"'] * len(hits)
    return [orjson.dumps(hit.score).decode() for hit in hits]


def _stores(value: object) -> list[str]:
    return [identifier(each) for each in (value if isinstance(value, list) else [value])]


def _mode(value: object) -> SearchMode:
    return SearchMode[str(_member(value, ("mode",)))]


def _same(value: object) -> object:
    return value


_member = member_of(SearchMode)
_ARGUMENTS = {
    "storeIds": ("stores", _stores),
    "query": ("query", _same),
    "mode": ("mode", _mode),
    "first": ("first", small),
}
"""What each argument is to the search, and how it is read."""
