"""The stream of an answer: the frames of a run as Sema4.ai's events, whose kind is in their data."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from backend.platform import clock
from backend.rest.give import Told
from backend.rest.sema4.messages import message_of, text_of

Json = Mapping[str, Any]

READY, EVENT = "agent_ready", "agent_event"
"""The names of events: the first one's, and that of all others."""

ENDS: Mapping[str, str] = {
    "RunCompleted": "agent_finished",
    "RunFailed": "agent_error",
    "RunTimedOut": "agent_error",
    "RunCancelled": "agent_error",
}


class Teller:
    """Tells of one run. Of each message it knows how much was told, so that nothing is told twice."""

    def __init__(self) -> None:
        self._whose: dict[str, str] = {}
        self._told: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def tell(self, frame: Json) -> Iterator[Told]:
        """The events of a frame."""
        if frame["preview"] is not None:
            yield from self._preview(frame["preview"])
            return
        event = frame["event"]
        moment = event["createdAt"]
        if not self._whose:
            session = event["session"]
            whose = {"thread_id": session["id"], "agent_id": session["agent"]["id"]}
            self._whose = {"run_id": event["run"]["id"], **whose} if event["run"] else {}
            if self._whose:
                yield _told(READY, READY, moment, **self._whose)
        if event["type"] == "MessageStarted":
            yield from self._begin(event["messageId"], moment)
        if event["type"] == "MessageCompleted":
            yield from self._end(event, moment)
        if event["type"] in ENDS:
            yield self._over(event, moment)

    def _preview(self, preview: Json) -> Iterator[Told]:
        message, moment = preview["messageId"], clock.text(clock.now())
        yield from self._begin(message, moment)
        yield from self._more(message, preview["text"], preview["offset"], moment)

    def _begin(self, message: str, moment: str) -> Iterator[Told]:
        if message in self._told:
            return
        self._told[message] = 0
        told = message_of(message, "agent", moment, [text_of("")])
        yield self._of_message("message_begin", message, moment, **self._place(), data=told)

    def _more(self, message: str, text: str, offset: int, moment: str) -> Iterator[Told]:
        """What of a text, which begins so many characters into the message, was not told yet."""
        known = self._told[message]
        if offset > known or offset + len(text) <= known:
            return
        self._told[message] = offset + len(text)
        delta = {"op": "concat_string", "path": "/content/0/text", "value": text[known - offset :]}
        yield self._of_message("message_content", message, moment, delta=delta)

    def _end(self, event: Json, moment: str) -> Iterator[Told]:
        message, text = event["messageId"], event["text"] or ""
        yield from self._begin(message, moment)
        yield from self._more(message, text, 0, moment)
        told = message_of(message, "agent", moment, [text_of(text)])
        yield self._of_message("message_end", message, moment, **self._place(), data=told)

    def _over(self, event: Json, moment: str) -> Told:
        kind = ENDS[event["type"]]
        why = event.get("message") or event.get("reason") or "The run was cancelled."
        error = {"error": why} if kind == "agent_error" else {}
        return _told(EVENT, kind, moment, **self._whose, **error)

    def _of_message(self, kind: str, message: str, moment: str, **more: Any) -> Told:
        number = self._numbers[message] = self._numbers.get(message, -1) + 1
        return _told(EVENT, kind, moment, sequence_number=number, message_id=message, **more)

    def _place(self) -> Json:
        return {name: value for name, value in self._whose.items() if name != "run_id"}


def _told(name: str, kind: str, moment: str, **more: Any) -> Told:
    return Told(orjson.dumps({"timestamp": moment, "event_type": kind, **more}), name)
