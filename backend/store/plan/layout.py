"""Layout: an object's fields in the places and under the keys that their dress gives them.

An object is written in pieces, each entry with its comma first; what cannot be known before a row is read,
such as whether an entry is left out, is a piece of the writer's own. There are three writers: SQL, the
envelope of a root list, and plain text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from backend.domain.dress import PLAIN
from backend.store.plan.tree import Pick

T = TypeVar("T")


class Ink(Protocol[T]):
    """How a writer joins its pieces."""

    def joined(self, pieces: Sequence[str | T]) -> T:
        """The pieces as one."""

    def unless_null(self, head: str, value: str | T) -> str | T:
        """The value behind its head, or nothing if it is `null`."""

    def headless(self, piece: T) -> T:
        """The piece without its first character, or nothing of nothing."""


class Undressable(ValueError):
    """The dress of a document cannot be worn; the message says why."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A field to be written: in which groups made for it, and through which flat objects it is reached."""

    pick: Pick
    nest: tuple[str, ...]
    through: tuple[Pick, ...] = ()


Cell = Callable[[Pick], str | T]
"""Writes the value of a field of the object."""
Flat = Callable[[Pick, Sequence[Placed]], list[str | T]]
"""Writes these fields of a flat object, each with its comma first."""


def no_flat(pick: Pick, _: Sequence[Placed]) -> list[str | T]:
    """Nothing here can be flat."""
    raise Undressable(f"{pick.key} cannot be @flat here: it is no object of a row, nor a part of one.")


@dataclass(frozen=True, slots=True)
class Layout(Generic[T]):
    """Lays out one object: how pieces are joined, its fields' cells, and its flat objects."""

    ink: Ink[T]
    cell: Cell[T]
    flat: Flat[T] = no_flat

    def object(self, picks: Sequence[Pick]) -> list[str | T]:
        """The pieces of the object, or of what stands for it."""
        if all(pick.dress is PLAIN for pick in picks):
            return ["{", *self._plain(picks), "}"]
        if any(pick.dress.root for pick in picks):
            if len(picks) > 1:
                raise Undressable(f"No other field can stand beside {picks[0].key} where one is @root.")
            return [self._value(picks[0])]
        return ["{", *self.headless(self.entries(placed(picks))), "}"]

    def entries(self, fields: Iterable[Placed]) -> list[str | T]:
        """The pieces of the fields, in their groups, a comma first."""
        pieces: list[str | T] = []
        for key, members in _gathered(fields).items():
            if not isinstance(key, str):
                inner = [replace(each, through=each.through[1:]) for each in members]
                pieces += self.flat(members[0].through[0], inner)
            elif members[0].nest:
                inner = [replace(each, nest=each.nest[1:]) for each in members]
                pieces += [f',"{key}":{{', *self.headless(self.entries(inner)), "}"]
            else:
                pieces += self._entry(key, members[0].pick)
        return pieces

    def _plain(self, picks: Sequence[Pick]) -> list[str | T]:
        pieces: list[str | T] = []
        for index, pick in enumerate(picks):
            pieces += [f'{"," if index else ""}"{pick.key}":', self.cell(pick)]
        return pieces

    def _entry(self, key: str, pick: Pick) -> list[str | T]:
        value = self._value(pick)
        if pick.dress.omit and pick.dress.const is None:
            return [self.ink.unless_null(f',"{key}":', value)]
        return [f',"{key}":', value]

    def _value(self, pick: Pick) -> str | T:
        return self.cell(pick) if pick.dress.const is None else pick.dress.const

    def headless(self, pieces: list[str | T]) -> list[str | T]:
        """The entries without the comma of the first, which may depend on the row."""
        if not pieces:
            return []
        if isinstance(pieces[0], str) and pieces[0]:
            return [pieces[0][1:], *pieces[1:]]
        return [self.ink.headless(self.ink.joined(pieces))]


def placed(picks: Iterable[Pick], through: tuple[Pick, ...] = ()) -> list[Placed]:
    """Where the fields of an object belong, those of its flat objects too."""
    found: list[Placed] = []
    for pick in picks:
        nest = pick.dress.nest
        if pick.dress.flat:
            inner = placed(pick.only(), (*through, pick))
            found += [replace(each, nest=(*nest, *each.nest)) for each in inner]
        elif through and pick.name == "__typename" and pick.dress.const is None:
            raise Undressable(f"{through[-1].key} is @flat, and may be missing: it has no __typename.")
        else:
            found.append(Placed(pick, nest, through))
    return found


def _gathered(fields: Iterable[Placed]) -> dict[str | int, list[Placed]]:
    """The fields by what is written of them here: a group or an entry by its key, a flat object by itself."""
    found: dict[str | int, list[Placed]] = {}
    taken: dict[str, bool] = {}
    for field in fields:
        key = field.nest[0] if field.nest else field.pick.written
        is_group = bool(field.nest)
        if key in taken and not (is_group and taken[key]):
            raise Undressable(f"Two fields are written as {key!r} in one object.")
        taken[key] = is_group
        through = id(field.through[0]) if field.through and not is_group else key
        found.setdefault(through, []).append(field)
    return found
