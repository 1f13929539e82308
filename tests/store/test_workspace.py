"""Workspaces and their members."""

import anyio
import pytest

from backend.domain.errors import Conflict, Forbidden, NotFound, Unauthenticated
from backend.domain.viewer import Role, Viewer
from backend.store.api_key import WantedKey, create_api_key
from backend.store.authenticate import authenticate
from backend.store.database import Database
from backend.store.member import add_member, remove_member, set_role
from backend.store.workspace import workspace
from backend.store.workspace_edit import (
    archive_workspace,
    create_workspace,
    delete_workspace,
    restore_workspace,
    unarchive_workspace,
    update_workspace,
)
from tests.store.agents import do, row_of
from tests.tenants import SECRET, stranger

pytestmark = pytest.mark.anyio


async def key_of(database: Database, admin: Viewer, wanted: WantedKey) -> str:
    """The text of a new key."""
    made = await do(database, create_api_key, admin, SECRET, wanted)
    return str(made.key)


async def test_workspaces_are_numbered_in_their_account(database: Database, admin: Viewer) -> None:
    async def make() -> None:
        await do(database, create_workspace, admin, {"name": "Default"})

    await stranger(database, 2)
    with anyio.fail_after(10):
        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(make)
    async with database.read() as tx:
        rows = await tx.fetch(workspace.select().where(workspace.c.account_id == admin.account))
    assert sorted((row.number, row.handle) for row in rows) == [
        (1, "default"),
        *((n, f"default-{n}") for n in range(2, 6)),
    ]


async def test_only_an_administrator_of_the_account_makes_and_changes_workspaces(
    database: Database, admin: Viewer
) -> None:
    member = Viewer(admin.principal, admin.account, admin.workspaces, admin.home)
    with pytest.raises(Forbidden):
        await do(database, create_workspace, member, {"name": "x"})
    for verb in (archive_workspace, delete_workspace, restore_workspace):
        with pytest.raises(Forbidden):
            await do(database, verb, member, admin.home)
    other = await stranger(database)
    with pytest.raises(NotFound):
        await do(database, update_workspace, other, admin.home, {"name": "mine"})


async def test_a_workspace_is_changed_archived_and_found_by_its_number(
    database: Database, admin: Viewer
) -> None:
    made = await do(database, create_workspace, admin, {"name": "Second", "labels": {"a": "b"}})
    assert await do(database, update_workspace, admin, "number:2", {"name": "Third"}) == made
    await do(database, archive_workspace, admin, "handle:second")
    row = await row_of(database, workspace, made)
    assert (row.name, row.labels, row.archived_at is None) == ("Third", {"a": "b"}, False)
    await do(database, unarchive_workspace, admin, made)
    assert (await row_of(database, workspace, made)).archived_at is None


async def test_a_deleted_workspace_is_seen_by_nobody_until_it_is_restored(
    database: Database, admin: Viewer
) -> None:
    made = await do(database, create_workspace, admin, {"name": "Second"})
    key = await key_of(database, admin.seeing(made, Role.ADMIN), WantedKey("x", workspace=made))
    assert set((await authenticate(database, key, SECRET)).workspaces) == {made}
    await do(database, delete_workspace, admin, made)
    viewer = await authenticate(database, key, SECRET)
    assert (dict(viewer.workspaces), viewer.home) == ({}, None)
    await do(database, restore_workspace, admin, made)
    assert (await authenticate(database, key, SECRET)).home == made


async def test_members_are_given_roles_and_taken_out_at_once(database: Database, admin: Viewer) -> None:
    second = await do(database, create_workspace, admin, {"name": "Second"})
    both = admin.seeing(second, Role.ADMIN)
    key = await key_of(database, admin, WantedKey("x"))
    who = (await authenticate(database, key, SECRET)).principal
    membership = await do(database, add_member, both, who, Role.VIEWER, workspace=second)
    assert (await authenticate(database, key, SECRET)).workspaces == {
        admin.home: Role.EDITOR,
        second: Role.VIEWER,
    }
    with pytest.raises(Conflict, match="already"):
        await do(database, add_member, both, who, "ADMIN", workspace=second)
    await do(database, set_role, both, membership, "ADMIN")
    assert (await authenticate(database, key, SECRET)).workspaces[second] is Role.ADMIN
    await do(database, remove_member, both, membership)
    assert set((await authenticate(database, key, SECRET)).workspaces) == {admin.home}


async def test_members_are_an_administrators_business(database: Database, admin: Viewer) -> None:
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    with pytest.raises(Forbidden):
        await do(database, add_member, editor, admin.principal, Role.VIEWER)
    other = await stranger(database)
    with pytest.raises(NotFound):
        await do(database, add_member, admin, other.principal, Role.VIEWER)


async def test_an_unknown_key_is_nobody(database: Database, admin: Viewer) -> None:
    for key in ("", "ck_x", "ü"):
        with pytest.raises(Unauthenticated):
            await authenticate(database, key, SECRET)
