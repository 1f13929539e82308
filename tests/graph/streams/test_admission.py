"""Admission to streams: who may not read a log any more is told no more of it."""

import asyncio
from dataclasses import replace

import pytest

from backend.domain.viewer import Role, Viewer
from backend.store.api_key import WantedKey, create_api_key, revoke_api_key
from backend.store.authenticate import authenticate
from backend.store.database import Database
from backend.store.member import member
from backend.store.row import change, remove_all
from backend.store.session import session
from tests.graph.calls.asker import Asker
from tests.patience import WITHIN
from tests.stage import Stage
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

SESSION = "subscription ($id: ID!) { sessionEvents(id: $id) { event { __typename seq } } }"


async def keyed(database: Database, viewer: Viewer) -> tuple[str, Viewer]:
    """A key of the viewer's workspace, by its id, and the viewer it stands for."""
    admin = replace(viewer, account_admin=True, workspaces=dict.fromkeys(viewer.workspaces, Role.ADMIN))
    async with database.write() as tx:
        made = await create_api_key(tx, admin, SECRET, WantedKey("Reader"))
    return made.id, await authenticate(database, str(made.key), SECRET)


async def test_a_stream_ends_when_its_key_is_revoked(stage: Stage, asker: Asker) -> None:
    key, reader = await keyed(stage.database, stage.viewer)
    conversation = await stage.session()
    await stage.run(conversation)
    async with asker.as_(reader).follow(SESSION, id=conversation) as frames, asyncio.timeout(WITHIN):
        assert (await anext(frames))["event"]["seq"] == 1
        async with stage.database.write() as tx:
            await revoke_api_key(tx, replace(stage.viewer, account_admin=True), key)
        assert (await anext(frames))["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert [frame async for frame in frames] == []


async def test_a_stream_ends_when_its_reader_leaves_the_workspace(stage: Stage, asker: Asker) -> None:
    _, reader = await keyed(stage.database, stage.viewer)
    conversation = await stage.session()
    await stage.run(conversation)
    async with asker.as_(reader).follow(SESSION, id=conversation) as frames, asyncio.timeout(WITHIN):
        await anext(frames)
        async with stage.database.write() as tx:
            await remove_all(tx, member, "principal_id", [reader.principal])
            await change(tx, session, conversation, {"title": "Private now"})
        assert (await anext(frames))["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        assert [frame async for frame in frames] == []
