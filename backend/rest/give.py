"""What a route gives: its document's answer as it is or one row of it, all pages of a list as one, what a
function makes of an answer or of a stream's, nothing, or a stream.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.platform.event_stream import frame
from backend.rest.bind import Bind, const
from backend.rest.kind import ABSENT
from backend.rest.request import Request

PATIENCE = 300.0
"""Seconds that a request waits for the end of a run."""

NONE, ALL = const(0), const(ABSENT)
_ROWS, _NEXT = b'{"rows":[', b',"next":'

Open = Callable[[str], Awaitable[AsyncIterator[bytes]]]
"""Opens a file by its SHA-256, which a document told (UNAVAILABLE, NOT_FOUND)."""


@dataclass(frozen=True, slots=True)
class Plain:
    """The answer as it is: it goes out as the bytes that it came as."""


@dataclass(frozen=True, slots=True)
class One:
    """The only row of a list; an empty one is not found."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All rows of a list. The document answers `{rows, next}`, `page` rows at most, and is asked again with
    `next` as its `after` while there is one. So many rows are left out as `skip` says, and no more given than
    `most`.
    """

    skip: Bind = NONE
    most: Bind = ALL
    page: int = 50

    def parts(self, body: bytes) -> tuple[bytes, str | None]:
        """The list of a page's rows as it is written, and the cursor of the next page."""
        end = body.rfind(_NEXT)
        if end < 0 or not body.startswith(_ROWS):
            raise ValueError("The document does not write rows and next.")
        cursor: str | None = orjson.loads(body[end + len(_NEXT) : -1])
        return body[len(_ROWS) - 1 : end], cursor


@dataclass(frozen=True, slots=True)
class Shaped:
    """What a function of shapes.py makes of the answer, and the JSON Schema of that."""

    by: Callable[[Any], Any]
    schema: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a function of shapes.py makes of all answers of a stream: up to its end, until they are `enough`,
    or those that came in so many seconds.
    """

    by: Callable[[list[Any]], Any]
    enough: Callable[[list[Any]], bool]
    schema: Mapping[str, Any] = field(default_factory=dict)
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Paged:
    """A page, of which the document writes the next one's cursor first, at this key. In its place goes what
    the function makes of it, so that it keeps what the request asked for.
    """

    key: str
    by: Callable[[Request, str], str]

    def written(self, body: bytes, request: Request) -> bytes:
        """The page with its other cursor."""
        head, _, rest = body.partition(b",")
        name, _, cursor = head.partition(b":")
        if name != b'{"' + self.key.encode() + b'"':
            raise ValueError(f"The document does not write {self.key} first.")
        if cursor == b"null":
            return body
        return b"%b:%b,%b" % (name, orjson.dumps(self.by(request, orjson.loads(cursor))), rest)


@dataclass(frozen=True, slots=True)
class Download:
    """A file that is being made: its name, and its bytes as they come."""

    name: str
    pieces: AsyncIterator[bytes]


@dataclass(frozen=True, slots=True)
class File:
    """A download that a function makes of the answer, with what opens files by their SHA-256."""

    by: Callable[[Any, Open], Download]
    media: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """No body: all that is said is the status."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a stream: its data, which is often JSON, its name and its id."""

    data: bytes
    event: str | None = None
    id: str | None = None

    def frame(self) -> bytes:
        """The event as it is sent."""
        return frame(self.data, self.event, self.id)


@dataclass(frozen=True, slots=True)
class Sse:
    """Server-sent events. `teller` begins a stream: what it gives makes of each answer the events that tell
    of it, often one or none.

    `failed` is the name of the event that tells of an error once the stream has begun; `end` are the bytes
    after the last event.
    """

    teller: Callable[[], Callable[[bytes], Iterable[Told]]]
    failed: str | None = "error"
    end: bytes = b""
    schema: Mapping[str, Any] = field(default_factory=dict)


Give = Plain | One | Whole | Shaped | Gathered | File | Nothing | Sse

PLAIN = Plain()
ONE = One()
NOTHING = Nothing()


def sse(id: str | None = "id", event: str | None = "type", **more: Any) -> Sse:  # noqa: A002  (its name)
    """A stream whose answers are their events' data, with the events' ids and names at these keys."""

    def tell(body: bytes) -> Iterable[Told]:
        if body == b"null":
            return
        value = orjson.loads(body)
        yield Told(body, value.get(event) if event else None, value.get(id) if id else None)

    return Sse(lambda: tell, **more)


def told_by(function: Callable[[Any], Iterable[Told]], **more: Any) -> Sse:
    """A stream whose events a function of shapes.py makes of each answer."""
    return retold_by(lambda: function, **more)


def retold_by(begin: Callable[[], Callable[[Any], Iterable[Told]]], **more: Any) -> Sse:
    """The same where earlier answers count: `begin` makes the function of one stream."""

    def teller() -> Callable[[bytes], Iterable[Told]]:
        function = begin()
        return lambda body: function(orjson.loads(body))

    return Sse(teller, **more)
