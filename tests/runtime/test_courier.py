"""The courier: what is due arrives at a receiver, signed, in order, and again until it is taken."""

import asyncio
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.domain.webhook import BACK_OFF
from backend.platform import clock
from backend.runtime.relay import Relay
from backend.store.activity import activity
from backend.store.event import event
from backend.store.row import remove
from backend.store.statement import Row
from backend.store.webhook_attempt import redeliver
from backend.store.webhook_endpoint import rotate_webhook_key, update_webhook_endpoint, webhook_endpoint
from backend.store.webhook_trial import try_endpoint
from tests.at_work import at_work
from tests.fakes.receiver import Receiver, Reply
from tests.patience import eventually
from tests.runtime.delivering import (
    WITHIN,
    attempted,
    courier,
    deliveries,
    endpoint,
    happen,
    pass_time,
    settled,
)
from tests.stage import Stage
from tests.store.agents import do, row_of

pytestmark = pytest.mark.anyio

KEY, OTHER_KEY = ["whsec_" + b64encode(each * 32).decode() for each in (b"k", b"o")]
SLOW = timedelta(seconds=WITHIN)


def administrator(stage: Stage) -> Viewer:
    viewer = replace(stage.viewer, account_admin=True)
    assert viewer.workspaces[str(viewer.home)] is Role.ADMIN
    return viewer


async def test_an_activity_arrives_signed_and_says_what_happened(stage: Stage, hook: Receiver) -> None:
    await endpoint(stage, hook, key=Sealed(KEY))
    async with courier(stage, hook):
        await happen(stage, subject="tol_x")
        (post,) = await hook.came(1)
        (row,) = await settled(stage)
    assert post.path == "/hook"
    assert post.headers["content-type"] == "application/json"
    assert post.is_signed_with(KEY)
    assert not post.is_signed_with(OTHER_KEY)
    assert abs(int(post.headers["webhook-timestamp"]) - clock.now().timestamp()) < WITHIN
    assert post.id == row.id
    written = await row_of(stage.database, activity, row.activity_id)
    assert post.said() == {
        "type": "thing.made",
        "timestamp": clock.text(written.created_at),
        "data": {
            "id": written.id,
            "position": written.position,
            "workspaceId": stage.viewer.home,
            "subjectId": "tol_x",
            "parentId": None,
            "actorId": stage.viewer.principal,
            "data": {"n": 1},
        },
    }
    assert (row.http_status, row.attempts, row.error, row.response_bytes) == (204, 1, None, 0)
    assert row.latency_ms >= 0


async def test_a_run_tells_its_events_in_the_order_of_its_log_and_its_result_to_its_callback(
    stage: Stage, hook: Receiver
) -> None:
    await endpoint(stage, hook, "event.*", key=Sealed(KEY))
    key = await do(stage.database, rotate_webhook_key, administrator(stage))
    session_id = await stage.session()
    async with courier(stage, hook), stage.engine():
        run_id = await stage.run(session_id, callback_url=f"http://{hook.host}/done")
        row = await stage.ended(run_id)
        events = await stage.events(session_id)
        posts = await hook.came(len(events) + 1)
        await settled(stage, len(events) + 1)
    assert len({post.id for post in posts}) == len(posts) == len(events) + 1
    told = [post for post in posts if post.path == "/hook"]
    assert all(post.is_signed_with(KEY) for post in told)
    assert [post.said() for post in told] == [body_of(each, row.agent_id) for each in events]
    (callback,) = [post for post in posts if post.path == "/done"]
    assert callback.is_signed_with(key)
    whose = {"workspaceId": row.workspace_id, "agentId": row.agent_id, "sessionId": session_id}
    ended = {"status": "COMPLETED", "output": "You said: hello", "error": None, "usage": row.usage}
    assert callback.said() == {
        "type": "run.result",
        "timestamp": clock.text(row.finished_at),
        "data": {"id": run_id, "number": 1, **whose, **ended, "extensions": {}},
    }


def body_of(event: Row, agent_id: str) -> dict[str, Any]:
    """What is sent of an event."""
    return {
        "type": f"event.{event.kind}",
        "timestamp": clock.text(event.created_at),
        "data": {
            "id": event.id,
            "kind": event.kind,
            "seq": event.seq,
            "workspaceId": event.workspace_id,
            "agentId": agent_id,
            "sessionId": event.session_id,
            "runId": event.run_id,
            "payload": event.payload,
        },
    }


async def test_what_is_refused_comes_again_after_its_back_off_under_the_same_id(
    stage: Stage, hook: Receiver
) -> None:
    await endpoint(stage, hook, key=Sealed(KEY))
    hook.replies += [Reply(503, {"retry-after": "7"}, b"later"), Reply(404), Reply(200, body=b"ok")]
    async with courier(stage, hook):
        await happen(stage)
        for attempt, status in enumerate((503, 404), start=1):
            row = await attempted(stage, attempt)
            assert (row.status, row.http_status) == ("PENDING", status)
            assert row.error == f"The receiver answered {status}."
            assert BACK_OFF[attempt] <= row.due_at - row.attempted_at < BACK_OFF[attempt] + SLOW
            assert len(hook.posts) == attempt
            await pass_time(stage, BACK_OFF[attempt])
        (row,) = await settled(stage)
    assert (row.attempts, row.http_status, row.error, row.response_bytes) == (3, 200, None, 2)
    assert {post.id for post in hook.posts} == {row.id}
    assert len({post.body for post in hook.posts}) == 1
    assert all(post.is_signed_with(KEY) for post in hook.posts)


