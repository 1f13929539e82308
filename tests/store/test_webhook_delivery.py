"""Webhook deliveries: each is due until it arrives, taken by one worker at a time, given up in the end."""

from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.domain.webhook import BACK_OFF, PATIENCE
from backend.platform import clock
from backend.store import agent as agents
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.life import Life
from backend.store.statement import Row
from backend.store.webhook_delivery import (
    LEASE,
    Due,
    Outcome,
    Told,
    claim,
    enqueue,
    finish,
    redeliver,
    tell,
    webhook_delivery,
)
from backend.store.webhook_endpoint import (
    WEBHOOK_ENDPOINT,
    create_webhook_endpoint,
    rotate_webhook_key,
    update_webhook_endpoint,
    webhook_endpoint,
)
from tests.store.agents import do, new_agent, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

KEY = "whsec_" + b64encode(b"k" * 32).decode()
ARRIVED = Outcome(204, 12, 0, {"server": "x"})
REFUSED = Outcome(500, 30, 7, {"server": "y"}, "The receiver answered 500.")
LIFE = Life(WEBHOOK_ENDPOINT)


async def endpoint(database: Database, viewer: Viewer, **columns: Any) -> str:
    given = {"name": "Hook", "url": "https://a.example/hook", "types": ["agent.*"], **columns}
    made: str = await do(database, create_webhook_endpoint, viewer, given)
    return made


async def told(database: Database, viewer: Viewer, kind: str = "agent.created", **about: str) -> list[str]:
    async with database.write() as tx:
        return await tell(tx, str(viewer.home), Told(kind, **about))


async def claimed(database: Database, now: datetime | None = None, limit: int = 100) -> list[Due]:
    async with database.write() as tx:
        return await claim(tx, now or clock.now(), limit)


async def finished(database: Database, due: Due, outcome: Outcome, now: datetime | None = None) -> bool:
    async with database.write() as tx:
        return await finish(tx, due, outcome, now or clock.now())


async def delivery(database: Database, row: str) -> Row:
    return await row_of(database, webhook_delivery, row)


async def test_every_endpoint_that_wants_it_is_told(database: Database, admin: Viewer) -> None:
    agent, other = await new_agent(database, admin), await new_agent(database, admin)
    all_, one = await endpoint(database, admin), await endpoint(database, admin, agent_id=agent)
    await endpoint(database, admin, agent_id=other)
    await endpoint(database, admin, types=["secret.*"])
    await endpoint(database, admin, enabled=False)
    for verb in (LIFE.archive, LIFE.delete):
        await do(database, verb, admin, await endpoint(database, admin))
    await endpoint(database, await stranger(database))
    rows = [await delivery(database, row) for row in await told(database, admin, agent_id=agent)]
    assert {row.webhook_endpoint_id for row in rows} == {all_, one}
    first = rows[0]
    assert (first.url, first.type, first.agent_id) == ("https://a.example/hook", "agent.created", agent)
    assert (first.status, first.attempts, first.due_at) == ("PENDING", 0, first.created_at)
    assert await told(database, admin, "tool.created") == []


async def test_a_delivery_is_taken_once_and_again_when_its_worker_is_lost(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin)
    (row,) = await told(database, admin, activity_id="act_x")
    assert await claimed(database, clock.now() - timedelta(minutes=1)) == []
    now = clock.now()
    (due,) = await claimed(database, now)
    assert (due.id, due.attempt, due.workspace, due.key) == (row, 1, admin.home, None)
    assert due.told == Told("agent.created", activity_id="act_x")
    assert await claimed(database, now + LEASE - timedelta(seconds=1)) == []
    (again,) = await claimed(database, now + LEASE)
    assert (again.id, again.attempt) == (row, 2)
    assert not await finished(database, due, ARRIVED)
    assert (await delivery(database, row)).status == "PENDING"
    assert await finished(database, again, ARRIVED)
    kept = await delivery(database, row)
    assert (kept.status, kept.due_at, kept.attempts, kept.attempted_at) == ("COMPLETED", None, 2, now + LEASE)
    assert (kept.http_status, kept.latency_ms, kept.response_bytes) == (204, 12, 0)
    assert (kept.response_headers, kept.error) == ({"server": "x"}, None)
    assert not await finished(database, again, REFUSED)
    assert await claimed(database, now + timedelta(days=9)) == []


