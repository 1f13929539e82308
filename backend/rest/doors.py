"""Doors: every dialect at its name, and one of them at the root too, by the first segment of their paths."""

from collections.abc import Iterable

from backend.rest.compiled import compiled
from backend.rest.dialect import Dialect
from backend.rest.house import House
from backend.rest.serve import Served


def doors(dialects: Iterable[Dialect], house: House, root: str | None = None) -> dict[str, Served]:
    """The applications by the first segment of the paths that they answer (Wrong)."""
    found: dict[str, Served] = {}
    for dialect in dialects:
        made = compiled(dialect, house)
        places = [Served(made, house, f"/{dialect.name}")]
        if dialect.name == root:
            places.append(Served(made, house, ""))
        found |= {head: served for served in places for head in served.heads}
    return found
