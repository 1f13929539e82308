"""Tool sets, tools and MCP servers in the graph: made together, never told their secrets, waited for."""

import asyncio
from typing import Any

import pytest

from backend.domain.viewer import Role, Viewer
from backend.graph.schema import Schema
from backend.store.database import Database
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.calls.world import asked_as
from tests.patience import WITHIN, eventually
from tests.store.tools import found, synced
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
SET = """
id name handle kind baseUrl headers include exclude approval managed syncStatus syncError syncedAt isSystem
agent { id } tools { nodes { id callName number status config headers: extension(at: "a") } totalCount }
mcpServer {
  id url number headers hasValue auth oauth { clientId tokenEndpoint scopes expiresAt } toolSet { id }
}
"""
CREATE = f"""
mutation ($input: CreateToolSetInput!, $wait: Boolean, $key: String) {{
  createToolSet(input: $input, wait: $wait, idempotencyKey: $key) {{ toolSet {{ {SET} }} }}
}}
"""
UPDATE = f"""
mutation ($id: ID!, $input: UpdateToolSetInput!) {{
  updateToolSet(id: $id, input: $input) {{ toolSet {{ {SET} }} }}
}}
"""
SYNC = (
    f"mutation ($id: ID!, $wait: Boolean) {{ syncToolSet(id: $id, wait: $wait) {{ toolSet {{ {SET} }} }} }}"
)
SCHEMA = """
mutation { createDataSchema(input: {name: "S", definition: {type: "object"}}) { dataSchema { id } } }
"""
SERVER = """
mutation ($input: CreateMcpServerInput!, $wait: Boolean) {
  createMcpServer(input: $input, wait: $wait) {
    mcpServer {
      id transport url command headers auth hasValue status error checkedAt tools { nodes { name } }
    }
  }
}
"""
CHANGE_SERVER = """
mutation ($id: ID!, $input: UpdateMcpServerInput!) {
  updateMcpServer(id: $id, input: $input) { mcpServer { id headers hasValue oauth { clientId } } }
}
"""
TOOL = """
mutation ($input: CreateToolInput!) {
  createTool(input: $input) {
    tool {
      id number kind callName config inputSchema examples timeoutSeconds toolSet { handle }
      inputDataSchema { id inputOf { nodes { callName } } outputOf { totalCount } } runtimeUser { id }
    }
  }
}
"""
MCP: dict[str, Any] = {"name": "Box", "kind": "MCP", "mcpServer": {"url": "https://mcp.example.com"}}


async def server_tells(database: Database, set_id: str) -> None:
    """A discoverer that finds one tool as soon as the set is due."""

    async def probe() -> bool:
        try:
            return await synced(database, set_id, found("a")) is not None
        except AssertionError:
            return False

    await eventually(probe)


async def test_a_set_is_made_with_its_tools(asker: Asker) -> None:
    tools = [
        {"name": "Get it", "config": {"path": "/it"}},
        {"name": "Do it", "inputSchema": {"type": "object"}},
    ]
    given = {
        "name": "Shop",
        "kind": "HTTP",
        "baseUrl": "https://shop.example/{{ variables.v }}",
        "tools": tools,
    }
    made = await asker.change(CREATE, input=given)
    assert (made["kind"], made["handle"], made["syncStatus"], made["mcpServer"]) == (
        "HTTP",
        "shop",
        "NEVER",
        None,
    )
    assert {row["callName"] for row in made["tools"]["nodes"]} == {"Get_it", "Do_it"}
    assert {"method": "GET", "path": "/it"} in [row["config"] for row in made["tools"]["nodes"]]


async def test_a_tools_input_is_named_where_it_is_wrong(asker: Asker) -> None:
    given = {"name": "Shop", "kind": "CLIENT", "tools": [{"name": "a"}, {"name": "b", "inputSchema": []}]}
    assert await asker.refusal(CREATE, input=given) == ("BAD_INPUT", ["input", "tools", 1, "inputSchema"])
    given = MCP | {"mcpServer": {"url": "https://u:p@mcp.example.com"}}
    assert await asker.refusal(CREATE, input=given) == ("BAD_INPUT", ["input", "mcpServer", "url"])
    given = MCP | {"mcpServer": {"url": "https://a", "headers": {"X": 1}}}
    assert await asker.refusal(CREATE, input=given) == ("BAD_INPUT", ["input", "mcpServer", "headers", "X"])


async def test_a_tool_is_made_without_a_set_and_follows_a_schema(asker: Asker) -> None:
    named = (await asker.change(SCHEMA))["id"]
    examples = [{"args": {"a": 1}, "result": "b"}]
    given = {"name": "Ask", "kind": "CLIENT", "inputSchemaId": named, "examples": examples}
    made = await asker.change(TOOL, input=given | {"runtimeUserId": asker.viewer.principal})
    assert (made["kind"], made["toolSet"], made["examples"]) == (
        "CLIENT",
        {"handle": "client-tools"},
        examples,
    )
    assert made["inputDataSchema"] == {
        "id": named,
        "inputOf": {"nodes": [{"callName": "Ask"}]},
        "outputOf": {"totalCount": 0},
    }
    assert made["runtimeUser"] == {"id": asker.viewer.principal}
    both = given | {"inputSchema": {"type": "object"}}
    assert await asker.refusal(TOOL, input=both) == ("BAD_INPUT", ["input", "inputSchemaId"])
    assert await asker.refusal(TOOL, input={"name": "Ask"}) == ("BAD_INPUT", ["input", "kind"])


