"""The courier at work: deliveries that are due are sent, and what came of each is written down.

Killed at any point it leaves deliveries that another courier makes again under the same id, once their lease
is over: what is sent arrives at least once, and receivers know by the id what they have.
"""

import asyncio
from contextlib import suppress
from datetime import timedelta
from time import monotonic

from backend.domain.errors import Conflict, Unavailable
from backend.platform import clock, http, telemetry
from backend.platform.logging import log
from backend.platform.settings import Settings
from backend.platform.unexpected import Unexpected, outcome
from backend.runtime.supervise import forever, heard
from backend.runtime.webhook_post import SECONDS, post
from backend.store.database import Database
from backend.store.webhook_attempt import ALL, LEASE, Due, Outcome, claim, finish, let_all_go
from backend.store.webhook_body import body_of
from backend.store.webhook_delivery import DELIVERIES

AT_ONCE = 20
"""Attempts that one courier makes at once."""
LOOK = 1.0
"""Seconds between two looks at what no ring told: what is due again, or was left by a courier that died."""
NEAREST = 500
"""Deliveries that are looked at between two looks at all of them."""
LEAVE = 2.0
"""Seconds that attempts under way have when the courier stops: they can be made again."""

UNTOLD = Outcome(error="What it tells is not there any more.", hopeless=True)


class Courier:
    """Delivers from `start` until `stop`. Several processes may: each attempt is made by one of them."""

    def __init__(self, database: Database, settings: Settings, *, lease: timedelta = LEASE) -> None:
        self._database = database
        self._lease = lease
        self._client = http.client(settings.allowed_hosts, timeout=SECONDS)
        self._under_way: set[asyncio.Task[Unexpected | None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._taking = asyncio.Lock()
        self._looked = 0.0

    async def start(self) -> None:
        """Begin. Where one process owns the database, with what a dead one had under way."""
        if self._database.dialect == "sqlite":
            async with self._database.write() as tx:
                await let_all_go(tx)
        self._task = asyncio.create_task(forever("deliver", self._deliver), name="deliver")

    async def stop(self) -> None:
        """Take nothing more, and see to their end the attempts that end soon; the others are made again."""
        # Not in the midst of a commit, after which nobody would make the attempts that it took.
        with suppress(TimeoutError):
            await asyncio.wait_for(self._taking.acquire(), LEAVE)
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=LEAVE)
        for attempt in self._under_way:
            attempt.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        await self._client.aclose()

    async def _deliver(self) -> None:
        async with self._database.bus.listen(DELIVERIES) as bell:
            while True:
                if not await self._take():
                    await heard(bell, LOOK)

    async def _take(self) -> int:
        """Take what is due, as much as there is room for, and begin with it. How many there were."""
        room = AT_ONCE - len(self._under_way)
        if not room:
            return 0
        async with self._taking:
            async with self._database.write() as tx:
                taken = await claim(tx, clock.now(), room, self._lease, self._among())
            for due in taken:
                self._begin(due)
        return len(taken)

    def _begin(self, due: Due) -> None:
        attempt = outcome(self._attempt(due), expected=(), delivery=due.id)
        task = asyncio.create_task(attempt, name=due.id)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def _among(self) -> int:
        """How many are looked at; all of them every second, for one lane may fill all nearer places."""
        if monotonic() - self._looked < LOOK:
            return NEAREST
        self._looked = monotonic()
        return ALL

    async def _attempt(self, due: Due) -> None:
        """Make an attempt. What cannot be read or written now is tried again when the lease is over."""
        try:
            async with self._database.read() as tx:
                body = await body_of(tx, due.id, due.told)
            came = UNTOLD if body is None else await post(self._client, due, body)
            telemetry.deliveries.labels(_word(came)).inc()
            async with self._database.write() as tx:
                await finish(tx, due, came, clock.now())
        except (Unavailable, Conflict) as error:
            log.warning("a delivery waits for the database", delivery=due.id, error=error.message)


def _word(came: Outcome) -> str:
    if came.arrived:
        return "arrived"
    return "silent" if came.http_status is None else "refused"
