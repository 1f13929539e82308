"""Agents that call agents: a call is a session of its own, and waits without a worker for its answer."""

from typing import Any

import pytest

from backend.domain.event import EventKind
from backend.store.activity import activity
from backend.store.agent import AGENT
from backend.store.life import Life
from backend.store.session_child import DEEPEST
from tests.stage import Stage
from tests.store.agents import all_of, do
from tests.store.tools import new_set, new_tool

pytestmark = pytest.mark.anyio


async def caller(stage: Stage, *called: str, **columns: Any) -> str:
    """A session of an agent that can call these."""
    links = [{"target": {"agent": each}} for each in called]
    return await stage.session(
        await stage.agent(name="Boss", links=[{"kinds": ["AGENT"], "links": links}], **columns)
    )


async def child_of(stage: Stage, session_id: str) -> str:
    """The session that the first call started."""
    told = await stage.payload(session_id, EventKind.CHILD_SESSION_STARTED)
    return str(told["sessionId"])


async def test_an_agent_that_is_called_answers_from_a_session_of_its_own(stage: Stage) -> None:
    session_id = await caller(stage, await stage.agent(name="Echo"))
    run_id = await stage.run(session_id, 'call echo {"text": "hello"}')
    async with stage.engine():
        row = await stage.ended(run_id)
    assert (row.status, row.turns) == ("COMPLETED", 2)
    assert "You said: hello" in row.output
    assert (await stage.kinds(session_id))[4:10] == [
        "ToolCallRequested",
        "ToolCallStarted",
        "ChildSessionStarted",
        "RunWaiting",
        "ToolCallCompleted",
        "RunResumed",
    ]
    child = await stage.session_row(await child_of(stage, session_id))
    assert child.parent_id == session_id
    (started,) = [each for each in await stage.runs() if each.session_id == child.id]
    assert (started.parent_run_id, started.trigger, started.output) == (run_id, "AGENT", "You said: hello")


async def test_a_called_agent_works_for_whom_the_tool_names(stage: Stage) -> None:
    bo, cy = await stage.guest("Bo"), await stage.guest("Cy")
    owner = await new_set(stage.database, stage.viewer, "AGENT", agent_id=await stage.agent(name="Echo"))
    named = await new_tool(stage.database, stage.viewer, tool_set_id=owner.id, runtime_user_id=bo)
    links = [{"kinds": ["TOOL"], "links": [{"target": {"tool": named.id}}]}]
    session_id = await stage.session(await stage.agent(links=links, runtime_user_id=cy))
    run_id = await stage.run(session_id, f'call {named.call_name} {{"text": "hello"}}')
    async with stage.engine():
        await stage.ended(run_id)
    assert (await stage.session_row(await child_of(stage, session_id))).created_by == bo


async def test_several_agents_are_called_at_once_by_one_worker(stage: Stage) -> None:
    called = [await stage.agent(name=name) for name in ("One", "Two", "Three")]
    session_id = await caller(stage, *called)
    calls = [f'call {name} {{"text": "I am {name}"}}' for name in ("one", "two", "three")]
    run_id = await stage.run(session_id, " and ".join(calls))
    async with stage.engine(run_concurrency=1):
        row = await stage.ended(run_id)
    assert row.status == "COMPLETED"
    assert all(f"I am {name}" in row.output for name in ("one", "two", "three"))


async def test_an_agent_that_fails_is_told_to_the_model(stage: Stage) -> None:
    session_id = await caller(stage, await stage.agent(name="Broken", models=["offline/overloaded"]))
    run_id = await stage.run(session_id, 'call broken {"text": "hello"}')
    async with stage.engine():
        row = await stage.ended(run_id)
    assert row.status == "COMPLETED"
    failed = await stage.payload(session_id, EventKind.TOOL_CALL_FAILED)
    assert failed["code"] == "AGENT_FAILED"
    assert "overloaded" in failed["message"]


async def test_what_keeps_an_agent_from_being_called_is_told_to_the_model(stage: Stage) -> None:
    strict = await stage.agent(name="Strict", input_schema={"type": "object", "required": ["a"]})
    session_id = await caller(stage, strict)
    run_id = await stage.run(session_id, 'call strict {"data": {"b": 1}} and call strict {}')
    async with stage.engine():
        assert (await stage.ended(run_id)).status == "COMPLETED"
    assert (await stage.kinds(session_id)).count("ToolCallFailed") == 2
    assert len(await stage.runs()) == 1


