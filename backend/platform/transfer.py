"""Bytes in and out by signed addresses: `PUT /uploads/{token}`, `GET /files/{token}`; no key is needed."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from backend.platform.blob_put import BlobsUnavailable, Stored, blob_name
from backend.platform.blobs import Blobs, Missing
from backend.platform.body import BodyError, pieces
from backend.platform.logging import log
from backend.platform.refusal import Refusal, refusal_body
from backend.platform.signing import BadToken, Signer

MAX_UPLOAD = 512 * 1024 * 1024
"""Bytes of the largest body that is taken."""

IDLE = 30.0
"""Seconds that the next part of a body may take to arrive."""

SLOWEST = 50_000
"""Bytes a second, on the average, that a body must bring; beside them it has `IDLE` seconds."""

LASTING = timedelta(hours=1)
STEADY = timedelta(minutes=5)
"""How long the address of a file may be used, at least, and after how long there is another."""

_UPLOAD = "upload"
_FILE = "file"
_MEDIA_TYPE = re.compile(r"[\w.+!#$&^-]+/[\w.+!#$&^-]+(?:\s*;[ -~]*)?", re.ASCII)
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_UNSAFE = re.compile(r"[^\w .()-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Awaited:
    """An upload that is awaited: the reference by which it is known, and what its bytes have to be."""

    reference: str
    media_type: str
    size: int
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that may be fetched: its own name, media type and size, and the digest that names its blob."""

    name: str
    media_type: str
    size: int
    sha256: str


Arrived = Callable[[str, Stored], Awaitable[None]]
"""Told of the reference and the bytes of an upload that is whole and right; Refusal if it is not awaited."""


def upload_path(signer: Signer, awaited: Awaited, expires: datetime) -> str:
    """Where to PUT the bytes of an upload until it expires."""
    return f"/uploads/{signer.sign(_UPLOAD, awaited, expires)}"


def steady_until(now: datetime) -> datetime:
    """Until when addresses of files are the same that are given now, so that caches know them. They expire
    LASTING later.
    """
    step = STEADY.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // step * step + step, UTC)


def file_path(signer: Signer, offered: Offered, expires: datetime) -> str:
    """Where to GET a file until it expires."""
    return f"/files/{signer.sign(_FILE, offered, expires)}"


@dataclass(frozen=True, slots=True)
class Transfer:
    """The endpoints, which need no key."""

    blobs: Blobs
    signer: Signer
    arrived: Arrived

    def routes(self) -> list[Route]:
        """Both, for an application's list of routes."""
        return [
            Route("/uploads/{token}", self.upload, methods=["PUT"]),
            Route("/files/{token}", self.file, methods=["GET", "HEAD"]),
        ]

    async def upload(self, request: Request) -> Response:
        """Take the bytes of an upload: 204."""
        try:
            awaited = Awaited(**self._signed(_UPLOAD, request))
            _check_headers(request.headers, awaited)
            await self.arrived(awaited.reference, await self._put(request, awaited))
        except Refusal as refusal:
            return _refused(refusal)
        return Response(status_code=204)

    async def file(self, request: Request) -> Response:
        """Give a file, or the one part of it that was asked for."""
        try:
            offered = Offered(**self._signed(_FILE, request))
            return await self._give(request, offered)
        except Refusal as refusal:
            return _refused(refusal)

    def _signed(self, purpose: str, request: Request) -> dict[str, Any]:
        try:
            return self.signer.verify(purpose, request.path_params["token"])
        except BadToken:
            raise _nothing() from None

    async def _put(self, request: Request, awaited: Awaited) -> Stored:
        most = min(awaited.size, MAX_UPLOAD)
        body = pieces(request.scope, request.receive, most, patience=IDLE)
        try:
            async with asyncio.timeout(IDLE + awaited.size / SLOWEST):
                with reaching():
                    return await self.blobs.put(
                        body, limit=most, check=lambda stored: _check(stored, awaited)
                    )
        except TimeoutError:
            raise BodyError(408, "TIMEOUT", f"The body came at less than {SLOWEST} bytes a second.") from None

    async def _give(self, request: Request, offered: Offered) -> Response:
        headers, etag = _described(offered), f'"{offered.sha256}"'
        if _names(request.headers.get("if-none-match", ""), etag):
            return Response(status_code=304, headers={"etag": etag})
        if request.method == "HEAD":
            return Response(headers=headers | {"content-length": str(offered.size)})
        part = _part(request.headers, etag, offered.size)
        start, stop = part or (0, offered.size)
        headers["content-length"] = str(stop - start)
        if part:
            headers["content-range"] = f"bytes {start}-{stop - 1}/{offered.size}"
        return StreamingResponse(await self._open(offered, part), 206 if part else 200, headers)

    async def _open(self, offered: Offered, part: tuple[int, int] | None) -> AsyncIterator[bytes]:
        with reaching():
            return await self.blobs.open(blob_name(offered.sha256), *(part or ()))


