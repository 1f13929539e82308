"""Shorthand of the tests of couriers: endpoints that lead to a receiver, what happens, what came of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from backend.runtime.courier import Courier
from backend.runtime.relay import Relay
from backend.store.activity import record
from backend.store.statement import Row
from backend.store.webhook_attempt import LEASE
from backend.store.webhook_delivery import DELIVERIES, webhook_delivery
from backend.store.webhook_endpoint import create_webhook_endpoint
from tests.at_work import at_work
from tests.fakes.receiver import Receiver
from tests.patience import eventually
from tests.stage import Stage
from tests.store.agents import all_of, do

WITHIN = 20.0
"""Seconds within which a delivery is made, on a busy machine too."""


@asynccontextmanager
async def courier(stage: Stage, hook: Receiver, *, lease: timedelta = LEASE) -> AsyncIterator[Courier]:
    """A courier that may call the receiver, and the relay that gives it activities, while the block lasts."""
    settings = stage.settings.model_copy(update={"allowed_hosts": (hook.host,)})
    made, relay = Courier(stage.database, settings, lease=lease), Relay(stage.database)
    async with at_work(relay):
        await made.start()
        try:
            yield made
        finally:
            await made.stop()


async def endpoint(stage: Stage, hook: Receiver, *types: str, **columns: Any) -> str:
    given = {"name": "Hook", "url": hook.url, "types": list(types or ("thing.*",)), **columns}
    made: str = await do(stage.database, create_webhook_endpoint, stage.viewer, given)
    return made


async def happen(stage: Stage, what: str = "made", subject: str = "x", count: int = 1) -> None:
    async with stage.database.write() as tx:
        for _ in range(count):
            await record(tx, stage.viewer, str(stage.viewer.home), f"thing.{what}", subject, {"n": 1})


async def deliveries(stage: Stage) -> list[Row]:
    return await all_of(stage.database, webhook_delivery)


async def settled(stage: Stage, number: int = 1, status: str = "COMPLETED") -> list[Row]:
    """The deliveries, as soon as so many of them stand so."""

    async def probe() -> list[Row]:
        rows = await deliveries(stage)
        return rows if sum(row.status == status for row in rows) >= number else []

    return await eventually(probe, WITHIN)


async def attempted(stage: Stage, attempts: int) -> Row:
    """The one delivery, as soon as what came of so many attempts is written."""

    async def probe() -> Row | None:
        (row,) = await deliveries(stage) or [None]
        ended = row is not None and row.attempts == attempts and (row.http_status or row.error)
        return row if ended else None

    return await eventually(probe, WITHIN)


async def pass_time(stage: Stage, by: timedelta) -> None:
    """Let time pass for what waits for its next attempt."""
    async with stage.database.write() as tx:
        for row in await tx.fetch(select(webhook_delivery).where(webhook_delivery.c.due_at.is_not(None))):
            moved = update(webhook_delivery).where(webhook_delivery.c.id == row.id)
            await tx.fetch(moved.values(due_at=row.due_at - by))
        tx.ring(DELIVERIES, "")
