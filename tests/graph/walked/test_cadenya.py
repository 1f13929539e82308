"""Six operations of Cadenya, walked through the graph: variations, objectives, approvals."""

from typing import Any

import pytest

from tests.graph.walked.walker import Walker
from tests.stage import CLOCK
from tests.store.agents import versions

pytestmark = pytest.mark.anyio

ASKED = [{"kinds": ["TOOL"], "links": [{**CLOCK[0]["links"][0], "settings": {"approval": "ALWAYS"}}]}]


async def test_a_variation_is_made_with_its_whole_configuration(walker: Walker) -> None:
    agent, other = await walker.stage.agent(), await walker.stage.agent(name="Bea")
    await walker.new("Tool", name="Find", externalId="find", kind="CLIENT")
    targets = [{"tool": "ext:find"}, {"toolSet": "handle:concord"}, {"agent": other}]
    told = {
        "name": "Warm",
        "description": "Writes warmly.",
        "externalId": "warm",
        "labels": {"tone": "warm"},
        "weight": 3,
        "instructions": "Answer {{ data.customer }} warmly.",
        "models": ["offline"],
        "modelSettings": {"temperature": 0.9},
        "limits": {"maxToolCalls": 20, "maxChildSessions": 3},
        "compaction": {
            "threshold": 0.8,
            "summarization": {"instructions": "Keep numbers."},
            "clearing": {"keep": 5},
        },
        "toolSelection": {"mode": "DISCOVERED", "hints": ["orders"], "maxTools": 5},
        "episodicMemory": {"enabled": True, "ttlSeconds": 86_400},
        "links": [{"kinds": ["TOOL", "TOOL_SET", "AGENT"], "links": [{"target": each} for each in targets]}],
    }
    await walker.walk("c1_create_variation", agentId=agent, input=told)
    assert [each.number for each in await versions(walker.stage.database, agent)] == [1, 2]


async def varied(walker: Walker, **configuration: Any) -> tuple[str, str]:
    """An agent with one variation, and that."""
    agent = await walker.stage.agent()
    create = """
    mutation ($agent: ID!, $input: CreateVariationInput!) {
      createVariation(agentId: $agent, input: $input) { variation { id } }
    }
    """
    made = await walker.asker.change(create, agent=agent, input={"name": "Warm", **configuration})
    return agent, made["id"]


async def test_an_assignment_is_added_to_a_variation(walker: Walker) -> None:
    agent, variation = await varied(walker)
    await walker.walk("c2_add_assignment", id=variation, target={"toolSet": "handle:concord"})
    assert len(await versions(walker.stage.database, agent)) == 2


async def test_an_objective_has_data_secrets_and_a_stack_of_memory(walker: Walker) -> None:
    agent, variation = await varied(walker, instructions="Help {{ data.customer }}.")
    for handle in ("facts", "customer"):
        await walker.new("MemoryStore", name=handle.title(), handle=handle)
    session = {
        "variationId": variation,
        "externalId": "objective-17",
        "labels": {"queue": "mail"},
        "variables": {"data": {"customer": "Ada"}},
        "secrets": [{"name": "ORDERS", "value": "sk-orders"}],
        "links": [
            {"target": {"memoryStore": "handle:facts"}},
            {"target": {"memoryStore": "handle:customer"}, "settings": {"entryKey": "ada"}},
        ],
    }
    told = {"text": "Where is 17?"}
    await walker.walk("c3_create_objective", agentId=agent, session=session, input=told)


async def waiting(walker: Walker) -> tuple[str, str]:
    """A session whose run waits for somebody's word, and the call that it waits for."""
    session = await walker.stage.session(await walker.stage.agent(links=ASKED))
    run = await walker.stage.run(session, 'call current_time {"zone": "UTC"}')
    async with walker.stage.engine():
        call = await walker.parked(run)
    return session, call.id


async def test_a_tool_call_is_approved_inside_its_objective(walker: Walker) -> None:
    session, call = await waiting(walker)
    await walker.walk("c4_approve_tool_call", objectiveId=session, toolCallId=call)
    kinds = await walker.stage.kinds(session)
    assert kinds[-1] == "ToolCallApproved"


async def test_an_objective_is_continued(walker: Walker) -> None:
    session = await walker.stage.session()
    told = {"text": "And 18?", "secrets": [{"name": "ORDERS", "value": "sk-other"}]}
    await walker.walk("c5_continue_objective", id=session, input=told, onBusy="REJECT")
    assert (await walker.stage.session_row(session)).secret_names == ["ORDERS"]


async def test_an_objective_is_cancelled_for_good(walker: Walker) -> None:
    session, _ = await waiting(walker)
    await walker.walk("c6_cancel_objective", id=session, reason="The customer found it.")
    assert (await walker.stage.kinds(session))[-2:] == ["RunCancelled", "SessionClosed"]
