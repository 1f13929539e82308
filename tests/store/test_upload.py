"""Uploads: announced, come, used once, by whoever announced them and nobody else."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import BadInput, Conflict, Forbidden, IdempotencyConflict, NotFound
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.upload import complete_upload, consume_upload, create_upload, put_upload, upload
from backend.store.workspace_edit import create_workspace
from tests import sweeping
from tests.store.agents import do, row_of
from tests.store.uploads import colleague, outlive, stored, uploaded
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

SAID = {"name": "a.txt", "media_type": "text/plain", "size": 5}
DATA = stored(b"bytes")


async def announced(database: Database, viewer: Viewer, **columns: Any) -> str:
    made: str = await do(database, create_upload, viewer, {**SAID, **columns})
    return made


async def come(database: Database, upload_id: str, data: bytes = b"bytes") -> None:
    async with database.write() as tx:
        await complete_upload(tx, upload_id, stored(data))


async def swept(database: Database, later: timedelta) -> None:
    await sweeping.swept(database, clock.now() + later)


async def test_what_is_announced_waits_a_quarter_of_an_hour_for_its_bytes(
    database: Database, admin: Viewer
) -> None:
    row = await row_of(database, upload, await announced(database, admin))
    assert (row.status, row.sha256, row.blob, row.consumed_by) == ("PENDING", None, None, None)
    assert (row.workspace_id, row.created_by) == (admin.home, admin.principal)
    assert row.expires_at - row.created_at >= timedelta(minutes=15)
    assert row.expires_at - row.created_at < timedelta(minutes=16)


async def test_bytes_that_have_come_wait_a_day_to_be_used(database: Database, admin: Viewer) -> None:
    made = await announced(database, admin, sha256=DATA.sha256.upper())
    await come(database, made)
    row = await row_of(database, upload, made)
    assert (row.status, row.sha256, row.blob) == ("COMPLETE", DATA.sha256, DATA.name)
    assert row.expires_at - row.updated_at == timedelta(hours=24)


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"name": ""}, ("name",)),
        ({"name": "x" * 256}, ("name",)),
        ({"name": "a/b"}, ("name",)),
        ({"name": "a\\b"}, ("name",)),
        ({"name": "a\nb"}, ("name",)),
        ({"name": None}, ("name",)),
        ({"media_type": "text"}, ("mediaType",)),
        ({"media_type": "text/plain\r\nx: y"}, ("mediaType",)),
        ({"size": -1}, ("size",)),
        ({"size": 512 * 1024 * 1024 + 1}, ("size",)),
        ({"size": True}, ("size",)),
        ({"sha256": "0" * 63}, ("sha256",)),
        ({"sha256": "g" * 64}, ("sha256",)),
        ({"labels": {"a": 1}}, ("labels", "a")),
        ({"status": "COMPLETE"}, ("status",)),
        ({"blob": "sha256/00/00"}, ("blob",)),
    ],
)
async def test_what_cannot_be_announced_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await announced(database, admin, **columns)
    assert refused.value.path == path


async def test_the_largest_upload_may_be_announced(database: Database, admin: Viewer) -> None:
    made = await announced(database, admin, size=512 * 1024 * 1024, name="x" * 255)
    assert (await row_of(database, upload, made)).size == 512 * 1024 * 1024


async def test_an_external_id_is_taken_once_in_a_workspace(database: Database, admin: Viewer) -> None:
    await announced(database, admin, external_id="x")
    with pytest.raises(Conflict):
        await announced(database, admin, external_id="x")


async def test_a_viewer_who_may_only_read_announces_nothing(database: Database, admin: Viewer) -> None:
    reader = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    with pytest.raises(Forbidden):
        await announced(database, reader)


async def test_the_same_request_finds_the_same_upload(database: Database, admin: Viewer) -> None:
    first = await do(database, create_upload, admin, SAID, idempotency_key="k")
    assert await do(database, create_upload, admin, SAID, idempotency_key="k") == first
    with pytest.raises(IdempotencyConflict):
        await do(database, create_upload, admin, {**SAID, "size": 6}, idempotency_key="k")


@pytest.mark.parametrize("data", [b"", b"byte", b"bytes!", b"other"])
async def test_no_other_bytes_than_the_announced_complete_it(
    database: Database, admin: Viewer, data: bytes
) -> None:
    made = await announced(database, admin, sha256=DATA.sha256)
    with pytest.raises(Conflict, match="not the bytes"):
        await come(database, made, data)
    row = await row_of(database, upload, made)
    assert (row.status, row.blob) == ("PENDING", None)


async def test_the_same_bytes_may_come_twice_and_no_others_after_them(
    database: Database, admin: Viewer
) -> None:
    made = await announced(database, admin)
    await come(database, made)
    before = await row_of(database, upload, made)
    await come(database, made)
    with pytest.raises(Conflict, match="awaits no bytes"):
        await come(database, made, b"other")
    assert await row_of(database, upload, made) == before


async def test_bytes_that_come_too_late_or_for_nobody_are_refused(database: Database, admin: Viewer) -> None:
    with pytest.raises(NotFound):
        await come(database, "upl_" + "7" * 26)
    made = await announced(database, admin)
    await outlive(database)
    with pytest.raises(Conflict, match="awaits no bytes"):
        await come(database, made)


async def test_an_upload_is_used_once_and_that_is_recorded(database: Database, admin: Viewer) -> None:
    made = await uploaded(database, admin, external_id="x")
    row = await do(database, consume_upload, admin, "ext:x", admin.home, by="fil_x")
    assert (row.id, row.status, row.consumed_by, row.sha256) == (made, "CONSUMED", "fil_x", DATA.sha256)
    with pytest.raises(Conflict, match="used already") as refused:
        await do(database, consume_upload, admin, made, admin.home)
    assert refused.value.path == ("uploadId",)
    async with database.read() as tx:
        (told,) = await tx.fetch(select(activity))
    assert (told.type, told.subject_id, told.actor_id) == ("file.consumed", made, admin.principal)
    assert told.data == {"name": "a.txt", "size": 5, "consumedBy": "fil_x"}


async def test_what_fails_afterwards_leaves_the_upload_to_be_used(database: Database, admin: Viewer) -> None:
    made = await uploaded(database, admin)

    async def undone() -> None:
        async with database.write() as tx:
            await consume_upload(tx, admin, made, str(admin.home))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await undone()
    assert (await row_of(database, upload, made)).status == "COMPLETE"


async def test_of_two_who_use_one_upload_at_once_one_wins(database: Database, admin: Viewer) -> None:
    made = await uploaded(database, admin)
    uses = (do(database, consume_upload, admin, made, admin.home, by=f"row {each}") for each in range(5))
    ends = await asyncio.gather(*uses, return_exceptions=True)
    (won,) = [each for each in ends if not isinstance(each, BaseException)]
    assert [type(each) for each in ends].count(Conflict) == 4
    assert (await row_of(database, upload, made)).consumed_by == won.consumed_by


async def test_bytes_that_have_not_come_cannot_be_used(database: Database, admin: Viewer) -> None:
    made = await announced(database, admin)
    with pytest.raises(Conflict, match="PUT them"):
        await do(database, consume_upload, admin, made, admin.home)
    ready = await uploaded(database, admin)
    await outlive(database)
    for late in (made, ready):
        with pytest.raises(Conflict, match=r"PUT them|has expired"):
            await do(database, consume_upload, admin, late, admin.home)


async def test_nobody_else_uses_an_upload(database: Database, admin: Viewer) -> None:
    made = await uploaded(database, admin)
    other = await colleague(database, admin)
    with pytest.raises(Forbidden, match="somebody else") as refused:
        await do(database, consume_upload, other, made, admin.home)
    assert refused.value.path == ("uploadId",)
    foreign = await stranger(database)
    with pytest.raises(NotFound):
        await do(database, consume_upload, foreign, made, foreign.home)
    assert (await row_of(database, upload, made)).status == "COMPLETE"


async def test_an_upload_is_used_in_its_own_workspace(database: Database, admin: Viewer) -> None:
    room = await do(database, create_workspace, admin, {"name": "Room"})
    made = await uploaded(database, admin)
    with pytest.raises(BadInput, match="another workspace"):
        await do(database, consume_upload, admin.seeing(room, Role.ADMIN), made, room)


async def test_bytes_that_were_put_are_a_complete_upload_at_once(database: Database, admin: Viewer) -> None:
    row = await row_of(database, upload, await uploaded(database, admin, b"more bytes"))
    assert (row.status, row.size, row.blob) == ("COMPLETE", 10, stored(b"more bytes").name)
    with pytest.raises(BadInput):
        await do(database, put_upload, admin, {"name": "a/b", "media_type": "text/plain"}, DATA)


async def test_what_nobody_uses_expires_and_is_forgotten_a_day_later(
    database: Database, admin: Viewer
) -> None:
    pending, complete = await announced(database, admin), await uploaded(database, admin)
    used = await uploaded(database, admin)
    await do(database, consume_upload, admin, used, admin.home)

    async def states() -> list[str | None]:
        rows = [await row_of(database, upload, each) for each in (pending, complete, used)]
        return [None if row is None else row.status for row in rows]

    await swept(database, timedelta(minutes=14))
    assert await states() == ["PENDING", "COMPLETE", "CONSUMED"]
    await swept(database, timedelta(minutes=16))
    assert await states() == ["EXPIRED", "COMPLETE", "CONSUMED"]
    await swept(database, timedelta(hours=24, minutes=1))
    assert await states() == ["EXPIRED", "EXPIRED", None]
    await swept(database, timedelta(hours=49))
    assert await states() == [None, None, None]
