"""The load: connections that are kept alive, each with the next request as soon as the last is answered."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import quantiles
from time import perf_counter

CONNECTIONS = 16
PATIENCE = 30.0
"""Seconds that the answers under way may take when the time is over."""

_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_OK = b"HTTP/1.1 200 "


class Refused(Exception):
    """A server answered with another status than 200, or hung up; the message is what it said."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: answers in all and each second, and how long the median one and 99 of 100 took, in
    seconds.
    """

    answers: int
    rate: float
    p50: float
    p99: float


def request(path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """The bytes of a POST of JSON."""
    lines = [f"POST {path} HTTP/1.1", "host: 127.0.0.1", "content-type: application/json"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"content-length: {len(body)}"]
    return "\r\n".join(lines).encode() + _HEAD_END + body


def get(path: str, headers: Mapping[str, str]) -> bytes:
    """The bytes of a GET."""
    lines = [
        f"GET {path} HTTP/1.1",
        "host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + _HEAD_END


async def once(port: int, sent: bytes) -> bytes:
    """The body of one answer (Refused)."""
    (answered,) = await _sent(port, [iter([sent])], PATIENCE)
    return answered.last


async def load(port: int, requests: Sequence[bytes], seconds: float, *, connections: int) -> Load:
    """Send the requests again and again for so long, over so many connections at once (Refused)."""
    began = perf_counter()
    source = _until(began + seconds, requests)
    answered = await _sent(port, [source] * connections, seconds + PATIENCE)
    taken = [each for connection in answered for each in connection.seconds]
    centiles = quantiles(taken, n=100) if len(taken) > 1 else taken * 99
    return Load(len(taken), len(taken) / (perf_counter() - began), centiles[49], centiles[98])


def _until(end: float, requests: Sequence[bytes]) -> Iterator[bytes]:
    for each in cycle(requests):
        if perf_counter() > end:
            return
        yield each


async def _sent(port: int, sources: Sequence[Iterator[bytes]], within: float) -> Sequence["_Connection"]:
    """A connection for each source, when all that they gave is answered."""
    loop = asyncio.get_running_loop()
    connections = [_Connection(loop, source) for source in sources]
    try:
        async with asyncio.timeout(within):
            for each in connections:
                await loop.create_connection(lambda each=each: each, "127.0.0.1", port)  # type: ignore[misc]
            await asyncio.gather(*(each.ended for each in connections))
    finally:
        for each in connections:
            each.close()
    return connections


class _Connection(asyncio.Protocol):
    """One connection. `seconds` is how long each answer took, `last` the body of the last one."""

    transport: asyncio.Transport | None = None

    def __init__(self, loop: asyncio.AbstractEventLoop, source: Iterator[bytes]) -> None:
        self.ended: asyncio.Future[None] = loop.create_future()
        self.seconds: list[float] = []
        self.last = b""
        self._source = source
        self._received = b""
        self._body = self._size = 0
        self._sent_at = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # sockets have this one
        """The server is there: send the first request."""
        self.transport = transport
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        """The server hung up."""
        self._fail(f"The server hung up: {exc}.")

    def data_received(self, data: bytes) -> None:
        """Take a piece of the answer; when it is whole, send the next request."""
        self._received += data
        if not self._size and not self._read_head():
            return
        if len(self._received) < self._size:
            return
        self.seconds.append(perf_counter() - self._sent_at)
        self.last = self._received[self._body :]
        if not self._received.startswith(_OK):
            self._fail(self._received.decode(errors="replace"))
            return
        self._received, self._size = b"", 0
        self._send()

    def close(self) -> None:
        """Hang up."""
        if self.transport is not None:
            self.transport.abort()

    def _read_head(self) -> bool:
        end = self._received.find(_HEAD_END)
        if end < 0:
            return False
        length = _LENGTH.search(self._received, 0, end)
        if length is None:
            self._fail("An answer does not say how long it is.")
            return False
        self._body = end + len(_HEAD_END)
        self._size = self._body + int(length[1])
        return True

    def _send(self) -> None:
        sent = next(self._source, None)
        if sent is None or self.transport is None:
            self.ended.set_result(None)
            return
        self._sent_at = perf_counter()
        self.transport.write(sent)

    def _fail(self, message: str) -> None:
        if not self.ended.done():
            self.ended.set_exception(Refused(message))