async def test_those_that_are_due_longest_are_taken_first_and_no_more_than_wanted(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin)
    rows = [(await told(database, admin))[0] for _ in range(3)]
    assert [due.id for due in await claimed(database, limit=2)] == rows[:2]
    assert [due.id for due in await claimed(database, limit=2)] == rows[2:]


async def test_what_does_not_arrive_is_tried_again_after_its_back_off_and_given_up(
    database: Database, admin: Viewer
) -> None:
    hook = await endpoint(database, admin)
    (row,) = await told(database, admin)
    now = clock.now()
    kept: Any = None
    for attempt, pause in enumerate([*BACK_OFF[1:], None], start=1):
        (due,) = await claimed(database, now)
        assert due.attempt == attempt
        assert await finished(database, due, REFUSED, now)
        kept = await delivery(database, row)
        assert kept.due_at == (None if pause is None else now + pause)
        now += pause or timedelta(0)
    assert (kept.status, kept.attempts, kept.error) == ("FAILED", 8, REFUSED.error)
    assert (await row_of(database, webhook_endpoint, hook)).enabled is True


async def test_an_error_without_an_answer_is_kept_short(database: Database, admin: Viewer) -> None:
    await endpoint(database, admin)
    (row,) = await told(database, admin)
    (due,) = await claimed(database)
    await finished(database, due, Outcome(error="x" * 5_000))
    kept = await delivery(database, row)
    assert (kept.http_status, kept.response_headers, len(kept.error)) == (None, None, 1_000)


async def test_a_last_attempt_that_nobody_tells_the_end_of_has_failed(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin)
    (row,) = await told(database, admin)
    now = clock.now()
    due: Any = None
    for _ in BACK_OFF:
        (due,) = await claimed(database, now)
        now += LEASE
    assert due.attempt == len(BACK_OFF)
    assert await claimed(database, now) == []
    kept = await delivery(database, row)
    assert (kept.status, kept.due_at) == ("FAILED", None)
    assert not await finished(database, due, ARRIVED)


@pytest.mark.parametrize("how", ["off", "archived", "deleted"])
async def test_an_endpoint_that_no_longer_listens_is_told_nothing(
    database: Database, admin: Viewer, how: str
) -> None:
    hook = await endpoint(database, admin)
    (row,) = await told(database, admin)
    if how == "off":
        await do(database, update_webhook_endpoint, admin, hook, {"enabled": False})
    else:
        await do(database, LIFE.archive if how == "archived" else LIFE.delete, admin, hook)
    assert await claimed(database) == []
    assert (await delivery(database, row)).status == "DISABLED"
    with pytest.raises(Conflict, match="put it to use first"):
        await do(database, redeliver, admin, row)


async def test_an_endpoints_own_key_signs_and_else_the_accounts(database: Database, admin: Viewer) -> None:
    await endpoint(database, admin, key=Sealed(KEY))
    await endpoint(database, admin, handle="plain")
    await told(database, admin)
    assert [due.key for due in await claimed(database)] == [Sealed(KEY), None]
    theirs = await do(database, rotate_webhook_key, admin)
    await told(database, admin)
    assert [due.key for due in await claimed(database)] == [Sealed(KEY), Sealed(theirs)]
    assert KEY not in repr(await claimed(database, clock.now() + LEASE))


