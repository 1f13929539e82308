"""One request over HTTP, and its answer, read up to a limit. No redirect is followed, nothing is unpacked."""

from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass

import httpx2

from backend.platform.http import Client

InvalidUrl = httpx2.InvalidURL
"""There is nowhere that such a URL could lead."""

OURS: Mapping[str, str] = {"Accept-Encoding": "identity", "User-Agent": "Concord"}
"""Headers of every request, where it does not say otherwise. What is not packed cannot unpack without end."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Names and values of headers hold no line breaks."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: headers by their names in lower case; the body, or its beginning if it was `cut`."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool


def host_of(url: str) -> str:
    """The host to which a request for the URL goes, in ASCII and lower case (InvalidUrl)."""
    return httpx2.URL(url).raw_host.decode().lower()


def port_of(url: str) -> int:
    """The port to which a request for the URL goes (InvalidUrl)."""
    made = httpx2.URL(url)
    return made.port or (443 if made.scheme == "https" else 80)


def joined(url: str, place: str) -> str:
    """Where a redirect from the URL leads (InvalidUrl)."""
    return str(httpx2.URL(url).join(place))


async def fetch(client: Client, request: Request, *, seconds: float, most: int) -> Answer:
    """Send the request and read up to `most` bytes of what is answered.

    `seconds` is what any one step may take. TransportError if the network fails, BlockedAddress if the host
    is not to be reached from here, InvalidUrl if the URL is none.
    """
    made = client.build_request(
        request.method,
        request.url,
        headers=[*_headers({**_unsaid(request), **request.headers})],
        content=request.body,
        timeout=seconds,
    )
    async with aclosing(await client.send(made, stream=True, follow_redirects=False)) as response:
        body = await _begun(response, most + 1)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, headers, body[:most], len(body) > most)


async def _begun(response: httpx2.Response, most: int) -> bytes:
    """The body, or its first `most` bytes."""
    read = bytearray()
    async with aclosing(response.aiter_raw()) as chunks:
        async for chunk in chunks:
            read += chunk
            if len(read) >= most:
                break
    return bytes(read[:most])


def _unsaid(request: Request) -> dict[str, str]:
    said = {name.lower() for name in request.headers}
    return {name: value for name, value in OURS.items() if name.lower() not in said}


def _headers(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]
