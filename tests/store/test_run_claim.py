"""A run is in one worker's hands, and only those hands write."""

import asyncio
from datetime import timedelta

import pytest

from backend.domain.ending import cancelled, completed
from backend.domain.event import EventKind
from backend.domain.run import OnBusy
from backend.domain.usage import Usage
from backend.store.consequence import NewEvent
from backend.store.event import Progress, Replaced, append_as_run, finish
from backend.store.run import Held
from backend.store.run_cancel import active_runs, overrule
from backend.store.run_claim import (
    ANY,
    LEASE,
    Claimed,
    Shares,
    claim,
    heartbeat,
    let_all_go,
    let_go,
    put_back,
)
from backend.store.session import lock_session
from tests.stage import Stage, gapless

pytestmark = pytest.mark.anyio

NO_PROGRESS = Progress(0, Usage())
MESSAGE = NewEvent(EventKind.MESSAGE_STARTED, {"messageId": "msg_1", "attempt": 1, "model": "offline"})


async def take(
    stage: Stage, worker: str = "w", lease: timedelta = LEASE, shares: Shares = ANY
) -> Claimed | None:
    async with stage.database.write() as tx:
        return await claim(tx, worker, lease, shares)


async def taken(stage: Stage, worker: str = "w", lease: timedelta = LEASE) -> Claimed:
    claimed = await take(stage, worker, lease)
    assert claimed is not None
    return claimed


async def append(stage: Stage, held: Held) -> None:
    async with stage.database.write() as tx:
        await append_as_run(tx, held, [MESSAGE], NO_PROGRESS)


async def end(stage: Stage, held: Held) -> None:
    async with stage.database.write() as tx:
        await finish(tx, held, [], completed(None), NO_PROGRESS)


async def test_a_claimed_run_runs_and_its_log_says_so(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id)
    claimed = await taken(stage)
    row = await stage.row(run_id)
    assert (row.status, row.epoch, row.worker) == ("RUNNING", 1, "w")
    assert claimed.held == Held(run_id, session_id, row.workspace_id, 1)
    assert claimed.started_at == row.started_at
    assert await stage.kinds(session_id) == ["InputReceived", "RunStarted"]


async def test_there_is_nothing_to_claim_where_nothing_is_due(stage: Stage) -> None:
    assert await take(stage) is None
    await stage.run(await stage.session())
    await taken(stage)
    assert await take(stage) is None


async def test_the_run_that_waits_longest_is_first(stage: Stage) -> None:
    runs = [await stage.run(await stage.session()) for _ in range(3)]
    assert [(await taken(stage)).held.id for _ in runs] == runs


async def test_a_queued_run_is_due_when_those_before_it_have_ended(stage: Stage) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id)
    second = await stage.run(session_id, on_busy=OnBusy.QUEUE)
    claimed = await taken(stage)
    assert claimed.held.id == first
    assert await take(stage) is None
    await end(stage, claimed.held)
    assert (await taken(stage)).held.id == second


async def test_many_claimers_at_once_never_get_the_same_run(stage: Stage) -> None:
    agent_id = await stage.agent()
    runs = [await stage.run(await stage.session(agent_id)) for _ in range(10)]
    found: list[str] = []

    async def worker(name: str) -> None:
        for _ in range(10):
            claimed = await take(stage, name)
            if claimed:
                found.append(claimed.held.id)

    await asyncio.gather(*(worker(f"w{number}") for number in range(4)))
    assert sorted(found) == sorted(runs)


async def test_a_run_whose_worker_is_silent_is_taken_over_with_a_higher_epoch(stage: Stage) -> None:
    session_id = await stage.session()
    await stage.run(session_id)
    await taken(stage, "dead")
    again = await taken(stage, "alive", lease=timedelta(0))
    assert again.held.epoch == 2
    started = [
        each.payload["attempt"] for each in await stage.events(session_id) if each.kind == "RunStarted"
    ]
    assert started == [1, 2]


async def test_a_heartbeat_keeps_the_run(stage: Stage) -> None:
    await stage.run(await stage.session())
    claimed = await taken(stage)
    async with stage.database.write() as tx:
        await let_all_go(tx)
        assert await heartbeat(tx, "w", [claimed.held]) == {claimed.held.id}
    assert await take(stage, "other") is None


async def test_a_heartbeat_tells_what_is_held_no_more(stage: Stage) -> None:
    await stage.run(await stage.session())
    mine = await taken(stage, "mine")
    await taken(stage, "other", lease=timedelta(0))
    async with stage.database.write() as tx:
        assert await heartbeat(tx, "mine", [mine.held]) == set()


