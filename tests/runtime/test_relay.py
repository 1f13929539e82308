"""The relay: who follows by position sees every activity, in an order of commits, and no gap filled later."""

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from random import Random
from time import monotonic

import pytest
from sqlalchemy import bindparam, select

from backend.domain.viewer import Viewer
from backend.platform.bus import Bus
from backend.runtime.relay import Relay
from backend.store.activity import activity, activity_topic, behind, record
from backend.store.activity_relay import relay
from backend.store.database import Database, Transaction, connect
from backend.store.workspace_edit import create_workspace
from tests.activities import OLDER_ONES, all_placed
from tests.at_work import at_work
from tests.patience import eventually
from tests.tenants import administrator

pytestmark = pytest.mark.anyio

SEED = int(os.environ.get("CONCORD_SEED", "20261122"))
WRITERS, LONG, TURNS, READERS = 8, 3, 40, 4
WITHIN = 2 * OLDER_ONES


_TURNS = (
    select(activity.c.turn).where(activity.c.workspace_id == bindparam("room")).order_by(activity.c.position)
)
_WAITING_FOR_THE_LOCK = """
SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@dataclass(slots=True)
class Story:
    """What the writers did: of each transaction its activities, and when it began and was over."""

    random: Random
    ticks: Iterator[int] = field(default_factory=lambda: count(1))
    spans: list[tuple[int, int, list[str]]] = field(default_factory=list)
    commits: int = 0
    busy: int = WRITERS - LONG
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def commit(self, begun: int, kinds: list[str]) -> None:
        """A transaction is over."""
        self.spans.append((begun, next(self.ticks), kinds))
        async with self.moved:
            self.commits += 1
            self.moved.notify_all()

    async def others(self, number: int) -> None:
        """Wait until others have committed so often, or none writes any more but such as wait themselves."""
        async with self.moved:
            until = self.commits + number
            await self.moved.wait_for(lambda: self.commits >= until or not self.busy)

    async def leave(self) -> None:
        """A writer of short transactions is done."""
        async with self.moved:
            self.busy -= 1
            self.moved.notify_all()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database as one process has it."""
    bus = Bus(None)
    await bus.open()
    database = connect(url, bus)
    await database.open()
    try:
        yield database
    finally:
        await database.close()
        await bus.close()


async def write(database: Database, viewer: Viewer, rooms: list[str], story: Story, number: int) -> None:
    """One writer: the first ones hold their transactions open while others commit."""
    for turn in range(TURNS):
        begun, kinds = next(story.ticks), []
        async with database.write() as tx:
            for step in range(story.random.choice((1, 2, 3))):
                kinds.append(f"writer{number}.turn{turn}step{step}")
                await record(tx, viewer, story.random.choice(rooms), kinds[-1], "agt_x")
                if number < LONG:
                    await story.others(story.random.choice((0, 2, 5)))
        await story.commit(begun, kinds)
    if number >= LONG:
        await story.leave()


async def read(database: Database, room: str, enough: asyncio.Event) -> list[str]:
    """Follow a workspace's positions from the first one until everything is written and read."""
    seen: list[str] = []
    async with database.bus.listen(activity_topic(room)) as bell:
        while True:
            last = enough.is_set()
            async with database.read() as tx:
                rows = await behind(tx, room, len(seen), 3)
            for row in rows:
                assert row.position == len(seen) + 1, "A gap."
                seen.append(row.type)
            if not rows and last:
                return seen
            if not rows:
                await bell.wait(0.05)


async def strike(databases: list[Database], over: asyncio.Event, story: Story) -> None:
    """Relays of several processes, struck down again and again wherever they are."""
    while not over.is_set():
        relays = [Relay(database) for database in databases]
        for each in relays:
            each.start()
        await story.others(story.random.choice((1, 3, 6)))
        for each in relays:
            await each.stop()


async def test_every_follower_sees_everything_in_an_order_of_commits(postgres_url: str) -> None:
    story, over, enough = Story(Random(SEED)), asyncio.Event(), asyncio.Event()  # noqa: S311  (no secret)
    async with opened(postgres_url) as one, opened(postgres_url) as two, asyncio.timeout(WITHIN):
        admin = await administrator(one)
        async with one.write() as tx:
            rooms = [str(admin.home), await create_workspace(tx, admin, {"name": "Second"})]
        readers = [asyncio.create_task(read(two, rooms[number % 2], enough)) for number in range(READERS)]
        striking = asyncio.create_task(strike([one, two], over, story))
        await asyncio.gather(*(write(one, admin, rooms, story, number) for number in range(WRITERS)))
        over.set()
        await striking
        await all_placed(one)
        enough.set()
        told = [await reader for reader in readers]
        for room in rooms:
            async with one.read() as tx:
                turns = [row.turn for row in await tx.fetch(_TURNS, {"room": room})]
            assert turns == sorted(turns), "Something older was placed behind something newer."
    assert told[0] == told[2]
    assert told[1] == told[3]
    written = sorted(kind for _, _, kinds in story.spans for kind in kinds)
    assert sorted([*told[0], *told[1]]) == sorted([*written, "workspace.created"])
    assert_in_order_of_commits(told[0], story)
    assert_in_order_of_commits(told[1], story)


