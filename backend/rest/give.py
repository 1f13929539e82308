"""What a route gives: its document's answer as it is, what a function makes of it, nothing, or a stream."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from backend.platform.event_stream import frame


@dataclass(frozen=True, slots=True)
class Plain:
    """The answer as it is: it goes out as the bytes that it came as."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """What a function of shapes.py makes of the answer, and the JSON Schema of that."""

    by: Callable[[Any], Any]
    schema: Mapping[str, Any] = field(default_factory=dict)


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


Give = Plain | Shaped | Nothing | Sse

PLAIN = Plain()
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
