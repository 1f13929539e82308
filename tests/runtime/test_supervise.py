"""Nothing that fails takes its loop along."""

import asyncio

import pytest

from backend.domain.errors import Conflict
from backend.runtime.supervise import Unexpected, forever, outcome

pytestmark = pytest.mark.anyio


async def test_a_loop_that_fails_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.runtime.supervise.FIRST_PAUSE", 0.001)
    begun, done = 0, asyncio.Event()

    async def loop() -> None:
        nonlocal begun
        begun += 1
        if begun == 3:
            done.set()
        raise RuntimeError("again")

    task = asyncio.create_task(forever("test", loop))
    async with asyncio.timeout(5):
        await done.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def five() -> int:
    return 5


async def test_what_the_work_gives_is_the_outcome() -> None:
    assert await outcome(five(), expected=()) == 5


async def failing(error: Exception) -> None:
    raise error


async def test_an_expected_failure_passes() -> None:
    with pytest.raises(Conflict):
        await outcome(failing(Conflict("no")), expected=(Conflict,))


async def test_an_unexpected_failure_comes_back_as_a_value() -> None:
    error = RuntimeError("oh")
    assert await outcome(failing(error), expected=(Conflict,)) == Unexpected(error)
