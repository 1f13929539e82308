"""Blobs: bytes named by their digest, in a directory or an S3-compatible store; equal bytes are one blob.

Bytes that are put again are as young as new ones, so that a sweep which began before does not take them.
"""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from obstore.store import LocalStore, S3Store

from backend.platform.blob_put import FINISHED, INCOMING, Check, Store, Stored, failing, put

READ = 256 * 1024
"""Bytes, about, that are read at a time."""


class Missing(Exception):
    """There is no such blob."""


class Blobs:
    """The store at `file:///path` or `s3://key:secret@bucket/prefix?endpoint=https://host&region=name`.

    Without key and secret, those of the environment (`AWS_ACCESS_KEY_ID` …) or of the machine's role count.
    It is opened when it is first used. All verbs raise BlobsUnavailable.
    """

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        self._url = url
        self._folder = Path(unquote(place.path)) if place.scheme == "file" else None

    @cached_property
    def _store(self) -> Store:
        with failing():
            return _directory(self._folder) if self._folder else _s3(self._url)

    async def ping(self) -> None:
        """Ask for a sign of life."""
        # One of Python's threads asks: the library's own may answer when the process ends, and abort it.
        with failing():
            await asyncio.to_thread(next, iter(self._store.list(FINISHED)), None)

    async def put(self, stream: AsyncIterator[bytes], *, limit: int, check: Check | None = None) -> Stored:
        """Keep what the stream gives, at most `limit` bytes (TooLarge), in constant memory.

        Nothing is kept of a stream that breaks, is cancelled, or does not pass the check.
        """
        return await put(self._store, stream, limit, check)

    async def open(self, name: str, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        """The blob's bytes from `start` to before `stop`; Missing is raised here, not by the iterator."""
        options: Any = None  # of an empty blob there is no range
        if start or stop is not None:
            options = {"range": {"offset": start} if stop is None else (start, stop)}
        with failing():
            try:
                found = await self._store.get_async(name, options=options)
            except FileNotFoundError as error:
                raise Missing(name) from error
        return _read(found.stream(READ))

    async def older(self, moment: datetime) -> AsyncIterator[str]:
        """The names of the blobs that were put before the moment, in no order."""
        with failing():
            async for name in self._older(FINISHED, moment):
                yield name

    async def remove(self, name: str, moment: datetime) -> None:
        """Remove a blob, unless it is gone already or was put again since the moment."""
        with failing(), suppress(FileNotFoundError):
            found = await self._store.head_async(name)
            if found["last_modified"] < moment:
                await self._store.delete_async(name)

    async def tidy(self, moment: datetime) -> None:
        """Remove what processes that were killed had begun to write before the moment.

        What they had begun at S3 is not listed: let the bucket's lifecycle abort incomplete uploads.
        """
        with failing():
            async for name in self._older(INCOMING, moment):
                with suppress(FileNotFoundError):
                    await self._store.delete_async(name)
        if self._folder:
            await asyncio.to_thread(_unlink_begun, self._folder, moment)

    async def _older(self, folder: str, moment: datetime) -> AsyncIterator[str]:
        async for batch in self._store.list(folder):
            for each in batch:
                if each["last_modified"] < moment:
                    yield each["path"]


async def _read(found: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    with failing():
        async for piece in found:
            yield piece


def _directory(folder: Path) -> LocalStore:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return LocalStore(folder)


def _unlink_begun(folder: Path, moment: datetime) -> None:
    # the library writes `name#1` until the file is whole, and does not list it
    for path in folder.rglob("*#*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < moment.timestamp():
                path.unlink()


def _s3(url: str) -> S3Store:
    place = urlsplit(url)
    options: Mapping[str, Any] = {name: values[-1] for name, values in parse_qs(place.query).items()}
    if place.username:
        options = {
            **options,
            "access_key_id": unquote(place.username),
            "secret_access_key": unquote(place.password or ""),
        }
    return S3Store(
        place.hostname,
        prefix=place.path.strip("/") or None,
        client_options={
            "allow_http": options.get("endpoint", "").startswith("http:"),
            "connect_timeout": "5s",
            "read_timeout": "60s",
            "timeout": "1h",
        },
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=30)},
        **options,
    )
