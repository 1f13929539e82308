"""Clock skew: how far the database's clock is from ours, by which leases are told."""

from sqlalchemy import func, select

from backend.platform import clock
from backend.store.database import Database

_NOW = select(func.clock_timestamp())


async def clock_skew(database: Database) -> float:
    """Seconds by which the database's clock is ahead of ours; SQLite has ours."""
    if database.dialect == "sqlite":
        return 0.0
    async with database.read() as tx:
        ((theirs,),) = await tx.fetch(_NOW)
    return float((theirs - clock.now()).total_seconds())
