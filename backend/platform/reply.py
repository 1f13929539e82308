"""Replies: a status, headers and a body of bytes, sent as they are, in a fraction of Starlette's time.

What answers POST nobody keeps (RFC 9111, section 3): to all else it is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import Receive, Scope, Send

JSON = "application/json"
_FRESH = (b"cache-control", b"no-store")
_NO_CONTENT = 204


@dataclass(slots=True)
class Reply:
    """An ASGI response whose body is there already; without `media` it has none."""

    status: int
    body: bytes
    media: str | None = JSON
    headers: Mapping[str, str] | None = None

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        """Send it."""
        headers = [] if scope["method"] == "POST" else [_FRESH]
        if self.status != _NO_CONTENT:
            headers.append((b"content-length", b"%d" % len(self.body)))
        if self.media is not None:
            headers.append((b"content-type", self.media.encode()))
        if self.headers:
            headers += [(name.encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})
