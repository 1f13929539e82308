"""Server-sent events: one writer of streams, whatever they tell. A comment goes out at once and then every
few seconds, so that nothing between us cuts a quiet stream.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

from backend.platform.drain import Drain
from backend.platform.race import race
from backend.platform.telemetry import streams

MEDIA_TYPE = "text/event-stream"

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_HEARTBEAT = b":\n\n"


@dataclass(frozen=True, slots=True)
class EventStream:
    """The ASGI response that sends frames as they come: to their end, the client's or the server's."""

    frames: AsyncGenerator[bytes, None]
    drain: Drain
    heartbeat: float

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send the stream, and close the frames however it ends."""
        with self.drain.open(), streams.track_inprogress():
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await _send(send, _HEARTBEAT)
            await race(self._pump(send), self._beat(send), gone(receive), self.drain.stopping.wait())
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _pump(self, send: Send) -> None:
        async with aclosing(self.frames) as frames:
            async for frame in frames:
                await _send(send, frame)

    async def _beat(self, send: Send) -> None:
        while True:
            await asyncio.sleep(self.heartbeat)
            await _send(send, _HEARTBEAT)


def frame(data: bytes, event: str | None = None, event_id: str | None = None) -> bytes:
    """One event. Lines end with LF, at two of which clients in use split frames; data of several lines is
    several `data` lines, as the format has it.
    """
    head = (f"id: {event_id}\n" if event_id else "") + (f"event: {event}\n" if event else "")
    return head.encode() + b"data: " + data.replace(b"\n", b"\ndata: ") + b"\n\n"


async def gone(receive: Receive) -> None:
    """Wait until the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _send(send: Send, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})
