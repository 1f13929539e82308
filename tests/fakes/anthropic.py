"""A server that speaks Anthropic's Messages protocol by a script: a reply for each request, in order.

The form of the events: https://platform.claude.com/docs/en/build-with-claude/streaming
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.fakes.running import running
from tests.servers import free_port

Json = dict[str, Any]

USAGE = {"input_tokens": 12, "cache_read_input_tokens": 100, "cache_creation_input_tokens": 20}
OUTPUT_TOKENS = 7


class CutOff(Exception):
    """The fake drops the connection here; the server's log says so."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its blocks in order (a text, or a tool's id, name and input), and why it ends.

    `pause` is waited before each delta. After `cut_after` deltas the connection is dropped; after so many as
    `error_after` says, the stream tells of an error of its type.
    """

    blocks: Sequence[str | tuple[str, str, Json]]
    stop_reason: str = "end_turn"
    pause: float = 0.0
    cut_after: int | None = None
    error_after: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that is no message."""

    status: int
    kind: str
    message: str = "No."
    headers: dict[str, str] = field(default_factory=dict)


class FakeAnthropic:
    """What to reply, and what was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.replies: list[Said | Refused] = []
        self.requests: list[Json] = []
        self.headers: list[dict[str, str]] = []

    async def answer(self, request: Request) -> Response:
        """The next reply of the script."""
        self.requests.append(orjson.loads(await request.body()))
        self.headers.append(dict(request.headers))
        reply = self.replies.pop(0)
        if isinstance(reply, Refused):
            error = {"type": "error", "error": {"type": reply.kind, "message": reply.message}}
            return JSONResponse(error, reply.status, reply.headers)
        return StreamingResponse(_wire(reply, self.requests[-1]["model"]), media_type="text/event-stream")


@asynccontextmanager
async def anthropic_server() -> AsyncIterator[FakeAnthropic]:
    """The fake on a port of its own, until the block ends."""
    port = free_port()
    fake = FakeAnthropic(f"http://127.0.0.1:{port}")
    app = Starlette(routes=[Route("/v1/messages", fake.answer, methods=["POST"])])
    async with running(app, port):
        yield fake


async def _wire(said: Said, model: str) -> AsyncIterator[bytes]:
    deltas = 0
    for event in _events(said, model):
        if event["type"] == "content_block_delta":
            if said.cut_after == deltas:
                raise CutOff
            if said.error_after and said.error_after[0] == deltas:
                yield _frame(
                    {"type": "error", "error": {"type": said.error_after[1], "message": "Overloaded"}}
                )
                return
            deltas += 1
            await asyncio.sleep(said.pause)  # lint-skip: sleep  (a model takes its time)
        yield _frame(event)


def _frame(event: Json) -> bytes:
    return f"event: {event['type']}\ndata: ".encode() + orjson.dumps(event) + b"\n\n"


def _events(said: Said, model: str) -> Iterator[Json]:
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": model, "content": []}
    start = {"stop_reason": None, "stop_sequence": None, "usage": {**USAGE, "output_tokens": 1}}
    yield {"type": "message_start", "message": {**message, **start}}
    yield {"type": "ping"}
    for index, block in enumerate(said.blocks):
        first, deltas = _block(block)
        yield {"type": "content_block_start", "index": index, "content_block": first}
        for delta in deltas:
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    ended = {"stop_reason": said.stop_reason, "stop_sequence": None}
    yield {"type": "message_delta", "delta": ended, "usage": {"output_tokens": OUTPUT_TOKENS}}
    yield {"type": "message_stop"}


def _block(block: str | tuple[str, str, Json]) -> tuple[Json, list[Json]]:
    """A block as it begins, and the deltas that fill it."""
    if isinstance(block, str):
        return {"type": "text", "text": ""}, [
            {"type": "text_delta", "text": text} for text in _pieces(block, 4)
        ]
    identifier, name, arguments = block
    written = orjson.dumps(arguments).decode()
    deltas = [{"type": "input_json_delta", "partial_json": text} for text in ["", *_pieces(written, 5)]]
    return {"type": "tool_use", "id": identifier, "name": name, "input": {}}, deltas


def _pieces(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]
