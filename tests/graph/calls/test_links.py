"""Lists through links: each row once, by the current version, and never what the viewer may not see."""

from typing import Any

import orjson
import pytest

from backend.domain.link import LinkKind
from backend.store.database import Database
from backend.store.link import link
from backend.store.row import add, born, change
from backend.store.variation import variation
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.graph.calls.test_agents import new_agent
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

AGENT = """
query ($id: ID!) {
  agent(id: $id) {
    currentVersion { id } defaultVersion { id subAgents { nodes { id } } }
    subAgents { nodes { id } totalCount }
  }
}
"""
ADD = """
mutation ($on: LinkHolder!, $input: LinkInput!) {
  addLink(on: $on, input: $input) {
    link {
      id stableId kind position targetId inline agent { id } settings { approval prompt }
      extension(at: "make.a")
    }
    agent { id subAgents { nodes { id } } } variation { id } session { id }
  }
}
"""
CHANGE = """
mutation ($on: LinkHolder!, $id: ID!, $input: UpdateLinkInput!) {
  updateLink(on: $on, id: $id, input: $input) {
    link { id stableId settings { approval prompt } extensions }
  }
}
"""
REMOVE = """
mutation ($on: LinkHolder!, $id: ID!) { removeLink(on: $on, id: $id) { link { id } agent { id } } }
"""
CANARY = "canary-in-the-mine"
CALLERS = "query ($of: ID!) { agents(filter: {subAgents: {some: {id: {eq: $of}}}}) { nodes { id } } }"


async def linked(asker: Asker, version: str, target: str, **columns: Any) -> str:
    """A link of a version to an agent, which no mutation makes."""
    made = born("lnk") | {"workspace_id": asker.viewer.home, "created_by": asker.viewer.principal}
    said = {"stable_id": made["id"], "kind": LinkKind.AGENT, "position": 0, "settings": {}, "extensions": {}}
    row = {**made, **said, "agent_version_id": version, "target_id": target, **columns}
    async with asker.graph._database.write() as tx:
        await add(tx, link, row)
    return str(row["id"])


async def callees(asker: Asker, agent: str) -> list[str]:
    found = await asker.data(AGENT, id=agent)
    shown = [row["id"] for row in found["agent"]["subAgents"]["nodes"]]
    assert found["agent"]["subAgents"]["totalCount"] == len(shown)
    return shown


async def test_an_agent_that_is_linked_twice_is_in_the_list_once(asker: Asker) -> None:
    agent, other = await new_agent(asker), await new_agent(asker)
    version = (await asker.data(AGENT, id=agent))["agent"]["currentVersion"]["id"]
    for position in range(2):
        await linked(asker, version, other, position=position)
    await linked(asker, version, agent, kind=LinkKind.TOOL)
    assert await callees(asker, agent) == [other]
    assert await asker.data(CALLERS, of=other) == {"agents": {"nodes": [{"id": agent}]}}
    assert await asker.data(CALLERS, of=agent) == {"agents": {"nodes": []}}


async def test_the_list_is_the_drafts_and_after_publishing_the_defaults(asker: Asker) -> None:
    agent, first, second = [await new_agent(asker) for _ in range(3)]
    default = (await asker.data(AGENT, id=agent))["agent"]["defaultVersion"]["id"]
    await linked(asker, default, first)
    assert await callees(asker, agent) == [first]
    await asker.change(doc.UPDATE, id=agent, input={"instructions": "Draft."})
    found = (await asker.data(AGENT, id=agent))["agent"]
    await linked(asker, found["currentVersion"]["id"], second, position=1)
    assert await callees(asker, agent) == [second, first]
    assert found["defaultVersion"]["subAgents"] == {"nodes": [{"id": first}]}


async def test_rows_of_others_are_in_no_list_whoever_links_them(asker: Asker, database: Database) -> None:
    other = asker.as_(await stranger(database))
    mine, theirs = await new_agent(asker), await new_agent(other)
    version = (await asker.data(AGENT, id=mine))["agent"]["currentVersion"]["id"]
    made = await linked(asker, version, theirs)
    assert await callees(asker, mine) == []
    assert await asker.data(CALLERS, of=theirs) == {"agents": {"nodes": []}}
    found = await asker.data("query ($id: ID!) { link(id: $id) { id agent { id } } }", id=made)
    assert found == {"link": {"id": made, "agent": None}}
    await linked(asker, version, mine, workspace_id=other.viewer.home)
    assert await callees(asker, mine) == []


