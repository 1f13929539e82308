"""Frames: what a subscription to a log answers, an event or a preview, each written as the selection asks
for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import strawberry

from backend.graph.described import field, object_type
from backend.graph.event import Event
from backend.store.plan.tree import Pick


@object_type
class Preview:
    """A piece of a message that is being written: it is in no list and has no place in the log."""

    message_id: strawberry.ID = field("The message, as in MessageStarted.")
    run_id: strawberry.ID = field("The run that writes it.")
    attempt: int = field("The attempt that writes it; of an older attempt nothing more comes.")
    offset: int = field("How many characters of the message come before this text.")
    text: str = field("The text.")


@object_type
class Frame:
    """One frame of a stream: an event of the log, or a preview. Exactly one of the two is not null."""

    event: Event | None = field("The event; its id is the place to come back to by `after`.")
    preview: Preview | None = field("The preview, if they were asked for.")


@dataclass(frozen=True, slots=True)
class FrameWriter:
    """Writes frames of one subscription's selection."""

    picks: Sequence[Pick]

    @property
    def events(self) -> list[Pick]:
        """The picks that hold an event: each is a column of the log's plan."""
        return [pick for pick in self.picks if pick.name == "event"]

    def event(self, texts: Sequence[object]) -> str:
        """The frame of an event, whose texts are in the order of `events`."""
        rest = iter(texts)
        return self._frame(lambda pick: str(next(rest)) if pick.name == "event" else "null")

    def preview(self, told: Mapping[str, Any]) -> str:
        """The frame of a preview."""
        return self._frame(lambda pick: _preview(pick, told) if pick.name == "preview" else "null")

    def _frame(self, write: Any) -> str:
        cells = [f'"{pick.key}":{_typename("Frame", pick) or write(pick)}' for pick in self.picks]
        return "{" + ",".join(cells) + "}"


def _preview(pick: Pick, told: Mapping[str, Any]) -> str:
    cells = [
        f'"{inner.key}":{_typename("Preview", inner) or orjson.dumps(told[inner.name]).decode()}'
        for inner in pick.only()
    ]
    return "{" + ",".join(cells) + "}"


def _typename(name: str, pick: Pick) -> str | None:
    return f'"{name}"' if pick.name == "__typename" else None
