"""Who is told: the endpoints that want it, once for each event and activity, and callbacks at a run's end."""

from collections import Counter
from typing import Any

import pytest

from backend.domain.event import EventKind
from backend.domain.viewer import Viewer
from backend.store.activity import record
from backend.store.agent import AGENT
from backend.store.consequence import NewEvent
from backend.store.database import Database
from backend.store.event import append_as_viewer
from backend.store.life import Life
from backend.store.session_close import close_session
from backend.store.statement import Row
from backend.store.webhook_delivery import webhook_delivery
from backend.store.webhook_endpoint import (
    WEBHOOK_ENDPOINT,
    create_webhook_endpoint,
    update_webhook_endpoint,
)
from tests.activities import all_placed
from tests.stage import Stage
from tests.store.agents import all_of, do, new_agent
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

LIFE = Life(WEBHOOK_ENDPOINT)
SAID = NewEvent(EventKind.INPUT_RECEIVED, {"text": "hello", "data": None, "messages": None})


async def endpoint(database: Database, viewer: Viewer, *types: str, **columns: Any) -> str:
    given = {"name": "Hook", "url": "https://a.example/hook", "types": list(types), **columns}
    made: str = await do(database, create_webhook_endpoint, viewer, given)
    return made


async def happen(database: Database, viewer: Viewer, kind: str, subject: str = "x", **options: Any) -> None:
    async with database.write() as tx:
        await record(tx, viewer, str(viewer.home), kind, subject, **options)


async def deliveries(database: Database, *types: str) -> list[Row]:
    """The deliveries of these types, in the order in which they were made."""
    await all_placed(database)
    return [row for row in await all_of(database, webhook_delivery) if row.type in types]


async def test_every_endpoint_that_wants_an_activity_is_told(database: Database, admin: Viewer) -> None:
    agent, other = await new_agent(database, admin), await new_agent(database, admin)
    all_ = await endpoint(database, admin, "thing.*")
    one = await endpoint(database, admin, "*.made", agent_id=agent)
    await endpoint(database, admin, "thing.*", agent_id=other)
    await endpoint(database, admin, "secret.*")
    await endpoint(database, admin, "thing.*", enabled=False)
    for verb in (LIFE.archive, LIFE.delete):
        await do(database, verb, admin, await endpoint(database, admin, "thing.*"))
    await endpoint(database, await stranger(database), "*.*")
    await happen(database, admin, "thing.made", "tol_x", parent_id=agent)
    rows = await deliveries(database, "thing.made")
    assert [row.webhook_endpoint_id for row in rows] == [all_, one]
    first = rows[0]
    assert (first.url, first.agent_id, first.event_id) == ("https://a.example/hook", agent, None)
    assert first.activity_id == rows[1].activity_id
    assert (first.status, first.attempts, first.due_at) == ("PENDING", 0, first.created_at)


async def test_activities_are_told_in_the_order_of_their_positions_and_never_again(
    database: Database, admin: Viewer
) -> None:
    await endpoint(database, admin, "thing.*")
    kinds = [f"thing.step{'abcdefgh'[number]}" for number in range(8)]
    for first, second in zip(kinds[::2], kinds[1::2], strict=True):
        async with database.write() as tx:
            await record(tx, admin, str(admin.home), first, "x")
            await record(tx, admin, str(admin.home), second, "x")
    assert [row.type for row in await deliveries(database, *kinds)] == kinds
    assert len(await deliveries(database, *kinds)) == len(kinds)


