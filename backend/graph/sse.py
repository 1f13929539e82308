"""GraphQL over server-sent events, in distinct connections: one request, one stream.

    :                   at once and then every few seconds, so that nothing between us cuts a quiet stream
    event: next         an answer, as many as there are; errors of the request too, as the protocol has it
    event: complete     there will be no more. A stream that ends without it was cut: ask again

Lines end with LF: clients in use split frames at two of them.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

import orjson
from starlette.types import Receive, Scope, Send

from backend.domain.errors import ConcordError
from backend.graph.answer import Answer, RequestError, describe
from backend.graph.transport import Options
from backend.platform.race import race
from backend.platform.telemetry import streams

MEDIA_TYPE = "text/event-stream"

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_HEARTBEAT = b":\n\n"
_COMPLETE = b"event: complete\ndata:\n\n"


@dataclass(frozen=True, slots=True)
class EventStream:
    """The ASGI response that sends answers as they come: to their end, the client's or the server's."""

    answers: AsyncGenerator[Answer, None]
    options: Options

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send the stream, and close the answers however it ends."""
        drain = self.options.drain
        with drain.open(), streams.track_inprogress():
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await _send(send, _HEARTBEAT)
            await race(self._pump(send), self._beat(send), _gone(receive), drain.stopping.wait())
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _pump(self, send: Send) -> None:
        try:
            async with aclosing(self.answers) as answers:
                async for answer in answers:
                    await _send(send, next_event(answer.body))
        except RequestError as error:
            await _send(send, next_event(orjson.dumps({"errors": error.errors})))
        except ConcordError as error:
            await _send(send, next_event(orjson.dumps({"errors": [describe(error)]})))
        if not self.options.drain.stopping.is_set():
            await _send(send, _COMPLETE)

    async def _beat(self, send: Send) -> None:
        while True:
            await asyncio.sleep(self.options.heartbeat)
            await _send(send, _HEARTBEAT)


def next_event(body: bytes) -> bytes:
    """An answer's frame. A body of several lines is several `data` lines, as the format has it."""
    return b"event: next\ndata: " + body.replace(b"\n", b"\ndata: ") + b"\n\n"


async def _send(send: Send, frame: bytes) -> None:
    await send({"type": "http.response.body", "body": frame, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
