"""Activities as tests await them: on PostgreSQL they have their positions once they were relayed."""

from backend.store.activity_relay import relay
from backend.store.database import Database
from tests.patience import eventually

OLDER_ONES = 30.0
"""Seconds for which transactions may last on the server, those of others too: a relay waits for each."""


async def all_placed(database: Database) -> None:
    """Give positions to all that is committed, where the writers have not."""

    async def settled() -> bool:
        async with database.write() as tx:
            relayed = await relay(tx)
        return not relayed.placed and not relayed.waiting

    if database.dialect == "postgresql":
        await eventually(settled, OLDER_ONES)
