"""Allowances: how much each key may spend in a minute that slides, counted by two numbers for each.

Of what was spent in the minute of the clock before, so much counts as is still within the last sixty seconds,
as if it had been spent evenly. Processes that share a bus tell each other once a second what was spent with
them: none waits for another, and a message that is lost lets a little more through.
"""

import asyncio
import math
from collections.abc import Callable, Mapping
from secrets import token_hex
from time import monotonic
from typing import Any

import orjson

from backend.platform.bus import RESYNC, STOP, Bus
from backend.platform.lru import Lru

MINUTE = 60.0
TELL = 1.0
"""Seconds after which other processes know what was spent here."""
MOST = 10_000
"""Keys that are remembered: those that spent lately."""
TOPIC = "spent"


class Exhausted(Exception):
    """The key may not spend so much now. `wait` is after how many whole seconds it may, if it rests."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"Wait {wait} s.")
        self.wait = wait


class Spent:
    """What a key spent in a minute of the clock, which `ends` then, and in the one before."""

    __slots__ = ("before", "ends", "now")

    def __init__(self) -> None:
        self.ends = 0.0
        self.now = 0
        self.before = 0

    def turn(self, clock: float) -> None:
        """Go on to the minute of this moment."""
        begins = clock // MINUTE * MINUTE
        self.before = self.now if begins == self.ends else 0
        self.now = 0
        self.ends = begins + MINUTE


class Allowance:
    """So much a minute, `limit`, for each key."""

    def __init__(self, limit: int, clock: Callable[[], float] = monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._spent: Lru[str, Spent] = Lru(MOST)
        self._untold: dict[str, int] = {}
        self._name = token_hex(4)
        self._task: asyncio.Task[None] | None = None

    def spend(self, key: str, amount: int) -> int:
        """Spend, and say how much is left (Exhausted, and nothing is spent, if there is not so much)."""
        clock = self._clock()
        spent = self._of(key, clock)
        left: float = self.limit - amount - spent.now
        if spent.before:
            left -= spent.before * (spent.ends - clock) / MINUTE
        if left < 0:
            raise Exhausted(self._wait(spent, amount, spent.ends - clock))
        spent.now += amount
        if self._task is not None:
            self._untold[key] = self._untold.get(key, 0) + amount
        return int(left)

    def _of(self, key: str, clock: float) -> Spent:
        spent = self._spent.get(key) or self._spent.put(key, Spent())
        if clock >= spent.ends:
            spent.turn(clock)
        return spent

    def _wait(self, spent: Spent, amount: int, rest: float) -> int:
        """Seconds until the amount fits: in the `rest` of this minute, or perhaps in the next one."""
        room = self.limit - amount
        if spent.now <= room and spent.before:
            wait = rest - MINUTE * (room - spent.now) / spent.before
        else:
            wait = rest + MINUTE * max(0.0, 1 - room / spent.now)
        return max(1, math.ceil(wait))

    def share(self, bus: Bus) -> None:
        """Begin to tell the bus what is spent here, and to hear what is spent elsewhere."""
        self._task = asyncio.create_task(self._share(bus), name=TOPIC)

    async def close(self) -> None:
        """Share no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _share(self, bus: Bus) -> None:
        heard: list[str] = []
        told = monotonic()
        async with bus.listen(TOPIC) as ear:
            while STOP not in heard:
                heard = await ear.wait(max(0.0, told + TELL - monotonic()))
                for message in heard:
                    if message not in {RESYNC, STOP}:
                        self._hear(orjson.loads(message))
                if monotonic() >= told + TELL:
                    told = monotonic()
                    await self._tell(bus)

    def _hear(self, told: Mapping[str, Any]) -> None:
        if told["by"] != self._name:
            clock = self._clock()
            for key, amount in told["spent"].items():
                self._of(key, clock).now += amount

    async def _tell(self, bus: Bus) -> None:
        if self._untold:
            spent, self._untold = self._untold, {}
            await bus.publish(TOPIC, orjson.dumps({"by": self._name, "spent": spent}).decode())
