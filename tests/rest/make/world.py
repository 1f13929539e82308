"""A tenant of Make's: its team, and one of everything that the API names."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx2

from tests.rest.conftest import Served
from tests.rest.documented import Described, described
from tests.rest.make.contract import OPERATIONS, validate

PREFIX = "/make/api/v2"
NOWHERE = 999_999
SECRET = """
mutation { createSecret(input: {name: "Key", kind: BEARER, hosts: ["a.example"], value: {token: "canary"}}) {
  secret { number } } }
"""
TOOL = """
mutation ($name: String!) { createTool(input: {name: $name, kind: CLIENT}) { tool { number } } }
"""
SERVER = """
mutation { createMcpServer(input: {name: "Orders", url: "https://mcp.invalid/mcp"}) { mcpServer { number } } }
"""
PROVIDER = """
mutation { createModelProvider(input: {name: "Local", protocol: MESSAGES, vendor: "local",
    baseUrl: "https://models.invalid"}) { modelProvider { number } } }
"""
TEAM = "query { workspaces(first: 1, orderBy: [{createdAt: ASC}]) { nodes { number } } }"


class World:
    """A tenant's client, which holds every answer against the contract and the description, and the names of
    its rows.
    """

    def __init__(self, served: Served, key: str, client: httpx2.AsyncClient, description: Described) -> None:
        self.served = served
        self.key = key
        self._client = client
        self.description = description
        self.names: dict[str, Any] = {}

    async def ask(
        self, name: str, names: Mapping[str, Any] | None = None, *, status: int = 200, **sent: Any
    ) -> Any:
        """What an operation answers, which must have this status; None without a body."""
        response = await self.raw(name, names, **sent)
        assert response.status_code == status, (name, response.text)
        if status == 204:
            assert (response.content, "content-type" in response.headers) == (b"", False)
            return None
        answer = response.json()
        operation = OPERATIONS[name]
        validate(operation, status, answer)
        self.description.validate(operation.method, f"/api/v2{operation.path}", status, answer)
        return answer

    async def raw(self, name: str, names: Mapping[str, Any] | None = None, **sent: Any) -> httpx2.Response:
        """The response of an operation, as it comes. Without another it is asked in the tenant's team."""
        operation = OPERATIONS[name]
        path = operation.path.format_map(names or self.names)
        params = {"teamId": (names or self.names)["team"], **sent.pop("params", {})}
        given = {key: each for key, each in params.items() if each is not None}
        return await self._client.request(operation.method, PREFIX + path, params=given, **sent)

    async def graph(self, document: str, **variables: Any) -> Any:
        """The data of a GraphQL document."""
        return await self.served.query(document, variables, self.key)

    def body(self, **more: Any) -> dict[str, Any]:
        """What makes an agent."""
        return {
            "name": "Order desk",
            "teamId": self.names["team"],
            "makeConnectionId": self.names["connection"],
            "defaultModel": "offline",
            "systemPrompt": "Explain orders.",
            **more,
        }

    async def agent(self, **more: Any) -> str:
        """A new agent, by its UUID."""
        return str((await self.ask("createAiAgent", json=self.body(**more), status=201))["agentId"])

    async def context(self, agent: str) -> str:
        """A new context of an agent, by its UUID."""
        files = {"file": ("rates.csv", b"EUR 1.1", "text/csv")}
        made = await self.ask("createAiAgentContext", data={"agentId": agent}, files=files, status=201)
        return str(made["id"])

    async def run(self, agent: str, text: str, **more: Any) -> Any:
        """What a run answers to a message."""
        sent = {"messages": [{"role": "user", "content": text}], "config": {}, **more}
        return await self.ask("runAiAgent", {**self.names, "agentId": agent}, json=sent)


@asynccontextmanager
async def inhabited(served: Served, key: str) -> AsyncIterator[World]:
    """The tenant whose key this is."""
    async with served.client(key) as client:
        world = World(served, key, client, await described(client, "make"))
        names = world.names
        names["team"] = (await world.graph(TEAM))["workspaces"]["nodes"][0]["number"]
        names["connection"] = (await world.graph(SECRET))["createSecret"]["secret"]["number"]
        names["scenario"] = (await world.graph(TOOL, name="look_up"))["createTool"]["tool"]["number"]
        names["mcp"] = (await world.graph(SERVER))["createMcpServer"]["mcpServer"]["number"]
        names["providerId"] = (await world.graph(PROVIDER))["createModelProvider"]["modelProvider"]["number"]
        names["agentId"] = await world.agent()
        names["contextId"] = await world.context(names["agentId"])
        yield world


def unknown(names: Mapping[str, Any]) -> dict[str, Any]:
    """Names of the same kinds that nothing has, in the same team."""
    others = {name: NOWHERE if isinstance(each, int) else str(uuid4()) for name, each in names.items()}
    return {**others, "team": names["team"]}
