"""Agents of Sema4.ai: made, listed, edited, published, discarded and deleted, and who may do so."""

import pytest

from tests.rest.sema4.conftest import Tenants
from tests.rest.sema4.world import World, new_name

pytestmark = pytest.mark.anyio


async def test_a_new_agent_is_a_draft_of_the_key_that_made_it(ours: World) -> None:
    name = new_name("Order desk")
    made = await ours.ask(
        "createAgent", json={"name": name, "description": "Looks.", "runbook_text": "## Objective\nFind."}
    )
    assert made["name"] == name
    assert made["runbook_text"] == "## Objective\nFind."
    assert (made["state"], made["live_version_id"]) == ("draft", None)
    assert made["architecture_name"] == "agent_platform.architectures.default"
    assert made["architecture_version"] == "1.0.0"
    assert await ours.ask("getAgent", agent_id=made["id"]) == made
    state = await ours.ask("getAgentState", agent_id=made["id"])
    assert state == {"state": "draft", "live_version_id": None, "has_draft": True}


async def test_a_name_that_exists_is_a_conflict(ours: World) -> None:
    made = await ours.agent()
    assert "name" in await ours.refused("createAgent", 409, json={"name": made["name"]})


@pytest.mark.parametrize(
    "body",
    [{}, {"name": ""}, {"name": 7}, {"name": None}, {"name": "A", "runbook_text": 7}, {"name": "x" * 201}],
)
async def test_a_body_that_does_not_fit_is_refused(ours: World, body: dict[str, object]) -> None:
    await ours.refused("createAgent", 422, json=body)


async def test_a_draft_is_patched_and_what_is_not_named_stays(ours: World) -> None:
    made = await ours.agent(description="Old.", runbook_text="Old.")
    name = new_name()
    changed = await ours.ask("updateAgent", agent_id=made["id"], json={"name": name, "description": None})
    assert (changed["name"], changed["description"], changed["runbook_text"]) == (name, None, "Old.")
    cleared = await ours.ask("updateAgent", agent_id=made["id"], json={"runbook_text": None})
    assert (cleared["name"], cleared["runbook_text"]) == (name, "")


async def test_publishing_makes_a_live_version_that_is_not_patched(ours: World) -> None:
    made = await ours.agent(runbook_text="One.")
    live = await ours.ask("publishAgent", agent_id=made["id"], json={"description": "First."})
    assert live["state"] == "live"
    assert live["version"] == "1"
    state = await ours.ask("getAgentState", agent_id=made["id"])
    assert state == {"state": "live", "live_version_id": live["live_version_id"], "has_draft": False}
    told = await ours.refused("updateAgent", 409, agent_id=made["id"], json={"runbook_text": "Two."})
    assert "/edit" in told
    await ours.refused("publishAgent", 409, agent_id=made["id"], json={})


async def test_edit_mode_keeps_the_live_version_and_can_be_entered_twice(ours: World) -> None:
    live = await ours.live(runbook_text="One.")
    draft = await ours.ask("editAgent", agent_id=live["id"])
    assert (draft["state"], draft["live_version_id"]) == ("draft", live["live_version_id"])
    assert draft["runbook_text"] == "One."
    assert await ours.ask("editAgent", agent_id=live["id"]) == draft
    await ours.ask("updateAgent", agent_id=live["id"], json={"runbook_text": "Two."})
    again = await ours.ask("publishAgent", agent_id=live["id"])
    assert (again["version"], again["runbook_text"]) == ("2", "Two.")
    assert again["live_version_id"] != live["live_version_id"]


async def test_discarding_gives_back_the_live_version(ours: World) -> None:
    live = await ours.live(runbook_text="One.", description="Old.")
    await ours.ask("editAgent", agent_id=live["id"])
    changes = {"name": new_name(), "description": "New.", "runbook_text": "Two."}
    await ours.ask("updateAgent", agent_id=live["id"], json=changes)
    back = await ours.ask("discardDraft", agent_id=live["id"], json={})
    assert {**back, "updated_at": None} == {**live, "updated_at": None}