def _nothing() -> Refusal:
    # one answer for what is forged, expired, of another purpose or gone
    return Refusal(404, "NOT_FOUND", "There is nothing here, or no longer: ask for a new address.")


@contextmanager
def reaching() -> Iterator[None]:
    """Refuse where a blob is not there, or none can be reached (Refusal)."""
    try:
        yield
    except Missing:
        raise _nothing() from None
    except BlobsUnavailable as error:
        log.warning("blobs_unavailable", error=str(error))
        message = "The store of files does not answer at the moment; try again."
        raise Refusal(503, "UNAVAILABLE", message) from None


def _refused(refusal: Refusal) -> Response:
    body = refusal_body(refusal.code, refusal.message)
    return Response(body, refusal.status, refusal.headers, "application/json")


def _check_headers(headers: Headers, awaited: Awaited) -> None:
    """Refuse, before anything is read, what cannot become right."""
    if _plain(headers.get("content-type", "")) != _plain(awaited.media_type):
        raise BodyError(400, "BAD_INPUT", f"Send the bytes with content-type: {awaited.media_type}")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise BodyError(415, "UNSUPPORTED_MEDIA_TYPE", "Send the bytes uncompressed.")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) < awaited.size:
        raise _too_short(int(length), awaited.size)


def _check(stored: Stored, awaited: Awaited) -> None:
    if stored.size < awaited.size:
        raise _too_short(stored.size, awaited.size)
    if awaited.sha256 is not None and stored.sha256 != awaited.sha256.lower():
        raise BodyError(409, "CONFLICT", f"The bytes have the SHA-256 {stored.sha256}, not the declared one.")


def _too_short(size: int, declared: int) -> BodyError:
    return BodyError(400, "BAD_INPUT", f"The body has {size} bytes, but {declared} were declared.")


def _plain(media_type: str) -> str:
    return ";".join(part.strip() for part in media_type.lower().split(";"))


def _described(offered: Offered) -> dict[str, str]:
    """The headers of a file. It is never shown in a page of ours: what it holds is somebody else's."""
    safe = _MEDIA_TYPE.fullmatch(offered.media_type)
    return {
        "accept-ranges": "bytes",
        "cache-control": "private",
        "content-disposition": disposition(offered.name),
        "content-security-policy": "default-src 'none'; sandbox",
        "content-type": offered.media_type if safe else "application/octet-stream",
        "etag": f'"{offered.sha256}"',
        "x-content-type-options": "nosniff",
    }


def disposition(name: str) -> str:
    """The header of a download: the name for old clients in safe ASCII, and for all others in full (RFC 6266,
    RFC 8187).
    """
    full = quote(name, safe="")
    return f"attachment; filename=\"{_UNSAFE.sub('_', name)}\"; filename*=UTF-8''{full}"


def _names(header: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return not tags.isdisjoint({etag, "*"})


def _part(headers: Headers, etag: str, size: int) -> tuple[int, int] | None:
    """The one range that was asked for, as start and stop; None for the whole (RFC 9110, section 14.2)."""
    asked = _RANGE.fullmatch(headers.get("range", "").strip())
    if asked is None or headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    start = int(first) if first else max(size - int(last), 0)
    stop = min(int(last) + 1, size) if first and last else size
    if first and last and int(last) < start:
        return None
    if start >= size:
        raise Refusal(416, "BAD_INPUT", f"The file has {size} bytes.", **{"content-range": f"bytes */{size}"})
    return start, stop
