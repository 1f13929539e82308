"""A preview: the text of a message while it is written. Told on the bus, in no log, it may be missed."""

import asyncio
from types import TracebackType
from typing import Any, Self

import orjson

from backend.platform.bus import Bus
from backend.store.run import Held, preview_topic

FRAME = 0.015
"""Seconds between two frames; the first one goes at once."""


class Preview:
    """Frames of a message, sent while the block lasts: `{messageId, runId, attempt, offset, text}`.

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

    def from_start(self) -> dict[str, Any]:
        """Everything that was told so far, as one frame: the next frame goes on where it ends."""
        return self._frame_of(0, "".join(self._told))

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
        frame = self._frame_of(self._offset, text)
        self._offset += len(text)
        await self._bus.publish(preview_topic(self._held.session_id), orjson.dumps(frame).decode())

    def _frame_of(self, offset: int, text: str) -> dict[str, Any]:
        return {
            "messageId": self.message_id,
            "runId": self._held.id,
            "attempt": self._held.epoch,
            "offset": offset,
            "text": text,
        }
