"""A server somewhere, spoken to in GraphQL: questions, and streams that are taken up where they broke."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson

from backend.cli import loading
from backend.cli.failure import Failure
from backend.platform import http

Json = dict[str, Any]

PAUSE = 0.5
"""Seconds between a stream that broke and the next attempt; each that fails doubles them, up to LONGEST."""
LONGEST = 10.0
PASSING = {"UNAVAILABLE", "RATE_LIMITED"}
"""Codes of errors that go away by themselves."""


class Broken(Exception):
    """The server cannot answer now, or a stream ended before its end: it stopped, or something cut it."""


@dataclass(frozen=True, slots=True)
class Remote:
    """The server at a URL, and the key that is shown to it."""

    url: str
    key: str
    client: Any

    async def ask(self, document: str, **variables: object) -> Json:
        """What a query or mutation answers (Failure)."""
        try:
            response = await self.client.post(self.url, **self._request(document, variables))
        except http.TransportError as error:
            why = str(error) or type(error).__name__
            raise Failure(f"Cannot reach {self.url} ({why}). Does concord serve run there?") from error
        try:
            return self._data(response.content)
        except Broken as broken:
            # Not asked again: what was to be done once might be done twice.
            raise Failure(str(broken)) from broken

    async def follow(
        self, document: str, variables: Mapping[str, object], cut: Callable[[], None]
    ) -> AsyncGenerator[Json, None]:
        """The frames of a stream, to its end (Failure if the server refuses it).

        When it breaks, `cut` is told, and it goes on behind the last event. The document takes `$after`, has
        one root field, and asks for the id of each event.
        """
        after, pause = variables.get("after"), PAUSE
        while True:
            try:
                async with aclosing(self._stream(document, {**variables, "after": after})) as answers:
                    async for data in answers:
                        (frame,) = data.values()
                        after = frame["event"]["id"] if frame["event"] else after
                        pause = PAUSE
                        yield frame
                return
            except (Broken, http.TransportError):
                cut()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST)

    async def _stream(self, document: str, variables: Mapping[str, object]) -> AsyncGenerator[Json, None]:
        request = self._request(document, variables, accept="text/event-stream")
        async with self.client.stream("POST", self.url, **request) as response:
            if response.status_code >= 500:  # a proxy's answer while the server is away
                raise Broken
            if not response.headers.get("content-type", "").startswith("text/event-stream"):
                self._data(await response.aread())
            async for name, data in events(response.aiter_bytes()):
                if name == b"complete":
                    return
                yield self._data(data)
        raise Broken

    def _request(self, document: str, variables: Mapping[str, object], **headers: str) -> Json:
        sent = {"query": document, "variables": variables}
        return {"json": sent, "headers": {"authorization": f"Bearer {self.key}", **headers}}

    def _data(self, body: bytes) -> Json:
        """The data of an answer (Failure if it holds errors; Broken if the errors pass)."""
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError:
            answer = None
        if not isinstance(answer, dict) or not answer.keys() & {"data", "errors"}:
            raise Failure(f"What answers at {self.url} is not Concord.")
        for each in answer.get("errors") or ():
            if each.get("extensions", {}).get("code") in PASSING:
                raise Broken(each["message"])
            raise Failure(each["message"])
        data: Json = answer["data"]
        return data


@asynccontextmanager
async def connected(url: str, key: str | None) -> AsyncIterator[Remote]:
    """The server whose explorer or root is at the URL. The person who names it may: no host is refused."""
    loading.settle()
    if not key or not key.isascii():
        raise Failure("Set CONCORD_KEY to an API key; `concord keys create` makes one.")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Failure(f"CONCORD_URL is {url!r}; it takes http://host:port or https://host.")
    endpoint = f"{url.rstrip('/').removesuffix('/graphql')}/graphql"
    async with http.client((parts.hostname,)) as client:
        yield Remote(endpoint, key, client)


async def events(chunks: AsyncIterable[bytes]) -> AsyncIterator[tuple[bytes, bytes]]:
    """Server-sent events, each by its name, with its data."""
    name, data = b"message", list[bytes]()
    async for line in _lines(chunks):
        field, _, value = line.partition(b":")
        if field == b"event":
            name = value.removeprefix(b" ")
        elif field == b"data":
            data.append(value.removeprefix(b" "))
        elif not line:
            if data:
                yield name, b"\n".join(data)
            name, data = b"message", []


async def _lines(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The lines, ended as server-sent events end them: text may hold what Unicode takes for a line's end."""
    rest = b""
    async for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r")
