"""Kinds: rows of an interface, whose text is what all kinds write alike, and between that what some write."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import case

from backend.domain.dress import PLAIN
from backend.store.plan.builder import Source
from backend.store.plan.layout import Layout, placed
from backend.store.plan.spelling import quoted
from backend.store.plan.text import Piece, Sql, text
from backend.store.plan.tree import Inside, Pick

LayoutOf = Callable[[str], Layout[Sql]]
"""How rows of a kind are laid out."""
Write = Callable[[str, Sequence[Pick]], list[Piece]]
"""Writes picks of a kind, each behind a comma."""


def kinds_text(inside: Inside, source: Source, layout: LayoutOf) -> Sql:
    """The JSON text of each row. What all kinds pick alike is written once, whatever relations it holds;
    where a field is dressed, each kind is written by itself.
    """
    if any(pick.dress is not PLAIN for picks in inside.values() for pick in picks):
        texts = {quoted(kind): text(layout(kind).object(picks)) for kind, picks in inside.items()}
        return case(texts, value=source.column("kind"), else_=quoted("{}"))

    def write(kind: str, picks: Sequence[Pick]) -> list[Piece]:
        return layout(kind).entries(placed(picks))

    first = next(iter(inside))
    pieces: list[Piece] = []
    before: Mapping[str, int] = dict.fromkeys(inside, -1)
    for places in _shared(inside):
        between = {kind: picks[before[kind] + 1 : places[kind]] for kind, picks in inside.items()}
        pieces += [*_some(between, source, write), *write(first, [inside[first][places[first]]])]
        before = places
    pieces += _some({kind: picks[before[kind] + 1 :] for kind, picks in inside.items()}, source, write)
    return text(["{", *layout(first).headless(pieces), "}"])


def _shared(inside: Inside) -> list[Mapping[str, int]]:
    """The places, in each kind's own list, of the picks that all kinds share in one order."""
    found: list[Mapping[str, int]] = []
    first = next(iter(inside))
    for pick in inside[first]:
        after = found[-1] if found else dict.fromkeys(inside, -1)
        places = {kind: _place(picks, pick, after[kind] + 1) for kind, picks in inside.items()}
        known = {kind: place for kind, place in places.items() if place is not None}
        if len(known) == len(inside):
            found.append(known)
    return found


def _place(picks: Sequence[Pick], wanted: Pick, start: int) -> int | None:
    return next((index for index in range(start, len(picks)) if _alike(picks[index], wanted)), None)


def _alike(one: Pick, other: Pick) -> bool:
    # What the same nodes of a document ask is one object; comparing relations by value might take for ever.
    return one is other or (not one.inside and one == other)


def _some(between: Mapping[str, Sequence[Pick]], source: Source, write: Write) -> list[Piece]:
    """What only some kinds write in one place."""
    groups: list[tuple[Sequence[Pick], list[str]]] = []
    for kind, picks in between.items():
        for held, kinds in groups:
            if len(held) == len(picks) and all(map(_alike, held, picks)):
                kinds.append(kind)
                break
        else:
            groups.append((picks, [kind]))
    branches = [
        (source.column("kind").in_([quoted(kind) for kind in kinds]), text(write(kinds[0], picks)))
        for picks, kinds in groups
        if picks
    ]
    return [case(*branches, else_=quoted(""))] if branches else []
