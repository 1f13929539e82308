"""What is attached to agents of Sema4.ai: MCP servers and semantic data models."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.rest.sema4.conftest import Tenants
from tests.rest.sema4.world import World

pytestmark = pytest.mark.anyio


@dataclass(frozen=True, slots=True)
class Sort:
    """One of the two sorts: its operations, and what a body and a path call it."""

    attach: str
    detach: str
    listing: str
    word: str
    unknown: str

    async def make(self, world: World) -> str:
        made = await (world.server() if self.word == "mcp_server_id" else world.model())
        return str(made["id"])

    async def ids(self, world: World, agent: str) -> list[str]:
        return [each["id"] for each in (await world.ask(self.listing, agent_id=agent))["data"]]


SERVERS = Sort(
    "attachMcpServer", "detachMcpServer", "listAgentMcpServers", "mcp_server_id", "mcp_" + "0" * 26
)
MODELS = Sort(
    "attachSemanticDataModel",
    "detachSemanticDataModel",
    "listAgentSemanticDataModels",
    "semantic_data_model_id",
    "sdm_" + "0" * 26,
)
each_sort = pytest.mark.parametrize("sort", [SERVERS, MODELS], ids=["servers", "models"])


@each_sort
async def test_what_is_attached_is_listed_until_it_is_detached(ours: World, sort: Sort) -> None:
    agent, target = (await ours.agent())["id"], await sort.make(ours)
    for _ in range(2):
        await ours.ask(sort.attach, agent_id=agent, json={sort.word: target})
        assert await sort.ids(ours, agent) == [target]
    place: dict[str, Any] = {sort.word: target}
    await ours.ask(sort.detach, agent_id=agent, **place)
    assert await sort.ids(ours, agent) == []
    await ours.refused(sort.detach, 404, agent_id=agent, **{sort.word: target})


@each_sort
async def test_what_is_not_there_cannot_be_attached(ours: World, sort: Sort) -> None:
    agent = (await ours.agent())["id"]
    await ours.refused(sort.attach, 404, agent_id=agent, json={sort.word: sort.unknown})
    await ours.refused(sort.attach, 422, agent_id=agent, json={})
    await ours.refused(sort.attach, 422, agent_id=agent, json={sort.word: 7})


async def test_one_sort_is_not_attached_or_detached_as_the_other(ours: World) -> None:
    agent = (await ours.agent())["id"]
    server, model = await SERVERS.make(ours), await MODELS.make(ours)
    await ours.refused(SERVERS.attach, 404, agent_id=agent, json={SERVERS.word: model})
    await ours.ask(MODELS.attach, agent_id=agent, json={MODELS.word: model})
    await ours.ask(SERVERS.attach, agent_id=agent, json={SERVERS.word: server})
    await ours.refused(SERVERS.detach, 404, agent_id=agent, **{SERVERS.word: model})
    await ours.refused(MODELS.detach, 404, agent_id=agent, **{MODELS.word: server})
    assert (await SERVERS.ids(ours, agent), await MODELS.ids(ours, agent)) == ([server], [model])


@each_sort
async def test_a_live_agent_is_left_as_it_is(ours: World, sort: Sort) -> None:
    agent, target, other = (await ours.agent())["id"], await sort.make(ours), await sort.make(ours)
    await ours.ask(sort.attach, agent_id=agent, json={sort.word: target})
    await ours.ask("publishAgent", agent_id=agent, json={})
    assert "/edit" in await ours.refused(sort.attach, 409, agent_id=agent, json={sort.word: other})
    assert "/edit" in await ours.refused(sort.detach, 409, agent_id=agent, **{sort.word: target})
    assert await sort.ids(ours, agent) == [target]


@each_sort
async def test_only_the_owner_attaches_and_detaches(tenants: Tenants, sort: Sort) -> None:
    ours, colleague = tenants.ours, tenants.colleague
    agent, target = (await ours.agent())["id"], await sort.make(ours)
    await colleague.refused(sort.attach, 403, agent_id=agent, json={sort.word: target})
    await ours.ask(sort.attach, agent_id=agent, json={sort.word: target})
    await colleague.refused(sort.detach, 403, agent_id=agent, **{sort.word: target})
    assert await sort.ids(colleague, agent) == [target]


async def test_a_server_is_registered_and_its_headers_are_never_told(ours: World) -> None:
    sent: dict[str, Any] = {
        "name": "Headed",
        "transport": "streamable-http",
        "url": "https://mcp.invalid/headed",
        "headers": {"X-Plain": "canary-1", "X-Kept": {"type": "secret", "value": "canary-2"}},
    }
    response = await ours.raw("createMcpServer", json=sent)
    assert response.status_code == 201
    assert "canary" not in response.text
    made = response.json()
    assert (made["name"], made["transport"], made["url"]) == ("Headed", "streamable-http", sent["url"])
    assert made["headers"]["X-Kept"] == {"type": "secret", "value": "**********"}
    listed = await ours.raw("listMcpServers", params={"limit": 200})
    assert made["id"] in listed.text
    assert "canary" not in listed.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "A", "transport": "pigeon", "url": "https://mcp.invalid/a"},
        {"name": "A", "url": "ftp://mcp.invalid/a"},
        {"name": "A", "url": "https://mcp.invalid/a", "headers": {"X": {"type": "oauth2-secret"}}},
        {"name": "A", "url": "https://mcp.invalid/a", "headers": {"X": 7}},
        {"name": "A", "url": "https://mcp.invalid/a", "headers": []},
    ],
)
async def test_a_server_that_does_not_fit_is_refused(ours: World, body: dict[str, Any]) -> None:
    await ours.refused("createMcpServer", 422, json=body)


async def test_a_semantic_data_model_is_stored_with_its_tables(ours: World) -> None:
    tables = [{"name": "orders", "base_table": {"kind": "table", "table": "orders"}, "dimensions": []}]
    made = await ours.model(description="What was sold.", tables=tables)
    assert made["tables"] == tables
    assert (await ours.model())["tables"] == []
    found = await ours.ask("listSemanticDataModels", params={"limit": 200})
    assert made in found["data"]
    await ours.refused("createSemanticDataModel", 422, json={"name": "A", "tables": "x"})
