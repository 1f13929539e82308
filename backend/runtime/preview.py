"""A preview: the text of a message while it is written. It is told on the bus, in no log, and may be missed."""

import asyncio
from types import TracebackType
from typing import Self

import orjson

from backend.platform.bus import Bus
from backend.store.run import Held, preview_topic

FRAME = 0.015
"""Seconds between two frames; the first one goes at once."""


class Preview:
    """Frames of one attempt at a message, sent while the block lasts: `{messageId, runId, attempt, offset, text}`.

    `offset` counts the characters of the message before the frame's text, so whoever missed some sees that.
    """

    def __init__(self, bus: Bus, held: Held, message_id: str) -> None:
        self.message_id = message_id
        self._bus = bus
        self._held = held
        self._told: list[str] = []
        self._offset = 0
        self._waiting: list[str] = []
        self._fresh = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._sending = asyncio.create_task(self._send())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sending.cancel()
        await asyncio.wait([self._sending])
        if error is None:
            await self._frame()

    @property
    def attempt(self) -> int:
        """Which attempt at the run writes it."""
        return self._held.epoch

    @property
    def text(self) -> str:
        """Everything that was written so far."""
        return "".join([*self._told, *self._waiting])

    def add(self, text: str) -> None:
        """Some more text."""
        self._waiting.append(text)
        self._fresh.set()

    async def _send(self) -> None:
        while True:
            await self._fresh.wait()
            self._fresh.clear()
            await self._frame()
            await asyncio.sleep(FRAME)

    async def _frame(self) -> None:
        text = "".join(self._waiting)
        if not text:
            return
        self._waiting.clear()
        self._told.append(text)
        frame = {
            "messageId": self.message_id,
            "runId": self._held.id,
            "attempt": self.attempt,
            "offset": self._offset,
            "text": text,
        }
        self._offset += len(text)
        await self._bus.publish(preview_topic(self._held.session_id), orjson.dumps(frame).decode())
