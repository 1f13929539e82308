"""A tenant, spoken to through Sema4.ai's own API: every answer is held against contract and description."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import httpx2

from tests.rest.conftest import Served
from tests.rest.documented import Described, described
from tests.rest.sema4.contract import OPERATIONS, media, validate

DESCRIBED = "/tenants/{tenant}/api/v2"
"""What the description's paths begin with."""
UNTOLD = {"listMessages", "postMessage"}
"""Operations whose answers hold parts that are described by their types alone."""

_numbers = count(1)


def new_name(word: str = "Ada") -> str:
    """A name that nobody has."""
    return f"{word} {next(_numbers)}"


class World:
    """The client of one key. `base` is what its paths begin with."""

    def __init__(
        self, client: httpx2.AsyncClient, base: str, key: str, served: Served, description: Described
    ) -> None:
        self.client = client
        self._description = description
        self.base = base
        self.key = key
        self.served = served

    async def ask(self, operation: str, *, status: int | None = None, **sent: Any) -> Any:
        """The answer of an operation, which must have this status, else that of its success."""
        found = OPERATIONS[operation]
        response = await self.raw(operation, **sent)
        assert response.status_code == (status or found.success), (operation, response.text)
        if media(found, response.status_code) is None:
            assert response.content == b""
            return None
        answer = response.json()
        validate(found, response.status_code, answer)
        if operation not in UNTOLD:
            self._description.validate(found.method, DESCRIBED + found.path, response.status_code, answer)
        return answer

    async def refused(self, operation: str, status: int, **sent: Any) -> str:
        """The message of a refusal."""
        answer = await self.ask(operation, status=status, **sent)
        return str(answer["error"]["message"])

    async def raw(self, operation: str, **sent: Any) -> httpx2.Response:
        """A response as it comes; keywords that the path names fill it."""
        found = OPERATIONS[operation]
        path = found.path
        for name in ("agent_id", "conversation_id", "mcp_server_id", "semantic_data_model_id"):
            if f"{{{name}}}" in path:
                path = path.replace(f"{{{name}}}", sent.pop(name))
        return await self.client.request(found.method, self.base + path, **sent)

    async def agent(self, **fields: Any) -> Any:
        """A new agent."""
        return await self.ask("createAgent", json={"name": new_name(), **fields})

    async def live(self, **fields: Any) -> Any:
        """A new agent that is published."""
        made = await self.agent(**fields)
        return await self.ask("publishAgent", agent_id=made["id"], json={})

    async def server(self, word: str = "Docs") -> Any:
        """A new MCP server."""
        name = new_name(word)
        sent = {"name": name, "url": f"https://mcp.invalid/{name.replace(' ', '-')}"}
        return await self.ask("createMcpServer", json=sent)

    async def model(self, **fields: Any) -> Any:
        """A new semantic data model."""
        return await self.ask("createSemanticDataModel", json={"name": new_name("Sales"), **fields})


@asynccontextmanager
async def inhabited(served: Served, key: str) -> AsyncIterator[World]:
    """The tenant whose key this is."""
    found = await served.query(
        "{ workspaces(first: 1, orderBy: [{createdAt: ASC}]) { nodes { id } } }", key=key
    )
    workspace = found["workspaces"]["nodes"][0]["id"]
    async with served.client(key) as client:
        description = await described(client, "sema4")
        yield World(client, f"/sema4/tenants/{workspace}/api/v2", key, served, description)