async def test_what_is_undone_is_told_to_nobody(stage: Stage) -> None:
    database, viewer = stage.database, stage.viewer
    await endpoint(database, viewer, "*.*")
    session_id = await stage.session()

    async def undone() -> None:
        async with database.write() as tx:
            await append_as_viewer(tx, session_id, [SAID])
            await record(tx, viewer, str(viewer.home), "thing.made", "x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await undone()
    assert await deliveries(database, "event.InputReceived", "thing.made") == []
    async with database.write() as tx:
        await append_as_viewer(tx, session_id, [SAID])
    assert len(await deliveries(database, "event.InputReceived", "thing.made")) == 1


async def test_an_activity_names_the_rows_that_still_exist(database: Database, admin: Viewer) -> None:
    await endpoint(database, admin, "thing.*", "agent.purged")
    agent, gone = await new_agent(database, admin), await new_agent(database, admin)
    life = Life(AGENT)
    for verb in (life.delete, life.purge):
        await do(database, verb, admin, gone)
    await happen(database, admin, "thing.made", gone)
    await happen(database, admin, "thing.made", agent)
    told = [(row.type, row.agent_id) for row in await deliveries(database, "thing.made", "agent.purged")]
    assert told == [("agent.purged", None), ("thing.made", None), ("thing.made", agent)]


async def test_an_event_is_told_to_the_endpoints_that_wanted_it_when_the_session_began(stage: Stage) -> None:
    database, viewer = stage.database, stage.viewer
    agent = await stage.agent()
    all_ = await endpoint(database, viewer, "event.*")
    one = await endpoint(database, viewer, "event.InputReceived", agent_id=agent)
    await endpoint(database, viewer, "event.RunCompleted")
    await endpoint(database, viewer, "event.*", agent_id=await stage.agent())
    off = await endpoint(database, viewer, "event.*")
    session_id = await stage.session(agent)
    await do(database, update_webhook_endpoint, viewer, off, {"enabled": False})
    await do(database, update_webhook_endpoint, viewer, one, {"url": "https://b.example"})
    await endpoint(database, viewer, "event.*")
    run_id = await stage.run(session_id)
    rows = await deliveries(database, "event.InputReceived")
    (event,) = await stage.events(session_id)
    assert {(row.webhook_endpoint_id, row.url) for row in rows} == {
        (all_, "https://a.example/hook"),
        (one, "https://b.example"),
    }
    for row in rows:
        assert (row.event_id, row.agent_id, row.session_id, row.run_id) == (
            event.id, agent, session_id, run_id
        )  # fmt: skip


async def test_each_event_of_a_run_is_told_once_in_the_order_of_the_log(stage: Stage) -> None:
    await endpoint(stage.database, stage.viewer, "event.*")
    session_id = await stage.session()
    run_id = await stage.run(session_id)
    async with stage.engine():
        await stage.ended(run_id)
    events = await stage.events(session_id)
    rows = await deliveries(stage.database, *{f"event.{each.kind}" for each in events})
    assert [row.event_id for row in rows] == [each.id for each in events]


async def test_a_sessions_end_is_told_to_those_who_want_it(stage: Stage) -> None:
    hook = await endpoint(stage.database, stage.viewer, "event.SessionClosed")
    session_id = await stage.session()
    await do(stage.database, LIFE.delete, stage.viewer, hook)
    await do(stage.database, LIFE.purge, stage.viewer, hook)
    other = await endpoint(stage.database, stage.viewer, "session.*")
    await do(stage.database, close_session, stage.viewer, session_id)
    rows = await deliveries(stage.database, "event.SessionClosed", "session.closed")
    assert [(row.type, row.webhook_endpoint_id) for row in rows] == [("session.closed", other)]
    assert rows[0].session_id == session_id


async def test_a_runs_callback_is_told_its_result_once_however_it_ends(stage: Stage) -> None:
    session_id = await stage.session()
    url = "https://c.example/done"
    completed = await stage.run(session_id, callback_url=url)
    async with stage.engine():
        await stage.ended(completed)
        failed = await stage.run(session_id, "fail after 0", callback_url=url)
        await stage.ended(failed)
    stopped = await stage.run(session_id, callback_url=url)
    await stage.cancel(stopped, "Enough.")
    await stage.cancel(stopped, "Enough.")
    await stage.run(session_id)
    await do(stage.database, close_session, stage.viewer, session_id)
    rows = await deliveries(stage.database, "run.result")
    assert [row.run_id for row in rows] == [completed, failed, stopped]
    for row in rows:
        assert (row.url, row.webhook_endpoint_id, row.event_id) == (url, None, None)
        assert (row.session_id, row.status) == (session_id, "PENDING")
    assert Counter(row.status for row in await stage.runs()) == {
        "COMPLETED": 1, "FAILED": 1, "CANCELLED": 2
    }  # fmt: skip


async def test_a_run_is_told_of_as_an_activity_too(stage: Stage) -> None:
    agent = await stage.agent()
    await endpoint(stage.database, stage.viewer, "run.*", agent_id=agent)
    session_id = await stage.session(agent)
    run_id = await stage.run(session_id)
    async with stage.engine():
        await stage.ended(run_id)
    rows = await deliveries(stage.database, "run.started", "run.completed")
    assert [(row.type, row.run_id, row.session_id, row.agent_id) for row in rows] == [
        (kind, run_id, session_id, agent) for kind in ("run.started", "run.completed")
    ]
