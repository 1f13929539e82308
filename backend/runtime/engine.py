"""The engine: takes due runs and sees each to its end, inside the serving process or in one of its own.

What it holds it tells of every few seconds; what it no longer holds it never writes to. Killed at any point,
it leaves runs that another engine goes on with.
"""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import token_hex
from time import monotonic
from typing import Any

from backend.domain.ending import Ending, cancelled, failed, timed_out
from backend.domain.errors import ConcordError, Conflict, Unavailable
from backend.platform import clock, http
from backend.platform.bus import RESYNC, STOP
from backend.platform.logging import log
from backend.platform.settings import Settings
from backend.platform.unexpected import Unexpected, outcome
from backend.runtime.limits import MOST_ATTEMPTS, limits_from
from backend.runtime.models.catalogue import Catalogue
from backend.runtime.preview import Preview
from backend.runtime.supervise import forever, heard
from backend.runtime.tools.base import Lent
from backend.runtime.turn import Turns
from backend.store.child_answer import (
    answered_calls,
    orphaned,
    stop_orphans,
    take_answer,
    take_answer_of,
)
from backend.store.database import Database
from backend.store.event import Replaced
from backend.store.run import RUNS, Held, cancel_topic
from backend.store.run_cancel import give_up, overrule_unheeded, unheeded
from backend.store.run_claim import (
    LEASE,
    Claimed,
    Shares,
    claim,
    heartbeat,
    let_all_go,
    let_go,
    put_back,
    wished_to_stop,
)
from backend.store.tool_call_decide import expire, expired

BEATS = 4
"""Heartbeats in a lease: if that is 20 seconds, an event loop may stand still for 15 and keep its runs."""

WATCH = 1.0
"""Seconds between looks at the table for what no ring told: due runs and wishes to stop."""

INTERNAL = failed(
    "INTERNAL", "Concord failed unexpectedly. The operator finds what happened in the log, by the run's id."
)
GIVEN_UP = failed("INTERNAL", f"{MOST_ATTEMPTS} workers ended before this run did: it was given up.")


@dataclass(slots=True)
class Running:
    """A run in this engine's hands. `wish` holds a reason as soon as somebody wants it to stop."""

    claimed: Claimed
    wish: asyncio.Future[str | None] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )
    task: asyncio.Task[Unexpected | None] | None = None

    def stop(self, reason: str | None) -> None:
        """Somebody wants the run to stop."""
        if not self.wish.done():
            self.wish.set_result(reason)


