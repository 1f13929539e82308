"""Replies: a status, headers and a body of bytes, sent as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Receive, Scope, Send

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """An ASGI response whose body is there already; without `media` it has none."""

    status: int
    body: bytes
    media: str | None = JSON
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        """Send it."""
        headers = [(b"content-length", str(len(self.body)).encode()), (b"cache-control", b"no-store")]
        if self.media is not None:
            headers.append((b"content-type", self.media.encode()))
        headers += [(name.encode(), value.encode("latin-1")) for name, value in self.headers.items()]
        if self.status == 204:
            del headers[0]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})
