"""Attempts at deliveries: each is taken by one worker at a time, in order, and given up in the end."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.domain.viewer import Role, Viewer
from backend.domain.webhook import BACK_OFF, PATIENCE
from backend.platform import clock
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.life import Life
from backend.store.statement import Row
from backend.store.webhook_attempt import (
    LEASE,
    Due,
    Outcome,
    claim,
    finish,
    let_all_go,
    redeliver,
)
from backend.store.webhook_delivery import Addressed, Told, enqueue, webhook_delivery
from backend.store.webhook_endpoint import (
    WEBHOOK_ENDPOINT,
    create_webhook_endpoint,
    update_webhook_endpoint,
    webhook_endpoint,
)
from backend.store.webhook_tell import Happened, tell_activities
from backend.store.webhook_trial import try_endpoint
from tests.patience import WITHIN
from tests.stage import Stage
from tests.store.agents import do, row_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

ARRIVED = Outcome(204, 12, 0, {"server": "x"})
REFUSED = Outcome(500, 30, 7, {"server": "y"}, "The receiver answered 500.")
LIFE = Life(WEBHOOK_ENDPOINT)


async def endpoint(database: Database, viewer: Viewer, **columns: Any) -> str:
    given = {"name": "Hook", "url": "https://a.example/hook", "types": ["thing.*"], **columns}
    made: str = await do(database, create_webhook_endpoint, viewer, given)
    return made


async def told(
    database: Database, viewer: Viewer, subject: str = "thing", activity_id: str = "act_x"
) -> list[str]:
    """The deliveries of an activity to every endpoint."""
    happened = Happened(activity_id, str(viewer.home), "thing.made", subject, None, {})
    async with database.write() as tx:
        return await tell_activities(tx, [happened])


async def claimed(database: Database, now: datetime | None = None, limit: int = 100) -> list[Due]:
    async with database.write() as tx:
        return await claim(tx, now or clock.now(), limit)


async def finished(database: Database, due: Due, outcome: Outcome, now: datetime | None = None) -> bool:
    async with database.write() as tx:
        return await finish(tx, due, outcome, now or clock.now())


async def delivery(database: Database, row: str) -> Row:
    return await row_of(database, webhook_delivery, row)


async def test_a_delivery_is_taken_once_and_again_when_its_worker_is_lost(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin)
    (row,) = await told(database, admin)
    assert await claimed(database, clock.now() - timedelta(minutes=1)) == []
    now = clock.now()
    (due,) = await claimed(database, now)
    assert (due.id, due.attempt, due.workspace, due.keys) == (row, 1, admin.home, ())
    assert due.told == Told("thing.made", activity_id="act_x")
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
    for _ in range(3):
        await endpoint(database, admin)
    rows = await told(database, admin)
    assert [due.id for due in await claimed(database, limit=2)] == rows[:2]
    assert [due.id for due in await claimed(database, limit=2)] == rows[2:]


async def test_an_endpoint_is_told_one_thing_at_a_time_in_order(database: Database, admin: Viewer) -> None:
    await endpoint(database, admin)
    first, second, third = [(await told(database, admin))[0] for _ in range(3)]
    now = clock.now()
    (due,) = await claimed(database, now)
    assert due.id == first
    assert await claimed(database, now) == []
    await finished(database, due, ARRIVED, now)
    (due,) = await claimed(database, now)
    assert due.id == second
    await finished(database, due, REFUSED, now)
    (due,) = await claimed(database, now)
    assert due.id == third, "What was refused steps aside."
    assert await claimed(database, now + BACK_OFF[1]) == [], "And stands in line anew."
    await finished(database, due, ARRIVED, now)
    (due,) = await claimed(database, now + BACK_OFF[1])
    assert (due.id, due.attempt) == (second, 2)


async def test_what_a_lost_worker_held_up_goes_on_when_its_lease_is_over(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin)
    first, second = [(await told(database, admin))[0] for _ in range(2)]
    now = clock.now()
    (lost,) = await claimed(database, now)
    (again,) = await claimed(database, now + LEASE)
    assert (again.id, again.attempt) == (first, 2)
    assert not await finished(database, lost, ARRIVED)
    await finished(database, again, ARRIVED)
    (due,) = await claimed(database, now + LEASE)
    assert due.id == second


async def test_sessions_are_told_of_side_by_side_and_each_in_order(stage: Stage) -> None:
    database, viewer = stage.database, stage.viewer
    await endpoint(database, viewer)
    one, two = [await stage.session() for _ in range(2)]
    rows = [(await told(database, viewer, each))[0] for each in (one, one, two, two)]
    assert [due.id for due in await claimed(database)] == [rows[0], rows[2]]
    assert await claimed(database) == []


async def test_many_workers_at_once_take_each_delivery_once_and_keep_the_order(
    database: Database, admin: Viewer
) -> None:
    for _ in range(4):
        await endpoint(database, admin)
    rows = [row for _ in range(5) for row in await told(database, admin)]
    order: list[tuple[str | None, str]] = []

    async def work() -> None:
        while len(order) < len(rows):
            for due in await claimed(database, limit=2):
                kept = await delivery(database, due.id)
                order.append((kept.webhook_endpoint_id, due.id))
                assert await finished(database, due, ARRIVED)

    async with asyncio.timeout(WITHIN), asyncio.TaskGroup() as workers:
        for _ in range(6):
            workers.create_task(work())
    assert sorted(row for _, row in order) == sorted(rows)
    for hook in {each for each, _ in order}:
        line = [row for each, row in order if each == hook]
        assert line == sorted(line)


async def test_a_look_at_some_sees_no_further_than_a_lane_that_fills_them(
    database: Database, admin: Viewer
) -> None:
    slow, other = await endpoint(database, admin), await endpoint(database, admin, types=["other.*"])
    for _ in range(4):
        await told(database, admin)
    async with database.write() as tx:
        happened = Happened("act_y", str(admin.home), "other.made", "x", None, {})
        (last,) = await tell_activities(tx, [happened])
    now = clock.now()

    async def look(among: int) -> list[str]:
        async with database.write() as tx:
            return [due.id for due in await claim(tx, now, 10, among=among)]

    (first,) = await look(2)
    assert (await delivery(database, first)).webhook_endpoint_id == slow
    assert await look(4) == []
    assert await look(5) == [last]
    assert (await delivery(database, last)).webhook_endpoint_id == other


async def test_where_one_process_owns_the_database_what_was_under_way_is_due_at_its_start(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin)
    await endpoint(database, admin)
    await told(database, admin)
    now = clock.now()
    lost, refused = await claimed(database, now)
    await finished(database, refused, REFUSED, now)
    async with database.write() as tx:
        await let_all_go(tx)
    (due,) = await claimed(database)
    assert (due.id, due.attempt) == (lost.id, 2)


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
    with pytest.raises(Conflict, match="put it to use first"):
        await do(database, try_endpoint, admin, hook)


async def test_a_receiver_that_is_gone_is_told_nothing_more(database: Database, admin: Viewer) -> None:
    hook = await endpoint(database, admin)
    first, second = [(await told(database, admin))[0] for _ in range(2)]
    (due,) = await claimed(database)
    await finished(database, due, Outcome(410, 5, 0, {}, "The receiver answered 410."))
    assert (await row_of(database, webhook_endpoint, hook)).enabled is False
    kept = await delivery(database, first)
    assert (kept.status, kept.http_status, kept.due_at) == ("DISABLED", 410, None)
    async with database.read() as tx:
        assert ("webhookEndpoint.disabled", hook) in [
            (row.type, row.subject_id) for row in await tx.fetch(select(activity))
        ]
    assert await claimed(database) == []
    assert (await delivery(database, second)).status == "DISABLED"
    assert await told(database, admin) == []


async def test_what_is_hopeless_is_not_tried_again(database: Database, admin: Viewer) -> None:
    hook = await endpoint(database, admin)
    (row,) = await told(database, admin)
    (due,) = await claimed(database)
    await finished(database, due, Outcome(error="No.", hopeless=True))
    kept = await delivery(database, row)
    assert (kept.status, kept.attempts, kept.error) == ("FAILED", 1, "No.")
    assert (await row_of(database, webhook_endpoint, hook)).enabled is True


async def test_a_callback_that_is_gone_has_failed(database: Database, admin: Viewer) -> None:
    async with database.write() as tx:
        [row] = await enqueue(tx, [Addressed(str(admin.home), "https://c.example", Told("run.result"))])
    (due,) = await claimed(database)
    await finished(database, due, Outcome(410, 5, 0, {}, "The receiver answered 410."))
    assert (await delivery(database, row)).status == "FAILED"


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
    moment = {"created_at": when, "due_at": when, "attempts": len(BACK_OFF) - 1, "error": "No."}
    async with database.write() as tx:
        await tx.fetch(update(webhook_delivery).where(webhook_delivery.c.id == row).values(moment))
    (due,) = await claimed(database, when)
    await finished(database, due, REFUSED, when)
    assert (await delivery(database, row)).status == "FAILED"
    return row


async def test_a_callback_is_delivered_without_an_endpoint(database: Database, admin: Viewer) -> None:
    async with database.write() as tx:
        [row] = await enqueue(tx, [Addressed(str(admin.home), "https://c.example", Told("run.result"))])
    (due,) = await claimed(database)
    assert (due.id, due.url, due.told.type) == (row, "https://c.example", "run.result")
    assert await finished(database, due, ARRIVED)
    await do(database, redeliver, admin, row)
    (again,) = await claimed(database)
    assert (again.id, again.attempt) == (row, 1)


async def test_a_delivery_can_be_made_once_more_by_those_who_write(database: Database, admin: Viewer) -> None:
    hook = await endpoint(database, admin)
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
    with pytest.raises(Forbidden):
        await do(database, try_endpoint, reader.needing(Role.EDITOR), hook)
    with pytest.raises(NotFound):
        await do(database, try_endpoint, await stranger(database), hook)
    assert await do(database, redeliver, admin, row) == row
    assert [each.id for each in await claimed(database)] == [row]
