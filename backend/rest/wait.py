"""Waiting for a run: its log is followed to the end, for a bounded time, while the client is there."""

import asyncio
from contextlib import aclosing, suppress
from typing import Any

from starlette.types import Receive

from backend.domain.viewer import Viewer
from backend.platform.event_stream import gone
from backend.platform.race import race
from backend.rest.fault import Failed, of_answer
from backend.rest.house import House, Prepare

DOCUMENT = "subscription AwaitEnd($id: ID!) { runEvents(id: $id) @root { event @root { id } } }"


class Waiter:
    """Waits for runs on behalf of one dialect's routes."""

    def __init__(self, house: House, prepare: Prepare) -> None:
        self._house = house
        self._prepared = prepare(DOCUMENT)

    async def ended(self, run: Any, viewer: Viewer, receive: Receive, patience: float) -> None:
        """Return when the run has ended, so many seconds have passed or the client has gone (Failed)."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await race(self._follow(run, viewer), gone(receive))

    async def _follow(self, run: Any, viewer: Viewer) -> None:
        async with aclosing(self._house.subscribe(self._prepared, {"id": run}, viewer)) as answers:
            async for answered in answers:
                if answered.errors:
                    raise Failed(of_answer(answered.errors))