async def test_an_endpoint_is_tried_by_a_delivery_like_any_other(stage: Stage, hook: Receiver) -> None:
    made = await endpoint(stage, hook, key=Sealed(KEY))
    async with courier(stage, hook):
        due = await do(stage.database, try_endpoint, stage.viewer, made)
        (row,) = await settled(stage)
    assert (row.id, row.type, row.webhook_endpoint_id) == (due, "webhook.test", made)
    (post,) = hook.posts
    assert post.id == due
    assert post.is_signed_with(KEY)
    said = post.said()
    assert (said["type"], said["timestamp"]) == ("webhook.test", clock.text(row.created_at))
    assert said["data"] == {
        "id": due,
        "workspaceId": row.workspace_id,
        "agentId": None,
        "webhookEndpointId": made,
    }


async def test_after_its_last_attempt_it_is_given_up_and_can_be_made_once_more(
    stage: Stage, hook: Receiver
) -> None:
    await endpoint(stage, hook)
    hook.replies += [Reply(500)] * len(BACK_OFF)
    async with courier(stage, hook):
        await happen(stage)
        for attempt in range(1, len(BACK_OFF)):
            await attempted(stage, attempt)
            await pass_time(stage, BACK_OFF[attempt])
        (row,) = await settled(stage, status="FAILED")
        assert (row.attempts, row.due_at) == (len(BACK_OFF), None)
        await do(stage.database, redeliver, stage.viewer, row.id)
        (row,) = await settled(stage)
    assert row.attempts == 1
    assert [post.id for post in hook.posts] == [row.id] * (len(BACK_OFF) + 1)


async def test_while_a_key_takes_the_place_of_another_both_sign(stage: Stage, hook: Receiver) -> None:
    made = await endpoint(stage, hook, key=Sealed(KEY))
    async with courier(stage, hook):
        await do(stage.database, update_webhook_endpoint, stage.viewer, made, {"key": Sealed(OTHER_KEY)})
        await happen(stage)
        (post,) = await hook.came(1)
    assert post.is_signed_with(OTHER_KEY)
    assert post.is_signed_with(KEY)
    assert len(post.headers["webhook-signature"].split(" ")) == 2


async def test_without_any_key_it_is_sent_unsigned(stage: Stage, hook: Receiver) -> None:
    await endpoint(stage, hook)
    async with courier(stage, hook):
        await happen(stage)
        (post,) = await hook.came(1)
    assert "webhook-signature" not in post.headers
    assert post.id.startswith("whd_")


async def test_a_receiver_that_is_gone_is_told_nothing_more(stage: Stage, hook: Receiver) -> None:
    made = await endpoint(stage, hook)
    hook.replies.append(Reply(410))
    async with courier(stage, hook):
        await happen(stage, count=3)
        rows = await settled(stage, 3, "DISABLED")
    assert [row.http_status for row in rows] == [410, None, None]
    assert len(hook.posts) == 1
    assert (await row_of(stage.database, webhook_endpoint, made)).enabled is False


@pytest.mark.parametrize("table", [activity, event], ids=["activity", "event"])
async def test_what_is_not_there_any_more_is_told_to_nobody(stage: Stage, hook: Receiver, table: Any) -> None:
    await endpoint(stage, hook, "thing.*", "event.*")
    session_id = await stage.session()
    await happen(stage)
    await stage.run(session_id)

    async def both() -> bool:
        return len(await deliveries(stage)) == 2

    async with at_work(Relay(stage.database)):
        await eventually(both, WITHIN)
    (told,) = [row for row in await deliveries(stage) if (row.event_id is None) is (table is activity)]
    async with stage.database.write() as tx:
        await remove(tx, table, told.event_id or told.activity_id)
    async with courier(stage, hook):
        rows = await settled(stage, status="FAILED")
        await settled(stage)
    assert [row.error for row in rows if row.status == "FAILED"] == ["What it tells is not there any more."]
    assert [post.id for post in hook.posts] == [row.id for row in rows if row.id != told.id]


async def test_the_next_of_a_session_waits_for_the_one_before_and_other_sessions_do_not(
    stage: Stage, hook: Receiver
) -> None:
    await endpoint(stage, hook)
    one, two = [await stage.session() for _ in range(2)]
    taken = asyncio.Event()
    hook.replies.append(Reply(204, after=taken))
    async with courier(stage, hook):
        await happen(stage, "first", one)
        await hook.came(1)
        await happen(stage, "second", one)
        await happen(stage, "third", two)
        await hook.came(2)
        await settled(stage)
        assert [post.said()["type"] for post in hook.posts] == ["thing.first", "thing.third"]
        taken.set()
        await hook.came(3)
        await settled(stage, 3)
    assert hook.posts[2].said()["type"] == "thing.second"


async def test_what_waits_for_its_back_off_holds_nothing_up(stage: Stage, hook: Receiver) -> None:
    await endpoint(stage, hook)
    hook.replies.append(Reply(500))
    async with courier(stage, hook):
        await happen(stage, "first")
        await happen(stage, "second")
        await settled(stage)
        assert [post.said()["type"] for post in hook.posts] == ["thing.first", "thing.second"]
        await pass_time(stage, BACK_OFF[1])
        await settled(stage, 2)
    assert hook.posts[2].id == hook.posts[0].id


async def test_two_couriers_send_each_delivery_once_and_in_order(stage: Stage, hook: Receiver) -> None:
    await endpoint(stage, hook)
    async with courier(stage, hook), courier(stage, hook):
        for number in range(30):
            await happen(stage, f"step{'abcdefghijklmnopqrstuvwxyzABCDEF'[number]}")
        rows = await settled(stage, 30)
    assert [post.id for post in hook.posts] == [row.id for row in rows]
