"""The bytes of a skill's files: put and read by themselves, while no transaction is open."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from backend.domain.errors import BadInput
from backend.domain.skill import BODY, MANUAL, MAX_MANUAL, Source, encodable, sources, written
from backend.domain.viewer import Viewer
from backend.graph.context import Context, Services
from backend.graph.upload_text import decoded, read_blob, unavailable, uploaded_text
from backend.platform.blob_put import BlobsUnavailable, Stored
from backend.platform.blobs import Blobs
from backend.platform.front_matter import FrontMatterError, Parted, joined, parted
from backend.store.skill_version import Contents
from backend.store.statement import Row

LONGEST_TEXT = 256 * 1024
"""Bytes of the largest file whose text is shown."""

_AT_ONCE = 8

A = TypeVar("A")
B = TypeVar("B")


def given_files(columns: Mapping[str, object], name: object, description: object) -> list[Source]:
    """The files of an input: those that it lists, or SKILL.md written of its body (BAD_INPUT)."""
    body, files = columns.get("body"), columns.get("files")
    if (body is None) == (files is None):
        raise BadInput("Say either body or files.", ("files",))
    if body is None:
        return sources(files)
    if not isinstance(name, str):
        raise BadInput("A skill that is made of a body needs a name.", ("name",))
    said = written(name, description if isinstance(description, str) else None)
    text = joined(said, str(BODY(body, ("body",))))
    return [Source(MANUAL, ("body",), text=encodable(text, ("body",)))]


async def contents_of(context: Context, files: Sequence[Source], home: str) -> Contents:
    """Put the texts of files to the blobs and read SKILL.md, for a skill in the workspace `home`."""
    blobs = context.services.blobs
    (source,) = [each for each in files if each.path == MANUAL]
    text = source.text
    if source.upload is not None:
        path = (*source.at, "uploadId")
        text = await uploaded_text(context, str(source.upload), home, MAX_MANUAL, path, MANUAL)
    manual = None if text is None else _parted(text, source)
    given = [each for each in files if each.text is not None]
    stored = await _each(given, lambda each: _put(blobs, (each.text or "").encode()))
    texts = {each.path: put for each, put in zip(given, stored, strict=True)}
    return Contents(files, texts, manual)


async def texts_of(rows: Sequence[Row], _: Viewer, services: Services) -> list[str | None]:
    """What each file says, if it is a text and not too long."""
    short = list(dict.fromkeys(row.sha256 for row in rows if row.size <= LONGEST_TEXT))
    read = await _each(short, lambda sha256: read_blob(services.blobs, sha256))
    texts = {sha256: decoded(each) for sha256, each in zip(short, read, strict=True)}
    return [texts.get(row.sha256) for row in rows]


def _parted(text: str, source: Source) -> Parted:
    try:
        return parted(text)
    except FrontMatterError as error:
        raise BadInput(f"The front matter of {MANUAL} cannot be read: {error}.", source.at) from None


async def _put(blobs: Blobs, whole: bytes) -> Stored:
    try:
        return await blobs.put(_once(whole), limit=len(whole))
    except BlobsUnavailable as error:
        raise unavailable(error) from None


async def _once(whole: bytes) -> AsyncIterator[bytes]:
    yield whole


async def _each(these: Iterable[A], act: Callable[[A], Awaitable[B]]) -> list[B]:
    """What the act gives for each, a few at a time."""
    waiting, done = list(these), []
    for first in range(0, len(waiting), _AT_ONCE):
        done += await asyncio.gather(*map(act, waiting[first : first + _AT_ONCE]))
    return done
