"""A request's body: read in constant memory, and then a JSON object or a clear 4xx."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any

import orjson
from starlette.types import Message, Receive, Scope
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from backend.platform.headers import Headers
from backend.platform.refusal import Refusal

NESTING = 128
"""How deep JSON may be nested: deeper than real input is, not so deep that any recursion minds."""

PATIENCE = 30.0
"""Seconds that a JSON body may take to arrive."""


class BodyError(Refusal):
    """The body cannot be used."""


async def read_within(scope: Scope, receive: Receive, limit: int, patience: float = PATIENCE) -> bytes:
    """The whole body, of at most `limit` bytes, sent within `patience`; raises BodyError."""
    if _has_come(receive):
        return await read(scope, receive, limit)
    try:
        async with asyncio.timeout(patience):
            return await read(scope, receive, limit)
    except TimeoutError:
        raise BodyError(408, "TIMEOUT", f"The body was not sent within {patience:g} seconds.") from None


def _has_come(receive: Receive) -> bool:
    """Whether uvicorn has the whole body already, as it nearly always has: to set a clock would take longer
    than to read it.
    """
    cycle = getattr(receive, "__self__", None)
    return isinstance(cycle, RequestResponseCycle) and not cycle.more_body


async def read(scope: Scope, receive: Receive, limit: int) -> bytes:
    """The whole body; refused by its declared length if there is one, else once it passes `limit`."""
    _check_declared(scope, limit)
    chunk, more = _chunk(await receive())
    chunks, size = [chunk], len(chunk)
    while more and size <= limit:
        chunk, more = _chunk(await receive())
        chunks.append(chunk)
        size += len(chunk)
    if size > limit:
        raise _too_large(limit)
    return chunk if len(chunks) == 1 else b"".join(chunks)


async def pieces(scope: Scope, receive: Receive, limit: int, patience: float) -> AsyncIterator[bytes]:
    """The body as it comes, each piece within `patience` seconds (BodyError, also if it breaks off)."""
    _check_declared(scope, limit)
    size, more = 0, True
    while more:
        chunk, more = _chunk(await _next(receive, patience))
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        yield chunk


def _check_declared(scope: Scope, limit: int) -> None:
    declared = Headers.of(scope).get("content-length") or ""
    if declared.isdecimal() and int(declared) > limit:
        raise _too_large(limit)


def _chunk(message: Message) -> tuple[bytes, bool]:
    """A part of the body, and whether more follows."""
    if message["type"] == "http.disconnect":
        raise BodyError(400, "BAD_INPUT", "The connection ended before the body did.")
    return message.get("body", b""), message.get("more_body", False)


async def _next(receive: Receive, patience: float) -> Message:
    try:
        async with asyncio.timeout(patience):
            return await receive()
    except TimeoutError:
        raise BodyError(408, "TIMEOUT", f"The next part was not sent within {patience:g} seconds.") from None


def parse_object(data: bytes | str) -> dict[str, Any]:
    """The JSON object in `data`. Of a key given twice the last value counts. Raises BodyError."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise BodyError(400, "BAD_INPUT", f"The body is not valid JSON: {error}.") from None
    if not isinstance(value, dict):
        raise BodyError(400, "BAD_INPUT", "The body must be a JSON object.")
    if _openings(data) > NESTING and is_nested_deeper(value, NESTING):
        raise BodyError(400, "BAD_INPUT", f"The body is nested deeper than {NESTING} levels.")
    return value


def _too_large(limit: int) -> BodyError:
    return BodyError(413, "TOO_LARGE", f"The body is larger than the {limit} bytes taken here.")


def _openings(data: bytes | str) -> int:
    # an upper bound of the nesting at the speed of memory: nearly every body stays below it and is not walked
    if isinstance(data, str):
        return data.count("{") + data.count("[")
    return data.count(b"{") + data.count(b"[")


def is_nested_deeper(value: object, limit: int) -> bool:
    """Whether objects and lists are inside each other for more than so many levels."""
    level: list[Any] = [value]
    for _ in range(limit):
        level = [child for parent in level for child in _children(parent) if isinstance(child, dict | list)]
        if not level:
            return False
    return True


def _children(parent: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return parent.values() if isinstance(parent, dict) else parent