async def test_discarding_needs_an_earlier_publish_and_a_draft(ours: World) -> None:
    made = await ours.agent()
    await ours.refused("discardDraft", 409, agent_id=made["id"])
    live = await ours.live()
    await ours.refused("discardDraft", 409, agent_id=live["id"])


async def test_publishing_swaps_test_servers_for_production_ones_and_the_draft_keeps_its_own(
    ours: World,
) -> None:
    test, production = await ours.server("Test"), await ours.server("Production")
    made = await ours.agent()
    where = {"agent_id": made["id"]}
    await ours.ask("attachMcpServer", **where, json={"mcp_server_id": test["id"]})
    mapped = {"mcp_server_mappings": {test["id"]: production["id"]}}
    await ours.ask("publishAgent", **where, json=mapped)

    async def attached() -> list[str]:
        return [each["id"] for each in (await ours.ask("listAgentMcpServers", **where))["data"]]

    assert await attached() == [production["id"]]
    await ours.ask("editAgent", **where)
    assert await attached() == [test["id"]]
    back = {"mcp_server_mappings": {production["id"]: test["id"]}}
    await ours.ask("discardDraft", **where, json=back)
    assert await attached() == [production["id"]]
    await ours.ask("editAgent", **where)
    assert await attached() == [test["id"]]


@pytest.mark.parametrize("word", ["mcp_server_mappings", "connection_mappings"])
async def test_a_mapping_of_what_is_not_used_or_not_there_publishes_nothing(ours: World, word: str) -> None:
    server, other = await ours.server(), await ours.server()
    made = await ours.agent()
    where = {"agent_id": made["id"]}
    await ours.refused("publishAgent", 422, **where, json={word: {other["id"]: server["id"]}})
    await ours.ask("attachMcpServer", **where, json={"mcp_server_id": server["id"]})
    nowhere = {server["id"]: "mcp_00000000000000000000000000"}
    await ours.refused("publishAgent", 422, **where, json={word: nowhere})
    await ours.refused("publishAgent", 422, **where, json={word: {server["id"]: 7}})
    await ours.refused("publishAgent", 422, **where, json={word: [server["id"]]})
    assert (await ours.ask("getAgentState", **where))["state"] == "draft"


async def test_both_kinds_of_mappings_are_taken_together(ours: World) -> None:
    servers = [await ours.server() for _ in range(4)]
    made = await ours.agent()
    for server in servers[:2]:
        await ours.ask("attachMcpServer", agent_id=made["id"], json={"mcp_server_id": server["id"]})
    one, two, three, four = [each["id"] for each in servers]
    body = {"connection_mappings": {one: three}, "mcp_server_mappings": {two: four}}
    await ours.ask("publishAgent", agent_id=made["id"], json=body)
    found = await ours.ask("listAgentMcpServers", agent_id=made["id"])
    assert {each["id"] for each in found["data"]} == {three, four}


async def test_an_agent_that_was_deleted_is_not_there(ours: World) -> None:
    made = await ours.agent()
    where = {"agent_id": made["id"]}
    await ours.ask("deleteAgent", **where)
    for name in (
        "getAgent",
        "getAgentState",
        "deleteAgent",
        "editAgent",
        "exportAgent",
        "listAgentMcpServers",
    ):
        await ours.refused(name, 404, **where)
    assert await ours.agent(name=made["name"])


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("updateAgent", {"description": "Mine."}),
        ("deleteAgent", None),
        ("editAgent", None),
        ("publishAgent", {}),
        ("discardDraft", {}),
    ],
)
async def test_only_the_owner_changes_an_agent(tenants: Tenants, operation: str, body: object) -> None:
    made = await tenants.ours.agent()
    sent = {} if body is None else {"json": body}
    await tenants.colleague.refused(operation, 403, agent_id=made["id"], **sent)
    assert await tenants.colleague.ask("getAgent", agent_id=made["id"]) == made
