"""Waiting for work that goes on after a commit: rung when it may have ended, and looked at in between."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from backend.platform.bus import STOP
from backend.store.database import Database, Transaction

LOOK = 1.0
"""Seconds after which the work is looked at without a ring."""


@dataclass(frozen=True, slots=True)
class Pending:
    """Work under way: the topic that is rung when it ends, and how to see that it has."""

    topic: str
    is_over: Callable[[Transaction], Awaitable[bool]]


async def await_end(database: Database, work: Pending, patience: float) -> None:
    """Wait, outside any transaction, until the work has ended, so many seconds at most."""
    until = monotonic() + patience
    async with database.bus.listen(work.topic) as bell:
        while True:
            async with database.read() as tx:
                if await work.is_over(tx):
                    return
            left = until - monotonic()
            if left <= 0 or STOP in await bell.wait(min(left, LOOK)):
                return
