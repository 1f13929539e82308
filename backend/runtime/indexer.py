"""The indexer at work: what was written into memories has its embedding within a second of the commit."""

import asyncio

from backend.runtime.supervise import forever
from backend.store.database import Database
from backend.store.memory_embed import embed_due

PERIOD = 0.5
"""Seconds between two looks for entries without an embedding."""


class Indexer:
    """Makes embeddings from `start` until `stop`. Several processes may: one is as good as the other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin with what was left behind."""
        self._task = asyncio.create_task(forever("index", self._index), name="index")

    async def stop(self) -> None:
        """Let go; what is not made yet is made the next time."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _index(self) -> None:
        while True:
            while await embed_due(self._database):
                pass
            await asyncio.sleep(PERIOD)
