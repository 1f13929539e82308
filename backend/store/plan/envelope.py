"""The envelope of a root list, made in Python over the page's rows: edges, cursors, page info, counts."""

from binascii import b2a_base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any

import orjson

from backend.domain.dress import NULL, PLAIN
from backend.store.plan.binding import Constant, FromVariable, whole
from backend.store.plan.ink import TEXT, spelled
from backend.store.plan.layout import Layout, Placed, Undressable, no_flat
from backend.store.plan.spelt import Spell, Strip
from backend.store.plan.tree import Pick

Rows = Sequence[Sequence[Any]]
Write = Callable[["Sheet"], str]
Node = Sequence[tuple[int, str, Spell | None]]
"""The columns that make the text of a row side by side: where each is, what stands before its cells, and what
spells them. They are kept with the plan, so they hold no expression.
"""

_NOBODY = f"{NULL}]"
"""How the keys of no row end: a row's last one is its id."""


@dataclass(slots=True)
class Sheet:
    """One page of rows while it is written. Its cursors have a `head` in common; the column `keys` has the
    rows' keys behind so many `flags`.
    """

    rows: Rows
    nodes: Sequence[Node]
    head: str
    keys: int
    flags: int
    total: int
    has_next: bool
    has_previous: bool
    _columns: Sequence[Sequence[str]] = ()
    _cursors: Sequence[str] = ()

    def column(self, place: int) -> Sequence[str]:
        """The cells of a column."""
        if not self._columns:
            self._columns = list(zip(*self.rows, strict=True))
        return self._columns[place] if self._columns else ()

    def node(self, index: int) -> list[Sequence[str]]:
        """The columns that make the rows as they were picked for the so-manieth time."""
        return [
            self.column(place) if spell is None else spell(self.column(place))
            for place, _, spell in self.nodes[index]
        ]

    def heads(self, index: int) -> list[str]:
        """What stands before the cells of these columns."""
        return [head for _, head, _ in self.nodes[index]]

    def cursors(self) -> Sequence[str]:
        """The cursor of each row, behind the head of all."""
        if not self._cursors and self.rows:
            self._cursors = _cursors(self.column(self.keys), self.flags)
        return self._cursors

    def end(self, index: int) -> str:
        """The quoted cursor of the first (0) or last (-1) row, or null."""
        if not self.rows:
            return NULL
        cursors = self._cursors or _cursors([self.rows[index][self.keys]], self.flags)
        return f'"{self.head}{cursors[index]}"'


def placed(nodes: Iterable[Sequence[Strip]]) -> Iterator[Node]:
    """The nodes, whose columns are read one behind another."""
    places = count()
    for strips in nodes:
        yield [(next(places), each.head, each.spell) for each in strips]


def _cursors(keys: Sequence[str], flags: int) -> Sequence[str]:
    """What the rows' keys become in their cursors, all at once: a row by itself costs twice as much."""
    if not flags:
        return _encoded(keys)
    bodies = _encoded([each[flags:] for each in keys])
    return [f"{each[:flags]}.{body}" for each, body in zip(keys, bodies, strict=True)]


def _encoded(texts: Iterable[str]) -> list[str]:
    """Each text in base64url without padding."""
    lines = b"".join([b2a_base64(each.encode()) for each in texts])
    return lines.replace(b"=", b"").replace(b"+", b"-").replace(b"/", b"_").decode().split("\n")[:-1]


def _listed(heads: Sequence[str], columns: Sequence[Sequence[str]], tail: str) -> str:
    """The JSON list of rows, each a head before each of its cells, and the tail: what `%` and f-strings do
    one by one, copied once.
    """
    count, step = len(columns[0]), 2 * len(columns) + 1
    if not count:
        return "[]"
    first, *others = heads
    pieces = [tail] * (count * step)
    for index, (head, cells) in enumerate(zip([f",{first}", *others], columns, strict=True)):
        pieces[2 * index :: step] = [head] * count
        pieces[2 * index + 1 :: step] = cells
    pieces[0], pieces[-1] = f"[{first}", f"{tail}]"
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a root list's answer is written from its rows."""

    write: Write
    nodes: Sequence[Node]
    head: str
    keys: int
    flags: int
    total: int | None
    size: Constant | FromVariable
    backward: bool
    bounded: bool
    reads: bool

    def finish(self, rows: Rows, variables: Mapping[str, object]) -> str:
        """The JSON text of the connection."""
        total = int(rows[0][self.total]) if self.total is not None else 0
        found = self._found(rows)
        size = whole(self.size.read(variables))
        more = len(found) > size
        found = found[:size]
        if self.backward:
            found.reverse()
        forward, back = (self.bounded, more) if self.backward else (more, self.bounded)
        return self.write(Sheet(found, self.nodes, self.head, self.keys, self.flags, total, forward, back))

    def _found(self, rows: Rows) -> list[Sequence[object]]:
        """The page's rows: beside a count, an empty page is a row without an id."""
        if not self.reads:
            return []
        return (
            list(rows)
            if self.total is None
            else [row for row in rows if not row[self.keys].endswith(_NOBODY)]
        )


