"""Outbound HTTP on somebody's behalf: over a client's connections, with headers of one's own, up to a size.

What is bound here knows its last answer, and asks for no compression: an answer has the size that is sent.
"""

from collections.abc import AsyncIterator, Callable, Mapping

import httpx2
from typing_extensions import override

from backend.platform.http import Client

ConnectError = httpx2.ConnectError
"""No connection was made; it says why."""

StatusError = httpx2.HTTPStatusError
"""The answer has another status than it should."""

StreamError = httpx2.SSEError
"""The answer is no stream of events, or one of its events is larger than it may be."""

CONNECT = 10.0
"""Seconds that a connection, and the sending of a request, may take."""
FAREWELL = 2.0
"""Seconds that a DELETE may take: whoever says farewell does not wait long for an answer."""


class TooLarge(httpx2.TransportError):
    """The answer is larger than it may be; the rest of it is not read."""


class Bound(httpx2.AsyncBaseTransport):
    """A transport over the connections of another client, which it leaves open.

    `status` is that of the last answer to a POST, None before the first one; `refused` is called when it is
    400 or more. A stream of events has a bound of its own, or none.
    """

    def __init__(self, client: Client, largest: int, *, stream: int | None = None) -> None:
        self.status: int | None = None
        self.refused: Callable[[], None] = _nothing
        self._transport = client._transport  # noqa: SLF001  (the guarded one: there is no other way out)
        self._largest = largest
        self._stream = stream

    @override
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send it (TooLarge while the answer is read)."""
        if request.method == "DELETE":
            request.extensions["timeout"] = httpx2.Timeout(FAREWELL).as_dict()
        response = await self._transport.handle_async_request(request)
        if request.method == "POST":
            self.status = response.status_code
            if response.status_code >= 400:
                self.refused()
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise httpx2.RemoteProtocolError("The answer is compressed, which was not asked for.")
        events = response.headers.get("content-type", "").lower().startswith("text/event-stream")
        most = self._stream if events else self._largest
        if most is not None:
            response.stream = _Counted(response.stream, most)
        return response


def _nothing() -> None:
    pass


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, stream: object, largest: int) -> None:
        if not isinstance(stream, httpx2.AsyncByteStream):
            raise TypeError("An answer to be awaited has a stream to be awaited.")
        self._stream = stream
        self._left = largest

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise TooLarge("The answer is larger than it may be.")
            yield chunk

    @override
    async def aclose(self) -> None:
        await self._stream.aclose()


def bound(transport: Bound, headers: Mapping[str, str]) -> Client:
    """A client that sends these headers with every request, and waits for answers as long as it is let."""
    timeout = httpx2.Timeout(CONNECT, read=None)
    plain = {**headers, "accept-encoding": "identity"}
    # As bytes: a header may hold more than ASCII.
    written = {name.encode(): value.encode() for name, value in plain.items()}
    return httpx2.AsyncClient(transport=transport, headers=written, timeout=timeout, trust_env=False)
