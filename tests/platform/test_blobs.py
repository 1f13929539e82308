"""Blobs: named by their digest, whole or not there at all, in a directory and on S3 alike."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest

from backend.platform import clock
from backend.platform.blob_put import PIECE, BlobsUnavailable, Stored, TooLarge, blob_name
from backend.platform.blobs import Blobs, Missing
from tests.fakes.s3 import FakeS3, s3_server
from tests.patience import eventually

pytestmark = pytest.mark.anyio

LONG = PIECE + PIECE // 2
"""Bytes of a blob that is written in pieces."""

LATER = clock.now() + timedelta(days=1)
EARLIER = clock.now() - timedelta(days=1)


class Odd(Exception):
    """What a stream of the tests breaks with."""


class Place(Protocol):
    """Where the blobs of a test are, seen from outside."""

    @property
    def url(self) -> str: ...
    def names(self) -> list[str]: ...
    def is_idle(self) -> bool: ...


@dataclass(frozen=True)
class Folder:
    path: Path

    @property
    def url(self) -> str:
        return self.path.as_uri()

    def names(self) -> list[str]:
        return [str(each.relative_to(self.path)) for each in self.path.rglob("*") if each.is_file()]

    def is_idle(self) -> bool:
        return True


@dataclass(frozen=True)
class Bucket:
    fake: FakeS3

    @property
    def url(self) -> str:
        return self.fake.url

    def names(self) -> list[str]:
        return [name.removeprefix("some/prefix/") for name in self.fake.objects]

    def is_idle(self) -> bool:
        return not self.fake.begun


@pytest.fixture(params=["folder", "s3"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    if request.param == "folder":
        yield Folder(tmp_path / "a folder")
        return
    async with s3_server() as fake:
        yield Bucket(fake)


@pytest.fixture
def blobs(place: Place) -> Blobs:
    return Blobs(place.url)


async def giving(*chunks: bytes, then: BaseException | None = None) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    if then is not None:
        raise then


def chunks(size: int) -> Sequence[bytes]:
    """Different bytes, in the chunks of a socket."""
    return [bytes([at >> 16 & 255]) * min(65_536, size - at) for at in range(0, size, 65_536)]


async def content(stream: AsyncIterator[bytes]) -> bytes:
    return b"".join([each async for each in stream])


@pytest.mark.parametrize("size", [0, 1, 65_537, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7])
async def test_what_is_put_is_read_again_under_its_digest(blobs: Blobs, place: Place, size: int) -> None:
    data = b"".join(chunks(size))
    stored = await blobs.put(giving(*chunks(size)), limit=size)
    sha256 = hashlib.sha256(data).hexdigest()
    assert stored == Stored(f"sha256/{sha256[:2]}/{sha256[2:]}", size, sha256)
    assert stored.name == blob_name(sha256)
    assert await content(await blobs.open(stored.name)) == data
    assert place.names() == [stored.name]
    assert place.is_idle()


@pytest.mark.parametrize("size", [10, LONG])
async def test_equal_bytes_are_one_blob(blobs: Blobs, place: Place, size: int) -> None:
    together = [blobs.put(giving(*chunks(size)), limit=size) for _ in range(4)]
    first, *others = await asyncio.gather(*together)
    assert others == [first] * 3
    assert await blobs.put(giving(*chunks(size)), limit=size) == first
    assert place.names() == [first.name]


async def test_a_part_of_a_blob_is_read(blobs: Blobs) -> None:
    stored = await blobs.put(giving(b"0123456789"), limit=10)
    assert await content(await blobs.open(stored.name, 2, 5)) == b"234"
    assert await content(await blobs.open(stored.name, 7)) == b"789"
    assert await content(await blobs.open(stored.name, 0, 1)) == b"0"


async def test_a_blob_that_is_not_there_is_missing_before_anything_is_read(blobs: Blobs) -> None:
    with pytest.raises(Missing):
        await blobs.open(blob_name("ab" * 32))


@pytest.mark.parametrize("size", [10, PIECE, LONG])
async def test_nothing_is_left_of_a_stream_that_breaks(blobs: Blobs, place: Place, size: int) -> None:
    with pytest.raises(Odd):
        await blobs.put(giving(*chunks(size), then=Odd()), limit=2 * size)
    assert place.names() == []
    assert place.is_idle()


@pytest.mark.parametrize("size", [10, PIECE, LONG])
async def test_nothing_is_left_of_a_stream_that_is_too_long(blobs: Blobs, place: Place, size: int) -> None:
    with pytest.raises(TooLarge, match=f"More than {size} bytes"):
        await blobs.put(giving(*chunks(size), b"x", then=Odd()), limit=size)
    assert place.names() == []
    assert place.is_idle()


@pytest.mark.parametrize("size", [10, LONG])
async def test_nothing_is_left_of_what_does_not_pass(blobs: Blobs, place: Place, size: int) -> None:
    def refuse(stored: Stored) -> None:
        assert stored.size == size
        raise Odd

    with pytest.raises(Odd):
        await blobs.put(giving(*chunks(size)), limit=size, check=refuse)
    assert place.names() == []
    assert place.is_idle()


@pytest.mark.parametrize("size", [10, 2 * PIECE])
async def test_nothing_is_left_of_a_put_that_is_cancelled(blobs: Blobs, place: Place, size: int) -> None:
    silent = asyncio.Event()

    async def then_silence() -> AsyncIterator[bytes]:
        for chunk in chunks(size):
            yield chunk
        silent.set()
        await asyncio.Event().wait()

    putting = asyncio.create_task(blobs.put(then_silence(), limit=2 * size))
    await silent.wait()
    putting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await putting
    assert place.names() == []
    assert place.is_idle()


async def test_nothing_is_left_of_a_put_that_is_cancelled_while_it_undoes(blobs: Blobs, place: Place) -> None:
    begun = asyncio.Event()

    async def then_silence() -> AsyncIterator[bytes]:
        for chunk in chunks(LONG):
            yield chunk
        begun.set()
        await asyncio.Event().wait()

    putting = asyncio.create_task(blobs.put(then_silence(), limit=2 * LONG))
    await begun.wait()
    putting.cancel()
    await asyncio.sleep(0)
    putting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await putting

    async def nothing_is_left() -> bool:
        return place.names() == [] and place.is_idle()

    await eventually(nothing_is_left)


async def test_blobs_are_listed_and_removed_by_their_age(blobs: Blobs, place: Place) -> None:
    small = await blobs.put(giving(b"small"), limit=5)
    large = await blobs.put(giving(*chunks(LONG)), limit=LONG)
    assert {name async for name in blobs.older(LATER)} == {small.name, large.name}
    assert [name async for name in blobs.older(EARLIER)] == []
    await blobs.remove(small.name, LATER)
    assert place.names() == [large.name]
    await blobs.remove(small.name, LATER)


@pytest.mark.parametrize("size", [10, LONG])
async def test_a_blob_that_was_put_again_is_not_removed_by_a_sweep_that_began_before(
    blobs: Blobs, place: Place, size: int
) -> None:
    stored = await blobs.put(giving(*chunks(size)), limit=size)
    _age(place)
    began = clock.now() - timedelta(hours=1)
    assert [name async for name in blobs.older(began)] == [stored.name]
    await blobs.put(giving(*chunks(size)), limit=size)
    await blobs.remove(stored.name, began)
    assert place.names() == [stored.name]


def _age(place: Place) -> None:
    """Make everything a day older."""
    if isinstance(place, Bucket):
        for kept in place.fake.objects.values():
            kept.changed -= timedelta(days=1)
    elif isinstance(place, Folder):
        for name in place.names():
            os.utime(place.path / name, (EARLIER.timestamp(),) * 2)


async def test_what_killed_processes_had_begun_is_tidied_away(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path.as_uri())
    stored = await blobs.put(giving(b"whole"), limit=5)
    (tmp_path / "incoming").mkdir()
    for begun in ("incoming/whole", "incoming/begun#1", f"{stored.name}#1"):
        (tmp_path / begun).write_bytes(b"half")
    await blobs.tidy(EARLIER)
    assert len(Folder(tmp_path).names()) == 4
    await blobs.tidy(LATER)
    assert Folder(tmp_path).names() == [stored.name]


@pytest.mark.parametrize("size", [10, 4 * PIECE])
async def test_a_directory_that_cannot_be_written_to_is_unavailable(tmp_path: Path, size: int) -> None:
    blobs = Blobs(tmp_path.as_uri())
    for folder in ("sha256", "incoming"):
        (tmp_path / folder).write_text("a file is in the way")
    with pytest.raises(BlobsUnavailable):
        await blobs.put(giving(*chunks(size)), limit=size)


async def test_a_directory_is_made_when_it_is_first_used_and_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "blobs"
    blobs = Blobs(folder.as_uri())
    assert not folder.exists()
    await blobs.ping()
    assert folder.stat().st_mode & 0o777 == 0o700


async def test_a_directory_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BlobsUnavailable):
        await Blobs((tmp_path / "file" / "blobs").as_uri()).ping()


@pytest.mark.parametrize("size", [10, 4 * PIECE])
async def test_a_store_that_refuses_is_unavailable_and_names_no_secret(size: int) -> None:
    async with s3_server() as fake:
        blobs = Blobs(fake.url)
        fake.refusing = 403
        with pytest.raises(BlobsUnavailable) as refused:
            await blobs.put(giving(*chunks(size)), limit=size)
        assert "fake-secret" not in str(refused.value)
        with pytest.raises(BlobsUnavailable):
            await blobs.open(blob_name("ab" * 32))
        with pytest.raises(BlobsUnavailable):
            _ = [name async for name in blobs.older(LATER)]


async def test_a_small_blob_is_one_call_to_s3_and_a_large_one_is_written_in_parts() -> None:
    async with s3_server() as fake:
        blobs = Blobs(fake.url)
        await blobs.put(giving(b"small"), limit=5)
        assert fake.calls == ["PUT"]
        fake.calls.clear()
        await blobs.put(giving(*chunks(LONG)), limit=LONG)
        parts = ["POST uploads", "PUT uploadId", "PUT uploadId", "POST uploadId"]
        assert fake.calls == [*parts, "PUT", "POST delete"]


async def test_the_event_loop_goes_on_while_bytes_are_written_and_read(blobs: Blobs) -> None:
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    turning = asyncio.create_task(turn())
    stored = await blobs.put(giving(*chunks(4 * PIECE)), limit=4 * PIECE)
    written, turns = turns, 0
    await content(await blobs.open(stored.name))
    turning.cancel()
    assert min(written, turns) > 10