class Columns:
    """The cells that a root list's statement has to select, gathered while its envelope is made."""

    def __init__(self) -> None:
        self.nodes: list[Pick] = []
        self.cursors = False
        self.total = False
        self.flags = False

    @property
    def reads(self) -> bool:
        """Whether anything picked needs rows at all."""
        return bool(self.nodes) or self.cursors or self.flags

    @property
    def keyed(self) -> bool:
        """Whether the rows' keys are read: for cursors, beside a count, or for want of anything else."""
        return self.cursors or self.total or not self.nodes

    def writer(self, pick: Pick) -> Write:
        """What writes the connection (or the page info) that was picked."""
        return _INK.joined(self._layout(next(iter(pick.inside))).object(pick.only()))

    def _layout(self, name: str) -> Layout[Write]:
        return Layout(_INK, partial(self._cell, name), self._flat)

    def _flat(self, pick: Pick, fields: Sequence[Placed]) -> list[str | Write]:
        return self._layout("PageInfo").entries(fields) if pick.name == "pageInfo" else no_flat(pick, fields)

    def _cell(self, name: str, pick: Pick) -> str | Write:
        return f'"{name}"' if pick.name == "__typename" else _spelt(pick, self._field(pick))

    def _field(self, pick: Pick) -> Write:
        match pick.name:
            case "nodes":
                return _nodes(self._node(pick))
            case "edges":
                return self._edges(pick)
            case "pageInfo":
                return self.writer(pick)
            case "totalCount":
                self.total = True
                return lambda sheet: str(sheet.total)
            case "hasNextPage":
                self.flags = True
                return lambda sheet: "true" if sheet.has_next else "false"
            case "hasPreviousPage":
                self.flags = True
                return lambda sheet: "true" if sheet.has_previous else "false"
            case _:
                self.cursors = True
                return _ENDS[pick.name]

    def _node(self, pick: Pick) -> int:
        self.nodes.append(pick)
        return len(self.nodes) - 1

    def _edges(self, pick: Pick) -> Write:
        parts: list[tuple[str, str | int | None]] = []
        for name, picks in pick.inside.items():
            for index, inner in enumerate(picks):
                if inner.dress != replace(PLAIN, key=inner.dress.key):
                    raise Undressable(f"{inner.key} of an edge takes no dress but @as: ask for nodes.")
                head = f'{"," if index else ""}"{inner.written}":'
                parts.append((head, self._edge_part(name, inner)))
        self.flags = True
        return _edges(parts)

    def _edge_part(self, name: str, pick: Pick) -> str | int | None:
        if pick.name == "__typename":
            return f'"{name}"'
        if pick.name == "node":
            return self._node(pick)
        self.cursors = True
        return None


_ENDS: dict[str, Write] = {
    "startCursor": lambda sheet: sheet.end(0),
    "endCursor": lambda sheet: sheet.end(-1),
    "nextCursor": lambda sheet: sheet.end(-1) if sheet.has_next else "null",
    "previousCursor": lambda sheet: sheet.end(0) if sheet.has_previous else "null",
}


class _SheetInk:
    """Pieces are written of the sheet."""

    def joined(self, pieces: Sequence[str | Write]) -> Write:
        """See `Ink.joined`."""
        heads, writes = [""], []
        for piece in pieces:
            if isinstance(piece, str):
                heads[-1] += piece
            else:
                writes.append(piece)
                heads.append("")
        tail = heads.pop()
        pairs = list(zip(heads, writes, strict=True))
        return lambda sheet: "".join([head + write(sheet) for head, write in pairs]) + tail

    def unless_null(self, head: str, value: str | Write) -> str | Write:
        """See `Ink.unless_null`."""
        if isinstance(value, str):
            return head + value
        return lambda sheet: TEXT.unless_null(head, value(sheet))

    def headless(self, piece: Write) -> Write:
        """See `Ink.headless`."""
        return lambda sheet: TEXT.headless(piece(sheet))


_INK = _SheetInk()


def _spelt(pick: Pick, write: Write) -> Write:
    if pick.dress.spelling is None:
        return write
    return lambda sheet: spelled(pick, orjson.loads(write(sheet)))


def _nodes(index: int) -> Write:
    def write(sheet: Sheet) -> str:
        columns = sheet.node(index)
        if len(columns) == 1:
            return f"[{','.join(columns[0])}]"
        return _listed(sheet.heads(index), columns, "")

    return write


def _edges(parts: Sequence[tuple[str, str | int | None]]) -> Write:
    """Edges of a head for each field, and a constant, a text of the row, or None: its cursor."""
    heads, places = ["{"], list[int | None]()
    for head, place in parts:
        heads[-1] += head
        if isinstance(place, str):
            heads[-1] += place
        else:
            heads[-1] += '"' if place is None else ""
            places.append(place)
            heads.append('"' if place is None else "")
    tail = heads.pop() + "}"

    def write(sheet: Sheet) -> str:
        if not places:
            return f"[{','.join([tail] * len(sheet.rows))}]"
        before, columns = list[str](), list[Sequence[str]]()
        for head, place in zip(heads, places, strict=True):
            first, *others = [sheet.head] if place is None else sheet.heads(place)
            before += [head + first, *others]
            columns += [sheet.cursors()] if place is None else sheet.node(place)
        return _listed(before, columns, tail)

    return write
