"""Packing: what is packed is unpacked again, and nothing is held whole."""

import io
import zipfile
from collections.abc import AsyncIterator

import pytest

from backend.platform.archive import Archive, Bounds
from backend.platform.packing import Entry, packed, whole

pytestmark = pytest.mark.anyio


async def entries(*held: tuple[str, bytes]) -> AsyncIterator[Entry]:
    for name, data in held:
        yield Entry(name, whole(data))


async def test_what_is_packed_is_unpacked_again() -> None:
    held = (("a.txt", b"abc"), ("b/Ä.txt", b""), ("c", bytes(range(256)) * 4_000))
    data = b"".join([piece async for piece in packed(entries(*held))])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == dict(held)
    assert Archive(io.BytesIO(data), Bounds()).sizes == {name: len(each) for name, each in held}


async def test_the_same_content_is_the_same_archive() -> None:
    first, second = [[piece async for piece in packed(entries(("a", b"abc")))] for _ in range(2)]
    assert first == second


async def test_bytes_are_sent_while_others_are_still_to_come() -> None:
    asked = 0

    async def noise() -> AsyncIterator[bytes]:
        nonlocal asked
        for seed in range(20):
            asked += 1
            yield bytes((each * each * (seed + 3)) >> 4 & 0xFF for each in range(100_000))

    async def one() -> AsyncIterator[Entry]:
        yield Entry("noise", noise())

    stream = packed(one())
    await anext(stream)
    assert asked < 20


async def test_an_archive_of_nothing_is_one() -> None:
    data = b"".join([piece async for piece in packed(entries())])
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == []
