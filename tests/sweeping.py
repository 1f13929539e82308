"""The sweeper's work as tests do it: all of it at once, as of a moment."""

from datetime import datetime

from backend.store.database import Database
from backend.store.sweep import SWEEPS


async def swept(database: Database, now: datetime) -> int:
    """Sweep all that is due, each batch in a transaction of its own; how much there was."""
    total = 0
    for each in SWEEPS:
        done = 1
        while done:
            async with database.write() as tx:
                done = await each(tx, now)
            total += done
    return total
