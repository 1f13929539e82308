"""Bindings: what is published leads to other servers, tool sets and secrets than its draft did, and back."""

from typing import Any

import pytest

from backend.domain.errors import BadInput, ConcordError, Conflict, NotFound
from backend.domain.viewer import Viewer
from backend.store.agent_edit import discard_draft, edit_agent, update_agent
from backend.store.agent_publish import publish_agent
from backend.store.agent_version import agent_version
from backend.store.database import Database
from backend.store.life import Life
from backend.store.link_change import add_link
from backend.store.mcp_server import mcp_server
from backend.store.secret_edit import create_secret
from backend.store.tool_set import TOOL_SET
from backend.store.tool_set_edit import create_mcp_server
from tests.store.agents import agent_row, do, new_agent, row_of
from tests.store.links import linked_now, links_of
from tests.store.tools import URL, found, new_set, synced, tools_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

KINDS = {"mcpServer": "MCP_SERVER", "toolSet": "TOOL_SET", "secret": "SECRET", "tool": "TOOL"}


async def server(database: Database, viewer: Viewer, name: str) -> str:
    made: str = await do(database, create_mcp_server, viewer, {"name": name, "handle": name, "url": URL})
    return made


async def secret(database: Database, viewer: Viewer, name: str) -> str:
    given = {"name": name, "handle": name, "kind": "GROUP"}
    made: str = await do(database, create_secret, viewer, given)
    return made


async def drafted(database: Database, viewer: Viewer, **targets: str) -> str:
    """An agent that is live without links, whose draft leads to these."""
    agent = await new_agent(database, viewer)
    for word, target in targets.items():
        await do(database, add_link, viewer, {"agentId": agent}, {"target": {word: target}})
    return agent


def pair(before: str, after: str) -> dict[str, str]:
    return {"from": before, "to": after}


async def led(database: Database, agent: str) -> dict[str, str]:
    """What the agent's current version leads to, by kind."""
    return {row.kind: row.target_id for row in await linked_now(database, agent)}


async def publish(database: Database, viewer: Viewer, agent: str, *pairs: dict[str, str]) -> Any:
    """The default version once the draft is published with these bindings."""
    await do(database, publish_agent, viewer, agent, given=pairs)
    return await row_of(database, agent_version, (await agent_row(database, agent)).default_version_id)


async def refusal(
    error: type[ConcordError], database: Database, viewer: Viewer, agent: str, *pairs: dict[str, str]
) -> tuple[str | int, ...]:
    before = await linked_now(database, agent)
    with pytest.raises(error) as refused:
        await publish(database, viewer, agent, *pairs)
    assert await linked_now(database, agent) == before
    return refused.value.path


async def test_what_is_published_leads_elsewhere_and_the_next_draft_leads_back(
    database: Database, admin: Viewer
) -> None:
    test, live = [await server(database, admin, name) for name in ("test", "live")]
    key, live_key = [await secret(database, admin, name) for name in ("key", "live-key")]
    agent = await drafted(database, admin, mcpServer=test, secret=key)
    stable = {row.stable_id for row in await linked_now(database, agent)}
    version = await publish(database, admin, agent, pair("handle:test", "handle:live"), pair(key, live_key))
    assert version.bindings == [
        {"kind": "MCP_SERVER", "from": test, "to": live},
        {"kind": "SECRET", "from": key, "to": live_key},
    ]
    assert await led(database, agent) == {"MCP_SERVER": live, "SECRET": live_key}
    await do(database, edit_agent, admin, agent)
    assert await led(database, agent) == {"MCP_SERVER": test, "SECRET": key}
    assert {row.stable_id for row in await linked_now(database, agent)} == stable
    default = {row.target_id for row in await links_of(database, version.id)}
    assert default == {live, live_key}
    assert (await publish(database, admin, agent)).bindings == []


async def test_a_through_edit_keeps_what_the_default_is_bound_to(database: Database, admin: Viewer) -> None:
    test, live = [await server(database, admin, name) for name in ("test", "live")]
    agent = await drafted(database, admin, mcpServer=test)
    first = await publish(database, admin, agent, pair(test, live))
    await do(database, update_agent, admin, agent, {"instructions": "two"}, publish=True)
    assert await led(database, agent) == {"MCP_SERVER": live}
    row = await row_of(database, agent_version, (await agent_row(database, agent)).default_version_id)
    assert row.bindings == first.bindings
    await do(database, update_agent, admin, agent, {"instructions": "three"})
    assert await led(database, agent) == {"MCP_SERVER": test}


