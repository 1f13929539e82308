"""Frames: what a subscription to a log answers, an event or a preview, each written as the selection asks
for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from graphql import GraphQLSchema

from backend.graph.described import field, object_type
from backend.graph.event import Event
from backend.graph.payload import PayloadWriter, Place, WriteRow
from backend.store.plan.model import Model
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

    schema: GraphQLSchema
    model: Model
    picks: Sequence[Pick]

    @property
    def events(self) -> list[Pick]:
        """The picks that hold an event: each is a column of the log's plan."""
        return [pick for pick in self.picks if pick.name == "event"]

    def event(self, texts: Sequence[object]) -> str:
        """The frame of an event, whose texts are in the order of `events`."""
        rest = iter(texts)
        return self._frame({"event": texts, "preview": None}, lambda _, __: str(next(rest)))

    def preview(self, told: Mapping[str, Any]) -> str:
        """The frame of a preview."""
        return self._frame({"event": None, "preview": told}, _no_row)

    def _frame(self, frame: Mapping[str, Any], row: WriteRow) -> str:
        return PayloadWriter(self.schema, self.model, row).object(Frame.__name__, self.picks, frame)


def _no_row(place: Place, _: object) -> str:
    raise TypeError(f"A preview holds no {place.noun}.")
