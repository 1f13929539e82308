"""Sweeping bytes: what no row names goes, once it is old; equal bytes stay while one row names them."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.platform.blob_put import BlobsUnavailable, Stored
from backend.platform.blobs import Blobs
from backend.runtime import blob_sweep, sweeper as sweepers
from backend.runtime.blob_sweep import YOUNG, sweep_blobs
from backend.runtime.sweeper import Sweeper
from backend.store.database import Database
from backend.store.file import FILE, create_file
from backend.store.life import Life
from backend.store.skill import SKILL, create_skill
from backend.store.upload import put_upload
from tests.at_work import at_work
from tests.patience import eventually
from tests.store.agents import do
from tests.store.uploads import contents
from tests.sweeping import swept
from tests.tenants import administrator

pytestmark = pytest.mark.anyio

TEXT = "Add them."


@pytest.fixture
async def admin(database: Database) -> Viewer:
    """The administrator of a database that has just begun."""
    return await administrator(database)


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    """Blobs in a folder of the test's own."""
    return Blobs((tmp_path / "blobs").as_uri())


async def put(blobs: Blobs, data: bytes) -> Stored:
    async def once() -> AsyncIterator[bytes]:
        yield data

    return await blobs.put(once(), limit=len(data))


async def uploaded(database: Database, viewer: Viewer, stored: Stored) -> str:
    said = {"name": "a", "media_type": "text/plain"}
    made: str = await do(database, put_upload, viewer, said, stored)
    return made


async def left(database: Database, blobs: Blobs, later: timedelta = timedelta(seconds=1)) -> set[str]:
    """The blobs that are left after a sweep of those that are older than this from now."""
    await sweep_blobs(database, blobs, clock.now() + YOUNG + later)
    return {name async for name in blobs.older(clock.now() + timedelta(days=1))}


async def gone(database: Database, viewer: Viewer, noun: Any, row: str) -> None:
    for verb in (Life(noun).delete, Life(noun).purge):
        await do(database, verb, viewer, row)


async def test_bytes_that_no_row_names_go_once_they_are_old(
    database: Database, admin: Viewer, blobs: Blobs
) -> None:
    lost, waits = await put(blobs, b"lost"), await put(blobs, b"waits")
    await uploaded(database, admin, waits)
    assert await left(database, blobs, timedelta(hours=-1)) == {lost.name, waits.name}
    assert await left(database, blobs) == {waits.name}


async def test_bytes_of_an_upload_that_nobody_used_go_with_its_day(
    database: Database, admin: Viewer, blobs: Blobs
) -> None:
    stored = await put(blobs, b"waits")
    await uploaded(database, admin, stored)
    await swept(database, clock.now() + timedelta(hours=23))
    assert await left(database, blobs) == {stored.name}
    await swept(database, clock.now() + timedelta(hours=25))
    assert await left(database, blobs) == set()


async def test_equal_bytes_are_one_blob_and_stay_while_one_row_names_them(
    database: Database, admin: Viewer, blobs: Blobs
) -> None:
    stored = await put(blobs, TEXT.encode())
    again = await put(blobs, TEXT.encode())
    files = [
        await do(database, create_file, admin, {"upload_id": await uploaded(database, admin, each)})
        for each in (stored, again)
    ]
    given = contents({"SKILL.md": TEXT})
    skill = await do(database, create_skill, admin, {"name": "Sums"}, given)
    assert await left(database, blobs) == {stored.name}
    await gone(database, admin, FILE, files[0])
    assert await left(database, blobs) == {stored.name}
    await gone(database, admin, SKILL, skill)
    assert await left(database, blobs) == {stored.name}
    await do(database, Life(FILE).delete, admin, files[1])
    assert await left(database, blobs) == {stored.name}
    await do(database, Life(FILE).purge, admin, files[1])
    assert await left(database, blobs) == set()


async def test_bytes_are_swept_in_batches(
    database: Database, admin: Viewer, blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blob_sweep, "BATCH", 2)
    stored = [await put(blobs, bytes([each])) for each in range(5)]
    await uploaded(database, admin, stored[3])
    assert await left(database, blobs) == {stored[3].name}


async def test_bytes_that_were_put_again_meanwhile_stay(
    database: Database, admin: Viewer, blobs: Blobs, tmp_path: Path
) -> None:
    stored, now = await put(blobs, b"again"), clock.now()
    long_ago = (now - 2 * YOUNG).timestamp()
    os.utime(tmp_path / "blobs" / stored.name, (long_ago, long_ago))

    class Busy(Blobs):
        async def remove(self, name: str, moment: Any) -> None:
            await put(self, b"again")
            await super().remove(name, moment)

    await sweep_blobs(database, Busy(blobs._url), now)
    assert {name async for name in blobs.older(clock.now() + timedelta(days=1))} == {stored.name}


async def test_the_sweeper_removes_old_bytes_and_outlives_a_store_that_fails(
    database: Database, admin: Viewer, blobs: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(blobs, b"lost")
    failures = iter([BlobsUnavailable("asleep")])

    class Failing(Blobs):
        async def tidy(self, moment: Any) -> None:
            for failure in failures:
                raise failure
            await super().tidy(moment)

    monkeypatch.setattr(sweepers, "PERIOD", 0.01)
    monkeypatch.setattr(blob_sweep, "YOUNG", timedelta(seconds=-1))
    sweeper = Sweeper(database, Failing(blobs._url), tmp_path)

    async def none_left() -> bool:
        return not [name async for name in blobs.older(clock.now() + timedelta(days=1))]

    async with at_work(sweeper):
        await eventually(none_left)