async def test_what_a_worker_lets_go_is_due_at_once(stage: Stage) -> None:
    await stage.run(await stage.session())
    await taken(stage, "ending")
    async with stage.database.write() as tx:
        await let_go(tx, "ending")
    assert (await taken(stage, "next")).held.epoch == 2


async def test_a_run_that_is_put_back_is_due_at_once_whatever_heartbeat_is_on_its_way(stage: Stage) -> None:
    await stage.run(await stage.session())
    first = await taken(stage)
    async with stage.database.write() as tx:
        await put_back(tx, first.held)
    async with stage.database.write() as tx:
        assert not await heartbeat(tx, "w", [first.held])
    assert (await taken(stage)).held.epoch == 2


async def test_who_was_replaced_puts_nothing_back(stage: Stage) -> None:
    await stage.run(await stage.session())
    first = await taken(stage)
    await taken(stage, "other", timedelta())
    async with stage.database.write() as tx:
        await put_back(tx, first.held)
    assert await take(stage) is None


async def test_who_was_replaced_writes_nothing(stage: Stage) -> None:
    session_id = await stage.session()
    await stage.run(session_id)
    zombie = await taken(stage, "zombie")
    owner = await taken(stage, "owner", lease=timedelta(0))
    before = await stage.session_row(session_id)
    with pytest.raises(Replaced):
        await append(stage, zombie.held)
    with pytest.raises(Replaced):
        await end(stage, zombie.held)
    after = await stage.session_row(session_id)
    assert before.seq == after.seq
    await append(stage, owner.held)
    await end(stage, owner.held)
    assert gapless(await stage.events(session_id))


async def test_a_run_ends_once(stage: Stage) -> None:
    session_id = await stage.session()
    await stage.run(session_id)
    claimed = await taken(stage)
    tried = await asyncio.gather(*(end(stage, claimed.held) for _ in range(5)), return_exceptions=True)
    assert tried.count(None) == 1
    assert (await stage.kinds(session_id)).count("RunCompleted") == 1


async def test_an_owner_and_whoever_overrules_it_leave_one_end(stage: Stage) -> None:
    for _ in range(5):
        session_id = await stage.session()
        await stage.run(session_id)
        claimed = await taken(stage)

        async def over(session_id: str = session_id) -> None:
            async with stage.database.write() as tx:
                await lock_session(tx, session_id)
                for each in await active_runs(tx, session_id):
                    await overrule(tx, each, cancelled("no"))

        await asyncio.gather(end(stage, claimed.held), over(), return_exceptions=True)
        events = await stage.events(session_id)
        assert gapless(events)
        assert len([each for each in events if each.kind in {"RunCompleted", "RunCancelled"}]) == 1


async def test_many_writers_of_one_session_leave_no_gap(stage: Stage) -> None:
    session_id = await stage.session()
    await stage.run(session_id)
    claimed = await taken(stage)
    writers = [append(stage, claimed.held) for _ in range(20)]
    inputs = [stage.run(session_id, on_busy=OnBusy.QUEUE) for _ in range(10)]
    await asyncio.gather(*writers, *inputs)
    events = await stage.events(session_id)
    assert len(events) == 32
    assert gapless(events)


async def test_a_workspace_has_no_more_runs_at_once_than_its_share(stage: Stage) -> None:
    for _ in range(3):
        await stage.run(await stage.session())
    share = Shares(workspace=2)
    first, second = [await take(stage, shares=share) for _ in range(2)]
    assert first is not None
    assert second is not None
    assert await take(stage, shares=share) is None
    await end(stage, first.held)
    assert await take(stage, shares=share) is not None


async def test_an_agent_that_has_its_share_leaves_room_for_others(stage: Stage) -> None:
    busy, other = await stage.agent(), await stage.agent()
    runs = [await stage.run(await stage.session(each)) for each in (busy, busy, other)]
    share = Shares(agent=1)
    taken_runs = [claimed.held.id for _ in range(2) if (claimed := await take(stage, shares=share))]
    assert taken_runs == [runs[0], runs[2]]
    assert await take(stage, shares=share) is None


async def test_what_a_dead_worker_held_is_taken_over_whatever_the_share(stage: Stage) -> None:
    await stage.run(await stage.session())
    assert await take(stage, "dead") is not None
    assert await take(stage, "w", timedelta(seconds=-1), Shares(workspace=1, agent=1)) is not None
