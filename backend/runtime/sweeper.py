"""The sweeper at work: every hour what has lain in the trash long enough is purged."""

import asyncio

from backend.platform import clock
from backend.runtime.supervise import forever
from backend.store.database import Database
from backend.store.sweep import sweep

PERIOD = 3600.0
"""Seconds between two sweeps."""


class Sweeper:
    """Sweeps from `start` until `stop`. Several processes may: each row is purged once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with a sweep."""
        self._task = asyncio.create_task(forever("sweep", self._sweep), name="sweep")

    async def stop(self) -> None:
        """Let go; a sweep under way is undone, and done the next time."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _sweep(self) -> None:
        while True:
            purged = 1
            while purged:
                async with self._database.write() as tx:
                    purged = await sweep(tx, clock.now())
            await asyncio.sleep(PERIOD)
