"""What a route gives: its document's answer as it is or one row of it, all pages of a list as one, what a
function makes of an answer or of a stream's, nothing, or a stream.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.platform.event_stream import frame
from backend.rest.bind import Bind, const
from backend.rest.kind import ABSENT

NONE, ALL = const(0), const(ABSENT)


@dataclass(frozen=True, slots=True)
class Plain:
    """The answer as it is: it goes out as the bytes that it came as."""


@dataclass(frozen=True, slots=True)
class One:
    """The only row of a list; an empty one is not found."""


@dataclass(frozen=True, slots=True)
class Whole:
    """All rows of a list. The document answers `{rows, next}`, and is asked again with `next` as its `after`
    while there is one. So many rows are left out as `skip` says, and no more given than `most`.
    """

    skip: Bind = NONE
    most: Bind = ALL


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
    patience: float = 300.0


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
    """Server-sent events. `tell` makes of an answer the events that tell of it, often one or none.

    `failed` is the name of the event that tells of an error once the stream has begun; `end` are the bytes
    after the last event.
    """

    tell: Callable[[bytes], Iterable[Told]]
    failed: str | None = "error"
    end: bytes = b""
    schema: Mapping[str, Any] = field(default_factory=dict)


Give = Plain | One | Whole | Shaped | Gathered | Nothing | Sse

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

    return Sse(tell, **more)


def told_by(function: Callable[[Any], Iterable[Told]], **more: Any) -> Sse:
    """A stream whose events a function of shapes.py makes of each answer."""
    return Sse(lambda body: function(orjson.loads(body)), **more)