async def test_discarding_may_say_with_what_the_next_draft_begins(database: Database, admin: Viewer) -> None:
    test, live, other = [await server(database, admin, name) for name in ("test", "live", "other")]
    agent = await drafted(database, admin, mcpServer=test)
    await publish(database, admin, agent, pair(test, live))
    for given, begun in (([pair(live, other)], other), ([], live), (None, test)):
        await do(database, edit_agent, admin, agent)
        await do(database, discard_draft, admin, agent, given=given)
        await do(database, edit_agent, admin, agent)
        assert await led(database, agent) == {"MCP_SERVER": begun}
        assert (await agent_row(database, agent)).next_bindings is None
    with pytest.raises(BadInput) as refused:
        await do(database, discard_draft, admin, agent, given=[pair(test, other)])
    assert refused.value.path == ("bindings", 0, "from")


async def test_links_to_single_tools_go_to_the_tool_of_the_same_name(
    database: Database, admin: Viewer
) -> None:
    test, live, bare = [await server(database, admin, name) for name in ("test", "live", "bare")]
    sets = {each: (await row_of(database, mcp_server, each)).tool_set_id for each in (test, live, bare)}
    for each in (test, live):
        await synced(database, sets[each], found("read"), found("write"))
    tools = {each: (await tools_of(database, sets[each]))["read"].id for each in (test, live)}
    agent = await drafted(database, admin, mcpServer=test, tool=tools[test])
    assert await refusal(Conflict, database, admin, agent, pair(test, bare)) == ("bindings",)
    await publish(database, admin, agent, pair(test, live))
    assert await led(database, agent) == {"MCP_SERVER": live, "TOOL": tools[live]}
    await do(database, edit_agent, admin, agent)
    assert await led(database, agent) == {"MCP_SERVER": test, "TOOL": tools[test]}


async def test_a_tool_set_is_bound_with_its_tools(database: Database, admin: Viewer) -> None:
    test, live = [
        await new_set(database, admin, handle=name, tools=[{"name": "Ask"}]) for name in ("test", "live")
    ]
    asks = [(await tools_of(database, each.id))["Ask"].id for each in (test, live)]
    agent = await drafted(database, admin, toolSet=test.id, tool=asks[0])
    await publish(database, admin, agent, pair(test.id, live.id))
    assert await led(database, agent) == {"TOOL_SET": live.id, "TOOL": asks[1]}


async def test_what_cannot_be_bound_names_its_place_and_publishes_nothing(
    database: Database, admin: Viewer
) -> None:
    test, live, other = [await server(database, admin, name) for name in ("test", "live", "other")]
    key = await secret(database, admin, "key")
    theirs = await server(database, await stranger(database), "theirs")
    agent = await drafted(database, admin, mcpServer=test)
    good = pair(test, live)
    for pairs, error, path in (
        ([pair(other, live)], BadInput, ("bindings", 0, "from")),
        ([pair(key, live)], BadInput, ("bindings", 0, "from")),
        ([good, pair("handle:test", other)], BadInput, ("bindings", 1, "from")),
        ([pair(test, key)], NotFound, ("bindings", 0, "to")),
        ([pair(test, theirs)], NotFound, ("bindings", 0, "to")),
        ([pair(test, "handle:nothing")], NotFound, ("bindings", 0, "to")),
    ):
        assert await refusal(error, database, admin, agent, *pairs) == path
    await do(database, add_link, admin, {"agentId": agent}, {"target": {"mcpServer": live}})
    assert await refusal(Conflict, database, admin, agent, good) == ("bindings",)


async def test_a_draft_begins_though_what_it_would_lead_back_to_is_gone_or_linked_already(
    database: Database, admin: Viewer
) -> None:
    test, live = [await server(database, admin, name) for name in ("test", "live")]
    agent = await drafted(database, admin, mcpServer=test)
    await publish(database, admin, agent, pair(test, live))
    both = {"target": {"mcpServer": test}}
    await do(database, add_link, admin, {"agentId": agent}, both)
    assert [row.target_id for row in await linked_now(database, agent)] == [test]
    await do(database, discard_draft, admin, agent)
    links = [{"kinds": ["MCP_SERVER"], "links": [{"target": {"mcpServer": each}} for each in (live, test)]}]
    await do(database, update_agent, admin, agent, {"links": links}, publish=True)
    await do(database, edit_agent, admin, agent)
    assert [row.target_id for row in await linked_now(database, agent)] == [live, test]
    await do(database, discard_draft, admin, agent)
    sets = Life(TOOL_SET)
    gone = (await row_of(database, mcp_server, test)).tool_set_id
    await do(database, sets.delete, admin, gone)
    await do(database, sets.purge, admin, gone)
    await do(database, edit_agent, admin, agent)
    assert len(await linked_now(database, agent)) == 2
