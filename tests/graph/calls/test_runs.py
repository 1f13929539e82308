"""Runs and sessions are started, cancelled and closed by GraphQL documents; nobody works them off here."""

import asyncio
from typing import Any

import pytest

from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.graph.calls.test_agents import new_agent

pytestmark = pytest.mark.anyio

START = """
mutation (
  $agent: ID, $session: ID, $opened: SessionInput, $input: StartRunInput!, $busy: OnBusy, $key: String
) {
  startRun(
    agentId: $agent, sessionId: $session, session: $opened, input: $input, onBusy: $busy, idempotencyKey: $key
  ) {
    run {
      id number status input { text data }
      session { id title externalId endUserId labels variables status agentVersion { number state } }
    }
  }
}
"""
CANCEL = """
mutation ($id: ID!, $reason: String) {
  cancelRun(id: $id, reason: $reason) { run { status events { nodes { __typename } } } }
}
"""
CLOSE = """
mutation ($id: ID!, $reason: String) {
  closeSession(id: $id, reason: $reason) { session { status closeReason runs { nodes { status } } } }
}
"""
HELLO = {"text": "hello"}


async def test_a_run_opens_a_session_of_the_default_version(asker: Asker) -> None:
    agent = await new_agent(asker)
    opened = {
        "title": "Talk",
        "externalId": "talk",
        "endUserId": "u1",
        "labels": {"a": "b"},
        "variables": {"x": [1]},
    }
    run = await asker.change(START, agent=agent, input={"text": "hello", "data": {"n": 1}}, opened=opened)
    session = run.pop("session")
    assert run | {"id": ""} == {
        "id": "",
        "number": 1,
        "status": "QUEUED",
        "input": {"text": "hello", "data": {"n": 1}},
    }
    version = {"number": 1, "state": "PUBLISHED"}
    assert session == {"id": session["id"], "status": "QUEUED", "agentVersion": version, **opened}


async def test_a_version_can_be_named_and_else_a_draft_runs(asker: Asker) -> None:
    agent = await new_agent(asker, instructions="one")
    await asker.change(doc.UPDATE, id=agent, input={"instructions": "two"}, publish=True)
    for reference, number in (("number:1", 1), ("number:2", 2), (None, 2)):
        opened = {"versionId": reference}
        run = await asker.change(START, agent="handle:ada", input=HELLO, opened=opened)
        assert run["session"]["agentVersion"]["number"] == number
    refused = await asker.refusal(START, agent=agent, input=HELLO, opened={"versionId": "number:3"})
    assert refused == ("NOT_FOUND", ["session", "versionId"])
    draft = await asker.change(doc.CREATE, input={"name": "Bea"})
    run = await asker.change(START, agent=draft["id"], input=HELLO)
    assert run["session"]["agentVersion"] == {"number": None, "state": "DRAFT"}


async def test_a_busy_session_refuses_queues_or_is_interrupted(asker: Asker) -> None:
    first = await asker.change(START, agent=await new_agent(asker), input=HELLO)
    session = first["session"]["id"]
    for busy in (None, "REJECT"):
        refused = await asker.refusal(START, session=session, input=HELLO, busy=busy)
        assert refused == ("CONFLICT", ["onBusy"])
    queued = await asker.change(START, session=session, input=HELLO, busy="QUEUE")
    assert (queued["number"], queued["status"]) == (2, "QUEUED")
    last = await asker.change(START, session=session, input=HELLO, busy="INTERRUPT")
    assert (last["number"], last["status"]) == (3, "QUEUED")
    closed = await asker.change(CLOSE, id=session, reason="done")
    assert closed == {
        "status": "CLOSED",
        "closeReason": "done",
        "runs": {"nodes": [{"status": "CANCELLED"}] * 3},
    }
    assert await asker.refusal(START, session=session, input=HELLO) == ("CONFLICT", ["sessionId"])


