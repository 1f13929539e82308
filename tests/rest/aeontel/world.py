"""A tenant that has one of everything, made through Aeontel's own API."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import httpx2

from tests.rest.aeontel.contract import OPERATIONS, validate
from tests.rest.conftest import Served
from tests.rest.documented import Described, described

PREFIX = "/aeontel"
NOWHERE = "0" * 26


class World:
    """A tenant's client, which holds every answer against the contract and the description, and the names of
    its rows.

    `wood` are agents that were made to be listed.
    """

    def __init__(self, client: httpx2.AsyncClient, description: Described) -> None:
        self._client = client
        self._description = description
        self.names: dict[str, str] = {}
        self.wood: list[str] = []

    async def ask(
        self, operation: str, names: Mapping[str, str] | None = None, *, status: int = 200, **sent: Any
    ) -> Any:
        """The answer of an operation, whose path names the row `id`; it must have this status."""
        found = OPERATIONS[operation]
        path = found.path.format_map(names or self.names)
        response = await self._client.request(found.method, PREFIX + path, **sent)
        assert response.status_code == status, (operation, response.text)
        answer = response.json()
        validate(found, status, answer)
        self._description.validate(found.method, found.path, status, answer)
        return answer

    async def raw(self, method: str, path: str, **sent: Any) -> httpx2.Response:
        """A response as it comes."""
        return await self._client.request(method, PREFIX + path, **sent)

    async def make(self, noun: str) -> str:
        """A new row of a kind that has a life, by its id."""
        made = await self.ask(f"create{noun}", json=BODIES[noun](self.names))
        return str(made["id"])

    async def trash(self, noun: str) -> str:
        """A new row in the trash."""
        row = await self.make(noun)
        await self.ask(f"delete{noun}", {"id": row})
        return row


_numbers = count(1)

BODIES: Mapping[str, Any] = {
    "DataSchema": lambda names: {
        "workspaceId": names["workspace"],
        "name": "Question",
        "slug": f"question-{next(_numbers)}",
        "definition": {"type": "object", "properties": {"text": {"type": "string"}}},
    },
    "Tool": lambda names: {
        "workspaceId": names["workspace"],
        "name": "look_up",
        "target": "client",
        "inputSchemaId": names["schema"],
        "outputSchemaId": names["schema"],
        "examples": [{"args": {"text": "x"}, "result": 1}],
    },
    "Skill": lambda names: {
        "workspaceId": names["workspace"],
        "name": f"be-brief-{next(_numbers)}",
        "kind": "procedure",
        "target": "assistant",
        "body": "Say little.",
        "description": "How to say little.",
        "resources": [{"path": "words.txt", "content": "few"}],
    },
    "McpServer": lambda names: {
        "workspaceId": names["workspace"],
        "name": "Docs",
        "url": "https://mcp.invalid/mcp",
        "authType": "api_key",
        "apiKey": "canary-of-the-server",
    },
    "Agent": lambda names: {
        "workspaceId": names["workspace"],
        "name": "Ada",
        "description": "A poet.",
        "instructions": "Be brief.",
        "models": ["offline"],
        "toolIds": [names["tool"]],
    },
}


@asynccontextmanager
async def inhabited(served: Served, key: str) -> AsyncIterator[World]:
    """The tenant whose key this is."""
    async with served.client(key) as client:
        world = World(client, await described(client, "aeontel"))
        await furnish(world)
        yield world


async def furnish(world: World) -> None:
    """Make one of everything."""
    names = world.names
    (workspace, *_) = (await world.ask("listWorkspaces", params={"orderBy": '{"createdAt": "asc"}'}))["data"]
    names |= {"workspace": workspace["id"], "organization": workspace["organizationId"]}
    names["schema"] = await world.make("DataSchema")
    names["tool"] = await world.make("Tool")
    names["skill"] = await world.make("Skill")
    names["server"] = await world.make("McpServer")
    names["agent"] = await world.make("Agent")
    body = {"agentId": names["agent"], "instructions": "Be briefer."}
    names["version"] = (await world.ask("createAgentVersion", json=body))["id"]
    sent = {"id": names["agent"], "input": {"text": "hello"}, "mode": "sync"}
    names["run"] = (await world.ask("createRun", json=sent))["id"]
    listed = await world.ask("listSkillResources", params={"skill_id": names["skill"]})
    names["resource"] = listed["data"][0]["id"]
    subject = {"subject_id": names["agent"]}
    names["event"] = (await world.ask("listEvents", params=subject))["data"][0]["id"]
    member = (await world.ask("listWorkspaceMembers"))["data"][0]
    names |= {"member": member["id"], "user": member["userId"]}


def unknown(names: Mapping[str, str]) -> dict[str, str]:
    """Names of the same kinds that nothing has."""
    return {noun: f"{name.partition('_')[0]}_{NOWHERE}" for noun, name in names.items()}
