"""Putting a blob: a stream is hashed and counted on its way in, and nothing is left of one that fails.

A long stream is written under a name of its own, and gets the blob's name when it is whole and right.
"""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from backend.platform.race import race

Store = LocalStore | S3Store

PIECE = 5 * 1024 * 1024
"""Bytes that are handed on at a time: the least that S3 takes as a part. A shorter stream is one piece."""

FINISHED = "sha256"
INCOMING = "incoming"
"""The folders of blobs, and of what is still being written."""

_AT_ONCE = 2
_undoing: set[asyncio.Task[None]] = set()


class TooLarge(Exception):
    """The stream is longer than the limit that was given."""


class BlobsUnavailable(Exception):
    """The directory or the store of the blobs cannot be used at the moment; the first line of why."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put: the blob's name, its size in bytes, its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


Check = Callable[[Stored], None]
"""Looks at what came before it is kept, and raises to have it thrown away."""


def blob_name(sha256: str) -> str:
    """The name of the blob with this digest: `sha256/ab/cd…`."""
    return f"{FINISHED}/{sha256[:2]}/{sha256[2:]}"


def sha256_of(name: str) -> str:
    """The digest that a blob's name says."""
    return name.removeprefix(f"{FINISHED}/").replace("/", "")


async def put(store: Store, stream: AsyncIterator[bytes], limit: int, check: Check | None) -> Stored:
    """Write what the stream gives, and name it by its digest."""
    tally = Tally(limit)
    async with aclosing(tally.pieces(stream)) as pieces:
        first = await anext(pieces, b"")
        if len(first) >= PIECE:
            return await _put_long(store, first, pieces, tally, check)
    stored = tally.stored(check)
    with failing():
        await store.put_async(stored.name, first)
    return stored


@contextmanager
def failing() -> Iterator[None]:
    """Say in one word what may be wrong with the store."""
    try:
        yield
    except (BaseError, OSError) as error:
        raise BlobsUnavailable(str(error).partition("\n")[0]) from error


@dataclass(slots=True)
class Tally:
    """How much has come, and its digest."""

    limit: int
    size: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    async def pieces(self, stream: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
        """The stream in pieces of PIECE bytes or a little more, except the last, which may be shorter."""
        held = bytearray()
        async for chunk in stream:
            self.size += len(chunk)
            if self.size > self.limit:
                raise TooLarge(f"More than {self.limit} bytes came.")
            self.digest.update(chunk)
            held += chunk
            if len(held) >= PIECE:
                yield bytes(held)
                held.clear()
        if held:
            yield bytes(held)

    def stored(self, check: Check | None) -> Stored:
        """What came, if it passes."""
        sha256 = self.digest.hexdigest()
        stored = Stored(blob_name(sha256), self.size, sha256)
        if check is not None:
            check(stored)
        return stored


async def _put_long(
    store: Store, first: bytes, pieces: AsyncIterator[bytes], tally: Tally, check: Check | None
) -> Stored:
    writing = _Writing(store)
    try:
        await writing.hand(first)
        async for piece in pieces:
            await writing.hand(piece)
        stored = tally.stored(check)
        await writing.finish(stored.name)
    except BaseException:
        # a task of its own: whoever is cancelled may be so again, and then waits for nothing
        undoing = asyncio.create_task(writing.undo())
        _undoing.add(undoing)
        undoing.add_done_callback(_undoing.discard)
        await asyncio.shield(undoing)
        raise
    return stored


class _Abandoned(Exception):
    """What the library is told when its source gives up."""


class _Writing:
    """One object being written under a name of its own, by the library, from a queue."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._own = f"{INCOMING}/{secrets.token_hex(16)}"
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue(1)
        self._task: asyncio.Task[Any] = asyncio.create_task(
            store.put_async(self._own, self._drawn(), chunk_size=PIECE, max_concurrency=_AT_ONCE)
        )

    async def hand(self, piece: bytes) -> None:
        """Hand on a piece as soon as there is room, or raise why the writing has ended."""
        await race(self._queue.put(piece), asyncio.wait([self._task]))
        if self._task.done():
            with failing():
                self._task.result()

    async def finish(self, name: str) -> None:
        """Wait until all is written, and give it the blob's name."""
        await self.hand(b"")
        await asyncio.wait([self._task])
        with failing():
            self._task.result()
            await self._store.rename_async(self._own, name)

    async def undo(self) -> None:
        """Have the library give up by itself, for then it also aborts what it began at S3; leave nothing."""
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(None)
        await asyncio.wait([self._task])
        if not self._task.cancelled() and self._task.exception() is None:
            with suppress(BaseError, FileNotFoundError):
                await self._store.delete_async(self._own)

    async def _drawn(self) -> AsyncIterator[bytes]:
        """The pieces, up to an empty one; None breaks off."""
        while piece := await self._queue.get():
            yield piece
        if piece is None:
            raise _Abandoned
