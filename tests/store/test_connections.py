"""No connection is lost to cancellation; one that is cut, or stands still, holds up nobody for long."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import asyncpg
import pytest

from backend.domain.errors import Unavailable
from backend.platform.bus import Bus
from backend.store import postgres
from backend.store.agent import AGENT
from backend.store.database import Database, connect
from backend.store.failure import translated
from backend.store.life import Life
from backend.store.run_claim import claim
from backend.store.session import session
from backend.store.session_start import start_session
from tests.patience import eventually
from tests.stage import Stage, set_stage
from tests.store.agents import all_of

pytestmark = pytest.mark.anyio

LIFE = Life(AGENT)

MANY = 24
"""Transactions, one after another: more than any pool has connections."""

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """One more database object, as another process would have."""
    database = connect(url, Bus(None))
    await database.open()
    try:
        yield database
    finally:
        await database.close()


def url_of(stage: Stage) -> str:
    url: str = stage.database._driver.url  # type: ignore[attr-defined]
    return url


@pytest.fixture
async def postgres_stage(postgres_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage on PostgreSQL, for what only happens where several processes write."""
    async with opened(postgres_url) as database:
        await database.bus.open()
        yield await set_stage(database, tmp_path)
        await database.bus.close()


@pytest.mark.parametrize("kind", ["read", "write"])
async def test_a_transaction_cancelled_more_than_once_gives_its_connection_back(
    database: Database, kind: str
) -> None:
    async with asyncio.timeout(10):
        for _ in range(MANY):
            # A scope of anyio cancels what waits in it again and again, also what tidies up.
            with anyio.CancelScope() as scope:
                async with getattr(database, kind)():
                    scope.cancel()
                    await anyio.sleep_forever()
        async with database.read() as tx:
            assert await tx.raw("SELECT 1", [])
        async with database.write() as tx:
            assert await tx.raw("SELECT 1", [])


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        asyncpg.IdleInTransactionSessionTimeoutError("terminating connection"),
        asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
        asyncpg.ReadOnlySQLTransactionError("cannot execute UPDATE in a read-only transaction"),
        OSError("Multiple exceptions: [Errno 111] Connect call failed ('::1', 5432, 0, 0)"),
        sqlite3.OperationalError("database is locked"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a_database_that_ends_or_cuts_a_connection_is_no_bug_of_ours(error: Exception) -> None:
    with pytest.raises(Unavailable), translated():
        raise error


@pytest.mark.parametrize("where", ["localhost:1/none", "/none?host=/nowhere"])
async def test_a_server_that_is_away_is_no_bug_of_ours(where: str) -> None:
    with pytest.raises(Unavailable):
        await connect(f"postgresql://postgres@{where}", Bus(None)).open()


@pytest.mark.parametrize("within", ["after a statement", "before a statement's arguments"])
async def test_a_run_whose_worker_is_frozen_inside_a_transaction_is_taken_over(
    postgres_stage: Stage, monkeypatch: pytest.MonkeyPatch, within: str
) -> None:
    monkeypatch.setattr(postgres, "FROZEN", 1)
    stage = postgres_stage
    session_id = await stage.session()
    run_id = await stage.run(session_id)

    async def taken() -> str | None:
        await stage.database.end_frozen()
        async with stage.database.write() as tx:
            claimed = await claim(tx, "alive")
            return claimed.held.id if claimed else None

    async def freeze(other: Database) -> None:
        async with other.write() as tx:
            assert await claim(tx, "frozen") is not None
            if within != "after a statement":
                await tx._session._connection.prepare("SELECT 1")  # type: ignore[attr-defined]
            assert await taken() is None
            assert await eventually(taken) == run_id

    async with opened(url_of(stage)) as other:
        with pytest.raises(Unavailable):
            await freeze(other)


async def test_purging_an_agent_waits_for_a_session_that_is_opened_meanwhile_and_takes_it(
    postgres_stage: Stage,
) -> None:
    stage = postgres_stage
    agent_id = await stage.agent()

    async def purge() -> None:
        async with stage.database.write() as tx:
            await LIFE.purge(tx, stage.viewer, agent_id)

    async def waits() -> bool:
        async with stage.database.read() as tx:
            return (await tx.raw(WAITING, []))[0][0] != 0

    async with stage.database.write() as tx:
        await start_session(tx, stage.viewer, agent_id, {})
        async with stage.database.write() as other:
            await LIFE.delete(other, stage.viewer, agent_id)
        purging = asyncio.create_task(purge())
        await eventually(waits)
    await purging
    assert await all_of(stage.database, session) == []


async def test_what_differs_by_its_values_is_planned_for_them(postgres_url: str) -> None:
    bus = Bus(None)
    await bus.open()
    database = connect(postgres_url, bus)
    await database.open()
    asked = "SELECT current_setting('plan_cache_mode')"
    try:
        async with database.read() as tx:
            inside = [(await tx.raw(text, []))[0][0] for text in (asked, postgres.FOR_VALUES + asked)]
        alone = [(await database.single(text, []))[0][0] for text in (postgres.FOR_VALUES + asked, asked)]
    finally:
        await database.close()
        await bus.close()
    assert inside == ["auto", "force_custom_plan"]
    assert alone == ["force_custom_plan", "auto"]
