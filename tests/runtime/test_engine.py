"""The engine sees runs to their end, whatever happens to it on the way."""

import asyncio
from collections import Counter
from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from backend.domain.event import EventKind
from backend.domain.run import OnBusy
from backend.runtime.engine import Engine
from backend.store.run_claim import let_all_go
from tests.patience import eventually
from tests.stage import CLOCK, ENDED, Stage, gapless

pytestmark = pytest.mark.anyio

LONG = "words 4000 slow 5ms"
TERMINAL = {"RunCompleted", "RunFailed", "RunCancelled", "RunTimedOut"}


async def kill(stage: Stage, engine: Engine) -> None:
    """The engine stops where it stands and tidies nothing, as if it were killed and its lease over."""
    tasks = [*engine._loops, *(each.task for each in engine._running.values() if each.task)]
    if engine._claiming:
        tasks.append(engine._claiming)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with stage.database.write() as tx:
        await let_all_go(tx)


async def speaking(engine: Engine, session_id: str) -> None:
    async def probe() -> bool:
        partial = engine.partial(session_id)
        return partial is not None and bool(partial["text"])

    await eventually(probe)


def terminals(kinds: list[str]) -> list[str]:
    return [kind for kind in kinds if kind in TERMINAL]


async def test_a_run_is_taken_as_soon_as_it_is_there(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.engine():
        row = await stage.ended(await stage.run(session_id))
    assert row.status == "COMPLETED"


async def test_a_killed_engine_leaves_a_run_that_the_next_one_ends(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, "words 60 slow 5ms")
    dead = Engine(stage.database, stage.settings)
    await dead.start()
    await speaking(dead, session_id)
    await kill(stage, dead)
    assert (await stage.row(run_id)).status == "RUNNING"
    async with stage.engine():
        row = await stage.ended(run_id)
    events = await stage.events(session_id)
    assert [(each.kind, each.payload.get("attempt")) for each in events[1:7]] == [
        ("RunStarted", 1),
        ("MessageStarted", 1),
        ("RunStarted", 2),
        ("AttemptAbandoned", 1),
        ("MessageStarted", 2),
        ("MessageCompleted", 2),
    ]
    assert events[4].payload["messageId"] == events[2].payload["messageId"] != events[5].payload["messageId"]
    assert gapless(events)
    assert row.status == "COMPLETED"
    assert row.epoch == 2


async def test_killed_between_any_two_events_nothing_is_lost_or_doubled(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(links=CLOCK))
    run_id = await stage.run(session_id, "call current_time {} turns 3")
    for seq in range(2, 16, 2):
        engine = Engine(stage.database, stage.settings)
        await engine.start()

        async def come_so_far(seq: int = seq) -> bool:
            return (await stage.session_row(session_id)).seq >= seq or (
                await stage.row(run_id)
            ).status in ENDED

        await eventually(come_so_far)
        await kill(stage, engine)
    async with stage.engine():
        assert (await stage.ended(run_id)).status == "COMPLETED"
    events = await stage.events(session_id)
    counted = Counter(each.kind for each in events)
    assert gapless(events)
    assert len(terminals([each.kind for each in events])) == 1
    assert counted["ToolCallRequested"] == counted["ToolCallStarted"] == counted["ToolCallCompleted"] == 3
    assert counted["MessageCompleted"] == 4
    assert counted["MessageStarted"] == 4 + counted["AttemptAbandoned"]


async def test_a_worker_that_is_not_heard_of_is_replaced_and_writes_nothing_more(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, "words 40 slow 10ms")
    async with stage.engine() as frozen:
        await speaking(frozen, session_id)
        async with stage.database.write() as tx:
            await let_all_go(tx)
        async with stage.engine():
            row = await stage.ended(run_id)
            assert row.epoch == 2
        await eventually(lambda: _idle(frozen))
    events = await stage.events(session_id)
    assert gapless(events)
    assert len(terminals([each.kind for each in events])) == 1


async def _idle(engine: Engine) -> bool:
    return not engine._running


async def test_an_engine_that_claims_what_it_still_holds_goes_on_with_one_of_both(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, LONG)
    async with stage.engine() as engine:
        await speaking(engine, session_id)
        before = engine._running[run_id].task
        async with stage.database.write() as tx:
            await let_all_go(tx)

        async def replaced() -> bool:
            return before is not None and before.done()

        await eventually(replaced)
        await speaking(engine, session_id)
        assert (engine.partial(session_id) or {})["attempt"] == 2
        await stage.cancel(run_id)
        assert (await stage.ended(run_id)).status == "CANCELLED"


async def test_a_stopping_engine_lets_its_runs_finish(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, "words 30 slow 5ms")
    engine = Engine(stage.database, stage.settings)
    await engine.start()
    await speaking(engine, session_id)
    await engine.stop(5)
    assert (await stage.row(run_id)).status == "COMPLETED"


async def test_what_is_not_done_within_the_grace_is_left_to_the_next_engine(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, "words 60 slow 5ms")
    first = Engine(stage.database, stage.settings)
    await first.start()
    await speaking(first, session_id)
    await first.stop(0.01)
    assert (await stage.row(run_id)).status == "RUNNING"
    async with stage.engine():
        assert (await stage.ended(run_id)).status == "COMPLETED"


async def test_an_engine_at_rest_takes_no_more_runs_and_goes_on_with_those_it_has(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, "words 60 slow 5ms")
    async with stage.engine() as engine:
        await speaking(engine, session_id)
        assert await engine.rest(5) <= 5
        later = await stage.run(await stage.session())
        assert (await stage.ended(run_id)).status == "COMPLETED"
        assert (await stage.row(later)).status == "QUEUED"


async def test_the_time_that_an_engine_was_at_rest_is_part_of_the_grace(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, LONG)
    engine = Engine(stage.database, stage.settings)
    await engine.start()
    await speaking(engine, session_id)
    begun = monotonic()
    await engine.rest(0.2)
    await engine.stop(30)
    assert monotonic() - begun < 15
    row = await stage.row(run_id)
    assert (row.status, row.heartbeat_at) == ("RUNNING", None)


async def test_a_stopped_engine_takes_no_more_runs(stage: Stage) -> None:
    async with stage.engine():
        pass
    run_id = await stage.run(await stage.session())
    assert (await stage.row(run_id)).status == "QUEUED"


async def test_a_cancelled_run_ends_within_two_seconds(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.engine() as engine:
        run_id = await stage.run(session_id, LONG)
        await speaking(engine, session_id)
        await stage.cancel(run_id, "Enough.")
        row = await stage.ended(run_id, 2)
    assert row.status == "CANCELLED"
    events = await stage.events(session_id)
    assert [each.kind for each in events][-2:] == ["AttemptAbandoned", "RunCancelled"]
    assert events[-1].payload["reason"] == "Enough."
    assert terminals([each.kind for each in events]) == ["RunCancelled"]


async def test_a_wish_that_no_ring_told_is_found_in_the_table(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: Any) -> None: ...

    session_id = await stage.session()
    async with stage.engine() as engine:
        run_id = await stage.run(session_id, LONG)
        await speaking(engine, session_id)
        monkeypatch.setattr(stage.database.bus, "publish", silent)
        await stage.cancel(run_id)
        assert (await stage.ended(run_id, 3)).status == "CANCELLED"


async def test_a_wish_that_its_dead_owner_never_hears_is_done_by_another_engine(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, LONG)
    dead = Engine(stage.database, stage.settings)
    await dead.start()
    await speaking(dead, session_id)
    async with stage.engine():
        for task in [*dead._loops, *(each.task for each in dead._running.values() if each.task)]:
            task.cancel()
        await stage.cancel(run_id)
        row = await stage.ended(run_id, 5)
    assert row.status == "CANCELLED"
    assert terminals(await stage.kinds(session_id)) == ["RunCancelled"]
    await dead.stop(0)


async def test_a_run_that_takes_too_long_times_out(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(limits={"timeoutSeconds": 1}))
    async with stage.engine():
        row = await stage.ended(await stage.run(session_id, LONG))
    assert row.status == "TIMED_OUT"
    assert row.error["code"] == "TIMED_OUT"
    assert (await stage.kinds(session_id))[-2:] == ["AttemptAbandoned", "RunTimedOut"]


async def test_an_unexpected_failure_ends_the_run_and_tells_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr("backend.runtime.turn.Turns._prompt", broken)
    session_id = await stage.session()
    async with stage.engine():
        row = await stage.ended(await stage.run(session_id))
    assert row.error["code"] == "INTERNAL"
    assert "hunter2" not in str(row.error) + str([each.payload for each in await stage.events(session_id)])


async def test_a_run_whose_log_cannot_be_read_is_ended_without_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("usage")

    monkeypatch.setattr("backend.runtime.conversation.Conversation.add", broken)
    session_id = await stage.session()
    async with stage.engine():
        row = await stage.ended(await stage.run(session_id))
    assert (row.status, row.error["code"]) == ("FAILED", "INTERNAL")
    assert terminals(await stage.kinds(session_id)) == ["RunFailed"]


async def test_a_run_that_outlives_many_workers_is_given_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.runtime.engine.MOST_ATTEMPTS", 0)
    session_id = await stage.session()
    async with stage.engine():
        row = await stage.ended(await stage.run(session_id))
    assert row.status == "FAILED"
    assert "given up" in row.error["message"]


async def test_queued_input_is_answered_in_its_order(stage: Stage) -> None:
    session_id = await stage.session()
    runs = [await stage.run(session_id, f"number {each}", on_busy=OnBusy.QUEUE) for each in range(4)]
    async with stage.engine():
        rows = [await stage.ended(each) for each in runs]
    assert [row.output for row in rows] == [f"You said: number {each}" for each in range(4)]
    started = [each.run_id for each in await stage.events(session_id) if each.kind == "RunStarted"]
    ended = [each.run_id for each in await stage.events(session_id) if each.kind in TERMINAL]
    assert started == ended == runs


async def test_interrupting_input_ends_what_runs_and_is_answered(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.engine() as engine:
        first = await stage.run(session_id, LONG)
        await speaking(engine, session_id)
        waiting = await stage.run(session_id, "never mind", on_busy=OnBusy.QUEUE)
        second = await stage.run(session_id, "stop that", on_busy=OnBusy.INTERRUPT)
        assert (await stage.ended(second, 3)).output == "You said: stop that"
    assert (await stage.row(first)).status == "CANCELLED"
    assert (await stage.row(waiting)).status == "CANCELLED"
    assert "InputDropped" in await stage.kinds(session_id, waiting)


async def test_the_text_so_far_is_at_hand_while_it_is_written_and_gone_after(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.engine() as engine:
        run_id = await stage.run(session_id, "words 30 slow 5ms")
        await speaking(engine, session_id)
        partial = engine.partial(session_id) or {}
        await stage.ended(run_id)
        assert engine.partial(session_id) is None
    completed = await stage.payload(session_id, EventKind.MESSAGE_COMPLETED)
    assert (completed["messageId"], completed["attempt"]) == (partial["messageId"], partial["attempt"])
    assert completed["text"].startswith(partial["text"])


async def test_no_more_runs_than_allowed_run_at_once(stage: Stage) -> None:
    agent_id = await stage.agent()
    sessions = [await stage.session(agent_id) for _ in range(6)]
    runs = [await stage.run(each, "words 10 slow 5ms") for each in sessions]
    most = 0
    async with stage.engine(run_concurrency=2) as engine:

        async def done() -> bool:
            nonlocal most
            most = max(most, len(engine._running))
            return all(row.status == "COMPLETED" for row in await stage.runs())

        await eventually(done)
    assert most == 2
    assert len(runs) == 6


async def test_twenty_runs_at_once_leave_logs_without_gaps(stage: Stage) -> None:
    agent_id = await stage.agent(links=CLOCK)
    sessions = [await stage.session(agent_id) for _ in range(20)]
    async with stage.engine():
        runs = await asyncio.gather(*(stage.run(each, "call current_time {} turns 2") for each in sessions))
        rows = [await stage.ended(each, 20) for each in runs]
    assert {row.status for row in rows} == {"COMPLETED"}
    for session_id in sessions:
        events = await stage.events(session_id)
        assert gapless(events)
        assert len(terminals([each.kind for each in events])) == 1


async def test_two_engines_share_the_work_and_never_a_run(stage: Stage) -> None:
    agent_id = await stage.agent()
    sessions = [await stage.session(agent_id) for _ in range(12)]
    async with stage.engine(lease=timedelta(seconds=30)), stage.engine(lease=timedelta(seconds=30)):
        runs = await asyncio.gather(*(stage.run(each, "words 5 slow 5ms") for each in sessions))
        rows = [await stage.ended(each, 20) for each in runs]
    assert {row.epoch for row in rows} == {1}
