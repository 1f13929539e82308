"""How long a delivery is kept: as long as its endpoint and what it is about, and 90 days after its end."""

from datetime import datetime, timedelta

import pytest

from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.agent import AGENT
from backend.store.database import Database
from backend.store.life import Life
from backend.store.sweep import ACTIVITIES_KEPT, sweep_deliveries
from tests.store.agents import do, new_agent
from tests.store.test_webhook_attempt import ARRIVED, LIFE, claimed, delivery, endpoint, finished, told

pytestmark = pytest.mark.anyio


async def test_deliveries_go_with_their_endpoint_and_with_what_they_are_about(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    hook = await endpoint(database, admin)
    about = (await told(database, admin, agent))[0]
    other = (await told(database, admin))[0]
    life = Life(AGENT)
    for verb in (life.delete, life.purge):
        await do(database, verb, admin, agent)
    assert await delivery(database, about) is None
    for verb in (LIFE.delete, LIFE.purge):
        await do(database, verb, admin, hook)
    assert await delivery(database, other) is None


async def test_deliveries_that_have_ended_are_forgotten_after_90_days(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin)
    ended, pending = [(await told(database, admin))[0] for _ in range(2)]
    (due,) = await claimed(database)
    await finished(database, due, ARRIVED)
    now = clock.now()

    async def swept(when: datetime) -> int:
        async with database.write() as tx:
            return await sweep_deliveries(tx, when)

    assert await swept(now + ACTIVITIES_KEPT - timedelta(minutes=1)) == 0
    assert await swept(now + ACTIVITIES_KEPT) == 1
    assert await delivery(database, ended) is None
    assert (await delivery(database, pending)).status == "PENDING"
