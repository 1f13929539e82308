"""An answer that is too large is not read to its end: its asker hears what to do, and others go on."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from backend.domain.errors import TooExpensive
from backend.platform.bus import Bus
from backend.store import sqlite_measured
from backend.store.database import Database, connect

pytestmark = pytest.mark.anyio

LARGEST = 1_000_000
MANY = 24
"""Statements, one after another: more than any pool has connections."""

ROWS = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "
    "SELECT {value} AS said FROM n"
)
VALUES = {
    "sqlite": "substr(hex(zeroblob({length})), 1, {length})",
    "postgresql": "repeat('0', {length})",
}


@pytest.fixture(scope="module", params=[False, True], ids=["asyncio", "uvloop"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    """Each test runs on both loops: the product runs on uvloop's, whose transports are others."""
    return "asyncio", {"use_uvloop": request.param}


@pytest.fixture
async def bounded(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """A database whose answers have a megabyte."""
    monkeypatch.setattr(sqlite_measured, "QUICK", -1.0)
    database = connect(database_url, Bus(None), largest=LARGEST)
    await database.open()
    yield database
    await database.close()


def said(database: Database, rows: int, length: int) -> str:
    """A statement of so many rows of so many bytes."""
    value = VALUES[database.dialect].format(length=length)
    return ROWS.format(rows=rows, value=value)


async def alone(database: Database, statement: str) -> int:
    return len(await database.single(statement, []))


async def in_a_snapshot(database: Database, statement: str) -> int:
    async with database.read() as tx:
        return len(await tx.raw(statement, []))


async def in_a_change(database: Database, statement: str) -> int:
    async with database.write() as tx:
        return len(await tx.raw(statement, []))


Ask = Callable[[Database, str], Awaitable[int]]
everywhere = pytest.mark.parametrize("ask", [alone, in_a_snapshot, in_a_change])


@everywhere
@pytest.mark.parametrize(("rows", "length"), [(20, 100_000), (1, 2 * LARGEST)], ids=["rows", "one value"])
async def test_what_is_too_large_is_to_be_asked_for_in_smaller_pieces(
    bounded: Database, ask: Ask, rows: int, length: int
) -> None:
    with pytest.raises(TooExpensive, match="ask for fewer rows or fields at once"):
        await ask(bounded, said(bounded, rows, length))


@everywhere
async def test_others_go_on_after_an_answer_that_was_too_large(bounded: Database, ask: Ask) -> None:
    for _ in range(MANY):
        with pytest.raises(TooExpensive):
            await ask(bounded, said(bounded, 20, 100_000))
        assert await ask(bounded, said(bounded, 8, 100_000)) == 8


async def test_a_change_whose_answer_is_too_large_is_undone(bounded: Database) -> None:
    async def noted(rows: int) -> None:
        async with bounded.write() as tx:
            await tx.raw("CREATE TABLE noted (id TEXT)", [])
            await tx.raw(said(bounded, rows, 100_000), [])
            await tx.raw("DROP TABLE noted", [])

    with pytest.raises(TooExpensive):
        await noted(20)
    await noted(8)


async def test_a_snapshot_ends_well_when_its_asker_has_heard_that_an_answer_was_too_large(
    bounded: Database,
) -> None:
    async with bounded.read() as tx:
        with pytest.raises(TooExpensive):
            await tx.raw(said(bounded, 20, 100_000), [])
    assert await alone(bounded, said(bounded, 8, 100_000)) == 8


async def test_what_is_read_at_once_is_not_measured(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured: list[object] = []
    monkeypatch.setattr(sqlite_measured, "QUICK", 3600.0)
    monkeypatch.setattr(sqlite_measured, "getsizeof", measured.append)
    database = connect(database_url, Bus(None))
    await database.open()
    assert await alone(database, said(database, 100, 10)) == 100
    await database.close()
    assert measured == []
