"""The sweeper at work: every hour what has lain in the trash long enough is purged, what a retired key sealed
is sealed again, and bytes and folders that no row names are removed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from backend.platform import clock
from backend.platform.blobs import Blobs
from backend.runtime.blob_sweep import sweep_blobs
from backend.runtime.sandbox_sweep import sweep_sandboxes
from backend.runtime.supervise import forever
from backend.store.database import Database, Transaction
from backend.store.reseal import reseal_due
from backend.store.sweep import BATCH, sweep, sweep_activities, sweep_deliveries

PERIOD = 3600.0
"""Seconds between two sweeps."""


class Sweeper:
    """Sweeps from `start` until `stop`. Several processes may: each row is purged once."""

    def __init__(self, database: Database, blobs: Blobs, sandboxes: Path) -> None:
        self._database = database
        self._sandboxes = sandboxes
        self._blobs = blobs
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
            await self._until_none(lambda tx: sweep(tx, clock.now()))
            await self._until_none(lambda tx: sweep_activities(tx, clock.now()))
            await self._until_none(lambda tx: sweep_deliveries(tx, clock.now()))
            await self._until_none(lambda tx: reseal_due(tx, BATCH))
            await sweep_blobs(self._database, self._blobs, clock.now())
            await sweep_sandboxes(self._database, self._sandboxes)
            await asyncio.sleep(PERIOD)

    async def _until_none(self, act: Callable[[Transaction], Awaitable[int]]) -> None:
        done = 1
        while done:
            async with self._database.write() as tx:
                done = await act(tx)
