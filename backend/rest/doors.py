"""Doors: every dialect at its name, and one of them at the root too, by the first segment of their paths."""

from collections.abc import Iterable

from backend.rest.compiled import compiled
from backend.rest.dialect import Dialect
from backend.rest.house import House
from backend.rest.serve import Served


class NoSuchDialect(Exception):
    """No dialect has this name; the message says which there are."""


def doors(dialects: Iterable[Dialect], house: House, root: str | None = None) -> dict[str, Served]:
    """The applications by the first segment of the paths that they answer (Wrong, NoSuchDialect)."""
    known = {dialect.name: dialect for dialect in dialects}
    if root is not None and root not in known:
        raise NoSuchDialect(f"There is no dialect {root!r}: name one of {', '.join(sorted(known))}.")
    found: dict[str, Served] = {}
    for name, dialect in known.items():
        made = compiled(dialect, house)
        places = [Served(made, house, f"/{name}"), *([Served(made, house, "")] if name == root else [])]
        found |= {head: served for served in places for head in served.heads}
    return found
