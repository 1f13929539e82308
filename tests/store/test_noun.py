"""What every kept noun has in common, shown on data schemas: made, changed, referred to, recorded."""

from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import BadInput, Conflict, Forbidden, IdempotencyConflict, NotFound
from backend.domain.viewer import Role, Viewer
from backend.store.activity import activity
from backend.store.data_schema import DATA_SCHEMA, data_schema, digest_of
from backend.store.database import Database
from backend.store.life import Life
from backend.store.noun import create, update
from backend.store.precondition import Precondition
from backend.store.statement import Row
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(DATA_SCHEMA)
_ACTIVITIES = select(activity).order_by(activity.c.id)


async def made(database: Database, viewer: Viewer, columns: Any = None, **options: Any) -> str:
    found: str = await do(
        database, create, viewer, DATA_SCHEMA, {"name": "Order", **(columns or {})}, **options
    )
    return found


async def change(database: Database, viewer: Viewer, row: str, columns: Any, **options: Any) -> Row:
    await do(database, update, viewer, DATA_SCHEMA, row, columns, **options)
    return await row_of(database, data_schema, row)


async def activities(database: Database) -> list[Row]:
    async with database.read() as tx:
        return await tx.fetch(_ACTIVITIES)


async def test_what_is_absent_or_null_when_a_row_is_made_has_its_default(
    database: Database, admin: Viewer
) -> None:
    given = {"labels": None, "handle": None, "owner_id": None, "retention_tier": None}
    row = await row_of(database, data_schema, await made(database, admin, given))
    assert (row.name, row.handle, row.labels, row.extensions) == ("Order", "order", {}, {})
    assert (row.owner_id, row.created_by) == (admin.principal, admin.principal)
    assert (row.retention_tier, row.definition, row.digest) == ("MEDIUM", {}, digest_of({}))


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"name": " "}, ("name",)),
        ({"handle": "No"}, ("handle",)),
        ({"labels": {"k": 1}}, ("labels", "k")),
        ({"extensions": {"make": "x" * 65_536}}, ("extensions",)),
        ({"definition": {"type": "none"}}, ("definition", "type")),
        ({"retention_tier": "EVER"}, ("retentionTier",)),
        ({"digest": "x"}, ("digest",)),
    ],
)
async def test_what_cannot_be_meant_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await made(database, admin, columns)
    assert refused.value.path == path
    row = await made(database, admin)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, row, columns)
    assert refused.value.path == path


async def test_extensions_are_merged_and_null_takes_a_key_away(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, {"extensions": {"make": {"a": 1, "b": None}, "sema4": 2}})
    assert (await row_of(database, data_schema, row)).extensions == {"make": {"a": 1}, "sema4": 2}
    after = await change(database, admin, row, {"extensions": {"make": {"c": [None]}, "sema4": None}})
    assert after.extensions == {"make": {"a": 1, "c": [None]}}


async def test_extensions_may_not_grow_beyond_their_limit_by_merging(
    database: Database, admin: Viewer
) -> None:
    row = await made(database, admin, {"extensions": {"a": "x" * 40_000}})
    with pytest.raises(BadInput, match="65,536"):
        await change(database, admin, row, {"extensions": {"b": "x" * 40_000}})


async def test_what_changes_nothing_writes_nothing(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, {"definition": {"type": "object"}})
    before = await row_of(database, data_schema, row)
    same = {"name": "Order", "definition": {"type": "object"}, "extensions": {}}
    assert await change(database, admin, row, same) == before
    assert [each.type for each in await activities(database)] == ["dataSchema.created"]


async def test_every_step_of_a_life_is_recorded_once(database: Database, admin: Viewer) -> None:
    row = await made(database, admin)
    await change(database, admin, row, {"name": "Invoice", "definition": {"type": "object"}})
    for verb in (LIFE.archive, LIFE.unarchive, LIFE.delete, LIFE.restore, LIFE.delete, LIFE.purge):
        for _ in range(1 if verb == LIFE.purge else 2):
            await do(database, verb, admin, row)
    told = await activities(database)
    words = ["created", "updated", "archived", "unarchived", "deleted", "restored", "deleted", "purged"]
    assert [each.type for each in told] == [f"dataSchema.{word}" for word in words]
    assert {each.subject_id for each in told} == {row}
    assert {each.actor_id for each in told} == {admin.principal}
    assert told[1].data == {"changed": ["name", "definition", "digest"]}
    assert await row_of(database, data_schema, row) is None