async def test_a_cancelled_run_says_so_in_the_payload_and_stays_so(asker: Asker) -> None:
    run = await asker.change(START, agent=await new_agent(asker), input=HELLO)
    for _ in range(2):
        cancelled = await asker.change(CANCEL, id=run["id"], reason="enough")
        assert cancelled["status"] == "CANCELLED"
        kinds = [event["__typename"] for event in cancelled["events"]["nodes"]]
        assert kinds == ["InputReceived", "InputDropped", "RunCancelled"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("BAD_INPUT", ["agentId"])),
        ({"agent": "handle:ada", "session": "ext:talk"}, ("BAD_INPUT", ["agentId"])),
        ({"session": "ext:talk", "opened": {"title": "x"}}, ("BAD_INPUT", ["agentId"])),
        ({"agent": "handle:nobody"}, ("NOT_FOUND", ["agentId"])),
        ({"session": "ext:nobody"}, ("NOT_FOUND", ["sessionId"])),
        ({"agent": "handle:ada", "input": {}}, ("BAD_INPUT", ["input", "text"])),
        ({"agent": "handle:ada", "input": {"text": " "}}, ("BAD_INPUT", ["input", "text"])),
        ({"agent": "handle:ada", "opened": {"title": "x" * 501}}, ("BAD_INPUT", ["session", "title"])),
        ({"agent": "handle:ada", "opened": {"labels": {"a": 1}}}, ("BAD_INPUT", ["session", "labels", "a"])),
        ({"agent": "handle:ada", "opened": {"externalId": "talk"}}, ("CONFLICT", ["session", "externalId"])),
        ({"agent": "handle:ada", "busy": "SHOUT"}, ("BAD_INPUT", ["busy"])),
        ({"agent": "handle:strict", "input": {"data": {"n": "x"}}}, ("BAD_INPUT", ["input", "data", "n"])),
        ({"agent": "handle:old"}, ("CONFLICT", ["agentId"])),
    ],
    ids=str,
)
async def test_what_is_wrong_with_a_start_is_named(asker: Asker, given: Any, expected: Any) -> None:
    await asker.change(START, agent=await new_agent(asker), input=HELLO, opened={"externalId": "talk"})
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}}
    await new_agent(asker, handle="strict", inputSchema=schema)
    await asker.change(doc.ARCHIVE, id=await new_agent(asker, handle="old"))
    assert await asker.refusal(START, **{"input": HELLO, **given}) == expected


async def test_a_repeated_start_finds_the_run_and_session_that_the_first_one_made(asker: Asker) -> None:
    given = {"agent": await new_agent(asker), "input": HELLO, "opened": {"title": "Talk"}, "key": "k"}
    first = await asker.change(START, **given)
    assert await asker.change(START, **given) == first
    answers = await asyncio.gather(*(asker.change(START, **{**given, "key": "k2"}) for _ in range(10)))
    assert len({answer["id"] for answer in answers}) == 1
    for other in ({"input": {"text": "other"}}, {"opened": {"title": "Other"}}):
        code, _ = await asker.refusal(START, **given | other)
        assert code == "IDEMPOTENCY_CONFLICT"


async def test_of_many_who_start_at_once_one_does_unless_they_queue(asker: Asker) -> None:
    run = await asker.change(START, agent=await new_agent(asker), input=HELLO)
    session = run["session"]["id"]
    await asker.change(CANCEL, id=run["id"])
    answers = await asyncio.gather(*(asker.answer(START, session=session, input=HELLO) for _ in range(10)))
    assert sum("errors" not in answer for answer in answers) == 1
    queued = [asker.change(START, session=session, input=HELLO, busy="QUEUE") for _ in range(10)]
    assert sorted(run["number"] for run in await asyncio.gather(*queued)) == list(range(3, 13))


async def test_agents_of_one_name_made_at_once_have_handles_of_their_own(asker: Asker) -> None:
    made = await asyncio.gather(*(asker.change(doc.CREATE, input={"name": "Ada"}) for _ in range(10)))
    assert {agent["handle"] for agent in made} == {"ada", *(f"ada-{n}" for n in range(2, 11))}