async def test_what_is_in_the_trash_is_shown_if_it_is_asked_for(asker: Asker) -> None:
    agent, other = await new_agent(asker), await new_agent(asker)
    version = (await asker.data(AGENT, id=agent))["agent"]["currentVersion"]["id"]
    await linked(asker, version, other)
    await asker.change(doc.DELETE, id=other)
    assert await callees(asker, agent) == []
    document = "query ($id: ID!) { agent(id: $id) { subAgents(deleted: ONLY) { nodes { id } } } }"
    found = await asker.data(document, id=agent)
    assert found["agent"]["subAgents"]["nodes"] == [{"id": other}]


async def test_an_agent_without_links_has_none_and_every_sub_agent(asker: Asker) -> None:
    bare, agent = await new_agent(asker), await new_agent(asker)
    document = "{ agents(filter: {subAgents: {none: {id: {isNull: false}}}}) { nodes { id } } }"
    every = '{ agents(filter: {subAgents: {every: {name: {eq: "x"}}}}) { nodes { id } } }'
    version = (await asker.data(AGENT, id=agent))["agent"]["currentVersion"]["id"]
    await linked(asker, version, bare)
    for each in (document, every):
        assert await asker.data(each) == {"agents": {"nodes": [{"id": bare}]}}


async def link_ids(asker: Asker, agent: str) -> list[str]:
    """The stable ids of the current version's links."""
    document = "query ($id: ID!) { agent(id: $id) { currentVersion { links { nodes { stableId } } } } }"
    found = await asker.data(document, id=agent)
    return [row["stableId"] for row in found["agent"]["currentVersion"]["links"]["nodes"]]


async def test_a_link_is_added_changed_and_taken_away(asker: Asker) -> None:
    agent, other = await new_agent(asker), await new_agent(asker, handle="other")
    settings = {"approval": "ALWAYS", "prompt": "Ask it."}
    given = {"target": {"agent": "handle:other"}, "settings": settings, "extensions": {"make": {"a": 1}}}
    made = await asker.data(ADD, on={"agentId": agent}, input=given)
    link = made["addLink"]["link"]
    assert (link["kind"], link["position"], link["targetId"], link["inline"]) == ("AGENT", 0, other, None)
    assert (link["agent"], link["settings"], link["extension"]) == ({"id": other}, settings, 1)
    assert made["addLink"]["agent"] == {"id": agent, "subAgents": {"nodes": [{"id": other}]}}
    assert (made["addLink"]["variation"], made["addLink"]["session"]) == (None, None)
    change = {"settings": {"approval": None}, "extensions": {"make": {"a": None}}}
    changed = await asker.data(CHANGE, on={"agentId": agent}, id=link["stableId"], input=change)
    assert changed["updateLink"]["link"] == {
        "id": link["id"],
        "stableId": link["stableId"],
        "settings": {"approval": None, "prompt": None},
        "extensions": {"make": {}},
    }
    removed = await asker.data(REMOVE, on={"agentId": agent}, id=other)
    assert removed == {"removeLink": {"link": None, "agent": {"id": agent}}}
    assert await asker.refusal(REMOVE, on={"agentId": agent}, id=other) == ("NOT_FOUND", ["id"])


async def test_links_are_replaced_as_a_part_of_the_configuration_too(asker: Asker) -> None:
    agent = await new_agent(asker)
    a, b = [await new_agent(asker) for _ in range(2)]
    links: dict[str, Any] = {
        "kinds": ["AGENT"],
        "links": [{"target": {"agent": each}} for each in (a, b)],
    }
    document = """
    mutation ($on: LinkHolder!, $set: LinkSetInput!) {
      setLinks(on: $on, set: $set, publish: true) { count agent { subAgents { totalCount } } }
    }
    """
    counted = await asker.data(document, on={"agentId": agent}, set=links)
    assert counted["setLinks"] == {"count": 2, "agent": {"subAgents": {"totalCount": 2}}}
    same = await asker.change(doc.UPDATE, id=agent, input={"links": [links]}, publish=True)
    assert same["versions"]["totalCount"] == 2
    stable = await link_ids(asker, agent)
    turned = {**links, "links": links["links"][::-1]}
    await asker.change(doc.UPDATE, id=agent, input={"links": [turned]})
    assert await link_ids(asker, agent) == stable[::-1]
    wrong = {"kinds": ["AGENT"], "links": [{"target": {"agent": "handle:nobody"}}]}
    path = ["input", "links", 0, "links", 0, "target", "agent"]
    assert await asker.refusal(doc.UPDATE, id=agent, input={"links": [wrong]}) == ("NOT_FOUND", path)
    path = ["set", "links", 0, "target", "agent"]
    assert await asker.refusal(document, on={"agentId": agent}, set=wrong) == ("NOT_FOUND", path)