async def test_a_tool_is_found_within_its_set_only(asker: Asker) -> None:
    made = await asker.change(TOOL, input={"name": "Ask", "kind": "CLIENT"})
    read = "query ($id: ID!, $in: ID) { tool(id: $id, within: $in) { id } }"
    for reference in (made["id"], "handle:ask", f"number:{made['number']}"):
        assert await asker.data(read, **{"id": reference, "in": "handle:client-tools"}) == {
            "tool": {"id": made["id"]}
        }
        assert await asker.data(read, **{"id": reference, "in": "handle:concord"}) == {"tool": None}


async def test_concords_own_are_read_by_everybody(asker: Asker, database: Database) -> None:
    read = """{
      toolSets(source: SYSTEM, orderBy: [{handle: ASC}]) { nodes { handle workspace { id } isSystem } }
      tool(id: "number:1") { name status number toolSet { handle } createdBy { id } }
    }"""
    for each in (asker, asker.as_(await stranger(database))):
        assert await each.data(read) == {
            "toolSets": {
                "nodes": [
                    {"handle": handle, "workspace": None, "isSystem": True}
                    for handle in ("concord", "sandbox")
                ]
            },
            "tool": {
                "name": "current_time",
                "status": "AVAILABLE",
                "number": 1,
                "toolSet": {"handle": "concord"},
                "createdBy": None,
            },
        }


async def test_no_answer_tells_a_secret(asker: Asker) -> None:
    headers = {"Authorization": f"Bearer {CANARY}", "X-Plain": "shown", "X-Token": "{{ secrets.T }}"}
    oauth = {"clientId": "c", "clientSecret": CANARY, "tokenEndpoint": "https://a.example/t", "scopes": "x"}
    server = {"url": "https://mcp.example.com", "headers": headers, "apiKey": CANARY, "env": {"K": CANARY}}
    given = MCP | {"headers": headers, "mcpServer": server | {"oauth": oauth, "auth": "OAUTH"}}
    bodies = [await asker.body(CREATE, input=given, key="k") for _ in range(2)]
    made = await asker.change(CREATE, input=given, key="k")
    shown = headers | {"Authorization": "•••"}
    assert made["headers"] == made["mcpServer"]["headers"] == shown
    assert (made["mcpServer"]["hasValue"], made["mcpServer"]["auth"]) == (True, "OAUTH")
    assert made["mcpServer"]["oauth"] == {
        "clientId": "c",
        "tokenEndpoint": "https://a.example/t",
        "scopes": "x",
        "expiresAt": None,
    }
    tool = {"name": "T", "kind": "HTTP", "config": {"headers": {"Cookie": CANARY}}}
    bodies.append(await asker.body(TOOL, input=tool))
    row = made["mcpServer"]["id"]
    wrongs: list[dict[str, Any]] = [
        {"apiKey": CANARY * 1_000},
        {"env": {"1": CANARY}},
        {"headers": {f"a {CANARY[:3]}": CANARY, "Host": CANARY}},
        {"headers": {"Authorization": f"{CANARY}\n"}},
        {"oauth": {"clientSecret": ""}},
        {"url": f"https://u:{CANARY}@a.example"},
    ]
    for wrong in wrongs:
        assert (await asker.refusal(CHANGE_SERVER, id=row, input=wrong))[0] == "BAD_INPUT"
        bodies.append(await asker.body(CHANGE_SERVER, id=row, input=wrong))
    bodies.append(await asker.body(f"{{ toolSets {{ nodes {{ {SET} }} }} }}"))
    assert b'"hasValue":true' in bodies[-1]
    assert [body for body in bodies if CANARY.encode() in body] == []


async def test_a_mask_keeps_what_is_there_and_null_takes_it_away(asker: Asker) -> None:
    given = {"name": "S", "url": "https://a.example", "headers": {"Api-Key": CANARY}, "apiKey": CANARY}
    made = await asker.change(SERVER, input=given)
    assert (made["headers"], made["hasValue"]) == ({"Api-Key": "•••"}, True)
    kept = await asker.change(
        CHANGE_SERVER, id=made["id"], input={"headers": {"api-key": "•••"}, "apiKey": None}
    )
    assert (kept["headers"], kept["hasValue"]) == ({"api-key": "•••"}, True)
    gone = await asker.change(CHANGE_SERVER, id=made["id"], input={"headers": None})
    assert (gone["headers"], gone["hasValue"]) == ({}, False)