async def test_a_run_calls_no_more_agents_than_its_limit(stage: Stage) -> None:
    session_id = await caller(stage, await stage.agent(name="Echo"), limits={"maxChildSessions": 1})
    run_id = await stage.run(session_id, 'call echo {"text": "a"} turns 3')
    async with stage.engine():
        assert (await stage.ended(run_id)).status == "COMPLETED"
    kinds = await stage.kinds(session_id)
    assert (kinds.count("ChildSessionStarted"), kinds.count("ToolCallFailed")) == (1, 2)


async def test_the_limit_holds_for_the_calls_of_one_message_too(stage: Stage) -> None:
    called = [await stage.agent(name=name) for name in ("One", "Two")]
    session_id = await caller(stage, *called, limits={"maxChildSessions": 1})
    run_id = await stage.run(session_id, 'call one {"text": "a"} and call two {"text": "b"}')
    async with stage.engine():
        assert (await stage.ended(run_id)).status == "COMPLETED"
    kinds = await stage.kinds(session_id)
    assert (kinds.count("ChildSessionStarted"), kinds.count("ToolCallFailed")) == (1, 1)


async def test_agents_call_each_other_only_so_deep(stage: Stage) -> None:
    names = [f"Level{number}" for number in range(DEEPEST + 1)]
    agents = [await stage.agent(name=names[-1])]
    for name in names[-2::-1]:
        links = [{"kinds": ["AGENT"], "links": [{"target": {"agent": agents[0]}}]}]
        agents.insert(0, await stage.agent(name=name, links=links))
    text = "stop"
    for name in names[:0:-1]:
        text = f'call {name.lower()} {{"text": {quoted(text)}}}'
    session_id = await stage.session(agents[0])
    run_id = await stage.run(session_id, text)
    async with stage.engine():
        row = await stage.ended(run_id, within=20)
    assert row.status == "COMPLETED"
    assert len(await stage.runs()) == DEEPEST
    assert f"{DEEPEST} sessions deep" in row.output


async def test_when_a_run_is_cancelled_the_agents_that_it_called_stop(stage: Stage) -> None:
    session_id = await caller(stage, await stage.agent(name="Slow"))
    run_id = await stage.run(session_id, 'call slow {"text": "words 500 slow 50ms"}')
    async with stage.engine():
        await stage.reached(session_id, EventKind.RUN_WAITING)
        child = await child_of(stage, session_id)
        await stage.reached(child, EventKind.MESSAGE_STARTED)
        await stage.cancel(run_id)
        assert (await stage.ended(run_id)).status == "CANCELLED"
        (called,) = [each for each in await stage.runs() if each.session_id == child]
        assert (await stage.ended(called.id)).status == "CANCELLED"


async def test_an_answer_that_came_while_nobody_was_there_is_found(stage: Stage) -> None:
    session_id = await caller(stage, await stage.agent(name="Echo"))
    run_id = await stage.run(session_id, 'call echo {"text": "words 300 slow 20ms"}')
    async with stage.engine():
        await stage.reached(session_id, EventKind.RUN_WAITING)
    child = await child_of(stage, session_id)
    (called,) = [each for each in await stage.runs() if each.session_id == child]
    await stage.cancel(called.id, "Enough.")
    async with stage.engine():
        row = await stage.ended(run_id)
    assert row.status == "COMPLETED"
    failed = await stage.payload(session_id, EventKind.TOOL_CALL_FAILED)
    assert failed["code"] == "AGENT_CANCELLED"


async def test_an_agent_that_is_purged_while_it_is_waited_for_is_told_to_the_model(stage: Stage) -> None:
    echo = await stage.agent(name="Echo")
    session_id = await caller(stage, echo)
    run_id = await stage.run(session_id, 'call echo {"text": "words 300 slow 20ms"}')
    async with stage.engine():
        await stage.reached(session_id, EventKind.RUN_WAITING)
    child = await child_of(stage, session_id)
    (called,) = [each for each in await stage.runs() if each.session_id == child]
    for verb in (Life(AGENT).delete, Life(AGENT).purge):
        await do(stage.database, verb, stage.viewer, echo)
    async with stage.engine():
        row = await stage.ended(run_id)
    assert row.status == "COMPLETED"
    assert (await stage.payload(session_id, EventKind.TOOL_CALL_FAILED))["code"] == "AGENT_GONE"
    told = [each.type for each in await all_of(stage.database, activity) if each.subject_id == called.id]
    assert "run.cancelled" in told


def quoted(text: str) -> str:
    """A text as it stands in the JSON of a call."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