class Engine:
    """Runs up to `settings.run_concurrency` runs at once, from `start` until `stop`."""

    def __init__(self, database: Database, settings: Settings, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease
        self._worker = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"
        self._catalogue = Catalogue(settings)
        self._lent = Lent(database, http.client(settings.allowed_hosts), settings)
        self._room = asyncio.Semaphore(settings.run_concurrency)
        self._shares = Shares(settings.runs_per_workspace, settings.runs_per_agent)
        self._running: dict[str, Running] = {}
        self._previews: dict[str, Preview] = {}
        self._claiming: asyncio.Task[None] | None = None
        self._taking = asyncio.Lock()
        self._until: float | None = None
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to take runs. Where one process owns the database, first all that a dead one left behind."""
        if self._database.dialect == "sqlite":
            async with self._database.write() as tx:
                await let_all_go(tx)
        self._claiming = _loop("claim", self._claim_runs)
        self._loops = [
            _loop("heartbeat", self._beat),
            _loop("watch", self._watch),
            _loop("frozen", self._end_frozen),
        ]

    async def rest(self, grace: float) -> float:
        """Take no more runs: those under way have `grace` seconds from the first call on. What is left."""
        if self._until is None:
            self._until = monotonic() + grace
            # Not in the midst of a claim, after which nobody would go on with the run that it took.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._taking.acquire(), WATCH)
            await _end([self._claiming] if self._claiming else [])
        return max(self._until - monotonic(), 0)

    async def stop(self, grace: float) -> None:
        """Rest, see runs to their end within the grace, and leave the others to whoever comes next."""
        left = await self.rest(grace)
        tasks = [each.task for each in self._running.values() if each.task]
        if tasks:
            await asyncio.wait(tasks, timeout=left)
        # The heartbeat ends before the runs are let go: it would claim them back.
        await _end([*tasks, *self._loops])
        await outcome(self._let_go(), expected=(), worker=self._worker)
        await self._catalogue.close()
        await self._lent.close()

    def partial(self, session_id: str) -> dict[str, Any] | None:
        """What is being written in a session here, as a preview from its first character."""
        preview = self._previews.get(session_id)
        return None if preview is None else preview.from_start()

    async def _claim_runs(self) -> None:
        async with self._database.bus.listen(RUNS) as bell:
            while True:
                await self._room.acquire()
                taken = False
                try:
                    taken = await self._take()
                finally:
                    if not taken:
                        self._room.release()
                if not taken:
                    await heard(bell, WATCH)

    async def _take(self) -> bool:
        """Take a run that is due, if there is one, and begin with it."""
        async with self._taking:
            claimed = await self._claim()
            if claimed is not None:
                self._begin(claimed)
        return claimed is not None

    async def _claim(self) -> Claimed | None:
        return await self._database.append(lambda tx: claim(tx, self._worker, self._lease, self._shares))

    async def _let_go(self) -> None:
        async with self._database.write() as tx:
            await let_go(tx, self._worker)

    def _begin(self, claimed: Claimed) -> None:
        running = Running(claimed)
        # After a long standstill an engine may claim what it still holds: the older hands write no more.
        if (older := self._running.get(claimed.held.id)) and older.task:
            older.task.cancel()
        self._running[claimed.held.id] = running
        seen = outcome(self._run(running), expected=(), run=claimed.held.id)
        running.task = asyncio.create_task(seen, name=claimed.held.id)
        running.task.add_done_callback(lambda _: self._ended(running))

    def _ended(self, running: Running) -> None:
        # A run that was lost and claimed again stands here under its new task.
        if self._running.get(running.claimed.held.id) is running:
            del self._running[running.claimed.held.id]
        self._room.release()

    async def _run(self, running: Running) -> None:
        """See a run to its end. If that cannot be written, it is left to whoever claims it next."""
        held = running.claimed.held
        try:
            await self._see_to_its_end(running)
        except Replaced:
            log.info("a run was taken over or ended elsewhere", run=held.id)
        except (Unavailable, Conflict) as error:
            log.warning("a run waits for the database", run=held.id, error=error.message)
            await self._put_back(running.claimed)

    async def _see_to_its_end(self, running: Running) -> None:
        held = running.claimed.held
        turns = Turns(self._lent, self._catalogue, self._previews, running.claimed)
        try:
            ending = await self._unfinished(running, turns)
            if ending is not None:
                await self._end_run(held, turns, ending)
            if running.claimed.parent_call is not None:
                async with self._database.write() as tx:
                    await take_answer_of(tx, running.claimed.parent_call)
        finally:
            await self._lent.kept.close(held)

    async def _put_back(self, claimed: Claimed) -> None:
        """Let any worker take the run up again, soon; if that cannot be written either, its lease does it.

        The pause grows with each attempt, or a database that comes and goes would use them up in seconds.
        """
        await asyncio.sleep(min(WATCH * claimed.attempts, self._lease.total_seconds()))
        with suppress(Unavailable, Conflict):
            async with self._database.write() as tx:
                await put_back(tx, claimed.held)

    async def _end_run(self, held: Held, turns: Turns, ending: Ending) -> None:
        """End a run; if its log cannot be read, by its row alone, or it would be tried again for ever."""
        written = await outcome(turns.end(ending), expected=(Replaced, ConcordError), run=held.id)
        if isinstance(written, Unexpected):
            async with self._database.write() as tx:
                await give_up(tx, held, ending)

    async def _unfinished(self, running: Running, turns: Turns) -> Ending | None:
        """Take the run's turns. How it must be ended if they did not end it; None if they did."""
        claimed = running.claimed
        if claimed.cancel_requested:
            return cancelled(claimed.cancel_reason)
        if claimed.attempts > MOST_ATTEMPTS:
            return GIVEN_UP
        seconds = limits_from(claimed.snapshot["limits"]).timeout_seconds
        spent = (clock.now() - claimed.started_at).total_seconds()
        work = asyncio.create_task(_attempt(turns, claimed.held.id))
        listening = asyncio.create_task(self._listen(running))
        try:
            either: list[asyncio.Future[Any]] = [work, running.wish]
            await asyncio.wait(either, timeout=max(seconds - spent, 0), return_when=asyncio.FIRST_COMPLETED)
        finally:
            done = work.done()
            await _end([work, listening])
        if done:
            return work.result()
        return cancelled(running.wish.result()) if running.wish.done() else timed_out(seconds)

    async def _listen(self, running: Running) -> None:
        async with self._database.bus.listen(cancel_topic(running.claimed.held.id)) as bell:
            while not running.wish.done():
                told = [each for each in await heard(bell, WATCH) if each not in {RESYNC, STOP}]
                if told:
                    running.stop(told[0] or None)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._lease.total_seconds() / BEATS)
            before = dict(self._running)
            if before:
                async with self._database.write() as tx:
                    ours = await heartbeat(tx, self._worker, [each.claimed.held for each in before.values()])
                for run_id, running in before.items():
                    if run_id not in ours and running.task:
                        running.task.cancel()

    async def _end_frozen(self) -> None:
        """Apart from the heartbeat, which may itself wait for what a frozen worker has locked."""
        while True:
            await asyncio.sleep(self._lease.total_seconds() / BEATS)
            await self._database.end_frozen()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH)
            async with self._database.read() as tx:
                wished = await wished_to_stop(tx, self._worker)
                stuck = await unheeded(tx)
                late = await expired(tx, clock.now())
                answered, orphans = await answered_calls(tx), await orphaned(tx)
            for each in wished:
                if each.id in self._running:
                    self._running[each.id].stop(each.cancel_reason)
            for each in stuck:
                async with self._database.write() as tx:
                    await overrule_unheeded(tx, each.id, each.session_id)
            for call in late:
                async with self._database.write() as tx:
                    await expire(tx, call)
            for call in answered:
                async with self._database.write() as tx:
                    await take_answer(tx, call)
            for session_id in orphans:
                async with self._database.write() as tx:
                    await stop_orphans(tx, session_id)


def _loop(name: str, act: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
    return asyncio.create_task(forever(name, act), name=name)


async def _end(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _attempt(turns: Turns, run_id: str) -> Ending | None:
    """Take the turns; what fails unexpectedly ends the run, and tells nobody outside why."""
    try:
        result = await outcome(turns.take(), expected=(Replaced, ConcordError), run=run_id)
    except (Unavailable, Conflict):
        raise  # nothing that the run did: another attempt may well succeed
    except ConcordError as error:
        return failed(error.code, error.message)
    return INTERNAL if isinstance(result, Unexpected) else None
