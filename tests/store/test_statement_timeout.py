"""A statement that takes too long is ended: its asker hears what to do, and its connection goes on."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pytest
from sqlalchemy import text

from backend.domain.errors import TooExpensive, Unavailable
from backend.platform.bus import Bus
from backend.store import sqlite_deadline
from backend.store.authenticate import authenticate
from backend.store.database import Database, connect
from tests.patience import WITHIN

pytestmark = pytest.mark.anyio

ENDLESS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n"""
SOON, LATE = 0.1, 600.0
MANY = 24
"""Statements, one after another: more than any pool has connections."""


@asynccontextmanager
async def opened(url: str, statement_timeout: float) -> AsyncIterator[Database]:
    database = connect(url, Bus(None), statement_timeout)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def alone(database: Database, statement: str) -> object:
    return (await database.single(statement, []))[0][0]


async def in_a_snapshot(database: Database, statement: str) -> object:
    async with database.read() as tx:
        return (await tx.raw(statement, []))[0][0]


async def in_a_change(database: Database, statement: str) -> object:
    async with database.write() as tx:
        return (await tx.raw(statement, []))[0][0]


Ask = Callable[[Database, str], Awaitable[object]]
everywhere = pytest.mark.parametrize("ask", [alone, in_a_snapshot, in_a_change])


@everywhere
async def test_what_takes_too_long_is_to_be_asked_for_in_smaller_pieces(database_url: str, ask: Ask) -> None:
    async with opened(database_url, SOON) as database:
        with anyio.fail_after(WITHIN), pytest.raises(TooExpensive, match="Ask for fewer rows"):
            await ask(database, ENDLESS)


@everywhere
async def test_every_connection_goes_on_after_a_statement_that_took_too_long(
    database_url: str, ask: Ask
) -> None:
    async with opened(database_url, SOON / 4) as database:
        for _ in range(MANY):
            with anyio.fail_after(WITHIN), pytest.raises(TooExpensive):
                await ask(database, ENDLESS)
            assert await ask(database, "SELECT 1") == 1


@everywhere
async def test_on_sqlite_a_statement_whose_asker_has_gone_holds_no_connection(
    sqlite_file_url: str, ask: Ask
) -> None:
    async with opened(sqlite_file_url, LATE) as database:
        with anyio.fail_after(WITHIN):
            for _ in range(MANY):
                with anyio.move_on_after(0.02):
                    await ask(database, ENDLESS)
            assert await asyncio.gather(*(ask(database, "SELECT 1") for _ in range(MANY))) == [1] * MANY


async def test_a_verb_that_takes_too_long_is_not_its_askers_fault(database_url: str) -> None:
    async with opened(database_url, SOON) as database:
        with anyio.fail_after(WITHIN), pytest.raises(Unavailable, match="try again"):
            async with database.write() as tx:
                await tx.fetch(text(ENDLESS))


async def test_a_key_that_cannot_be_looked_up_in_time_is_not_refused(
    sqlite_file_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_deadline, "STEPS", 1)
    async with opened(sqlite_file_url, 0.0) as database:
        with pytest.raises(Unavailable):
            await authenticate(database, "ck_key", "secret")
