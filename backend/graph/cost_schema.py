"""What introspection costs: 1 for each field, as often as it is there. Nothing in it says `first`, so the
sizes of its lists are reckoned.
"""

from collections.abc import Iterator, Mapping

from backend.graph.price import Place, Size
from backend.store.plan.tree import Pick

Sizes = Mapping[str, int]

OF_SCHEMA: Sizes = {"types": 600, "directives": 10}
OF_ALL: Sizes = {
    "fields": 5,
    "inputFields": 5,
    "args": 1,
    "enumValues": 1,
    "interfaces": 1,
    "possibleTypes": 1,
}
"""How many each type or field has on the average of all that there are."""
OF_ONE: Sizes = {
    "fields": 200,
    "inputFields": 60,
    "args": 15,
    "enumValues": 40,
    "interfaces": 3,
    "possibleTypes": 80,
}
"""How many a single one has at most: which one it is, only an answer can tell."""

WRAPS = 3
"""How often a type holds another by `ofType`: `[T!]!` is wrapped three times, and tools ask for more."""

_PARTS = frozenset({"fields", "inputFields", "args", "enumValues"})
"""What belongs to one type alone: the parts of all types are all parts."""


def walked(pick: Pick, place: Place, sizes: Sizes = OF_ONE, wraps: int = WRAPS) -> Iterator[Place]:
    """The places of a field of introspection and of those inside it."""
    yield place
    for each in pick.only():
        inside, rows = place.inside(each.key), sizes.get(each.name) or OF_SCHEMA.get(each.name, 1)
        if each.name == "ofType":
            yield from walked(each, inside, OF_ONE, wraps - 1) if wraps else ()
        elif each.inside:
            is_of_all = each.name == "types" or (sizes is OF_ALL and each.name in _PARTS)
            yield from walked(each, inside.each(Size(rows)), OF_ALL if is_of_all else OF_ONE)
        else:
            yield inside
