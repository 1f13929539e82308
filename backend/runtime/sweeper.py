"""The sweeper at work: every hour what has lain in the trash long enough is purged, what a retired key sealed
is sealed again, and bytes and folders that no row names are removed.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

from backend.platform import clock
from backend.platform.blobs import Blobs
from backend.platform.unexpected import outcome
from backend.runtime.blob_sweep import sweep_blobs
from backend.runtime.sandbox_sweep import sweep_sandboxes
from backend.runtime.supervise import forever
from backend.store.database import Database
from backend.store.reseal import reseal_due
from backend.store.sweep import BATCH, SWEEPS, Sweep

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
        """Let go; the batch under way is undone, and done the next time."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _sweep(self) -> None:
        while True:
            for work in self._works():
                # What fails is tried again with the next sweep, and holds up nothing else.
                await outcome(work, expected=(), loop="sweep")
            await asyncio.sleep(PERIOD)

    def _works(self) -> Iterator[Coroutine[Any, Any, None]]:
        for each in SWEEPS:
            yield self._until_none(each)
        yield self._until_none(lambda tx, _: reseal_due(tx, BATCH))
        yield sweep_blobs(self._database, self._blobs, clock.now())
        yield sweep_sandboxes(self._database, self._sandboxes)

    async def _until_none(self, sweep: Sweep) -> None:
        done = 1
        while done:
            async with self._database.write() as tx:
                done = await sweep(tx, clock.now())
