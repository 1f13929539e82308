"""Nothing that fails takes its loop along."""

import asyncio

import pytest

from backend.runtime.supervise import forever

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
