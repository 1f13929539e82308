"""Six operations of Sema4, walked through the graph: drafts, mappings, packages."""

from typing import Any

import pytest

from backend.store.agent_edit import edit_agent
from backend.store.agent_publish import publish_agent
from tests.graph.walked.walker import Walker
from tests.store.agents import agent_row, do, versions
from tests.store.links import linked_now

pytestmark = pytest.mark.anyio


async def server(walker: Walker, name: str) -> str:
    """An MCP server of the workspace."""
    made: str = (await walker.new("McpServer", name=name, url=f"https://{name.lower()}.example.com"))["id"]
    return made


def served(*servers: str) -> list[dict[str, Any]]:
    """The links to servers."""
    return [{"kinds": ["MCP_SERVER"], "links": [{"target": {"mcpServer": each}} for each in servers]}]


async def test_editing_begins_a_draft_with_the_test_servers_again(walker: Walker) -> None:
    test, live = await server(walker, "Test"), await server(walker, "Live")
    agent = await walker.stage.agent(instructions="Find orders.", links=served(test))
    database, viewer = walker.stage.database, walker.stage.viewer
    await do(database, edit_agent, viewer, agent)
    await do(database, publish_agent, viewer, agent, given=[{"from": test, "to": live}])
    await walker.walk("s1_edit_agent", id=agent)
    assert (await agent_row(database, agent)).draft_version_id is not None
    (linked,) = await linked_now(database, agent)
    assert linked.target_id == test


async def test_publishing_maps_test_servers_to_those_of_production(walker: Walker) -> None:
    test, live = await server(walker, "Test"), await server(walker, "Live")
    agent = await walker.stage.agent(links=served(test))
    await do(walker.stage.database, edit_agent, walker.stage.viewer, agent)
    tried = await walker.stage.session(
        agent, {"version_id": (await agent_row(walker.stage.database, agent)).draft_version_id}
    )
    await walker.walk("s2_publish_agent", id=agent, note="Go.", bindings=[{"from": test, "to": live}])
    (linked,) = await linked_now(walker.stage.database, agent)
    assert linked.target_id == live
    assert (await walker.stage.session_row(tried)).deleted_at is not None


async def test_discarding_a_draft_keeps_the_mappings_for_the_next(walker: Walker) -> None:
    test, live = await server(walker, "Test"), await server(walker, "Live")
    agent = await walker.stage.agent(links=served(live))
    await do(walker.stage.database, edit_agent, walker.stage.viewer, agent)
    await walker.walk("s3_discard_draft", id=agent, bindings=[{"from": live, "to": test}])
    await do(walker.stage.database, edit_agent, walker.stage.viewer, agent)
    (linked,) = await linked_now(walker.stage.database, agent)
    assert linked.target_id == test


async def test_a_package_is_imported_and_says_which_servers_are_missing(walker: Walker) -> None:
    await server(walker, "Orders")
    package = {
        "agent": {
            "name": "Order desk",
            "description": "Looks after orders.",
            "instructions": "## Objective\nFind and explain orders.",
            "extensions": {"sema4": {"architecture_name": "agent", "mode": "conversational"}},
        },
        "mcpServers": [
            {"name": "ORDERS", "url": "https://orders.example.com"},
            {"name": "Refunds", "url": "https://refunds.example.com"},
        ],
        "semanticDataModels": [{"name": "Sales", "definition": {"tables": []}}],
        "toolSets": [{"name": "Lookup", "tools": [{"name": "Find", "description": "Finds an order."}]}],
        "files": [{"path": "/rates.csv", "uploadId": await walker.upload(b"EUR 1.1", "rates.csv")}],
    }
    made = await walker.walk("s4_import_agent", package=package)
    linked = await linked_now(walker.stage.database, made["importAgent"]["agent"]["id"])
    assert [each.kind for each in linked] == ["FILE", "MCP_SERVER", "SEMANTIC_DATA_MODEL", "TOOL_SET"]


async def test_a_server_is_attached_to_the_draft_by_its_owner(walker: Walker) -> None:
    agent, orders = await walker.stage.agent(), await server(walker, "Orders")
    await do(walker.stage.database, edit_agent, walker.stage.viewer, agent)
    await walker.walk("s5_attach_server", id=agent, serverId=orders)
    assert len(await versions(walker.stage.database, agent)) == 2


async def test_an_agent_is_read_whole_for_its_package(walker: Walker) -> None:
    await walker.new("SemanticDataModel", name="Sales", externalId="sales", definition={"tables": []})
    tools = [{"name": "Find", "description": "Finds an order.", "inputSchema": {"type": "object"}}]
    await walker.new("ToolSet", name="Lookup", externalId="lookup", kind="CLIENT", tools=tools)
    headers = {"x-tenant": "a", "x-api-key": "sk-orders"}
    given = {"name": "Orders", "url": "https://orders.example.com", "headers": headers}
    orders = (await walker.new("McpServer", **given))["id"]
    rates = await walker.upload(b"EUR 1.1", "rates.csv")
    links = [
        *served(orders),
        {"kinds": ["SEMANTIC_DATA_MODEL"], "links": [{"target": {"semanticDataModel": "ext:sales"}}]},
        {"kinds": ["TOOL_SET"], "links": [{"target": {"toolSet": "ext:lookup"}}]},
        {
            "kinds": ["FILE"],
            "links": [{"target": {"upload": rates}, "settings": {"mountPath": "/rates.csv"}}],
        },
    ]
    agent = await walker.stage.agent(instructions="Find orders.", links=links)
    await walker.walk("s6_export_agent", id=agent)
