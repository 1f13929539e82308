"""A session is frozen at its start, and closed for good."""

import pytest
from sqlalchemy import update

from backend.domain.errors import BadCursor, Conflict, NotFound
from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.run import OnBusy
from backend.store.agent import AGENT, agent
from backend.store.event import log, position
from backend.store.life import Life
from backend.store.run_claim import claim
from backend.store.session_close import close_session
from tests.stage import CLOCK, Stage, gapless

pytestmark = pytest.mark.anyio

LIFE = Life(AGENT)


async def close(stage: Stage, session_id: str, reason: str | None = None) -> None:
    async with stage.database.write() as tx:
        await close_session(tx, stage.viewer, session_id, reason)


async def test_the_snapshot_holds_all_that_a_run_needs(stage: Stage) -> None:
    agent_id = await stage.agent(instructions="Be brief.", models=["offline", "claude-opus-5-5"], links=CLOCK)
    row = await stage.session_row(await stage.session(agent_id, {"title": "Tea", "end_user_id": "u1"}))
    assert row.snapshot["instructions"] == "Be brief."
    assert row.snapshot["models"] == ["offline", "claude-opus-5-5"]
    assert row.snapshot["limits"]["maxTurns"] == 50
    assert row.snapshot["agentVersionId"] == row.agent_version_id
    [tool] = row.snapshot["tools"]
    assert (tool["name"], tool["kind"]) == ("current_time", "BUILTIN")
    assert (row.title, row.end_user_id, row.seq) == ("Tea", "u1", 0)


async def test_an_archived_agent_takes_no_sessions(stage: Stage) -> None:
    agent_id = await stage.agent()
    async with stage.database.write() as tx:
        await LIFE.archive(tx, stage.viewer, agent_id)
    with pytest.raises(Conflict, match="archive"):
        await stage.session(agent_id)


async def test_an_agent_in_the_trash_takes_no_sessions(stage: Stage) -> None:
    agent_id = await stage.agent()
    async with stage.database.write() as tx:
        await LIFE.delete(tx, stage.viewer, agent_id)
    with pytest.raises((Conflict, NotFound)):
        await stage.session(agent_id)


async def test_a_version_of_another_agent_is_not_found(stage: Stage) -> None:
    other = await stage.session_row(await stage.session())
    with pytest.raises(NotFound, match="version"):
        await stage.session(await stage.agent(), {"version_id": other.agent_version_id})


async def test_an_external_id_is_taken_once(stage: Stage) -> None:
    agent_id = await stage.agent()
    await stage.session(agent_id, {"external_id": "x"})
    with pytest.raises(Conflict):
        await stage.session(agent_id, {"external_id": "x"})


async def test_the_same_key_starts_one_session(stage: Stage) -> None:
    agent_id = await stage.agent()
    assert await stage.session(agent_id, idempotency_key="k") == await stage.session(
        agent_id, idempotency_key="k"
    )


async def test_closing_ends_what_runs_and_what_waits_and_is_the_last_event(stage: Stage) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id)
    async with stage.database.write() as tx:
        assert await claim(tx, "w") is not None
    second = await stage.run(session_id, on_busy=OnBusy.QUEUE)
    await close(stage, session_id, "Done.")
    await close(stage, session_id, "Again.")
    events = await stage.events(session_id)
    assert [each.kind for each in events[3:]] == [
        "RunCancelled",
        "InputDropped",
        "RunCancelled",
        "SessionClosed",
    ]
    assert events[-1].payload == {"reason": "Done."}
    assert [(await stage.row(each)).status for each in (first, second)] == ["CANCELLED", "CANCELLED"]
    assert (await stage.session_row(session_id)).close_reason == "Done."
    assert gapless(events)


async def test_the_log_is_read_from_a_position_on(stage: Stage) -> None:
    session_id = await stage.session()
    for _ in range(4):
        await stage.run(session_id, on_busy=OnBusy.QUEUE)
    assert [row.seq for row in await log(stage.database, session_id, 1, 2)] == [2, 3]


async def test_an_event_is_a_cursor_of_its_own_session_only(stage: Stage) -> None:
    session_id, other = await stage.session(), await stage.session()
    await stage.run(session_id)
    [event] = await stage.events(session_id)
    async with stage.database.read() as tx:
        assert await position(tx, session_id, event.id) == 1
        with pytest.raises(BadCursor):
            await position(tx, other, event.id)


async def test_a_system_agent_is_run_in_ones_own_workspace(stage: Stage) -> None:
    agent_id = await stage.agent()
    async with stage.database.write() as tx:
        await tx.fetch(update(agent).values(workspace_id=SYSTEM_WORKSPACE))
    session_id = await stage.session(agent_id)
    assert (await stage.session_row(session_id)).workspace_id == stage.viewer.home
