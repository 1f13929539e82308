"""Work within a time: what is there at once, what comes, what comes too late, and what is cleaned up."""

import asyncio

import pytest

from backend.platform.within import within

pytestmark = pytest.mark.anyio


async def at_once() -> int:
    return 1


async def after(event: asyncio.Event, *steps: int) -> int:
    for _ in steps:
        await asyncio.sleep(0)
    await event.wait()
    return 2


@pytest.mark.parametrize("seconds", [0.0, 5.0])
async def test_what_is_there_at_once_needs_no_time(seconds: float) -> None:
    assert await within(seconds, at_once()) == 1


async def test_what_comes_in_time_is_given() -> None:
    event = asyncio.Event()
    asyncio.get_running_loop().call_soon(event.set)
    assert await within(5, after(event, 1, 2, 3)) == 2


@pytest.mark.parametrize("steps", [(), (1, 2, 3)])
async def test_what_comes_too_late_is_given_up(steps: tuple[int, ...]) -> None:
    with pytest.raises(TimeoutError):
        await within(0.01, after(asyncio.Event(), *steps))


async def test_what_fails_fails() -> None:
    async def failing(event: asyncio.Event) -> None:
        await event.wait()
        raise ValueError("no")

    event = asyncio.Event()
    event.set()
    with pytest.raises(ValueError, match="no"):
        await within(5, failing(event))
    later = asyncio.Event()
    asyncio.get_running_loop().call_soon(later.set)
    with pytest.raises(ValueError, match="no"):
        await within(5, failing(later))


async def test_whoever_is_given_up_may_wait_once_more_to_clean_up() -> None:
    cleaned = []

    async def careful() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    with pytest.raises(TimeoutError):
        await within(0.01, careful())
    assert cleaned == [True]


async def test_cancelling_the_one_who_waits_cancels_the_work() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    task = asyncio.ensure_future(within(5, work()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended.is_set()
