"""Connections to PostgreSQL are kept between statements, and none is lost to whatever goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import asyncpg
import pytest

from backend.store import postgres_pool
from backend.store.postgres_pool import Connections
from tests.patience import WITHIN, eventually

pytestmark = pytest.mark.anyio

MOST = 2

MANY = 2 * MOST + 1
"""Times that something goes wrong: more than there are connections to lose."""

SOON = 0.05
"""Seconds after which tests have connections go back."""

OFTEN = 25
"""Uses that together take several times as long: there are 0.01 seconds between two."""

PID = "SELECT pg_backend_pid()"
LONG = "SELECT pg_sleep(10)"
SLEEPING = """
SELECT array_agg(pid) FROM pg_stat_activity
WHERE datname = current_database() AND query = $1 AND wait_event = 'PgSleep'
"""
ALIVE = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY($1)"
END = "SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) pid"


@asynccontextmanager
async def opened(url: str, **options: Any) -> AsyncIterator[Connections]:
    """Connections to the database; neither the block nor closing them may wait for ever."""
    pool = await asyncpg.create_pool(url, min_size=0, max_size=MOST, **options)
    connections = Connections(pool, MOST)
    try:
        with anyio.fail_after(WITHIN):
            yield connections
    finally:
        await close(connections)


async def close(connections: Connections) -> None:
    """Close them; what is left where that fails shall not be blamed on another test."""
    try:
        with anyio.fail_after(WITHIN):
            await connections.close()
    except BaseException:
        connections._pool.terminate()
        raise


@asynccontextmanager
async def beside(url: str) -> AsyncIterator[Any]:
    """One more connection, which looks at the others."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def ask(connections: Connections, statement: str = PID) -> object:
    """The answer to one statement."""
    async with connections.taken() as connection:
        return await connection.fetchval(statement)


async def take_all(connections: Connections) -> list[Any]:
    """As many as there may be, none of them twice, and each answers right."""
    taken = [await connections.take() for _ in range(MOST)]
    answers = await asyncio.gather(*(each.fetchval("SELECT $1::int", at) for at, each in enumerate(taken)))
    assert answers == list(range(MOST))
    return taken


async def all_pids(connections: Connections) -> set[int]:
    """The processes behind all of them, which are kept then."""
    taken = await take_all(connections)
    pids = {await each.fetchval(PID) for each in taken}
    for each in taken:
        connections.keep(each)
    assert len(pids) == MOST
    return pids


async def asleep(observer: Any) -> list[int] | None:
    """The processes in the middle of what takes long."""
    pids: list[int] | None = await observer.fetchval(SLEEPING, LONG)
    return pids


async def test_one_after_another_use_the_same_connection(postgres_url: str) -> None:
    async with opened(postgres_url) as connections:
        assert len({await ask(connections) for _ in range(MANY)}) == 1


async def test_the_one_used_last_is_taken_first(postgres_url: str) -> None:
    async with opened(postgres_url) as connections:
        first, second = await take_all(connections)
        connections.keep(second)
        connections.keep(first)
        async with connections.taken() as taken:
            assert taken is first


async def test_as_many_as_allowed_are_taken_at_once_and_the_next_waits(postgres_url: str) -> None:
    async with opened(postgres_url) as connections:
        first, second = await take_all(connections)
        assert await first.fetchval(PID) != await second.fetchval(PID)
        third = asyncio.create_task(connections.take())
        await second.fetchval(PID)
        assert not third.done()
        connections.keep(first)
        assert await third is first
        connections.keep(first)
        connections.keep(second)


async def test_whoever_gives_up_waiting_holds_none(postgres_url: str) -> None:
    async with opened(postgres_url) as connections:
        taken = await take_all(connections)
        for _ in range(MANY):
            with anyio.move_on_after(0):
                await connections.take()
        for each in taken:
            connections.keep(each)
        await all_pids(connections)


async def test_whoever_gives_up_while_it_connects_holds_none(postgres_url: str) -> None:
    async with opened(postgres_url) as connections:
        for _ in range(MANY):
            with anyio.move_on_after(0) as scope:
                await connections.take()
            assert scope.cancelled_caught
        await all_pids(connections)


async def test_a_connection_whose_statement_failed_is_used_again(postgres_url: str) -> None:
    async with opened(postgres_url) as connections:
        pid = await ask(connections)
        for _ in range(MANY):
            with pytest.raises(asyncpg.DivisionByZeroError):
                await ask(connections, "SELECT 1/0")
            assert await ask(connections) == pid
        assert pid in await all_pids(connections)