async def test_what_cannot_be_signed_fails_and_holds_nothing_up(database: Database, admin: Viewer) -> None:
    broken, whole = [await endpoint(database, admin, key=Sealed(KEY)) for _ in range(2)]
    foreign = "sealed:000000000000:" + "A" * 60
    async with database.write() as tx:
        await tx.fetch(update(webhook_endpoint).where(webhook_endpoint.c.id == broken).values(sealed=foreign))
    rows = [await delivery(database, row) for row in await told(database, admin)]
    by_endpoint = {row.webhook_endpoint_id: row.id for row in rows}
    assert [due.id for due in await claimed(database)] == [by_endpoint[whole]]
    failed = await delivery(database, by_endpoint[broken])
    assert failed.status == "FAILED"
    assert "give the value again" in failed.error


async def test_an_endpoint_that_fails_for_days_is_switched_off(database: Database, admin: Viewer) -> None:
    hook = await endpoint(database, admin)
    now = clock.now()
    first = await failing(database, admin, now - PATIENCE)
    assert first
    assert (await row_of(database, webhook_endpoint, hook)).enabled is True
    await failing(database, admin, now)
    assert (await row_of(database, webhook_endpoint, hook)).enabled is False
    async with database.read() as tx:
        told_ = [(row.type, row.subject_id) for row in await tx.fetch(select(activity))]
    assert ("webhookEndpoint.disabled", hook) in told_


async def test_an_endpoint_that_took_something_meanwhile_stays_on(database: Database, admin: Viewer) -> None:
    hook = await endpoint(database, admin)
    await failing(database, admin, clock.now() - PATIENCE)
    await told(database, admin)
    (due,) = await claimed(database)
    await finished(database, due, ARRIVED)
    await failing(database, admin, clock.now() + PATIENCE - timedelta(minutes=1))
    assert (await row_of(database, webhook_endpoint, hook)).enabled is True


async def failing(database: Database, viewer: Viewer, when: datetime) -> str:
    """A delivery made at that moment, of which every attempt fails."""
    (row,) = await told(database, viewer)
    moment = {"created_at": when, "due_at": when, "attempts": len(BACK_OFF) - 1}
    async with database.write() as tx:
        await tx.fetch(update(webhook_delivery).where(webhook_delivery.c.id == row).values(moment))
    (due,) = await claimed(database, when)
    await finished(database, due, REFUSED, when)
    assert (await delivery(database, row)).status == "FAILED"
    return row


async def test_a_callback_is_delivered_without_an_endpoint(database: Database, admin: Viewer) -> None:
    async with database.write() as tx:
        row = await enqueue(tx, str(admin.home), "https://c.example", Told("run.result"))
    (due,) = await claimed(database)
    assert (due.id, due.url, due.told.type) == (row, "https://c.example", "run.result")
    assert await finished(database, due, ARRIVED)
    await do(database, redeliver, admin, row)
    (again,) = await claimed(database)
    assert (again.id, again.attempt) == (row, 1)


async def test_a_delivery_can_be_made_once_more_by_those_who_write(database: Database, admin: Viewer) -> None:
    await endpoint(database, admin)
    (row,) = await told(database, admin)
    with pytest.raises(Conflict, match="under way"):
        await do(database, redeliver, admin, row)
    (due,) = await claimed(database)
    await finished(database, due, ARRIVED)
    reader = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    with pytest.raises(Forbidden):
        await do(database, redeliver, reader.needing(Role.EDITOR), row)
    with pytest.raises(NotFound):
        await do(database, redeliver, await stranger(database), row)
    assert await do(database, redeliver, admin, row) == row
    assert [each.id for each in await claimed(database)] == [row]


async def test_deliveries_go_with_their_endpoint_and_with_what_they_are_about(
    database: Database, admin: Viewer
) -> None:
    agent = await new_agent(database, admin)
    hook = await endpoint(database, admin)
    about = (await told(database, admin, agent_id=agent))[0]
    other = (await told(database, admin))[0]
    life = Life(agents.AGENT)
    for verb in (life.delete, life.purge):
        await do(database, verb, admin, agent)
    assert await delivery(database, about) is None
    for verb in (LIFE.delete, LIFE.purge):
        await do(database, verb, admin, hook)
    assert await delivery(database, other) is None
