"""Runs of Make's agents: threads, messages, overrides, steps, and how a run comes out."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from backend.platform.ids import id_from_uuid
from tests.fakes.receiver import Receiver, receiver
from tests.rest.make.world import World

pytestmark = pytest.mark.anyio

TIME = re.compile(r"Explain orders\.\nCurrent time \(ISO\): \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")
CLOCK = 'query { tool(id: "handle:current_time") { number } }'
ARCHIVE = "mutation ($id: ID!) { archiveAgent(id: $id) { agent { id } } }"
LOOK = 'call current_time {"zone": "UTC"}'


async def scenario(world: World, mode: str = "auto-run") -> list[dict[str, Any]]:
    """A tool that works, as an agent's only scenario."""
    number = (await world.graph(CLOCK))["tool"]["number"]
    return [{"makeScenarioId": number, "approvalMode": mode}]


def steps(answer: Any) -> list[tuple[str, str]]:
    return [(each["role"], each["content"]) for each in answer["metadata"]["executionSteps"]]


def messages(*contents: str) -> list[dict[str, str]]:
    """Messages in turns, of which the last is the user's."""
    roles = ["user" if (len(contents) - at) % 2 else "assistant" for at in range(len(contents))]
    return [{"role": role, "content": each} for role, each in zip(roles, contents, strict=True)]


async def refused(world: World, agent: str, status: int, **sent: Any) -> Any:
    body = {"messages": messages("hello"), "config": {}, **sent}
    return await world.ask("runAiAgent", {**world.names, "agentId": agent}, status=status, json=body)


async def test_a_run_answers_with_its_reply_thread_steps_and_tokens(ours: World) -> None:
    answer = await ours.run(await ours.agent(), "Where is order 17?")
    assert answer["response"] == "You said: Where is order 17?"
    (system, prompt), *others = steps(answer)
    assert system == "system"
    assert TIME.fullmatch(prompt)
    assert others == [("user", "Where is order 17?"), ("assistant", answer["response"])]
    tokens = answer["metadata"]["tokenUsageSummary"]
    assert tokens == {"promptTokens": 4, "completionTokens": 6, "totalTokens": 10}
    iterations = {each["agentIterationId"] for each in answer["metadata"]["executionSteps"]}
    ids = {each["id"] for each in answer["metadata"]["executionSteps"]}
    assert (len(iterations), len(ids)) == (1, 3)


async def test_a_thread_is_opened_without_a_name_and_gone_on_with_by_it(ours: World) -> None:
    agent = await ours.agent()
    first = await ours.run(agent, "one two")
    again = await ours.run(agent, "three", threadId=first["threadId"])
    apart = await ours.run(agent, "three")
    assert again["threadId"] == first["threadId"] != apart["threadId"]
    told = [each["metadata"]["tokenUsageSummary"]["promptTokens"] for each in (first, again, apart)]
    assert told == [2, 2 + 4 + 1, 1]


async def test_a_thread_has_the_name_that_the_caller_gives_it_and_is_its_agents(ours: World) -> None:
    names = [await ours.agent(), await ours.agent()]
    answers = [await ours.run(each, "hello", threadId="customer 17") for each in names]
    assert [each["threadId"] for each in answers] == ["customer 17"] * 2
    tokens = [each["metadata"]["tokenUsageSummary"]["promptTokens"] for each in answers]
    assert tokens == [1, 1]


async def test_so_many_earlier_iterations_are_told_as_the_history_says(ours: World) -> None:
    agent = await ours.agent(historyConfig={"iterationsFromHistoryCount": 1})
    said = [await ours.run(agent, "hello", threadId="t") for _ in range(3)]
    more = await ours.run(
        agent, "hello", threadId="t", config={"historyConfig": {"iterationsFromHistoryCount": 0}}
    )
    told = [each["metadata"]["tokenUsageSummary"]["promptTokens"] for each in [*said, more]]
    assert told == [1, 1 + 3 + 1, 1 + 3 + 1, 1]


async def test_messages_before_the_last_are_told_and_the_last_is_answered(ours: World) -> None:
    answer = await ours.run(await ours.agent(), "", messages=messages("one two", "three", "four"))
    assert answer["response"] == "You said: four"
    assert steps(answer)[1:4] == [("user", "one two"), ("assistant", "three"), ("user", "four")]
    assert answer["metadata"]["tokenUsageSummary"]["promptTokens"] == 4


async def test_a_tools_call_and_its_answer_are_steps(ours: World) -> None:
    answer = await ours.run(await ours.agent(scenarios=await scenario(ours)), LOOK)
    asked, told = answer["metadata"]["executionSteps"][2:4]
    assert (asked["role"], told["role"]) == ("assistant", "tool")
    (call,) = asked["toolCalls"]
    assert (call["name"], call["arguments"]) == ("current_time", {"zone": "UTC"})
    assert told["toolCallId"] == call["id"]
    assert answer["response"].startswith("The tools answered: ")


