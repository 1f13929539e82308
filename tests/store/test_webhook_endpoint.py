"""Webhook endpoints: where what happens is told, and the keys that sign it."""

from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest

from backend.domain.errors import BadInput, Forbidden, NotFound
from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.store.account import account
from backend.store.database import Database
from backend.store.life import Life
from backend.store.sealing import opened
from backend.store.statement import Row
from backend.store.webhook_endpoint import (
    WEBHOOK_ENDPOINT,
    create_webhook_endpoint,
    rotate_webhook_key,
    update_webhook_endpoint,
    webhook_endpoint,
)
from tests.store.agents import do, new_agent, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

KEY = "whsec_" + b64encode(b"canary-in-the-mine".ljust(32)).decode()
LIFE = Life(WEBHOOK_ENDPOINT)


async def made(database: Database, viewer: Viewer, **columns: Any) -> Row:
    given = {"name": "Hook", "url": "https://a.example/hook", "types": ["agent.*"], **columns}
    row = await do(database, create_webhook_endpoint, viewer, given)
    return await row_of(database, webhook_endpoint, row)


async def change(database: Database, viewer: Viewer, row: str, columns: Any) -> Row:
    await do(database, update_webhook_endpoint, viewer, row, columns)
    return await row_of(database, webhook_endpoint, row)


async def test_an_endpoint_listens_at_once_with_no_key_of_its_own(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    row = await made(database, admin, agent_id=agent, types=["agent.*", "event.RunCompleted", "agent.*"])
    assert (row.agent_id, row.enabled, row.sealed) == (agent, True, None)
    assert row.types == ["agent.*", "event.RunCompleted"]


async def test_its_key_is_sealed(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, key=Sealed(KEY))
    assert KEY not in repr(row)
    async with database.read() as tx:
        assert opened(tx, admin.account, webhook_endpoint, row) == {"key": KEY}
    assert (await change(database, admin, row.id, {"enabled": False})).sealed == row.sealed
    assert (await change(database, admin, row.id, {"key": None})).sealed is None
    assert (await change(database, admin, row.id, {"enabled": None})).enabled is True


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"url": None}, ("url",)),
        ({"url": "ftp://a.example"}, ("url",)),
        ({"url": "https://u:p@a.example"}, ("url",)),
        ({"types": []}, ("types",)),
        ({"types": None}, ("types",)),
        ({"types": ["agent"]}, ("types", 0)),
        ({"types": [f"agent.a{'x' * each}" for each in range(51)]}, ("types",)),
        ({"key": Sealed("whsec_canary")}, ("key",)),
        ({"sealed": "x"}, ("sealed",)),
    ],
)
async def test_what_cannot_be_meant_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await made(database, admin, **columns)
    assert refused.value.path == path
    row = await made(database, admin)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, row.id, columns)
    assert refused.value.path == path


async def test_its_agent_is_one_of_its_workspace_and_never_changes(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    theirs = await new_agent(database, other)
    with pytest.raises(NotFound) as refused:
        await made(database, admin, agent_id=theirs)
    assert refused.value.path == ("agentId",)
    row = await made(database, admin)
    with pytest.raises(BadInput):
        await change(database, admin, row.id, {"agent_id": theirs})


async def test_only_administrators_change_endpoints(database: Database, admin: Viewer) -> None:
    row = await made(database, admin)
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    with pytest.raises(Forbidden):
        await made(database, editor)
    with pytest.raises(Forbidden):
        await change(database, editor, row.id, {"enabled": False})
    with pytest.raises(Forbidden):
        await do(database, LIFE.delete, editor, row.id)
    with pytest.raises(NotFound):
        await change(database, await stranger(database), row.id, {"enabled": False})


async def test_the_accounts_key_is_shown_once_and_sealed(database: Database, admin: Viewer) -> None:
    keys = [await do(database, rotate_webhook_key, admin) for _ in range(2)]
    assert len(set(keys)) == 2
    assert all(key.startswith("whsec_") and len(key) == 50 for key in keys)
    row = await row_of(database, account, admin.account)
    assert keys[1] not in repr(row)
    with pytest.raises(Forbidden):
        await do(database, rotate_webhook_key, replace(admin, account_admin=False))
