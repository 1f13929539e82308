"""Memory stores: what is fixed, what runs manage, and what expires."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import BadInput, Conflict, Forbidden, NotFound
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.activity import activity
from backend.store.agent import AGENT
from backend.store.database import Database
from backend.store.life import Life
from backend.store.memory_entry import create_entry, delete_entry, memory_entry, update_entry
from backend.store.memory_store import MEMORY_STORE, memory_store
from backend.store.noun import update
from backend.store.row import change
from tests.store.agents import do, new_agent, row_of
from tests.store.memories import new_entry, new_store
from tests.sweeping import swept
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(MEMORY_STORE)


async def write(database: Database, store: str, **columns: Any) -> None:
    """Change columns that no user can."""
    async with database.write() as tx:
        await change(tx, memory_store, store, columns)


async def test_a_store_is_of_knowledge_unless_it_is_said(database: Database, admin: Viewer) -> None:
    row = await row_of(database, memory_store, await new_store(database, admin))
    assert (row.kind, row.embedder, row.managed) == ("KNOWLEDGE", "hashing-256", False)
    assert (row.agent_id, row.episodic_key, row.expires_at, row.last_used_at) == (None, None, None, None)


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"kind": "EPISODIC"}, ("kind",)),
        ({"kind": "OTHER"}, ("kind",)),
        ({"embedder": "other"}, ("embedder",)),
        ({"managed": True}, ("managed",)),
        ({"expires_at": clock.now()}, ("expiresAt",)),
        ({"episodic_key": "x"}, ("episodicKey",)),
    ],
)
async def test_what_users_may_not_say_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await new_store(database, admin, **columns)
    assert refused.value.path == path


@pytest.mark.parametrize("column", ["kind", "embedder", "agent_id"])
async def test_kind_agent_and_embedder_are_fixed(database: Database, admin: Viewer, column: str) -> None:
    store = await new_store(database, admin)
    with pytest.raises(BadInput, match="cannot be written"):
        await do(database, update, admin, MEMORY_STORE, store, {column: None})


async def test_an_agent_is_one_that_is_seen_and_not_in_the_trash(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    theirs = await new_agent(database, other)
    with pytest.raises(NotFound) as refused:
        await new_store(database, admin, agent_id=theirs)
    assert refused.value.path == ("agentId",)
    mine = await new_agent(database, admin, handle="ada")
    store = await new_store(database, admin, agent_id="handle:ada", kind="SKILLS")
    assert (await row_of(database, memory_store, store)).agent_id == mine
    await do(database, Life(AGENT).delete, admin, mine)
    with pytest.raises(Conflict):
        await new_store(database, admin, agent_id=mine)


async def test_what_runs_manage_is_read_and_not_changed(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin)
    entry = await new_entry(database, admin, store)
    await write(database, store, managed=True)
    for verb in (LIFE.archive, LIFE.unarchive, LIFE.delete, LIFE.restore, LIFE.purge):
        with pytest.raises(Forbidden, match="managed by runs"):
            await do(database, verb, admin, store)
    with pytest.raises(Forbidden):
        await do(database, update, admin, MEMORY_STORE, store, {"name": "x"})
    with pytest.raises(Forbidden):
        await do(database, create_entry, admin, store, {"key": "b"})
    with pytest.raises(Forbidden):
        await do(database, update_entry, admin, entry, {"content": "x"})
    with pytest.raises(Forbidden):
        await do(database, delete_entry, admin, entry)


async def test_a_store_that_has_expired_is_swept_with_its_entries_wherever_it_is(
    database: Database, admin: Viewer
) -> None:
    now = clock.now()
    gone, trashed, stays = [await new_store(database, admin) for _ in range(3)]
    entry = await new_entry(database, admin, gone, content="word")
    await do(database, LIFE.delete, admin, trashed)
    await write(database, gone, expires_at=now - timedelta(seconds=1), managed=True)
    await write(database, trashed, expires_at=now - timedelta(seconds=1), retention_tier="NONE")
    await write(database, stays, expires_at=now + timedelta(seconds=1))
    assert await swept(database, now) == 2
    async with database.read() as tx:
        told = await tx.fetch(select(activity).where(activity.c.type == "memoryStore.purged"))
    assert {row.subject_id for row in told} == {gone, trashed}
    assert await row_of(database, memory_store, gone) is None
    assert await row_of(database, memory_entry, entry) is None
    assert await row_of(database, memory_store, stays) is not None


async def test_purging_an_agent_takes_its_episodes_and_leaves_its_knowledge(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    known, episodes = [await new_store(database, admin, agent_id=agent) for _ in range(2)]
    await write(database, episodes, kind="EPISODIC", episodic_key="user", managed=True)
    for verb in (Life(AGENT).delete, Life(AGENT).purge):
        await do(database, verb, admin, agent)
    assert await row_of(database, memory_store, episodes) is None
    assert (await row_of(database, memory_store, known)).agent_id is None


async def test_an_agent_has_one_store_for_each_of_its_users(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    one, other = [await new_store(database, admin, agent_id=agent) for _ in range(2)]
    await write(database, one, episodic_key="user")
    with pytest.raises(Conflict):
        await write(database, other, episodic_key="user")


async def test_a_store_of_others_is_a_store_of_nobody(database: Database, admin: Viewer) -> None:
    store = await new_store(database, admin, handle="notes", external_id="x")
    other = await stranger(database)
    for reference in (store, "handle:notes", "ext:x"):
        with pytest.raises(NotFound):
            await do(database, LIFE.archive, other, reference)
        with pytest.raises(NotFound) as refused:
            await do(database, create_entry, other, reference, {"key": "a"})
        assert refused.value.path == ("memoryStoreId",)
