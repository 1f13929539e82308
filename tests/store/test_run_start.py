"""Input, and the run that it starts."""

import asyncio

import pytest

from backend.domain.errors import BadInput, Conflict, IdempotencyConflict, NotFound
from backend.domain.run import OnBusy
from backend.domain.viewer import Role, Viewer
from backend.store.run import RUNS, session_topic
from backend.store.run_start import start_run
from backend.store.session_close import close_session
from tests.stage import Stage, gapless

pytestmark = pytest.mark.anyio


async def twice(stage: Stage, session_id: str) -> None:
    """Input, and then more input that is refused and undoes both."""
    async with stage.database.write() as tx:
        for _ in range(2):
            await start_run(tx, stage.viewer, session_id, {"text": "hello"})


async def test_input_is_an_event_at_once_and_a_queued_run(stage: Stage) -> None:
    session_id = await stage.session()
    run_id = await stage.run(session_id, "hello", {"a": 1})
    row = await stage.row(run_id)
    [received] = await stage.events(session_id)
    assert (row.status, row.number, row.epoch) == ("QUEUED", 1, 0)
    assert row.input == received.payload == {"text": "hello", "data": {"a": 1}, "messages": None}
    assert (received.seq, received.run_id, received.kind) == (1, run_id, "InputReceived")


async def test_it_rings_for_a_worker_and_for_whoever_follows_after_the_commit(stage: Stage) -> None:
    session_id = await stage.session()
    bus = stage.database.bus
    async with bus.listen(RUNS) as workers, bus.listen(session_topic(session_id)) as followers:
        await stage.run(session_id)
        assert await workers.wait(1) == [session_id]
        assert await followers.wait(1) == ["1"]


async def test_nothing_rings_for_what_was_undone(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.database.bus.listen(RUNS) as workers:
        with pytest.raises(Conflict):
            await twice(stage, session_id)
        assert await workers.wait(0.01) == []
    assert await stage.events(session_id) == []


@pytest.mark.parametrize("text", [None, "", "  \n"])
async def test_input_without_text_and_data_is_refused(stage: Stage, text: str | None) -> None:
    with pytest.raises(BadInput, match="text"):
        await stage.run(await stage.session(), text)


async def test_data_must_fit_the_input_schema(stage: Stage) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    session_id = await stage.session(await stage.agent(input_schema=schema))
    with pytest.raises(BadInput) as caught:
        await stage.run(session_id, "hello", {"n": "one"})
    assert caught.value.path == ("data", "n")
    await stage.run(session_id, "hello", {"n": 1})


async def test_input_while_a_run_is_active_is_refused_unless_told_otherwise(stage: Stage) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id)
    with pytest.raises(Conflict, match=first):
        await stage.run(session_id)


async def test_queued_input_is_an_event_at_once_too(stage: Stage) -> None:
    session_id = await stage.session()
    await stage.run(session_id)
    second = await stage.run(session_id, "and this", on_busy=OnBusy.QUEUE)
    assert (await stage.row(second)).number == 2
    assert await stage.kinds(session_id) == ["InputReceived", "InputReceived"]


async def test_input_at_the_same_time_starts_one_run(stage: Stage) -> None:
    session_id = await stage.session()
    tried = await asyncio.gather(*(stage.run(session_id) for _ in range(8)), return_exceptions=True)
    assert len([each for each in tried if isinstance(each, str)]) == 1
    assert len([each for each in tried if isinstance(each, Conflict)]) == 7


async def test_queued_at_the_same_time_runs_are_numbered_without_gaps(stage: Stage) -> None:
    session_id = await stage.session()
    await asyncio.gather(*(stage.run(session_id, on_busy=OnBusy.QUEUE) for _ in range(8)))
    assert sorted(row.number for row in await stage.runs()) == list(range(1, 9))
    assert gapless(await stage.events(session_id))


async def test_a_closed_session_takes_no_input(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.database.write() as tx:
        await close_session(tx, stage.viewer, session_id)
    with pytest.raises(Conflict, match="closed"):
        await stage.run(session_id)


async def test_the_same_key_starts_one_run(stage: Stage) -> None:
    session_id = await stage.session()
    made = []
    for _ in range(2):
        async with stage.database.write() as tx:
            made.append(await start_run(tx, stage.viewer, session_id, {"text": "hello"}, idempotency_key="k"))
    assert made[0] == made[1]
    assert len(await stage.events(session_id)) == 1
    with pytest.raises(IdempotencyConflict):
        async with stage.database.write() as tx:
            await start_run(tx, stage.viewer, session_id, {"text": "other"}, idempotency_key="k")


async def test_a_session_of_others_is_not_found(stage: Stage) -> None:
    session_id = await stage.session()
    stranger = Viewer(
        stage.viewer.principal, stage.viewer.account, {"wsp_other": Role.ADMIN}, None, need=Role.EDITOR
    )
    with pytest.raises(NotFound):
        async with stage.database.write() as tx:
            await start_run(tx, stranger, session_id, {"text": "hello"})
