"""The same request sent again finds the row that the first one made."""

from datetime import timedelta

import anyio
import pytest

from backend.domain.errors import BadInput, IdempotencyConflict
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.agent import agent, create_agent
from backend.store.database import Database
from backend.store.idempotency import idempotency
from backend.store.sweep import sweep
from tests.store.agents import do
from tests.tenants import stranger

pytestmark = pytest.mark.anyio


async def make(database: Database, viewer: Viewer, key: str, name: str = "Ada") -> str:
    """An agent, made under an idempotency key."""
    made: str = await do(database, create_agent, viewer, {"name": name}, idempotency_key=key)
    return made


async def agents(database: Database) -> int:
    """How many agents there are."""
    async with database.read() as tx:
        return len(await tx.fetch(agent.select()))


async def test_ten_equal_requests_at_once_make_one_row(database: Database, admin: Viewer) -> None:
    made: list[str] = []

    async def send() -> None:
        made.append(await make(database, admin, "k"))

    with anyio.fail_after(10):
        async with anyio.create_task_group() as tasks:
            for _ in range(10):
                tasks.start_soon(send)
    assert len(made) == 10
    assert len(set(made)) == 1
    assert await agents(database) == 1


async def test_a_key_used_with_another_input_is_a_conflict(database: Database, admin: Viewer) -> None:
    await make(database, admin, "k")
    with pytest.raises(IdempotencyConflict) as refusal:
        await make(database, admin, "k", "Eve")
    assert refusal.value.path == ("idempotencyKey",)
    assert await agents(database) == 1


async def test_keys_belong_to_who_sent_them(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    assert await make(database, admin, "k") != await make(database, other, "k")


async def test_a_request_that_failed_leaves_its_key_free(database: Database, admin: Viewer) -> None:
    with pytest.raises(BadInput):
        await make(database, admin, "k", "a\0b")
    await make(database, admin, "k")


async def test_after_a_day_the_key_is_free_again(database: Database, admin: Viewer) -> None:
    first = await make(database, admin, "k")
    yesterday = {"created_at": clock.now() - timedelta(hours=25)}
    async with database.write() as tx:
        await tx.fetch(idempotency.update().values(yesterday))
    second = await make(database, admin, "k", "Eve")
    assert second != first
    assert await make(database, admin, "k", "Eve") == second
    async with database.write() as tx:
        await sweep(tx, clock.now() + timedelta(hours=25))
        assert await tx.fetch(idempotency.select()) == []


@pytest.mark.parametrize("key", ["", "x" * 256])
async def test_a_key_has_1_to_255_characters(database: Database, admin: Viewer, key: str) -> None:
    with pytest.raises(BadInput):
        await make(database, admin, key)