async def test_a_taker_cancelled_in_the_middle_of_a_statement_loses_none(postgres_url: str) -> None:
    async with opened(postgres_url) as connections, beside(postgres_url) as observer:
        for _ in range(MANY):
            asking = asyncio.create_task(ask(connections, LONG))
            await eventually(lambda: asleep(observer))
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
        await all_pids(connections)


async def test_a_taker_cancelled_more_than_once_loses_none(postgres_url: str) -> None:
    async with opened(postgres_url) as connections, beside(postgres_url) as observer:
        for _ in range(MANY):
            # A scope of anyio cancels what waits in it again and again, also what tidies up.
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(ask, connections, LONG)
                await eventually(lambda: asleep(observer))
                tasks.cancel_scope.cancel()
        await all_pids(connections)


async def test_connections_that_the_server_ended_while_they_were_kept_are_replaced(postgres_url: str) -> None:
    async with opened(postgres_url) as connections, beside(postgres_url) as observer:
        ended = await all_pids(connections)
        await observer.execute(END, ended)

        async def noticed() -> bool:
            return bool(connections._pool.get_size() == 0)

        await eventually(noticed)
        assert not ended & await all_pids(connections)


async def test_connections_that_the_server_ends_in_the_middle_of_a_statement_are_replaced(
    postgres_url: str,
) -> None:
    async with opened(postgres_url) as connections, beside(postgres_url) as observer:
        for _ in range(MANY):
            asking = asyncio.create_task(ask(connections, LONG))
            await observer.execute(END, await eventually(lambda: asleep(observer)))
            with pytest.raises(asyncpg.PostgresError):
                await asking
        await all_pids(connections)


async def test_what_nobody_used_goes_back(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_pool, "UNUSED", SOON)
    async with opened(postgres_url) as connections:
        pids = await all_pids(connections)
        assert connections._pool.get_idle_size() == 0

        async def all_idle() -> bool:
            return bool(connections._pool.get_idle_size() == MOST)

        await eventually(all_idle)
        assert await all_pids(connections) == pids


async def test_what_is_used_again_and_again_stays(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_pool, "UNUSED", SOON)
    async with opened(postgres_url) as connections:
        unused, used = await take_all(connections)
        connections.keep(unused)
        connections.keep(used)
        idle: list[int] = []

        async def often() -> bool:
            idle.append(connections._pool.get_idle_size())
            async with connections.taken() as taken:
                assert taken is used
            return idle.count(1) == OFTEN

        await eventually(often)


async def test_closing_closes_what_is_kept(postgres_url: str) -> None:
    async with beside(postgres_url) as observer:
        async with opened(postgres_url) as connections:
            pids = await all_pids(connections)
            assert await observer.fetchval(ALIVE, pids) == MOST
        assert connections._pool.get_size() == 0

        async def gone() -> bool:
            return bool(await observer.fetchval(ALIVE, pids) == 0)

        await eventually(gone)


async def test_closing_waits_for_whoever_has_one(postgres_url: str) -> None:
    async with opened(postgres_url) as connections:
        taken = await connections.take()

        async def use() -> object:
            answer: object = await taken.fetchval("SELECT 1 FROM pg_sleep(0.05)")
            connections.keep(taken)
            return answer

        using = asyncio.create_task(use())
    assert await using == 1
    assert connections._pool.get_size() == 0


async def test_closing_waits_for_what_goes_back(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_pool, "UNUSED", SOON)
    going, gone = asyncio.Event(), asyncio.Event()

    async def slowly(_: object) -> None:
        going.set()
        await gone.wait()

    async with opened(postgres_url, reset=slowly) as connections:
        await all_pids(connections)
        await going.wait()
        asyncio.get_running_loop().call_later(SOON, gone.set)
    assert connections._pool.get_size() == 0


async def test_one_that_cannot_go_back_does_not_hold_up_the_others(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_pool, "UNUSED", SOON)
    failures = [OSError("gone")]

    async def fails_once(_: object) -> None:
        if failures:
            raise failures.pop()

    async with opened(postgres_url, reset=fails_once) as connections:
        await all_pids(connections)

        async def other_idle() -> bool:
            return bool(connections._pool.get_idle_size() == 1)

        await eventually(other_idle)
        await all_pids(connections)