async def test_a_position_is_given_at_once_where_there_is_one_writer(
    database: Database, admin: Viewer
) -> None:
    for _ in range(3):
        await made(database, admin)
    told = await activities(database)
    if database.dialect == "sqlite":
        assert [each.position for each in told] == [1, 2, 3]
    else:
        assert [each.position for each in told] == [None] * 3
        assert len({each.turn for each in told}) == 3


async def test_what_is_undone_is_not_recorded(database: Database, admin: Viewer) -> None:
    async def undone() -> None:
        async with database.write() as tx:
            await create(tx, admin, DATA_SCHEMA, {"name": "Order"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await undone()
    assert await activities(database) == []


async def test_the_same_request_finds_the_same_row(database: Database, admin: Viewer) -> None:
    first = await made(database, admin, idempotency_key="k")
    assert await made(database, admin, idempotency_key="k") == first
    with pytest.raises(IdempotencyConflict):
        await made(database, admin, {"name": "Other"}, idempotency_key="k")


async def test_an_external_id_and_a_handle_stay_taken_in_the_trash(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, {"external_id": "x", "handle": "h"})
    await do(database, LIFE.delete, admin, row)
    for taken in ({"external_id": "x"}, {"handle": "h"}):
        with pytest.raises(Conflict):
            await made(database, admin, taken)


async def test_an_owner_is_of_the_account_and_only_an_administrator_changes_it(
    database: Database, admin: Viewer
) -> None:
    other = await stranger(database)
    row = await made(database, admin)
    with pytest.raises(NotFound) as refused:
        await change(database, admin, row, {"owner_id": other.principal})
    assert refused.value.path == ("ownerId",)
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    await change(database, editor, row, {"owner_id": admin.principal})
    mine = await made(database, other)
    with pytest.raises(NotFound):
        await change(database, other, mine, {"owner_id": admin.principal})


@pytest.mark.parametrize(
    ("believed", "error", "path"),
    [
        ({"deleted": True}, Conflict, ("if", "deleted")),
        ({"archived": True}, Conflict, ("if", "archived")),
        ({"owned": False}, Forbidden, ("if", "owned")),
        ({"within": "handle:other"}, NotFound, ("if", "within")),
        ({"within": "handle:nowhere"}, NotFound, ("within",)),
    ],
)
async def test_nothing_is_changed_unless_the_row_is_as_believed(
    database: Database, admin: Viewer, believed: Any, error: type[Exception], path: tuple[str, ...]
) -> None:
    other = await do(database, create_workspace, admin, {"name": "Other"})
    seeing = admin.seeing(other, Role.ADMIN)
    row = await made(database, seeing)
    with pytest.raises(error) as refused:
        await change(database, seeing, row, {"name": "x"}, when=Precondition(**believed))
    assert refused.value.path == path  # type: ignore[attr-defined]
    right = Precondition(deleted=False, archived=False, owned=True, within="handle:default")
    assert (await change(database, seeing, row, {"name": "x"}, when=right)).name == "x"


async def test_purging_takes_an_administrator_and_a_row_in_the_trash(
    database: Database, admin: Viewer
) -> None:
    row = await made(database, admin)
    with pytest.raises(Conflict, match="delete it first"):
        await do(database, LIFE.purge, admin, row)
    await do(database, LIFE.delete, admin, row)
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    with pytest.raises(Forbidden):
        await do(database, LIFE.purge, editor, row)
    with pytest.raises(Conflict, match="restore it first"):
        await change(database, admin, row, {"name": "x"})


async def test_a_row_of_others_is_a_row_of_nobody(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, {"handle": "h", "external_id": "x"})
    other = await stranger(database)
    for reference in (row, "handle:h", "ext:x"):
        for verb in (LIFE.archive, LIFE.delete, LIFE.purge):
            with pytest.raises(NotFound):
                await do(database, verb, other, reference)
