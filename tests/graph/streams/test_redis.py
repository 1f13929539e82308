"""Redis may fall while runs write and others follow: nothing is lost, and nothing is late by much.

`CONCORD_PROOF=1` runs the whole proof.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from backend.graph.schema import Schema
from backend.platform import clock
from backend.platform.bus import Bus
from backend.platform.secrets import Keyring
from backend.store.database import Database, connect
from tests.graph.calls.asker import Asker, graph_over
from tests.servers import Restartable, free_port, own_redis
from tests.stage import Stage, gapless, set_stage
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

RESTARTS = 50 if os.environ.get("CONCORD_PROOF") else 2
FOLLOWERS = 5
LATE = timedelta(seconds=2)
"""How late an event may be told whose ring was lost: a look at the log, and some patience."""

SESSION = "subscription ($id: ID!) { sessionEvents(id: $id) { event { __typename seq createdAt } } }"
CLOSE = "mutation ($id: ID!) { closeSession(id: $id) { session { status } } }"
PATIENCE = 30.0
"""Seconds that a run may take, and the end of all streams."""

SPOKEN = "words 20 slow 10ms"


@pytest.fixture
async def redis() -> AsyncIterator[tuple[Restartable, str]]:
    """A Redis of the test's own, and its URL."""
    port = free_port()
    redis = Restartable(partial(own_redis, port))
    redis.start()
    try:
        yield redis, f"redis://127.0.0.1:{port}/0"
    finally:
        redis.stop()


async def opened(stack: AsyncExitStack, url: str, redis_url: str) -> Database:
    """The database as another process has it open: with a bus of its own."""
    bus = Bus(redis_url)
    await bus.open()
    stack.push_async_callback(bus.close)
    database = connect(url, bus, keyring=Keyring(SECRET))
    await database.open()
    stack.push_async_callback(database.close)
    return database


async def test_nothing_is_lost_or_late_though_redis_restarts(
    database_url: str, redis: tuple[Restartable, str], schema: Schema, tmp_path: Path
) -> None:
    server, redis_url = redis
    async with AsyncExitStack() as stack:
        stage = await set_stage(await opened(stack, database_url, redis_url), tmp_path)
        there = await opened(stack, database_url, redis_url)
        asker = Asker(graph_over(schema, there), stage.viewer)
        session_id = await stage.session()
        following = [asyncio.ensure_future(follow(asker, session_id)) for _ in range(FOLLOWERS)]
        async with stage.engine():
            enough = asyncio.Event()
            writing = asyncio.ensure_future(write(stage, session_id, enough))
            for _ in range(RESTARTS):
                await asyncio.to_thread(server.restart)
            enough.set()
            await writing
        await asker.data(CLOSE, id=session_id)
        log = await stage.events(session_id)
        async with asyncio.timeout(PATIENCE):
            heard = await asyncio.gather(*following)
    assert gapless(log)
    for told in heard:
        assert [seq for seq, _ in told] == [row.seq for row in log]
        assert max(late for _, late in told) < LATE


async def write(stage: Stage, session_id: str, enough: asyncio.Event) -> None:
    """Have runs one after another until it is enough."""
    while not enough.is_set():
        await stage.ended(await stage.run(session_id, SPOKEN), PATIENCE)


async def follow(asker: Asker, session_id: str) -> list[tuple[int, timedelta]]:
    """The place of each event until the session is closed, and how long after it was written it was told."""
    told = []
    async with asker.follow(SESSION, id=session_id) as frames:
        async for frame in frames:
            event = frame["event"]
            told.append((event["seq"], clock.now() - datetime.fromisoformat(event["createdAt"])))
    return told
