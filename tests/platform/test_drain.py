"""Draining: streams hear of the stop, and the stop waits for them, though not for ever."""

import asyncio
from time import monotonic

import pytest

from backend.platform.drain import Drain
from backend.platform.race import race

pytestmark = pytest.mark.anyio


async def test_the_stop_waits_until_the_last_stream_has_ended() -> None:
    drain, ended = Drain(), []

    async def stream(name: str) -> None:
        with drain.open():
            await drain.stopping.wait()
            ended.append(name)

    tasks = [asyncio.create_task(stream(name)) for name in "ab"]
    await asyncio.sleep(0)  # lint-skip: sleep  (lets both tasks begin)
    assert drain.streams == 2
    await drain.stop(5)
    assert ended == ["a", "b"]
    await asyncio.gather(*tasks)


async def test_a_stream_that_does_not_end_is_not_waited_for_for_ever() -> None:
    drain = Drain()
    with drain.open():
        started = monotonic()
        await drain.stop(0.05)
        assert monotonic() - started < 1


async def test_without_streams_the_stop_is_at_once() -> None:
    drain = Drain()
    await drain.stop(60)
    assert drain.stopping.is_set()


async def test_the_first_of_a_race_ends_the_others_and_waits_for_their_clean_up() -> None:
    cleaned = []

    async def slow() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)  # lint-skip: sleep  (clean-up that has to wait)
            cleaned.append("slow")

    async def quick() -> None:
        await asyncio.sleep(0)  # lint-skip: sleep  (lets the other begin)

    await race(slow(), quick())
    assert cleaned == ["slow"]


async def test_an_error_of_a_race_is_raised() -> None:
    async def wrong() -> None:
        raise ValueError("wrong")

    with pytest.raises(ValueError, match="wrong"):
        await race(asyncio.Event().wait(), wrong())


async def test_a_race_that_is_cancelled_leaves_nobody_running() -> None:
    begun, ended = asyncio.Event(), []

    async def endless() -> None:
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            ended.append(1)

    task = asyncio.create_task(race(endless(), endless()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == [1, 1]
