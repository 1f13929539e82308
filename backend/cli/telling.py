"""What a run does, told in a terminal: its text as it is written, what it does besides in grey beside it."""

import re
import sys
from typing import Any

import orjson
from rich.console import Console

Json = dict[str, Any]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONGEST = 200

_aside = Console(stderr=True, highlight=False, soft_wrap=True)


class RunTelling:
    """Prints a run from its frames. Each character of a message is printed once, however often it is told."""

    def __init__(self) -> None:
        self.is_completed = False
        self._message: tuple[str, int] | None = None
        self._told = 0
        self._column = 0

    def tell(self, frame: Json) -> None:
        """Print what the frame adds."""
        if frame["preview"]:
            self._write(frame["preview"], frame["preview"]["offset"])
        else:
            self._event(frame["event"])

    def _event(self, event: Json) -> None:
        kind = event["__typename"]
        if kind == "MessageCompleted":
            self._write(event, 0)
            self._end_line()
            self._message = None
        elif kind in ASIDES:
            self._end_line()
            note(ASIDES[kind] + summary(event))
        self.is_completed = kind == "RunCompleted"

    def _write(self, told: Json, offset: int) -> None:
        """Print what is new of a message. After a gap the rest waits for the whole message."""
        message = (told["messageId"], told["attempt"])
        if message != self._message:
            self._end_line()
            self._message, self._told = message, 0
        text = told["text"] or ""
        if offset <= self._told < offset + len(text):
            new = text[self._told - offset :]
            self._told += len(new)
            sys.stdout.write(plain(new))
            sys.stdout.flush()
            self._column = 0 if new.endswith("\n") else 1

    def _end_line(self) -> None:
        if self._column:
            sys.stdout.write("\n")
            sys.stdout.flush()
        self._column = 0


ASIDES = {
    "ToolCallRequested": "→ ",
    "ToolCallCompleted": "← ",
    "ToolCallFailed": "✗ ",
    "AttemptAbandoned": "The message is written anew or not at all: ",
    "RunFailed": "Failed: ",
    "RunCancelled": "Cancelled: ",
    "RunTimedOut": "Timed out: ",
}
"""The kinds of events that are told beside the text, and how each begins."""

_ABOUT = {"id", "seq", "createdAt", "__typename"}


def line(event: Json) -> str:
    """An event of a log as one line: place, time, id, kind, and what it says."""
    return f"{event['seq']:>4} {event['createdAt']} {event['id']} {event['__typename']:<17} {summary(event)}"


def summary(event: Json) -> str:
    """What an event says, in at most a line."""
    said = [
        f"{name}={_short(value)}" for name, value in event.items() if name not in _ABOUT and value is not None
    ]
    text = " ".join(said)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def note(text: str) -> None:
    """Say something beside the text, in grey, on standard error."""
    _aside.print(plain(text), style="bright_black", markup=False)


def plain(text: str) -> str:
    """The text without what a terminal would obey; lines and tabs stay."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _short(value: object) -> str:
    return plain(orjson.dumps(value).decode())
