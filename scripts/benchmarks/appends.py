"""Appends to logs: so many producers, each with a run of its own, committed together and one by one."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import perf_counter

from backend.domain.event import EventKind
from backend.domain.usage import Usage
from backend.store.consequence import NewEvent
from backend.store.database import Database
from backend.store.event import Progress, append_as_run
from backend.store.run import Held
from backend.store.run_claim import claim

PRODUCERS = 16

_EVENT = NewEvent(EventKind.MESSAGE_STARTED, {"messageId": "msg_bench", "attempt": 1, "model": "offline"})
_PROGRESS = Progress(0, Usage())

Append = Callable[[Held], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Appends:
    """Events that were appended a second."""

    together: float
    one_by_one: float


async def held(database: Database, count: int) -> list[Held]:
    """So many of the runs that are due, taken by us."""
    made: list[Held] = []
    while len(made) < count:
        async with database.write() as tx:
            claimed = await claim(tx, "bench")
        assert claimed is not None  # noqa: S101  (the bench has queued them)
        made.append(claimed.held)
    return made


async def appended(database: Database, runs: list[Held], events: int) -> Appends:
    """Append so many events both ways, half of them first and half of them last."""

    async def together(each: Held) -> None:
        await database.append(lambda tx: append_as_run(tx, each, [_EVENT], _PROGRESS))

    async def alone(each: Held) -> None:
        async with database.write() as tx:
            await append_as_run(tx, each, [_EVENT], _PROGRESS)

    rates: dict[Append, list[float]] = {together: [], alone: []}
    for append in (together, alone, alone, together):
        rates[append].append(await _rate(append, runs, events // 4))
    return Appends(*(2 / sum(1 / rate for rate in each) for each in rates.values()))


async def _rate(append: Append, runs: list[Held], events: int) -> float:
    async def produce(each: Held) -> None:
        for _ in range(events // len(runs)):
            await append(each)

    began = perf_counter()
    await asyncio.gather(*(produce(each) for each in runs))
    return events / (perf_counter() - began)
