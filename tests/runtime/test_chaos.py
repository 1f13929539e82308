"""Workers killed and frozen at random points lose nothing, double nothing, and leave no run without an end.

`CONCORD_PROOF=1` runs the whole proof, `CONCORD_SEED` another one; the seed is printed when it fails.
"""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from backend.domain.run import OnBusy
from tests.patience import eventually
from tests.stage import CLOCK, ENDED, Stage, gapless

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261122"))
WHOLE = bool(os.environ.get("CONCORD_PROOF"))
SESSIONS, BLOWS = (40, 40) if WHOLE else (6, 3)
"""How many sessions run, of three runs each, and how often a worker is struck meanwhile."""

LEASE = 1.5
TAKEN_OVER = 30.0
"""Seconds after the last blow within which every run has ended."""

INPUT = 'call current_time {"zone": "Europe/Oslo"} turns 3 slow 40ms'
ROOT = Path(__file__).resolve().parents[2]
TERMINAL = {
    "COMPLETED": "RunCompleted",
    "FAILED": "RunFailed",
    "CANCELLED": "RunCancelled",
    "TIMED_OUT": "RunTimedOut",
}


class Workers:
    """Processes that take runs; one that is killed is started again."""

    def __init__(self, url: str, count: int, log: Path) -> None:
        self._url = url
        self._log = log
        self.processes = [self._started() for _ in range(count)]

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "tests.runtime.chaos_worker", self._url, str(LEASE)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with self._log.open("ab") as sink:
            return subprocess.Popen(command, stdout=sink, stderr=sink, env=environment, cwd=self._log.parent)

    def kill9(self, index: int) -> None:
        """End a worker without a word, and start another one."""
        self._end(self.processes[index])
        self.processes[index] = self._started()

    def end(self) -> None:
        """End all of them, also the frozen."""
        for process in self.processes:
            self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait(10)


@contextmanager
def working(url: str, count: int, log: Path) -> Iterator[Workers]:
    workers = Workers(url, count, log)
    try:
        yield workers
    finally:
        workers.end()


class Storm:
    """Blows that fall on workers and runs while these go on, at points of the log that a seed decides."""

    def __init__(self, stage: Stage, workers: Workers, random: Random) -> None:
        self._stage = stage
        self._workers = workers
        self._random = random
        self._freezes = stage.database.dialect == "postgresql"

    async def rage(self) -> None:
        """Strike as often as agreed, or until nothing runs."""
        for blow in range(BLOWS):
            await self._some_events_more()
            if await self._over():
                return
            await self._cancel_one()
            index = await self._victim()
            if self._freezes and blow % 2 == 0:
                await self._freeze(self._workers.processes[index])
            else:
                self._workers.kill9(index)

    async def _victim(self) -> int:
        """A worker that holds a run, if one does: nobody else would be missed."""
        pids = [process.pid for process in self._workers.processes]
        holders = [index for index, pid in enumerate(pids) if await self._holds(pid)]
        return self._random.choice(holders or range(len(pids)))

    async def _holds(self, pid: int) -> bool:
        rows = await self._stage.runs()
        return any(row.status == "RUNNING" and f":{pid}:" in row.worker for row in rows)

    async def _written(self) -> int:
        sessions = {row.session_id for row in await self._stage.runs()}
        return sum([(await self._stage.session_row(each)).seq for each in sessions])

    async def _over(self) -> bool:
        return all(row.status in ENDED for row in await self._stage.runs())

    async def _some_events_more(self) -> None:
        goal = await self._written() + self._random.randint(1, 6 * SESSIONS)

        async def come_so_far() -> bool:
            return await self._written() >= goal or await self._over()

        await eventually(come_so_far, TAKEN_OVER)

    async def _cancel_one(self) -> None:
        active = [row.id for row in await self._stage.runs() if row.status not in ENDED]
        if active and self._random.random() < 0.3:
            await self._stage.cancel(self._random.choice(active), "Chaos.")

    async def _freeze(self, process: subprocess.Popen[bytes]) -> None:
        """Stop a worker until others have what it held; then let it believe that it still holds it."""
        process.send_signal(signal.SIGSTOP)

        async def taken_over() -> bool:
            return not await self._holds(process.pid)

        try:
            await eventually(taken_over, TAKEN_OVER)
        finally:
            process.send_signal(signal.SIGCONT)


async def test_killed_and_frozen_at_random_nothing_is_lost_or_doubled(
    stage: Stage, database_url: str, tmp_path: Path
) -> None:
    print(f"CONCORD_SEED={SEED}")  # noqa: T201
    alone = stage.database.dialect == "sqlite"
    agent_id = await stage.agent(links=CLOCK)
    sessions = [await stage.session(agent_id) for _ in range(SESSIONS)]
    for session_id in sessions * 3:
        await stage.run(session_id, INPUT, on_busy=OnBusy.QUEUE)
    with working(database_url, 1 if alone else 3, tmp_path / "workers.log") as workers:
        await Storm(stage, workers, Random(SEED)).rage()  # noqa: S311 - a storm is repeatable

        async def done() -> bool:
            return all(row.status in ENDED for row in await stage.runs())

        await eventually(done, TAKEN_OVER)
    for session_id in sessions:
        await check(stage, session_id)


async def check(stage: Stage, session_id: str) -> None:
    """The law of every log, whatever fell on those who wrote it."""
    events = await stage.events(session_id)
    rows = [row for row in await stage.runs() if row.session_id == session_id]
    assert gapless(events)
    for row in rows:
        check_run(row, [each for each in events if each.run_id == row.id])
    told = [each.run_id for each in events if each.kind in TERMINAL.values()]
    begun = [each.run_id for each in events if each.kind == "RunStarted" and each.payload["attempt"] == 1]
    assert [each for each in told if each in begun] == begun


def check_run(row: Any, events: list[Any]) -> None:
    kinds = Counter(each.kind for each in events)
    attempts = [each.payload["attempt"] for each in events if each.kind == "RunStarted"]
    assert [each.kind for each in events if each.kind in TERMINAL.values()] == [TERMINAL[row.status]]
    assert events[-1].kind == TERMINAL[row.status]
    assert attempts == list(range(1, len(attempts) + 1))
    check_fence(events)
    for kind in ("ToolCallRequested", "ToolCallStarted", "ToolCallCompleted"):
        calls = Counter(each.payload["toolCallId"] for each in events if each.kind == kind)
        assert set(calls.values()) <= {1}, kind
    left_open = kinds["MessageStarted"] - kinds["MessageCompleted"] - kinds["AttemptAbandoned"]
    assert row.status in {"COMPLETED", "CANCELLED"}
    if row.status == "COMPLETED":
        assert (left_open, kinds["MessageCompleted"], row.turns) == (0, 4, 4)
        assert kinds["ToolCallRequested"] == kinds["ToolCallStarted"] == kinds["ToolCallCompleted"] == 3
    else:
        assert left_open in {0, 1}


def check_fence(events: list[Any]) -> None:
    """Nothing of an attempt is written once the next one has begun."""
    current = 0
    for each in events:
        if each.kind == "RunStarted":
            current = each.payload["attempt"]
        elif each.kind in {"MessageStarted", "MessageCompleted"}:
            assert each.payload["attempt"] == current
