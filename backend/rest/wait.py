"""Waiting for a run: its log is followed to the end, for a bounded time, while the client is there."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from typing import Any

from starlette.types import Receive

from backend.domain.viewer import Viewer
from backend.platform.event_stream import gone
from backend.platform.race import race
from backend.rest.fault import Failed, of_answer
from backend.rest.house import Answered, House, Prepare

DOCUMENT = "subscription AwaitEnd($id: ID!) { runEvents(id: $id) @root { event @root { id } } }"


class Waiter:
    """Waits for runs on behalf of one dialect's routes."""

    def __init__(self, house: House, prepare: Prepare) -> None:
        self._house = house
        self._prepare = prepare

    async def ended(self, run: Any, viewer: Viewer, receive: Receive, patience: float) -> None:
        """Return when the run has ended, so many seconds have passed or the client has gone (Failed)."""
        answers = self._house.subscribe(self._prepare(DOCUMENT), {"id": run}, viewer)
        await follow(answers, lambda _: False, receive, patience)


async def follow(
    answers: AsyncGenerator[Answered, None], take: Callable[[bytes], bool], receive: Receive, patience: float
) -> None:
    """Hand a stream's answers to `take` until it has had enough, they end, so many seconds have passed or the
    client has gone (Failed).
    """

    async def taken() -> None:
        async with aclosing(answers):
            async for answered in answers:
                if answered.errors:
                    raise Failed(of_answer(answered.errors))
                if take(answered.body):
                    return

    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await race(taken(), gone(receive))