async def test_programs_are_servers_where_the_composition_root_lends_it(
    asker: Asker, schema: Schema, database: Database
) -> None:
    given = {"name": "S", "transport": "STDIO", "command": ["mcp"]}
    assert await asker.refusal(SERVER, input=given) == ("FORBIDDEN", ["input", "transport"])
    lending = Asker(graph_over(schema, database, stdio_servers=True), asker.viewer)
    made = await lending.change(SERVER, input=given)
    assert (made["transport"], made["command"], made["url"]) == ("STDIO", ["mcp"], None)


async def test_who_waits_is_answered_when_the_tools_are_found(asker: Asker, database: Database) -> None:
    made = await asker.change(CREATE, input=MCP)
    assert (made["syncStatus"], made["tools"]["totalCount"]) == ("DUE", 0)
    await synced(database, made["id"])
    async with asyncio.timeout(WITHIN):
        _, told = await asyncio.gather(
            server_tells(database, made["id"]), asker.change(SYNC, id=made["id"], wait=True)
        )
    assert (told["syncStatus"], [row["callName"] for row in told["tools"]["nodes"]]) == ("COMPLETED", ["a"])


async def test_who_waits_in_vain_is_answered_what_there_is(
    asker: Asker, schema: Schema, database: Database
) -> None:
    hasty = Asker(graph_over(schema, database, patience=0.01), asker.viewer)
    made = await hasty.change(CREATE, input=MCP, wait=True)
    assert (made["syncStatus"], made["tools"]["totalCount"]) == ("DUE", 0)
    server = await hasty.change(SERVER, input={"name": "S", "url": "https://a.example"}, wait=True)
    assert (server["status"], server["tools"]) == ("UNKNOWN", {"nodes": []})
    assert (await hasty.change(SYNC, id=made["id"], wait=True))["syncStatus"] == "DUE"


async def test_who_waits_for_nothing_is_answered_at_once(asker: Asker) -> None:
    async with asyncio.timeout(WITHIN):
        made = await asker.change(CREATE, input={"name": "S", "kind": "CLIENT"}, wait=True)
    assert made["syncStatus"] == "NEVER"
    assert await asker.refusal(SYNC, id=made["id"], wait=True) == ("CONFLICT", [])


async def test_a_change_that_fails_waits_for_nothing(asker: Asker) -> None:
    async with asyncio.timeout(WITHIN):
        refused = await asker.refusal(CREATE, input=MCP | {"handle": "No"}, wait=True)
    assert refused == ("BAD_INPUT", ["input", "handle"])


@pytest.mark.parametrize("wait", ["true", "false"])
async def test_a_payload_that_cannot_be_read_undoes_the_change_whether_or_not_one_waits(
    asker: Asker, wait: str
) -> None:
    document = f"""
    mutation {{
      createMcpServer(wait: {wait}, input: {{ name: "Box", url: "https://mcp.example.com" }}) {{
        mcpServer {{ tools(first: 500) {{ nodes {{ id }} }} }}
      }}
    }}
    """
    refused = await asker.refusal(document)
    assert refused[0] == "BAD_INPUT"
    assert await asker.data("{ mcpServers { totalCount } }") == {"mcpServers": {"totalCount": 0}}


async def test_lists_are_filtered_through_sets_and_servers(asker: Asker, database: Database) -> None:
    made = await asker.change(CREATE, input=MCP)
    await synced(database, made["id"], found("a"))
    await asker.change(SERVER, input={"name": "Other", "url": "https://other.example"})
    find = "query ($f: McpServerFilter!) { mcpServers(filter: $f) { nodes { name } } }"
    for wanted, names in (
        ({"tools": {"some": {"callName": {"eq": "a"}}}}, ["Box"]),
        ({"tools": {"none": {"callName": {"eq": "a"}}}}, ["Other"]),
        ({"toolSet": {"syncStatus": {"eq": "DUE"}}}, ["Other"]),
        ({"url": {"startsWith": "https://mcp"}, "hasValue": {"eq": False}}, ["Box"]),
    ):
        told = await asker.data(find, f=wanted)
        assert [row["name"] for row in told["mcpServers"]["nodes"]] == names, wanted


async def test_what_lies_elsewhere_is_not_seen_and_what_is_seen_needs_a_role(
    asker: Asker, database: Database
) -> None:
    made = await asker.change(CREATE, input=MCP)
    other = asker.as_(await stranger(database))
    assert await other.refusal(SYNC, id=made["id"]) == ("NOT_FOUND", ["id"])
    assert await other.refusal(UPDATE, id=made["id"], input={"name": "x"}) == ("NOT_FOUND", ["id"])
    assert await other.data("query ($id: ID!) { mcpServer(id: $id) { id } }", id=made["mcpServer"]["id"]) == {
        "mcpServer": None
    }
    viewer: Viewer = (await asked_as(asker, Role.VIEWER)).viewer
    for source, given in ((SYNC, {}), (UPDATE, {"input": {"name": "x"}})):
        assert (await asker.as_(viewer).refusal(source, id=made["id"], **given))[0] == "FORBIDDEN"
    assert (await asker.refusal(UPDATE, id="handle:concord", input={"name": "x"}))[0] == "FORBIDDEN"
