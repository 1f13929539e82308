"""The links of one holder as a list: added, changed, moved, taken away and replaced, without a database."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from backend.domain.errors import BadInput, Conflict, NotFound, Path
from backend.domain.kept import differs, patched
from backend.domain.law import EXTENSIONS
from backend.domain.link import LinkKind
from backend.domain.sealed import Sealed

MOST = 100
"""Links of one kind that a holder may have: a page shows them all."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as its holder has it. Its position follows from its place among those of its kind.

    `settings` and `extensions` are None where nothing was said of them. `id` is the row's, where it is one.
    """

    stable_id: str
    kind: LinkKind
    target_id: str | None = None
    inline: Mapping[str, Any] | None = None
    settings: Mapping[str, Any] | None = None
    extensions: Mapping[str, Any] | None = None
    sealed: str | None = None
    id: str | None = field(default=None, compare=False)

    @property
    def sort(self) -> tuple[str, object, object]:
        """What no two links of a holder have alike: what they lead to."""
        entry = (self.settings or {}).get("entryKey")
        return (self.kind.name, self.target_id or self.stable_id, entry)


Links = tuple[Linked, ...]
Edit = Callable[[Links], Links]
"""A change of a holder's links."""
Opened = Callable[[Linked], Mapping[str, Sealed] | None]
"""What is sealed in a link; None if nothing is, or nobody here can open it."""

_ALIAS = ("settings", "alias")


def positions(links: Links) -> list[int]:
    """The place of each link among those of its kind."""
    counters = {kind: count() for kind in LinkKind}
    return [next(counters[each.kind]) for each in links]


def same(before: Links, after: Links) -> bool:
    """Whether two lists say the same, order and settings included."""
    return not differs({"links": _spelt(before)}, {"links": _spelt(after)})


def _spelt(links: Links) -> list[object]:
    ordered = sorted(zip(positions(links), links, strict=True), key=lambda pair: (pair[1].kind.name, pair[0]))
    return [
        [each.stable_id, each.target_id, each.inline, each.settings or {}, each.extensions or {}, each.sealed]
        for _, each in ordered
    ]


def checked(links: Links, path: Path, taken: Path = ()) -> Links:
    """The links, if a holder may have them together (BAD_INPUT): up to 100 of a kind, no alias twice.

    `path` is the place of the input that has too many, and with `taken` behind it of an alias that is taken.
    """
    for kind in LinkKind:
        of_kind = [each for each in links if each.kind is kind]
        if len(of_kind) > MOST:
            raise BadInput(f"There may be up to {MOST} links of kind {kind.name}.", path)
        aliases = [alias for each in of_kind if (alias := (each.settings or {}).get("alias")) is not None]
        if len(set(aliases)) < len(aliases):
            raise BadInput(f"Two links of kind {kind.name} have the same alias.", (*path, *taken))
    return links


def added(link: Linked, position: int | None) -> Edit:
    """Add a link at a place among those of its kind, else behind them. One that is there already stays."""

    def edit(links: Links) -> Links:
        if any(each.sort == link.sort for each in links):
            return links
        return checked(_placed(links, link, position), ("input",), _ALIAS)

    return edit


def changed(
    stable_id: str,
    settings: Callable[[LinkKind], Mapping[str, Any]] | None,
    extensions: Mapping[str, Any] | None,
    position: int | None,
) -> Edit:
    """Write a link's settings anew, merge its extensions, move it; what is None stays."""

    def edit(links: Links) -> Links:
        before = next(each for each in links if each.stable_id == stable_id)
        after = before
        if settings is not None:
            after = replace(after, settings=settings(before.kind))
        if extensions is not None:
            merged = patched(before.extensions or {}, extensions)
            after = replace(after, extensions=EXTENSIONS(merged, ("input", "extensions")))  # type: ignore[arg-type]  # a law's object
        others = tuple(each for each in links if each is not before)
        if any(each.sort == after.sort for each in others):
            raise Conflict("There is a link to this entry already.", ("input", "settings", "entryKey"))
        if position is None:
            return checked(tuple(after if each is before else each for each in links), ("input",), _ALIAS)
        return checked(_placed(others, after, position), ("input",), _ALIAS)

    return edit


def removed(stable_ids: Iterable[str]) -> Edit:
    """Take links away."""
    gone = frozenset(stable_ids)
    return lambda links: tuple(each for each in links if each.stable_id not in gone)


def replaced(kinds: Iterable[LinkKind], wanted: Sequence[Linked], opened: Opened, path: Path) -> Edit:
    """Replace all links of these kinds. A target that stays keeps its stable id, and its settings and
    extensions where nothing is said of them; so does a definition that is the same, its secrets too.
    """
    held = frozenset(kinds)

    def edit(links: Links) -> Links:
        left = [each for each in links if each.kind in held]
        made = [_kept(each, _taken(each, left, opened)) for each in wanted]
        if len({each.sort for each in made}) < len(made):
            raise BadInput("The same is linked twice: a target stands once in a list.", path)
        return checked((*(each for each in links if each.kind not in held), *made), path)

    return edit


def _taken(wanted: Linked, left: list[Linked], opened: Opened) -> Linked | None:
    """The link of before that the wanted one goes on with, taken out of those that are left."""
    if wanted.inline is None:
        alike = [each for each in left if each.sort[:2] == wanted.sort[:2]]
        exact = [each for each in alike if each.sort == wanted.sort]
        alike = exact or (alike if wanted.settings is None else [])
    else:
        alike = [each for each in left if _defines_the_same(each, wanted, opened)]
    if not alike:
        return None
    left.remove(alike[0])
    return alike[0]


def _defines_the_same(before: Linked, wanted: Linked, opened: Opened) -> bool:
    if before.kind is not wanted.kind or differs({"inline": before.inline}, {"inline": wanted.inline}):
        return False
    if before.sealed is None or wanted.sealed is None:
        return before.sealed is wanted.sealed
    return opened(before) == opened(wanted)


def _kept(wanted: Linked, before: Linked | None) -> Linked:
    if before is None:
        return wanted
    return replace(
        wanted,
        stable_id=before.stable_id,
        settings=before.settings if wanted.settings is None else wanted.settings,
        extensions=before.extensions if wanted.extensions is None else wanted.extensions,
        sealed=before.sealed,
    )


def _placed(links: Links, link: Linked, position: int | None) -> Links:
    of_kind = [each for each in links if each.kind is link.kind]
    place = len(of_kind) if position is None else min(position, len(of_kind))
    of_kind.insert(place, link)
    return (*(each for each in links if each.kind is not link.kind), *of_kind)


def named(links: Links, word: str, targets: Collection[str]) -> Linked:
    """The link of that stable id or row's id, or the one that leads to a target (NOT_FOUND)."""
    for each in links:
        if word in {each.stable_id, each.id}:
            return each
    found = [each for each in links if each.target_id in targets]
    if len(found) == 1:
        return found[0]
    if found:
        raise Conflict(f"{word!r} is linked more than once: name the link by its own id.", ("id",))
    raise NotFound(f"{word!r} is not linked here.", ("id",))
