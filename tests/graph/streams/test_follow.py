"""Following a log: what was, then what comes, exactly once and in order, to its end."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from backend.domain.run import OnBusy
from backend.graph.budget import Budget
from backend.graph.context import Services
from backend.graph.execute import Graph
from backend.graph.schema import Schema
from backend.platform import clock
from backend.platform.allowance import Allowance
from backend.platform.signing import Signer
from backend.store.agent import AGENT
from backend.store.postgres import POOL
from backend.store.purge import purge_rows
from backend.store.row import change
from backend.store.session import session
from tests.graph.calls.asker import NO_BLOBS, Asker
from tests.patience import WITHIN, eventually
from tests.platform.test_telemetry import exposed
from tests.stage import Stage
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

RUN = """
subscription ($id: ID!, $after: ID) { runEvents(id: $id, after: $after) { event { __typename id seq } } }
"""
SESSION = """
subscription ($id: ID!, $after: ID, $until: StreamUntil) {
  sessionEvents(id: $id, after: $after, until: $until) { event { __typename id seq } }
}
"""
CLOSE = "mutation ($id: ID!) { closeSession(id: $id) { session { status } } }"
SIMPLE = ["InputReceived", "RunStarted", "MessageStarted", "MessageCompleted", "RunCompleted"]


def kinds(frames: list[Any]) -> list[str]:
    return [frame["event"]["__typename"] for frame in frames]


async def next_of(frames: Any) -> Any:
    """The next frame, within bounds."""
    async with asyncio.timeout(WITHIN):
        return await anext(frames)


async def test_a_run_is_followed_from_before_its_start_to_its_end(stage: Stage, asker: Asker) -> None:
    run = await stage.run(await stage.session())
    async with asker.follow(RUN, id=run) as frames:
        first = await next_of(frames)
        assert first["event"]["__typename"] == "InputReceived"
        async with stage.engine(), asyncio.timeout(WITHIN):
            rest = [frame async for frame in frames]
    assert kinds([first, *rest]) == SIMPLE
    assert [frame["event"]["seq"] for frame in [first, *rest]] == [1, 2, 3, 4, 5]


async def test_a_run_that_has_ended_is_told_at_once_and_completely(stage: Stage, asker: Asker) -> None:
    run = await stage.run(await stage.session())
    async with stage.engine():
        await stage.ended(run)
    assert kinds(await asker.followed(RUN, id=run)) == SIMPLE


async def test_a_stream_is_charged_when_it_begins_and_its_frames_are_free(
    stage: Stage, schema: Schema
) -> None:
    run = await stage.run(await stage.session())
    async with stage.engine():
        await stage.ended(run)
    allowance = Allowance(100, lambda: 0.0)
    services = Services(SECRET, lambda _: None, NO_BLOBS, Signer(SECRET))
    graph = Graph(schema, stage.database, services, budget=Budget(minute=allowance))
    frames = exposed("concord_finish_total", cause="joined")
    assert kinds(await Asker(graph, stage.viewer).followed(RUN, id=run)) == SIMPLE
    assert exposed("concord_finish_total", cause="joined") == frames + len(SIMPLE)
    assert allowance.spend(stage.viewer.key_id or stage.viewer.principal, 0) == 100 - (1 + 10 + 1)


async def test_no_more_events_are_read_at_a_time_than_a_request_may_cost(
    stage: Stage, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = await stage.session()
    async with stage.engine():
        await stage.ended(await stage.run(session_id))
    document = """subscription ($id: ID!) { sessionEvents(id: $id, until: RUN) {
      event { seq session { events(first: 10) { nodes { seq } } } } } }"""
    read, single = [], stage.database.single

    async def counting(text: str, values: Sequence[object]) -> Sequence[Sequence[object]]:
        read.append(await single(text, values))
        return read[-1]

    monkeypatch.setattr(stage.database, "single", counting)
    services = Services(SECRET, lambda _: None, NO_BLOBS, Signer(SECRET))
    for budget, most in ((24, 1), (49, 2), (1_000, len(SIMPLE))):
        read.clear()
        asker = Asker(Graph(schema, stage.database, services, budget=Budget(budget)), stage.viewer)
        told = await asker.followed(document, id=session_id)
        assert [frame["event"]["seq"] for frame in told] == [1, 2, 3, 4, 5]
        assert max(map(len, read)) == most


async def test_after_any_event_the_rest_is_told_and_nothing_twice(stage: Stage, asker: Asker) -> None:
    session_id = await stage.session()
    async with stage.engine():
        await stage.ended(await stage.run(session_id))
        run = await stage.run(session_id)
        await stage.ended(run)
    events = [(row.id, row.run_id) for row in await stage.events(session_id)]
    for index, (after, _) in enumerate(events):
        rest = await asker.followed(SESSION, id=session_id, after=after, until="RUN")
        assert [frame["event"]["id"] for frame in rest] == [each for each, _ in events[index + 1 :]]
        of_run = await asker.followed(RUN, id=run, after=after)
        expected = [each for each, whose in events[index + 1 :] if whose == run]
        assert [frame["event"]["id"] for frame in of_run] == expected


async def test_a_cursor_of_elsewhere_ends_the_stream_with_an_error(stage: Stage, asker: Asker) -> None:
    mine, other = await stage.session(), await stage.session()
    run = await stage.run(mine)
    await stage.run(other)
    (foreign,) = await stage.events(other)
    for after in (foreign.id, "evt_" + "7" * 26, run, "junk", ""):
        for document, followed in ((RUN, run), (SESSION, mine)):
            (answer,) = await asker.followed(document, id=followed, after=after)
            assert answer["data"] is None
            (error,) = answer["errors"]
            assert error["extensions"] == {"code": "BAD_CURSOR", "path": ["after"]}
            assert error["path"] in (["runEvents"], ["sessionEvents"])


async def test_what_is_not_there_is_an_error_answer(asker: Asker) -> None:
    for document in (RUN, SESSION):
        for unknown in ("run_" + "7" * 26, "ses_" + "7" * 26, "junk", "ext:nobody"):
            (answer,) = await asker.followed(document, id=unknown)
            (error,) = answer["errors"]
            assert error["extensions"]["code"] in {"NOT_FOUND", "BAD_INPUT"}
            assert error["extensions"]["path"] == ["id"]


async def test_a_session_stays_open_across_runs_until_it_is_closed(stage: Stage, asker: Asker) -> None:
    session_id = await stage.session()
    async with stage.engine(), asker.follow(SESSION, id=session_id) as frames:
        for _ in range(2):
            await stage.run(session_id)
            assert kinds([await next_of(frames) for _ in SIMPLE]) == SIMPLE
        await asker.data(CLOSE, id=session_id)
        async with asyncio.timeout(WITHIN):
            assert kinds([frame async for frame in frames]) == ["SessionClosed"]


async def test_until_run_ends_with_the_last_run_that_is_active(stage: Stage, asker: Asker) -> None:
    session_id = await stage.session()
    await stage.run(session_id)
    await stage.run(session_id, on_busy=OnBusy.QUEUE)
    async with stage.engine():
        told = kinds(await asker.followed(SESSION, id=session_id, until="RUN"))
    assert told.count("RunCompleted") == 2
    assert told[-1] == "RunCompleted"
    assert await asker.followed(SESSION, id=await stage.session(), until="RUN") == []


async def test_a_session_in_the_trash_or_gone_ends_its_streams(stage: Stage, asker: Asker) -> None:
    agent = await stage.agent()
    trashed, purged = await stage.session(), await stage.session(agent)
    await stage.run(trashed)
    run = await stage.run(purged)
    async with (
        asker.follow(SESSION, id=trashed) as one,
        asker.follow(SESSION, id=purged) as two,
        asker.follow(RUN, id=run) as three,
    ):
        for frames in (one, two, three):
            await next_of(frames)
        waiting = [asyncio.ensure_future(anext(each, "over")) for each in (one, two, three)]
        async with stage.database.write() as tx:
            await change(tx, session, trashed, {"deleted_at": clock.now()})
            await purge_rows(tx, AGENT, [agent])
        async with asyncio.timeout(WITHIN):
            assert await asyncio.gather(*waiting) == ["over"] * 3


async def test_a_stopping_bus_ends_streams(stage: Stage, asker: Asker) -> None:
    session_id = await stage.session()
    async with asker.follow(SESSION, id=session_id) as frames:
        waiting = asyncio.ensure_future(anext(frames, "over"))
        await asyncio.sleep(0)
        stage.database.bus.stop()
        async with asyncio.timeout(WITHIN):
            assert await waiting == "over"


async def test_fifty_followers_see_the_same(stage: Stage, asker: Asker) -> None:
    run = await stage.run(await stage.session(), "words 30 slow 2ms")
    following = [asyncio.ensure_future(asker.followed(RUN, id=run)) for _ in range(50)]
    async with stage.engine():
        told = await asyncio.gather(*following)
    assert kinds(told[0]) == SIMPLE
    assert all(each == told[0] for each in told)


async def test_no_listener_is_left_on_the_bus(stage: Stage, asker: Asker) -> None:
    session_id = await stage.session()
    run = await stage.run(session_id)
    before = set(stage.database.bus._listeners)
    async with asker.follow(SESSION, id=session_id) as session_frames, asker.follow(RUN, id=run) as frames:
        await next_of(session_frames)
        await next_of(frames)
        assert set(stage.database.bus._listeners) > before
    assert set(stage.database.bus._listeners) == before


async def listening(stage: Stage) -> bool:
    return bool(stage.database.bus._listeners)


async def test_one_who_is_cancelled_while_waiting_leaves_nothing_behind(stage: Stage, asker: Asker) -> None:
    session_id = await stage.session()
    following = asyncio.ensure_future(asker.followed(SESSION, id=session_id))
    await eventually(partial(listening, stage))
    following.cancel()
    with pytest.raises(asyncio.CancelledError):
        await following
    assert not stage.database.bus._listeners


async def test_a_slow_follower_holds_no_connection(stage: Stage, asker: Asker) -> None:
    run = await stage.run(await stage.session())
    async with asker.follow(RUN, id=run) as one, asker.follow(RUN, id=run) as two:
        for frames in (one, two):
            await next_of(frames)
        driver: Any = stage.database._driver
        if stage.database.dialect == "sqlite":
            assert driver._readers.qsize() == 4
        else:
            assert driver._connections._free._value == POOL


async def test_a_log_longer_than_a_batch_is_told_whole(
    stage: Stage, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.graph.follow.BATCH", 2)
    run = await stage.run(await stage.session())
    async with stage.engine():
        await stage.ended(run)
    assert kinds(await asker.followed(RUN, id=run)) == SIMPLE
