"""A storm: faults of four kinds fall on workers and their servers, at points of the log that a seed decides.

A worker is killed without a word, or frozen until others have what it held, and thawed then. PostgreSQL ends
or crashes, Redis ends, and both are started again.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from math import inf
from pathlib import Path
from random import Random

from sqlalchemy import func, literal, select

from backend.platform import clock
from backend.store.run import run
from backend.store.session import session
from backend.store.statement import Row
from backend.store.tool_call import tool_call
from tests.patience import eventually
from tests.servers import Cluster, Restartable
from tests.stage import ENDED, Stage

LEASE = 1.5
"""Seconds after which a worker of these is believed dead."""

TAKEN_OVER = 30.0
"""Seconds after the last fault within which every run has ended."""

ROOT = Path(__file__).resolve().parents[2]
Fault = Callable[[], Awaitable[None]]
_LEFT = select(run.c.id).where(run.c.status.not_in([literal(each) for each in sorted(ENDED)])).limit(1)
_WRITTEN = select(func.sum(session.c.seq).label("events"))
_CALLS = select(func.count()).where(tool_call.c.session_id == session.c.id, tool_call.c.status == "COMPLETED")
_SLOWEST = select(func.min(_CALLS.scalar_subquery()).label("calls")).where(
    session.c.id.in_(
        select(run.c.session_id).where(run.c.status.not_in([literal(each) for each in sorted(ENDED)]))
    )
)
"""The calls made in that session of those with runs to do which has made fewest."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the workers stand on. SQLite has no server of its own, and its one process needs no Redis."""

    url: str
    cluster: Cluster | None = None
    postgres: Restartable | None = None
    redis: Restartable | None = None
    redis_url: str = ""


@dataclass(frozen=True, slots=True)
class Strength:
    """One fault falls after so many events on the average, `gap`, until no session has made fewer calls than
    `until`, and so many runs are cancelled.
    """

    gap: int
    until: int
    cancels: int


class Workers:
    """Processes that take runs; one that ends is started again."""

    def __init__(self, ground: Ground, host: str, count: int, log: Path) -> None:
        self._arguments = [ground.url, ground.redis_url, host, str(LEASE)]
        self._log = log
        self.processes = [self._started() for _ in range(count)]

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "tests.runtime.chaos_worker", *self._arguments]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with self._log.open("ab") as sink:
            return subprocess.Popen(command, stdout=sink, stderr=sink, env=environment, cwd=self._log.parent)

    def revive(self) -> None:
        """Start again what has ended: one that finds no database at its start does so by itself."""
        for index, process in enumerate(self.processes):
            if process.poll() is not None:
                self.processes[index] = self._started()

    def end(self) -> None:
        """End all of them, also the frozen."""
        for process in self.processes:
            process.kill()
            process.wait(10)


@contextmanager
def working(ground: Ground, host: str, count: int, log: Path) -> Iterator[Workers]:
    """So many workers until the block ends."""
    workers = Workers(ground, host, count, log)
    try:
        yield workers
    finally:
        workers.end()


class Storm:
    """What falls on workers and servers while runs go on; `fell` counts it by kind."""

    def __init__(self, stage: Stage, ground: Ground, workers: Workers, random: Random) -> None:
        self._stage = stage
        self._ground = ground
        self._workers = workers
        self._random = random
        self._frozen: subprocess.Popen[bytes] | None = None
        self._cancels = 0
        self.fell: Counter[str] = Counter()
        self._kinds: list[Fault] = [self._kill, self._freeze]
        if ground.cluster:
            self._kinds += [self._restart_postgres, self._restart_redis]

    async def rage(self, strength: Strength) -> None:
        """Strike as long as agreed and while anything runs, each kind as often as the others."""
        self._cancels = strength.cancels
        coming: list[Fault] = []
        while await self._fewest_calls() < strength.until:
            await self._some_events_more(strength.gap)
            coming = coming or self._random.sample(self._kinds, len(self._kinds))
            await self._cancel_one()
            await self._strike(coming.pop())
        await self._thaw(self._frozen)

    async def _strike(self, fault: Fault) -> None:
        frozen, self._frozen = self._frozen, None
        await fault()
        self.fell[fault.__name__.strip("_")] += 1
        await self._thaw(frozen)

    async def is_over(self) -> bool:
        """Whether every run has ended. Meanwhile workers that ended are started again."""
        self._workers.revive()
        return not await self._stage.database.fetch(_LEFT, {})

    async def _kill(self) -> None:
        victim = await self._victim()
        victim.kill()
        victim.wait(10)

    async def _freeze(self) -> None:
        """Stop a worker; it is thawed after the next fault. One that is alone does not miss itself."""
        victim = await self._victim()
        victim.send_signal(signal.SIGSTOP)
        if self._ground.cluster:
            self._frozen = victim
        else:
            await eventually(partial(self._is_silent, victim.pid), TAKEN_OVER)
            victim.send_signal(signal.SIGCONT)

    async def _thaw(self, frozen: "subprocess.Popen[bytes] | None") -> None:
        """When others have what it held, let it believe that it still holds it."""
        if frozen is None:
            return
        try:
            await eventually(partial(self._holds_nothing, frozen.pid), TAKEN_OVER)
        finally:
            frozen.send_signal(signal.SIGCONT)

    async def _restart_postgres(self) -> None:
        """Sometimes it is ended in order, sometimes not."""
        assert self._ground.cluster
        assert self._ground.postgres
        if self._random.random() < 1 / 2:
            self._ground.cluster.crash()
        await asyncio.to_thread(self._ground.postgres.restart)

    async def _restart_redis(self) -> None:
        assert self._ground.redis
        await asyncio.to_thread(self._ground.redis.restart)

    async def _victim(self) -> "subprocess.Popen[bytes]":
        """A worker that holds a run, if one does: nobody else would be missed."""
        upright = [each for each in self._workers.processes if each is not self._frozen]
        return self._random.choice([each for each in upright if await self._held(each.pid)] or upright)

    async def _held(self, pid: int) -> Sequence[Row]:
        rows = await self._stage.runs()
        return [row for row in rows if row.status == "RUNNING" and f":{pid}:" in (row.worker or "")]

    async def _holds_nothing(self, pid: int) -> bool:
        self._workers.revive()
        return not await self._held(pid)

    async def _is_silent(self, pid: int) -> bool:
        stale = clock.now() - timedelta(seconds=LEASE)
        return all(row.heartbeat_at < stale for row in await self._held(pid))

    async def _fewest_calls(self) -> float:
        (row,) = await self._stage.database.fetch(_SLOWEST, {})
        return inf if row.calls is None else row.calls

    async def _written(self) -> int:
        (row,) = await self._stage.database.fetch(_WRITTEN, {})
        return int(row.events)

    async def _some_events_more(self, gap: int) -> None:
        """Wait until about so many more are written."""
        goal = await self._written() + self._random.randint(gap // 2, gap * 3 // 2)

        async def come_so_far() -> bool:
            return await self._written() >= goal or await self.is_over()

        await eventually(come_so_far, TAKEN_OVER)

    async def _cancel_one(self) -> None:
        active = [row.id for row in await self._stage.runs() if row.status not in ENDED]
        if active and self._cancels and self._random.random() < 0.3:
            self._cancels -= 1
            await self._stage.cancel(self._random.choice(active), "Chaos.")
