"""Six operations of Make, walked through the graph: numbers for ids, threads, results and streams."""

from typing import Any

import pytest

from tests.graph.walked.walker import Walker
from tests.store.agents import versions

pytestmark = pytest.mark.anyio

TEAM = "number:1"
FIND = {"kind": "TOOL", "definition": {"name": "find", "kind": "CLIENT"}}
ANSWER = """
mutation ($call: ID!, $result: JSON!) { answerToolCall(id: $call, result: $result) { toolCall { id } } }
"""


async def given(walker: Walker) -> dict[str, Any]:
    """What an agent of Make names by numbers: a connection, two scenarios and an MCP connection."""
    value = {"name": "Model", "kind": "BEARER", "hosts": ["a.example"], "value": {"token": "sk-model"}}
    secret = await walker.new("Secret", "number", **value)
    tools = [await walker.new("Tool", "number", name=name, kind="CLIENT") for name in ("Find", "Refund")]
    server = await walker.new("McpServer", "number", name="Orders", url="https://mcp.example.com")
    scenarios = [
        {"target": {"tool": f"number:{tool['number']}"}, "settings": {"approval": rule}}
        for tool, rule in zip(tools, ("ALWAYS", "NEVER"), strict=True)
    ]
    model = {"target": {"secret": f"number:{secret['number']}"}, "settings": {"use": "MODEL"}}
    mcp = {"target": {"mcpServer": f"number:{server['number']}"}}
    return {
        "name": "Order desk",
        "instructions": "Find and explain orders.",
        "models": ["offline"],
        "limits": {"historyRuns": 5, "maxTurns": 10},
        "modelSettings": {"maxOutputTokens": 1_000, "temperature": 0.3, "topP": 0.9},
        "outputSchema": {"type": "object"},
        "extensions": {"make": {"outputParserFormat": {"type": "make-schema", "schema": []}}},
        "links": [
            {"kinds": ["SECRET"], "links": [model]},
            {"kinds": ["TOOL"], "links": scenarios},
            {
                "kinds": ["MCP_SERVER"],
                "links": [{**mcp, "settings": {"tools": ["find"], "alias": "orders"}}],
            },
        ],
    }


async def made(walker: Walker) -> str:
    """An agent that has all that."""
    create = (
        "mutation ($input: CreateAgentInput!) { createAgent(input: $input, publish: true) { agent { id } } }"
    )
    found: str = (await walker.asker.change(create, input=await given(walker)))["id"]
    return found


async def test_an_agent_is_made_of_numbers(walker: Walker) -> None:
    await walker.walk("m1_create_agent", teamId=TEAM, input=await given(walker))


async def test_what_is_there_is_replaced_and_limits_by_key(walker: Walker) -> None:
    agent = await made(walker)
    await walker.walk(
        "m2_modify_agent",
        agentId=agent,
        teamId=TEAM,
        input={"limits": {"maxTurns": 20}, "links": [{"kinds": ["TOOL"], "links": []}]},
    )
    _, second = await versions(walker.stage.database, agent)
    assert (second.limits["maxTurns"], second.limits["historyRuns"]) == (20, 5)


async def run(walker: Walker) -> str:
    """A run in a thread, with a callback and overrides, as Make asks for it; it called a tool and ended."""
    links = [{"kinds": ["TOOL"], "links": [{"target": {"inline": FIND}}]}]
    agent = await walker.stage.agent(links=links)
    messages = [
        {"role": "USER", "text": "Hi."},
        {"role": "ASSISTANT", "text": "Hello!"},
        {"text": 'call find {"order": 17}'},
    ]
    overrides = {"appendInstructions": "Current time (ISO): {{ now }}", "limits": {"maxTurns": 5}}
    told = {"messages": messages, "callbackUrl": "https://hook.example.com/done", "overrides": overrides}
    session = {"thread": "customer 17"}
    data = await walker.walk("m3_run_agent", agentId=agent, input=told, session=session)
    found: str = data["startRun"]["run"]["id"]
    async with walker.stage.engine():
        call = await walker.parked(found)
        await walker.asker.data(ANSWER, call=call.id, result={"shelf": 4})
        ended = await walker.stage.ended(found)
    assert ended.overrides["instructions"].startswith("Current time (ISO): 2")
    return found


async def test_a_run_goes_on_with_its_thread_and_is_read_with_its_steps(walker: Walker) -> None:
    await walker.walk("m3_run_result", id=await run(walker))


async def test_a_runs_steps_are_followed_to_its_end(walker: Walker) -> None:
    frames = await walker.follow("m4_run_steps", runId=await run(walker))
    assert frames[-1]["event"]["__typename"] == "RunCompleted"


async def test_an_agents_numbers_come_back(walker: Walker) -> None:
    await walker.walk("m5_get_agent", agentId=await made(walker), teamId=TEAM)


async def test_a_file_and_its_link_are_made_in_one(walker: Walker) -> None:
    agent = await walker.stage.agent()
    rates = await walker.upload(b"EUR 1.1", "rates.csv", "text/csv")
    await walker.walk("m6_add_context", reads=2, agentId=agent, uploadId=rates)
    assert await walker.used() == ["CONSUMED"]
