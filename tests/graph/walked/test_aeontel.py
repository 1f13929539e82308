"""Six operations of Aeontel, walked through the graph: agents that are edited live, servers, runs."""

from dataclasses import replace

import pytest

from backend.store.principal_edit import create_principal
from tests.graph.walked.walker import Walker
from tests.store.agents import do, versions

pytestmark = pytest.mark.anyio

DEFAULT = "handle:default"
CLIENT = {"kind": "CLIENT"}


async def test_an_agent_is_made_with_models_schemas_and_tools(walker: Walker) -> None:
    schema = await walker.new("DataSchema", name="Order", externalId="order", definition={"type": "object"})
    for name in ("Find", "Refund"):
        await walker.new("Tool", name=name, externalId=name.lower(), **CLIENT)
    links = [{"target": {"tool": "ext:find"}}, {"target": {"tool": "ext:refund"}}]
    made = await walker.walk(
        "a1_create_agent",
        workspaceId=DEFAULT,
        input={
            "name": "Order desk",
            "instructions": "Find and explain orders.",
            "models": ["offline"],
            "inputSchemaId": "ext:order",
            "outputSchemaId": schema["id"],
            "links": [{"kinds": ["TOOL"], "links": links}],
        },
    )
    agent = made["createAgent"]["agent"]
    assert agent["defaultVersionId"] is None
    (draft,) = await versions(walker.stage.database, agent["id"])
    assert (draft.input_schema, draft.output_schema_id) == ({"type": "object"}, schema["id"])


async def test_tools_are_synced_straight_through_where_there_is_no_draft(walker: Walker) -> None:
    agent = await walker.stage.agent()
    tools = [(await walker.new("Tool", name=name, **CLIENT))["id"] for name in ("Find", "Refund")]
    links = [{"target": {"tool": each}} for each in tools]
    await walker.walk("a2_sync_tools", reads=0, id=agent, links=links)
    assert [each.number for each in await versions(walker.stage.database, agent)] == [1, 2]


async def test_agents_are_listed_by_source_filter_and_order(walker: Walker) -> None:
    await walker.new("Tool", name="Find", externalId="find", **CLIENT)
    links = [{"kinds": ["TOOL"], "links": [{"target": {"tool": "ext:find"}}]}]
    for name in ("Ada", "Bea", "Cleo"):
        await walker.stage.agent(name=name, links=links)
    await walker.stage.agent(name="Dora")
    await walker.walk(
        "a3_list_agents",
        first=2,
        workspaceId=DEFAULT,
        source="WORKSPACE",
        deleted="INCLUDE",
        filter={"isSystem": {"eq": False}, "tools": {"some": {"name": {"startsWith": "Fi"}}}},
        orderBy=[{"name": "DESC"}],
    )


async def test_a_runtime_user_is_a_member_and_named_by_an_administrator(walker: Walker) -> None:
    agent, stage = await walker.stage.agent(), walker.stage
    told = {"kind": "SERVICE", "name": "Robot", "external_id": "robot"}
    await do(stage.database, create_principal, replace(stage.viewer, account_admin=True), told)
    add = "mutation ($who: ID!) { addMember(input: {principalId: $who, role: EDITOR}) { member { id } } }"
    await walker.asker.data(add, who="ext:robot")
    await walker.walk("a4_update_agent", id=agent, input={"runtimeUserId": "ext:robot", "name": "Desk"})
    assert [each.name for each in await versions(stage.database, agent)] == ["Ada", "Desk"]


async def test_a_server_with_a_key_and_withheld_headers_is_made_with_its_tool_set(walker: Walker) -> None:
    await walker.walk(
        "a5_create_mcp_server",
        workspaceId=DEFAULT,
        input={
            "name": "Orders",
            "url": "https://mcp.example.com",
            "auth": "API_KEY",
            "apiKey": "sk-orders",
            "headers": {"x-tenant": "a", "x-api-key": "sk-orders"},
            "extensions": {"aeontel": {"connectorId": "con_1", "connectorConfig": {"region": "eu"}}},
        },
    )


async def test_a_run_takes_data_and_keeps_the_vendors_mode(walker: Walker) -> None:
    agent = await walker.stage.agent()
    extensions = {"aeontel": {"mode": "async"}}
    told = {"text": "Where is 17?", "data": {"order": 17}, "extensions": extensions}
    made = await walker.walk("a6_start_run", agentId=agent, input=told)
    session = (await walker.stage.runs())[0].session_id
    assert await walker.stage.kinds(session, made["startRun"]["run"]["id"]) == ["InputReceived"]