async def test_exactly_one_target_and_one_holder_are_taken(asker: Asker) -> None:
    agent = await new_agent(asker)
    both = {"agentId": agent, "sessionId": agent}
    for variables in (
        {"on": both, "input": {"target": {"agent": agent}}},
        {"on": {"agentId": agent}, "input": {"target": {"agent": agent, "tool": agent}}},
        {"on": {}, "input": {"target": {"agent": agent}}},
    ):
        code, _ = await asker.refusal(ADD, **variables)
        assert code == "BAD_INPUT"
    given: dict[str, Any] = {"target": {"agent": agent}}
    assert await asker.refusal(ADD, on={"agentId": "handle:x"}, input=given) == (
        "NOT_FOUND",
        ["on", "agentId"],
    )
    path = ["input", "target", "agent"]
    assert await asker.refusal(ADD, on={"agentId": agent}, input=given) == ("BAD_INPUT", path)
    given = {"target": {"inline": {"kind": "MCP_SERVER", "definition": {"name": "s", "url": "x"}}}}
    path = ["input", "target", "inline", "definition", "url"]
    assert await asker.refusal(ADD, on={"agentId": agent}, input=given) == ("BAD_INPUT", path)


async def test_a_variations_link_is_a_link_of_the_agents_next_version(asker: Asker) -> None:
    agent, other = await new_agent(asker), await new_agent(asker)
    create = """
    mutation ($id: ID!, $input: CreateVariationInput!) {
      createVariation(agentId: $id, input: $input) { variation { id agentVersion { number } score weight } }
    }
    """
    made = await asker.change(create, id=agent, input={"name": "V", "weight": 3})
    assert (made["agentVersion"], made["score"], made["weight"]) == ({"number": 1}, None, 3)
    document = """
    mutation ($on: LinkHolder!, $input: LinkInput!) {
      addLink(on: $on, input: $input) {
        variation { agentVersion { number isDefault } links { nodes { agent { id } } } }
        link { agentVersion { number } }
      }
    }
    """
    on, given = {"variationId": made["id"]}, {"target": {"agent": other}}
    added = (await asker.data(document, on=on, input=given))["addLink"]
    assert added["variation"]["agentVersion"] == {"number": 2, "isDefault": False}
    assert added["variation"]["links"]["nodes"] == [{"agent": {"id": other}}]
    assert added["link"] == {"agentVersion": {"number": 2}}
    assert await callees(asker, agent) == []


@pytest.mark.parametrize(("gain", "count", "score"), [(0, 1, 1 / 3), (3_750, 5, 4.75 / 7), (1_000, 1, 2 / 3)])
async def test_a_score_is_told_alike_by_both_databases(
    asker: Asker, database: Database, gain: int, count: int, score: float
) -> None:
    agent = await new_agent(asker)
    create = 'mutation ($id: ID!) { createVariation(agentId: $id, input: {name: "V"}) { variation { id } } }'
    made = (await asker.change(create, id=agent))["id"]
    async with database.write() as tx:
        await change(tx, variation, made, {"feedback_count": count, "gain_millis": gain})
    body = await asker.body("query ($id: ID!) { variation(id: $id) { score } }", id=made)
    assert body.endswith(b'"score":%s}}}' % repr(score).encode())


async def test_nothing_secret_of_a_definition_is_answered(asker: Asker) -> None:
    agent = await new_agent(asker)
    definition = {
        "name": "Mail",
        "url": "https://mcp.example",
        "token": CANARY,
        "headers": {"x-api-key": CANARY, "x-team": "blue"},
    }
    given = {"target": {"inline": {"kind": "MCP_SERVER", "definition": definition}}}
    body = await asker.body(ADD, on={"agentId": agent}, input=given)
    shown = orjson.loads(body)["data"]["addLink"]["link"]["inline"]
    assert shown == {
        "name": "Mail",
        "url": "https://mcp.example",
        "headers": {"x-api-key": "•••", "x-team": "blue"},
    }
    wrong = {"target": {"inline": {"kind": "MCP_SERVER", "definition": {**definition, "url": CANARY}}}}
    told = [body, await asker.body(ADD, on={"agentId": agent}, input=wrong)]
    document = "{ links { nodes { inline settings { prompt } extensions } } }"
    assert CANARY.encode() not in b"".join([*told, await asker.body(document)])
