"""Streams of Make's runs: a step for each message, then the result or the error."""

from typing import Any
from uuid import UUID

import httpx2
import orjson
import pytest

from tests.rest.make.contract import CONTRACT, named
from tests.rest.make.test_runs import LOOK, TIME, messages, scenario
from tests.rest.make.world import World, unknown

pytestmark = pytest.mark.anyio

SCHEMAS = {"step": named("StepMessage"), "result": named("RunResult"), "error": named("Error")}


def heard(response: httpx2.Response) -> list[tuple[str, str, Any]]:
    """The events by their names, ids and data, each of which fits the contract."""
    blocks = [block for block in response.text.split("\n\n") if block and not block.startswith(":")]
    found = []
    for block in blocks:
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        data = orjson.loads(fields["data"])
        CONTRACT.validate(SCHEMAS[fields["event"]], data)
        found.append((fields["event"], fields["id"], data))
    return found


async def streamed(world: World, agent: str, *contents: str, **more: Any) -> httpx2.Response:
    sent = {"messages": messages(*contents), "config": {}, **more}
    headers = {"accept": "text/event-stream"}
    names = {**world.names, "agentId": agent}
    return await world.raw("runAiAgentStream", names, json=sent, headers=headers)


async def test_the_messages_of_a_run_are_steps_in_their_order_and_the_result_is_last(ours: World) -> None:
    response = await streamed(ours, await ours.agent(), "one", "two", "three", threadId="t")
    assert response.headers["content-type"].startswith("text/event-stream")
    *steps, (kind, _, result) = heard(response)
    assert {each for each, _, _ in steps} == {"step"}
    assert TIME.fullmatch(steps[0][2]["content"])
    said = [(data["role"], data["content"]) for _, _, data in steps[1:]]
    answer = "You said: three"
    assert said == [("user", "one"), ("assistant", "two"), ("user", "three"), ("assistant", answer)]
    assert (kind, result["response"], result["threadId"]) == ("result", answer, "t")
    assert result["metadata"]["tokenUsageSummary"]["completionTokens"] == 3


async def test_each_event_and_each_message_has_an_id_of_its_own_and_all_one_iteration(ours: World) -> None:
    agent = await ours.agent(scenarios=await scenario(ours))
    events = heard(await streamed(ours, agent, f"turns 2 {LOOK}"))
    steps = [data for kind, _, data in events if kind == "step"]
    ids = [each for _, each, _ in events] + [each["id"] for each in steps]
    assert len({UUID(each) for each in ids}) == len(ids) == len(events) + len(steps)
    assert len({each["agentIterationId"] for each in steps}) == 1


async def test_a_tools_call_and_its_answer_are_steps_of_the_stream(ours: World) -> None:
    agent = await ours.agent(scenarios=await scenario(ours))
    asked, told, _ = [data for _, _, data in heard(await streamed(ours, agent, LOOK))][2:5]
    assert (asked["toolCalls"][0]["name"], told["role"]) == ("current_time", "tool")
    assert told["toolCallId"] == asked["toolCalls"][0]["id"]


async def test_a_run_that_fails_ends_its_stream_with_an_error(ours: World) -> None:
    response = await streamed(ours, await ours.agent(), "fail after 2 words")
    assert response.status_code == 200
    kind, _, error = heard(response)[-1]
    assert (kind, error["code"]) == ("error", "SC422")


async def test_what_is_wrong_before_the_first_step_is_an_answer_in_json(ours: World) -> None:
    sent = {"json": {"messages": messages("hello")}, "headers": {"accept": "text/event-stream"}}
    await ours.ask("runAiAgentStream", status=400, json={"messages": []})
    await ours.ask("runAiAgentStream", unknown(ours.names), status=404, **sent)
    await ours.ask("runAiAgentStream", {**ours.names, "team": 999_999}, status=403, **sent)


async def test_a_stream_goes_on_with_a_thread(ours: World) -> None:
    agent = await ours.agent()
    first = await ours.run(agent, "one two")
    result = heard(await streamed(ours, agent, "three", threadId=first["threadId"]))[-1][2]
    assert result["threadId"] == first["threadId"]
    assert result["metadata"]["tokenUsageSummary"]["promptTokens"] == 7
