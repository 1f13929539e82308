"""Pages: how many rows, from which side, and beyond which cursor.

A cursor is `<digest of list and order>.<null flags>.<base64url of the JSON list of key values and id>`. It
is not signed: scope protects, not the cursor. One of another list or order, or that does not decode, is
BAD_CURSOR.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import orjson

from backend.domain.errors import BadCursor, BadInput
from backend.store.codec import real_text
from backend.store.plan.binding import Codec, Constant, FromVariable, codec_of, scalar, whole
from backend.store.plan.builder import Builder, Source
from backend.store.plan.order import Key, seek
from backend.store.plan.spelling import SQL_TYPES
from backend.store.plan.text import Sql
from backend.store.plan.tree import Pick, Value
from backend.store.table import Integer

DEFAULT = 50
MOST = 100

_KEPT = 1_000
"""Characters of the longest cursor whose values are kept."""
_DAMAGED = "This cursor is damaged: use it as it was given."


@dataclass(frozen=True, slots=True)
class Page:
    """The window of a list: its size (None: the default), its side, and its cursors."""

    size: Value | None
    backward: bool
    after: Value | None
    before: Value | None

    @property
    def bound(self) -> Value | None:
        """The cursor on the side where the page begins."""
        return self.before if self.backward else self.after


def page(pick: Pick) -> Page:
    """Read `first after last before` (BAD_INPUT for `first` with `last`)."""
    first, last = pick.argument("first"), pick.argument("last")
    after, before = pick.argument("after"), pick.argument("before")
    if first is not None and last is not None:
        raise BadInput("Say first or last, not both.", last.path)
    backward = last is not None or (first is None and before is not None and after is None)
    return Page(last if backward else first, backward, after, before)


def limit(builder: Builder, window: Page, extra: int) -> Sql:
    """The page's size, and some more rows, as a parameter or a literal (BAD_INPUT outside 0 to 100)."""

    def encode(value: object) -> object:
        size = whole(value)
        if not 0 <= size <= MOST:
            raise BadInput(f"A page has 0 to {MOST} rows, not {size}.")
        return size + extra

    if window.size is None:
        return builder.constant(DEFAULT + extra, Integer)
    return builder.bind(window.size, encode, Integer)


def size(window: Page) -> Constant | FromVariable:
    """The page's size, to be read in each request."""
    return Constant(DEFAULT) if window.size is None else scalar(window.size, whole)


def beyond(builder: Builder, source: Source, window: Page, order: Sequence[Key], mark: str) -> list[Sql]:
    """The conditions that the page's cursors set."""
    conditions = []
    for cursor, backward in ((window.after, False), (window.before, True)):
        if cursor is not None:
            bounds = _bounds(builder, cursor, order, mark)
            conditions.append(seek(source, order, bounds, backward=backward))
    return conditions


def _bounds(builder: Builder, cursor: Value, order: Sequence[Key], mark: str) -> list[Sql | None]:
    flags = null_flags(cursor, mark, len(order))
    codecs = tuple(codec_of(key.leaf, builder.dialect) for key in order)
    bounds: list[Sql | None] = []
    for index, key in enumerate(order):
        if flags[index] and not key.leaf.nullable:
            raise BadCursor(_DAMAGED, cursor.path)
        decode = _part(mark, codecs, index)
        bounds.append(None if flags[index] else builder.bind(cursor, decode, SQL_TYPES[key.leaf.kind]))
    return bounds


def null_flags(cursor: Value, mark: str, count: int) -> list[bool]:
    """Which keys of the cursor are null (BAD_CURSOR if it is of another list or order, or damaged)."""
    try:
        cells = decoded(cursor.content, mark, count)
    except BadCursor as error:
        raise BadCursor(error.message, cursor.path) from error
    return [cell is None for cell in cells]


def decoded(cursor: object, mark: str, count: int) -> Sequence[object]:
    """The key values in a cursor (BAD_CURSOR)."""
    text = str(cursor)
    head, _, rest = text.partition(".")
    body = rest.partition(".")[2]
    if head != mark:
        raise BadCursor("This cursor is of another list or order: page on with cursors of this very list.")
    try:
        cells = orjson.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (Base64Error, ValueError) as error:
        raise BadCursor(_DAMAGED) from error
    if not isinstance(cells, list) or len(cells) != count or encoded(mark, cells) != text:
        raise BadCursor(_DAMAGED)
    return cells


def encoded(mark: str, cells: Sequence[object]) -> str:
    """The cursor of a row whose keys these are."""
    flags = "".join("1" if cell is None else "0" for cell in cells)
    body = ",".join(
        [real_text(cell) if isinstance(cell, float) else orjson.dumps(cell).decode() for cell in cells]
    )
    return f"{mark}.{flags}.{urlsafe_b64encode(f'[{body}]'.encode()).rstrip(b'=').decode()}"


def shape(cursor: object) -> str:
    """The part of a cursor that a plan depends on: its digest and null flags."""
    return str(cursor).rpartition(".")[0][:40]


def _part(mark: str, codecs: tuple[Codec, ...], index: int) -> Codec:
    def decode(cursor: object) -> object:
        spelled = str(cursor)
        read = _values if len(spelled) <= _KEPT else _values.__wrapped__
        return read(spelled, mark, codecs)[index]

    return decode


@lru_cache(256)  # each key of a request's cursor is a parameter of its own
def _values(cursor: str, mark: str, codecs: tuple[Codec, ...]) -> Sequence[object]:
    """The key values in a cursor as a statement takes them (BAD_CURSOR)."""
    cells = decoded(cursor, mark, len(codecs))
    try:
        return [None if cell is None else encode(cell) for encode, cell in zip(codecs, cells, strict=True)]
    except BadInput as error:
        raise BadCursor(_DAMAGED) from error
