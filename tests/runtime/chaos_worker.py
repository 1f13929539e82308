"""A worker made to be killed: an engine with a short lease, which never notices that it was replaced."""

import asyncio
import sys
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path

from backend.platform.bus import Bus
from backend.platform.logging import configure
from backend.platform.settings import Settings
from backend.runtime import engine
from backend.store import postgres
from backend.store.database import Transaction, connect
from backend.store.run import Held
from backend.store.run_claim import heartbeat

STANDSTILL = 2
"""Seconds that a transaction may stand still here: a worker may be frozen inside one."""

ATTEMPTS = 1_000
"""Workers that may die over one run: here they do so all the time."""

CONCURRENCY = 40
"""Room for all runs: while two of three workers are frozen, the third takes over what they held."""


async def deaf(tx: Transaction, worker: str, held: Collection[Held]) -> set[str]:
    """A heartbeat that takes no answer: what keeps a worker that was frozen from writing is the fence."""
    await heartbeat(tx, worker, held)
    return {each.id for each in held}


async def work(url: str, redis_url: str, host: str, lease: float) -> None:
    """Take runs until killed; their tools are at the host."""
    postgres.FROZEN = STANDSTILL
    engine.MOST_ATTEMPTS = ATTEMPTS  # type: ignore[attr-defined]
    engine.heartbeat = deaf  # type: ignore[attr-defined]
    bus = Bus(redis_url or None)
    await bus.open()
    database = connect(url, bus)
    database.own()
    await database.open()
    settings = Settings(
        data_dir=Path(),
        anthropic_base_url=None,
        anthropic_api_key=None,
        run_concurrency=CONCURRENCY,
        allowed_hosts=(host,),
    )
    await engine.Engine(database, settings, lease=timedelta(seconds=lease)).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    configure("warning", "console")
    asyncio.run(work(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])))
