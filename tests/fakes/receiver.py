"""A receiver of webhooks: it keeps what it is sent, and answers as it is told."""

import asyncio
import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tests.fakes.running import running
from tests.patience import eventually
from tests.servers import free_port


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: once `after` is set; with `until`, a beginning, and no end before that is set."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    after: asyncio.Event | None = None
    until: asyncio.Event | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What was sent."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """By which a receiver knows what it had before."""
        return self.headers["webhook-id"]

    def said(self) -> dict[str, Any]:
        """The body: `type`, `timestamp`, `data`."""
        said: dict[str, Any] = orjson.loads(self.body)
        return said

    def is_signed_with(self, key: str) -> bool:
        """Whether one of the signatures is made with the key, as the specification says."""
        given = self.headers.get("webhook-signature", "").split(" ")
        content = b".".join([self.id.encode(), self.headers["webhook-timestamp"].encode(), self.body])
        digest = hmac.new(b64decode(key[len("whsec_") :]), content, hashlib.sha256).digest()
        return f"v1,{b64encode(digest).decode()}" in given


class Receiver:
    """What came, and what is answered next; when nothing is, 204."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}/hook"
        self.posts: list[Post] = []
        self.replies: list[Reply] = []

    async def answer(self, request: Request) -> Response:
        """Keep what was sent, and answer."""
        post = Post(request.url.path, dict(request.headers), await request.body())
        self.posts.append(post)
        reply = self.replies.pop(0) if self.replies else Reply()
        if reply.after is not None:
            await reply.after.wait()
        if reply.until is not None:
            return StreamingResponse(_begun(reply.until), reply.status, reply.headers)
        return Response(reply.body, reply.status, reply.headers)

    async def came(self, number: int, within: float = 10.0) -> list[Post]:
        """What came, as soon as it is so many."""

        async def enough() -> bool:
            return len(self.posts) >= number

        await eventually(enough, within)
        return self.posts


async def _begun(until: asyncio.Event) -> AsyncIterator[bytes]:
    yield b"begun"
    await until.wait()


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    """A receiver on a port of its own, until the block ends."""
    port = free_port()
    made = Receiver(port)
    app = Starlette(routes=[Route("/{path:path}", made.answer, methods=["POST", "GET"])])
    async with running(app, port):
        yield made
