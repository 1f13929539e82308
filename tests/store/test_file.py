"""Files: made of an upload in one transaction, and gone with their session or when their time is over."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound
from backend.domain.file import file_name_of
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.file import FILE, create_file, file, keep_upload
from backend.store.life import Life
from backend.store.noun import update
from backend.store.row import remove
from backend.store.session import session
from backend.store.session_start import start_session
from backend.store.upload import upload
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do, new_agent, row_of
from tests.store.uploads import colleague, stored, uploaded
from tests.sweeping import swept
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(FILE)


async def kept(database: Database, viewer: Viewer, **columns: Any) -> str:
    upload_id = columns.pop("upload_id", None) or await uploaded(database, viewer)
    made: str = await do(database, create_file, viewer, {"upload_id": upload_id, **columns})
    return made


async def test_a_file_has_the_bytes_and_the_name_of_its_upload(database: Database, admin: Viewer) -> None:
    upload_id = await uploaded(database, admin, b"1,2", name="rates.csv", media_type="text/csv")
    made = await kept(database, admin, upload_id=upload_id)
    row = await row_of(database, file, made)
    assert (row.name, row.handle, row.media_type, row.size) == ("rates.csv", "rates-csv", "text/csv", 3)
    assert (row.sha256, row.downloadable, row.expires_at) == (stored(b"1,2").sha256, True, None)
    used = await row_of(database, upload, upload_id)
    assert (used.status, used.consumed_by) == ("CONSUMED", made)
    async with database.read() as tx:
        told = await tx.fetch(select(activity.c.type).order_by(activity.c.id))
    assert [each.type for each in told] == ["file.consumed", "file.created"]


async def test_what_is_said_of_a_file_counts(database: Database, admin: Viewer) -> None:
    until = clock.now() + timedelta(days=1)
    said = {"name": "Rates", "mount_path": "/data/rates.csv", "downloadable": False, "expires_at": until}
    made = await kept(database, admin, **said)
    row = await row_of(database, file, made)
    assert {name: getattr(row, name) for name in said} == said
    changed = {"mount_path": None, "downloadable": None, "expires_at": None}
    await do(database, update, admin, FILE, made, changed)
    row = await row_of(database, file, made)
    assert (row.mount_path, row.downloadable, row.expires_at) == (None, True, None)


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"name": "x" * 201}, ("name",)),
        ({"mount_path": "data"}, ("mountPath",)),
        ({"mount_path": "/"}, ("mountPath",)),
        ({"mount_path": "/a/../b"}, ("mountPath",)),
        ({"mount_path": "/a//b"}, ("mountPath",)),
        ({"mount_path": "/a\\b"}, ("mountPath",)),
        ({"mount_path": "/" + "x" * 512}, ("mountPath",)),
        ({"downloadable": "yes"}, ("downloadable",)),
        ({"expires_at": "tomorrow"}, ("expiresAt",)),
        ({"sha256": "0" * 64}, ("sha256",)),
    ],
)
async def test_what_cannot_be_meant_uses_no_upload(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    upload_id = await uploaded(database, admin)
    with pytest.raises(BadInput) as refused:
        await kept(database, admin, upload_id=upload_id, **columns)
    assert refused.value.path == path
    assert (await row_of(database, upload, upload_id)).status == "COMPLETE"


async def test_of_two_files_of_one_upload_one_is_made(database: Database, admin: Viewer) -> None:
    upload_id = await uploaded(database, admin)
    ends = await asyncio.gather(
        *(kept(database, admin, upload_id=upload_id) for _ in range(4)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in ends) == ["Conflict", "Conflict", "Conflict", "str"]
    async with database.read() as tx:
        assert len(await tx.fetch(select(file.c.id))) == 1


async def test_the_same_request_finds_the_file_though_its_upload_is_used(
    database: Database, admin: Viewer
) -> None:
    said = {"upload_id": await uploaded(database, admin)}
    made = await do(database, create_file, admin, said, idempotency_key="k")
    assert await do(database, create_file, admin, said, idempotency_key="k") == made
    with pytest.raises(Conflict):
        await do(database, create_file, admin, said)


async def test_nobody_makes_a_file_of_the_uploads_of_others(database: Database, admin: Viewer) -> None:
    upload_id = await uploaded(database, admin)
    with pytest.raises(Forbidden):
        await kept(database, await colleague(database, admin), upload_id=upload_id)
    with pytest.raises(NotFound):
        await kept(database, await stranger(database), upload_id=upload_id)
    room = await do(database, create_workspace, admin, {"name": "Room"})
    seeing = admin.seeing(room, Role.ADMIN)
    with pytest.raises(BadInput):
        await do(database, create_file, seeing, {"upload_id": upload_id}, workspace=room)


async def test_a_file_of_a_session_is_purged_with_it(database: Database, admin: Viewer) -> None:
    held = await do(database, start_session, admin, await new_agent(database, admin), {})
    mine, free = await kept(database, admin, session_id=held), await kept(database, admin)
    assert (await row_of(database, file, mine)).session_id == held
    async with database.write() as tx:
        await remove(tx, session, held)
    assert await row_of(database, file, mine) is None
    assert await row_of(database, file, free) is not None


async def test_a_session_of_others_holds_no_file(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    held = await do(database, start_session, other, await new_agent(database, other), {})
    with pytest.raises(NotFound) as refused:
        await kept(database, admin, session_id=held)
    assert refused.value.path == ("sessionId",)


async def test_a_file_whose_time_is_over_goes_to_the_trash_and_is_purged_from_there(
    database: Database, admin: Viewer
) -> None:
    soon = clock.now() + timedelta(hours=1)
    made, other = await kept(database, admin, expires_at=soon), await kept(database, admin)

    async def after(moment: timedelta) -> list[Any]:
        await swept(database, soon + moment)
        return [await row_of(database, file, each) for each in (made, other)]

    early, _ = await after(timedelta(seconds=-1))
    assert early.deleted_at is None
    late, left = await after(timedelta(seconds=1))
    assert late.deleted_at == soon + timedelta(seconds=1)
    assert left.deleted_at is None
    gone, left = await after(timedelta(days=31))
    assert (gone, left.deleted_at) == (None, None)
    async with database.read() as tx:
        told = await tx.fetch(select(activity).where(activity.c.subject_id == made).order_by(activity.c.id))
    assert [each.type for each in told] == ["file.created", "file.deleted", "file.purged"]


async def test_an_upload_becomes_a_file_for_whoever_links_it(database: Database, admin: Viewer) -> None:
    upload_id = await uploaded(database, admin, name="x" * 250 + ".csv")
    made = await do(database, keep_upload, admin, upload_id, admin.home)
    row = await row_of(database, file, made)
    assert row.name == "x" * 196 + ".csv"


def test_a_name_that_is_too_long_keeps_its_ending() -> None:
    assert file_name_of("a.txt") == "a.txt"
    assert file_name_of("x" * 255) == "x" * 200
    assert file_name_of("a." + "x" * 250) == "a." + "x" * 198
