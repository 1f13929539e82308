"""The relay at work: activities get their positions as soon as nothing older can come."""

import asyncio

from backend.platform.bus import Listener
from backend.runtime.supervise import forever, heard
from backend.store.activity import ACTIVITIES
from backend.store.activity_relay import relay
from backend.store.database import Database

LOOK = 1.0
"""Seconds between two looks at what no ring told."""
SOON = 0.05
"""Seconds until the next look while an activity waits for the end of an older transaction, which rings for
nothing.
"""


class Relay:
    """Relays from `start` until `stop`. Several processes may: one of them does at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; where one process owns the database there is nothing to do."""
        if self._database.dialect == "postgresql":
            self._task = asyncio.create_task(forever("relay", self._relay), name="relay")

    async def stop(self) -> None:
        """Let go; what was not placed yet is placed by whoever comes next."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _relay(self) -> None:
        async with self._database.bus.listen(ACTIVITIES) as bell:
            while True:
                await self._place(bell)

    async def _place(self, bell: Listener) -> None:
        async with self._database.write() as tx:
            relayed = await relay(tx)
        if not relayed.placed:
            await heard(bell, SOON if relayed.waiting else LOOK)
