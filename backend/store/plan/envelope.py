"""The envelope of a root list, made in Python over the page's rows: edges, cursors, page info, counts."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from backend.store.plan.binding import Constant, FromVariable, whole
from backend.store.plan.tree import Pick

Rows = Sequence[Sequence[object]]
Write = Callable[["Sheet"], str]


@dataclass(slots=True)
class Sheet:
    """One page of rows while it is written. Cells from `keys` on are the cursor's."""

    rows: Rows
    mark: str
    keys: tuple[int, int]
    total: int
    has_next: bool
    has_previous: bool
    _cursors: list[str] = field(default_factory=list)

    def cursors(self) -> list[str]:
        """The quoted cursor of each row."""
        if not self._cursors:
            start, end = self.keys
            self._cursors = [_cursor(self.mark, row[start:end]) for row in self.rows]
        return self._cursors

    def end(self, index: int) -> str:
        """The cursor of the first (0) or last (-1) row, or null."""
        return _cursor(self.mark, self.rows[index][slice(*self.keys)]) if self.rows else "null"


def _cursor(mark: str, cells: Sequence[object]) -> str:
    texts = [str(cell) for cell in cells]
    flags = "".join("1" if cell == "null" else "0" for cell in texts)
    body = urlsafe_b64encode(f"[{','.join(texts)}]".encode()).rstrip(b"=").decode()
    return f'"{mark}.{flags}.{body}"'


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a root list's answer is written from its rows."""

    write: Write
    mark: str
    keys: tuple[int, int]
    total: int | None
    size: Constant | FromVariable
    backward: bool
    bounded: bool
    reads: bool

    def finish(self, rows: Rows, variables: Mapping[str, object]) -> str:
        """The JSON text of the connection."""
        total = int(str(rows[0][self.total])) if self.total is not None else 0
        found = [row for row in rows if row[self.keys[1] - 1] != "null"] if self.reads else []
        size = whole(self.size.held(variables))
        more = len(found) > size
        found = found[:size]
        if self.backward:
            found.reverse()
        forward, back = (self.bounded, more) if self.backward else (more, self.bounded)
        return self.write(Sheet(found, self.mark, self.keys, total, forward, back))


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

    def writer(self, pick: Pick) -> Write:
        """What writes the connection (or an edge, or the page info) that was picked."""
        heads, writes = [], []
        for name, picks in pick.inside.items():
            for index, inner in enumerate(picks):
                heads.append(f'{"," if index else ""}"{inner.key}":')
                writes.append(_constant(f'"{name}"') if inner.name == "__typename" else self._field(inner))
        return _joined(heads, writes)

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
                head = f'{"," if index else ""}"{inner.key}":'
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


def _constant(text: str) -> Write:
    return lambda _: text


def _joined(heads: Sequence[str], writes: Sequence[Write]) -> Write:
    pairs = list(zip(heads, writes, strict=True))
    return lambda sheet: "{" + "".join([head + write(sheet) for head, write in pairs]) + "}"


def _nodes(column: int) -> Write:
    return lambda sheet: "[" + ",".join([str(row[column]) for row in sheet.rows]) + "]"


def _edges(parts: Sequence[tuple[str, str | int | None]]) -> Write:
    marked = any(cell is None for _, cell in parts)

    def write(sheet: Sheet) -> str:
        cursors = sheet.cursors() if marked else [""] * len(sheet.rows)
        edges = []
        for row, cursor in zip(sheet.rows, cursors, strict=True):
            cells = [head + _cell(cell, row, cursor) for head, cell in parts]
            edges.append("{" + "".join(cells) + "}")
        return "[" + ",".join(edges) + "]"

    return write


def _cell(cell: str | int | None, row: Sequence[object], cursor: str) -> str:
    if cell is None:
        return cursor
    return cell if isinstance(cell, str) else str(row[cell])