def assert_in_order_of_commits(told: list[str], story: Story) -> None:
    """What was over before another began comes before it, and a transaction's own are in its order."""
    places = {kind: place for place, kind in enumerate(told)}
    spans: dict[int, tuple[int, list[int]]] = defaultdict(lambda: (0, []))
    for begun, ended, kinds in story.spans:
        here = [places[kind] for kind in kinds if kind in places]
        assert here == sorted(here)
        spans[begun] = ended, here
    for ended, before in spans.values():
        for begun, (_, after) in spans.items():
            if ended < begun and before and after:
                assert max(before) < min(after)


async def test_an_activity_waits_for_every_older_transaction_and_no_longer(postgres_url: str) -> None:
    async with opened(postgres_url) as database, asyncio.timeout(WITHIN):
        admin = await administrator(database)
        home = str(admin.home)
        async with database.write() as older:
            await record(older, admin, home, "agent.first", "agt_x")
            async with database.write() as tx:
                await record(tx, admin, home, "agent.second", "agt_x")
            async with database.write() as tx:
                relayed = await relay(tx)
            assert (relayed.placed, relayed.waiting) == (0, True)
        await all_placed(database)
        async with database.read() as tx:
            assert [row.type for row in await behind(tx, home, 0, 9)] == ["agent.first", "agent.second"]


async def test_two_relays_take_turns(postgres_url: str) -> None:
    async with opened(postgres_url) as one, opened(postgres_url) as two, asyncio.timeout(WITHIN):
        admin = await administrator(one)
        async with one.write() as tx:
            await record(tx, admin, str(admin.home), "agent.first", "agt_x")

        async def place(tx: Transaction) -> int:
            return (await relay(tx)).placed

        async def place_too() -> int:
            async with two.write() as tx:
                return await place(tx)

        async with one.write() as tx:
            assert await eventually(lambda: place(tx), OLDER_ONES) == 1
            other = asyncio.create_task(place_too())
            assert await eventually(lambda: one.single(_WAITING_FOR_THE_LOCK, []))
        assert await other == 0


async def test_a_transaction_that_is_undone_leaves_no_gap(postgres_url: str) -> None:
    async with opened(postgres_url) as database, asyncio.timeout(WITHIN):
        admin = await administrator(database)

        async def happen(kind: str, *, undone: bool) -> None:
            async with database.write() as tx:
                await record(tx, admin, str(admin.home), kind, "agt_x")
                if undone:
                    raise RuntimeError

        await happen("agent.first", undone=False)
        with pytest.raises(RuntimeError):
            await happen("agent.never", undone=True)
        await happen("agent.second", undone=False)
        await all_placed(database)
        async with database.read() as tx:
            rows = await behind(tx, str(admin.home), 0, 9)
        assert [(row.position, row.type) for row in rows] == [(1, "agent.first"), (2, "agent.second")]


async def test_a_relay_rings_for_whoever_follows(postgres_url: str) -> None:
    async with opened(postgres_url) as database, asyncio.timeout(WITHIN):
        admin = await administrator(database)
        async with database.bus.listen(activity_topic(str(admin.home))) as bell, at_work(Relay(database)):
            async with database.write() as tx:
                await record(tx, admin, str(admin.home), "agent.a", "agt_x")
            assert await bell.wait(WITHIN)
            async with database.read() as tx:
                assert [row.position for row in await behind(tx, str(admin.home), 0, 9)] == [1]


async def test_a_relay_whose_bus_has_stopped_looks_no_more_often(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pause in ("LOOK", "SOON"):  # soon, while a transaction of another test is open on the server
        monkeypatch.setattr(f"backend.runtime.relay.{pause}", 0.2)
    async with opened(postgres_url) as database:
        looks, look = list[float](), database.write

        # Of this database alone: servers of other tests have relays of their own in this process.
        def counted() -> AbstractAsyncContextManager[Transaction]:
            looks.append(monotonic())
            return look()

        async def looked() -> bool:
            return len(looks) >= 3

        monkeypatch.setattr(database, "write", counted)
        database.bus.stop()
        async with at_work(Relay(database)):
            await eventually(looked)
        assert looks[2] - looks[0] >= 0.4


async def test_where_one_process_owns_the_database_there_is_nothing_to_relay(sqlite_file_url: str) -> None:
    async with opened(sqlite_file_url) as database:
        admin = await administrator(database)
        async with at_work(Relay(database)), database.bus.listen(activity_topic(str(admin.home))) as bell:
            async with database.write() as tx:
                await record(tx, admin, str(admin.home), "agent.a", "agt_x")
            assert await bell.wait(WITHIN)