async def test_all_steps_of_a_long_run_are_told(ours: World) -> None:
    answer = await ours.run(await ours.agent(scenarios=await scenario(ours)), f"turns 30 {LOOK}")
    assert [role for role, _ in steps(answer)] == ["system", "user", *["assistant", "tool"] * 30, "assistant"]


async def test_an_override_holds_for_one_run(ours: World) -> None:
    agent = await ours.agent()
    config = {
        "systemPrompt": "Be kind.",
        "defaultModel": "offline",
        "scenarios": await scenario(ours),
        "mcpConfigs": [],
        "llmConfig": {"maxTokens": 500},
        "invocationConfig": {"recursionLimit": 5},
        "outputParserFormat": {"type": "text"},
    }
    answer = await ours.run(agent, LOOK, config=config, threadId="t")
    assert steps(answer)[0][1].startswith("Be kind.\nCurrent time (ISO): ")
    assert tuple(role for role, _ in steps(answer)[-2:]) == ("tool", "assistant")
    after = await ours.run(agent, "hello", threadId="t")
    assert steps(after)[0][1].startswith("Explain orders.\n")


async def test_a_format_of_fields_makes_the_answer_an_object(ours: World) -> None:
    fields = [{"name": "shelf", "type": "integer", "required": True}]
    made = {"type": "make-schema", "schema": fields}
    agent = await ours.agent(outputParserFormat=made)
    assert (await ours.run(agent, 'json {"shelf": 4}'))["response"] == {"shelf": 4}
    other = await ours.run(await ours.agent(), 'json {"shelf": 4}', config={"outputParserFormat": made})
    assert other["response"] == {"shelf": 4}


async def test_a_run_that_fails_is_an_error_that_says_why(ours: World) -> None:
    answer = await refused(ours, await ours.agent(), 422, messages=messages("fail"))
    assert (answer["message"], answer["code"]) == ("Agent run failed", "SC422")
    assert "told to fail" in answer["detail"]


async def test_a_run_fails_beyond_its_recursion_limit(ours: World) -> None:
    agent = await ours.agent(scenarios=await scenario(ours), invocationConfig={"recursionLimit": 2})
    answer = await refused(ours, agent, 422, messages=messages(f"turns 9 {LOOK}"))
    assert "maxTurns" in answer["detail"]


async def test_a_scenario_with_manual_approval_is_not_called_before_it(ours: World) -> None:
    agent = await ours.agent(scenarios=await scenario(ours, "manual-approval"))
    answer = await ours.run(agent, LOOK)
    asked, awaiting = answer["metadata"]["executionSteps"][-2:]
    assert awaiting["content"] == "This call awaits approval."
    assert awaiting["toolCallId"] == asked["toolCalls"][0]["id"]
    assert answer["response"] == ""


async def test_runs_of_one_thread_wait_for_each_other(ours: World) -> None:
    agent = await ours.agent()
    await ours.run(agent, "hello", threadId="t")
    answers = await asyncio.gather(*(ours.run(agent, f"slow 20ms {each}", threadId="t") for each in "abc"))
    assert sorted(each["response"][-1] for each in answers) == ["a", "b", "c"]


@pytest.fixture
async def hook() -> AsyncIterator[Receiver]:
    """A receiver on this machine."""
    async with receiver() as made:
        yield made


async def test_the_result_is_posted_to_the_callback_too(ours: World, hook: Receiver) -> None:
    answer = await ours.run(await ours.agent(), "hello", callbackUrl=hook.url)
    (post,) = await hook.came(1)
    assert post.said()["type"] == "run.result"
    assert post.said()["data"]["output"] == answer["response"]


async def test_an_archived_agent_runs_no_more(ours: World) -> None:
    agent = await ours.agent()
    await ours.graph(ARCHIVE, id=id_from_uuid("agt", agent))
    await refused(ours, agent, 409)
    assert (await ours.ask("getAiAgent", {**ours.names, "agentId": agent}))["id"] == agent


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"messages": []}, "messages"),
        ({"messages": messages("a", "b")[:1]}, "messages"),
        ({"messages": [{"role": "system", "content": "a"}]}, "messages[0].role"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": messages(" ")}, "messages"),
        ({"threadId": 7}, "threadId"),
        ({"callbackUrl": "nowhere"}, "callbackUrl"),
        ({"config": []}, "config"),
        (
            {"config": {"invocationConfig": {"recursionLimit": "many"}}},
            "config.invocationConfig.recursionLimit",
        ),
    ],
)
async def test_a_body_that_cannot_be_meant_is_refused_with_its_place(
    ours: World, body: dict[str, Any], place: str
) -> None:
    answer = await refused(ours, str(ours.names["agentId"]), 400, **body)
    assert [each["name"] for each in answer["suberrors"]] == [place]


async def test_an_override_that_names_nothing_is_a_bad_request(ours: World) -> None:
    config = {"scenarios": [{"makeScenarioId": 999_999, "approvalMode": "auto-run"}]}
    answer = await refused(ours, str(ours.names["agentId"]), 400, config=config)
    assert "999999" in str(answer)
