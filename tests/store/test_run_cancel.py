"""Wishing that a run stops."""

import pytest

from backend.domain.errors import Forbidden, NotFound
from backend.domain.run import OnBusy
from backend.domain.viewer import Role, Viewer
from backend.store.run import cancel_topic
from backend.store.run_cancel import cancel, overrule_unheeded, unheeded
from backend.store.run_claim import claim, wished_to_stop
from tests.patience import eventually
from tests.stage import Stage, gapless

pytestmark = pytest.mark.anyio


async def begin(stage: Stage) -> None:
    async with stage.database.write() as tx:
        assert await claim(tx, "w") is not None


async def test_a_queued_run_is_cancelled_at_once_and_its_input_dropped(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id)
    await stage.cancel(run_id, "Changed my mind.")
    events = await stage.events(session_id)
    assert [each.kind for each in events] == ["InputReceived", "InputDropped", "RunCancelled"]
    assert events[1].payload == {"inputEventId": events[0].id, "reason": "Changed my mind."}
    assert (await stage.row(run_id)).status == "CANCELLED"
    assert gapless(events)


async def test_a_running_run_is_told_and_ends_by_its_owner(stage: Stage) -> None:
    run_id = await stage.run(await stage.session())
    await begin(stage)
    async with stage.database.bus.listen(cancel_topic(run_id)) as owner:
        await stage.cancel(run_id, "Enough.")
        assert await owner.wait(1) == ["Enough."]
    row = await stage.row(run_id)
    assert row.status == "RUNNING"
    assert row.cancel_requested_at is not None
    async with stage.database.read() as tx:
        [wished] = await wished_to_stop(tx, "w")
    assert (wished.id, wished.cancel_reason) == (run_id, "Enough.")


async def test_what_is_queued_behind_a_cancelled_run_is_dropped_and_what_comes_later_is_not(
    stage: Stage,
) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id)
    await begin(stage)
    behind = [await stage.run(session_id, on_busy=OnBusy.QUEUE) for _ in range(2)]
    await stage.cancel(first)
    later = await stage.run(session_id, on_busy=OnBusy.QUEUE)
    assert [(await stage.row(each)).status for each in (first, *behind, later)] == [
        "RUNNING",
        "CANCELLED",
        "CANCELLED",
        "QUEUED",
    ]
    assert (await stage.kinds(session_id)).count("InputDropped") == 2


async def test_a_run_in_the_queue_is_cancelled_with_those_behind_it_and_none_before(stage: Stage) -> None:
    session_id = await stage.session()
    runs = [await stage.run(session_id, on_busy=OnBusy.QUEUE) for _ in range(3)]
    await stage.cancel(runs[1])
    assert [(await stage.row(each)).status for each in runs] == ["QUEUED", "CANCELLED", "CANCELLED"]


async def test_cancelling_again_or_too_late_changes_nothing(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id)
    await stage.cancel(run_id)
    before = await stage.row(run_id)
    await stage.cancel(run_id, "Again.")
    assert await stage.row(run_id) == before
    assert (await stage.kinds(session_id)).count("RunCancelled") == 1


async def test_interrupting_input_wishes_the_active_run_to_stop_and_waits_behind_it(stage: Stage) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id)
    await begin(stage)
    second = await stage.run(session_id, on_busy=OnBusy.INTERRUPT)
    assert (await stage.row(first)).cancel_requested_at is not None
    assert (await stage.row(second)).status == "QUEUED"
    async with stage.database.write() as tx:
        assert await claim(tx, "other") is None


async def test_a_wish_that_is_not_heeded_is_done_over_the_owners_head(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id)
    await begin(stage)
    await stage.cancel(run_id, "Enough.")

    async def found() -> list[str]:
        async with stage.database.read() as tx:
            return [each.id for each in await unheeded(tx)]

    assert await found() == []
    assert await eventually(found) == [run_id]
    for _ in range(2):
        async with stage.database.write() as tx:
            await overrule_unheeded(tx, run_id, session_id)
    row = await stage.row(run_id)
    assert (row.status, row.epoch) == ("CANCELLED", 2)
    assert (await stage.kinds(session_id))[-1] == "RunCancelled"


async def test_who_may_not_cancel_a_run_locks_nothing_of_it(stage: Stage) -> None:
    run_id = await stage.run(await stage.session())
    who, account, home = stage.viewer.principal, stage.viewer.account, str(stage.viewer.home)
    # A transaction that reads takes no lock: PostgreSQL refuses to.
    async with stage.database.read() as tx:
        with pytest.raises(NotFound):
            await cancel(tx, Viewer(who, account, {"wsp_other": Role.ADMIN}, None), run_id)
        with pytest.raises(Forbidden):
            await cancel(tx, Viewer(who, account, {home: Role.VIEWER}, home), run_id)
    assert (await stage.row(run_id)).status == "QUEUED"


async def test_an_unknown_run_is_not_found(stage: Stage) -> None:
    with pytest.raises(NotFound):
        await stage.cancel("run_01m810bp7dedfb2catmxg9ch24")
