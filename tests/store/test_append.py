"""What is appended at the same time: each is kept or undone for itself, and SQLite commits them together."""

import asyncio
import sqlite3
from collections import Counter
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from backend.domain.errors import Unavailable
from backend.platform import clock
from backend.store import sqlite_append
from backend.store.account import account
from backend.store.database import Database, Transaction
from backend.store.row import add
from tests.store.agents import row_of

pytestmark = pytest.mark.anyio


class Undone(Exception):
    """Raised inside an append to undo it."""


async def keep(tx: Transaction, name: str, rung: list[str]) -> str:
    """Keep a row of this name, unless it is to be undone, and ring it after the commit."""

    async def ring() -> None:
        rung.append(name)

    moment = clock.now()
    await add(tx, account, {"id": name, "name": name, "created_at": moment, "updated_at": moment})
    tx.after_commit(ring)
    if name.startswith("undone"):
        raise Undone
    return name


async def append(database: Database, *names: str) -> tuple[list[Any], list[str]]:
    """What came of appends that were made at the same time, and what rang."""
    rung: list[str] = []
    works = (database.append(partial(keep, name=name, rung=rung)) for name in names)
    return await asyncio.gather(*works, return_exceptions=True), rung


async def test_an_append_that_fails_is_undone_alone(database: Database) -> None:
    given, rung = await append(database, "one", "undone", "two")
    assert (given[0], type(given[1]), given[2]) == ("one", Undone, "two")
    assert sorted(rung) == ["one", "two"]
    assert [bool(await row_of(database, account, each)) for each in ("one", "undone", "two")] == [1, 0, 1]


async def test_an_append_that_is_cancelled_leaves_the_others(database: Database) -> None:
    rung: list[str] = []
    one = asyncio.ensure_future(database.append(lambda tx: keep(tx, "one", rung)))
    two = asyncio.ensure_future(database.append(lambda tx: keep(tx, "two", rung)))
    await asyncio.sleep(0)
    one.cancel()
    assert await two == "two"
    assert await append(database, "three") == (["three"], ["three"])
    await asyncio.wait([one])  # on PostgreSQL it may still undo what it wrote
    assert one.cancelled()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_commits_appends_together_and_waits_for_other_writers(database: Database) -> None:
    told: Counter[str] = Counter()
    driver: Any = database._driver
    driver._appends._connection.set_trace_callback(lambda text: told.update([text.split()[0]]))
    async with database.write() as tx:
        appending = asyncio.ensure_future(append(database, *(f"row {each}" for each in range(20))))
        await asyncio.sleep(0)
        await keep(tx, "before", [])
        assert not appending.done()
    given, rung = await appending
    assert (len(given), len(rung)) == (20, 20)
    assert (told["BEGIN"], told["COMMIT"], told["SAVEPOINT"]) == (1, 1, 20)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_append_that_waits_for_anything_else_is_refused(database: Database) -> None:
    async def wait(tx: Transaction) -> None:
        await keep(tx, "one", [])
        await asyncio.sleep(0)

    with pytest.raises(TypeError, match="waits for nothing"):
        await database.append(wait)
    assert await row_of(database, account, "one") is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_loop_goes_on_while_an_append_waits_for_another_process_that_writes(
    database: Database,
) -> None:
    driver: Any = database._driver
    with closing(sqlite3.connect(driver.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        appending = asyncio.ensure_future(append(database, "one", "two"))
        for _ in range(9):
            await asyncio.sleep(0)
        later = asyncio.ensure_future(append(database, "three"))
        assert not appending.done()
        other.execute("COMMIT")
    assert await appending == (["one", "two"], ["one", "two"])
    assert await later == (["three"], ["three"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whoever_waits_for_a_round_that_cannot_begin_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver: Any = database._driver
    monkeypatch.setattr(sqlite_append, "TRIES", 3)
    with closing(sqlite3.connect(driver.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        given, rung = await append(database, "one", "two")
    assert [type(each) for each in given] == [Unavailable] * 2
    assert rung == []
    assert await append(database, "three") == (["three"], ["three"])
