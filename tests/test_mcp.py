"""MCP servers in the product: who makes one and waits is answered with its tools, and an agent calls them."""

from typing import Any

import pytest

from tests.conftest import PRODUCT_ON_ONE
from tests.fakes.gate import served
from tests.patience import eventually
from tests.product import Product

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
CREATE = """
mutation ($url: String!, $key: String!) {
  createMcpServer(input: {name: "Box", url: $url, auth: BEARER, apiKey: $key}, wait: true) {
    mcpServer { id status error tools(filter: {callName: {eq: "say"}}) { nodes { callName } } }
  }
}
"""
AGENT = """
mutation ($server: ID!) {
  createAgent(publish: true, input: {name: "Ada", models: ["offline"],
      links: [{kinds: [MCP_SERVER], links: [{target: {mcpServer: $server}}]}]}) { agent { id } } }
"""
START = """
mutation ($agent: ID!) {
  startRun(agentId: $agent, input: {text: "call say {\\"text\\": \\"Hi!\\"}"}) { run { id } } }
"""
RUN = "query ($id: ID!) { run(id: $id) { status toolCalls { nodes { name status result } } } }"


@PRODUCT_ON_ONE
async def test_a_server_is_made_discovered_and_called(product: Product) -> None:
    product.start(CONCORD_ALLOWED_HOSTS="127.0.0.1", CONCORD_LOG_LEVEL="debug")
    async with served() as gate:
        made = await product.query(CREATE, {"url": gate.url, "key": CANARY})
        server = made["createMcpServer"]["mcpServer"]
        assert (server["status"], server["error"]) == ("CONNECTED", None)
        assert server["tools"]["nodes"] == [{"callName": "say"}]
        agent = await product.query(AGENT, {"server": server["id"]})
        started = await product.query(START, {"agent": agent["createAgent"]["agent"]["id"]})
        run_id = started["startRun"]["run"]["id"]

        async def ended() -> dict[str, Any] | None:
            run: dict[str, Any] = (await product.query(RUN, {"id": run_id}))["run"]
            return run if run["status"] == "COMPLETED" else None

        run = await eventually(ended, 30.0)
    assert run is not None
    (call,) = run["toolCalls"]["nodes"]
    assert (call["name"], call["status"], call["result"]) == ("say", "COMPLETED", "Hi!")
    product.stop()
    assert CANARY not in product.log.read_text()
