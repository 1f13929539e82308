"""A transaction is kept whole or not at all, whichever way it was written to."""

import pytest

from backend.domain.viewer import Viewer
from backend.store.account import account
from backend.store.agent_create import create_agent
from backend.store.database import Database
from tests.store.agents import agent_row, row_of

pytestmark = pytest.mark.anyio

MOMENT = "'2026-01-01T00:00:00.000000Z'"
RAW = f"INSERT INTO account (id, name, created_at, updated_at) VALUES ('acc_raw', 'Raw', {MOMENT}, {MOMENT})"


class Undone(Exception):
    """Raised inside a transaction to undo it."""


async def test_what_was_written_raw_is_undone_with_the_rest(database: Database, admin: Viewer) -> None:
    rung: list[str] = []

    async def ring() -> None:
        rung.append("rung")

    made: list[str] = []

    async def write() -> None:
        async with database.write() as tx:
            await tx.raw(RAW, ())
            made.append(await create_agent(tx, admin, {"name": "Ada"}))
            tx.after_commit(ring)
            raise Undone

    with pytest.raises(Undone):
        await write()
    assert await row_of(database, account, "acc_raw") is None
    assert await agent_row(database, made[0]) is None
    assert rung == []


async def test_what_is_rung_after_a_commit_finds_the_row(database: Database, admin: Viewer) -> None:
    found: list[object] = []

    async def ring() -> None:
        found.append(await agent_row(database, made))

    async with database.write() as tx:
        made = await create_agent(tx, admin, {"name": "Ada"})
        tx.after_commit(ring)
    assert found[0] is not None


async def test_what_is_undone_inside_a_transaction_leaves_the_rest_of_it(
    database: Database, admin: Viewer
) -> None:
    rung: list[str] = []

    async def ring() -> None:
        rung.append("rung")

    async with database.write() as tx:
        kept = await create_agent(tx, admin, {"name": "Ada"})
        acts = len(tx.acts)
        async with tx.undone():
            gone = await create_agent(tx, admin, {"name": "Eve"})
            tx.after_commit(ring)
        assert len(tx.acts) == acts
    assert await agent_row(database, kept) is not None
    assert await agent_row(database, gone) is None
    assert rung == []
