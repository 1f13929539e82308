"""Packages of agents: out and in again, what of them is found in the workspace, and what is refused."""

import re
from typing import Any
from uuid import UUID

import pytest
import yaml

from tests.rest.sema4.conftest import Tenants
from tests.rest.sema4.packages import FILE, HOSTILE, MODEL, RUNBOOK, files, packed, unpacked, zipped
from tests.rest.sema4.world import World, new_name

pytestmark = pytest.mark.anyio

OURS = {"provider": "Concord", "name": "offline"}
UPLOAD = "mutation($input: CreateUploadInput!) { createUpload(input: $input) { upload { id url } } }"
UPDATE = """mutation($id: ID!, $input: UpdateAgentInput!) {
  updateAgent(id: $id, input: $input) { agent { id } }
}"""
LINK = """mutation($agent: ID!, $upload: ID!) {
  addLink(
    on: {agentId: $agent}, input: {target: {upload: $upload}, settings: {mountPath: "/data/rates.csv"}}
  ) {
    link { id }
  }
}"""


def form(data: bytes, name: str = "file") -> dict[str, Any]:
    return {"files": {name: ("agent-package.zip", data, "application/zip")}}


async def exported(world: World, agent: str) -> dict[str, bytes]:
    response = await world.raw("exportAgent", agent_id=agent)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/zip"
    assert "attachment" in response.headers["content-disposition"]
    return unpacked(response.content)


async def test_a_package_becomes_a_draft_of_the_key_that_sends_it(ours: World) -> None:
    name = new_name("Order desk")
    made = await ours.ask("importAgent", **form(packed(name)))
    assert (made["name"], made["runbook_text"], made["state"]) == (name, RUNBOOK, "draft")
    assert made["live_version_id"] is None
    assert made["architecture_name"] == "agent_platform.architectures.experimental_1"
    assert made["mode"] == "conversational"
    assert made["unresolved_mcp_servers"] == [{"name": "Elsewhere", "url": "https://mcp.invalid/elsewhere"}]
    models = await ours.ask("listAgentSemanticDataModels", agent_id=made["id"])
    (model,) = models["data"]
    assert (model["name"], model["tables"]) == (MODEL["name"], MODEL["tables"])
    assert (await ours.ask("listAgentMcpServers", agent_id=made["id"]))["data"] == []
    await ours.ask("publishAgent", agent_id=made["id"], json={})


async def test_a_server_of_the_workspace_is_found_by_its_name_and_url_and_attached(ours: World) -> None:
    server = await ours.server("Found")
    told = {"name": server["name"].upper(), "transport": "auto", "url": server["url"]}
    made = await ours.ask("importAgent", **form(packed(new_name(), **{"mcp-servers": [told]})))
    assert made["unresolved_mcp_servers"] == []
    attached = await ours.ask("listAgentMcpServers", agent_id=made["id"])
    assert [each["id"] for each in attached["data"]] == [server["id"]]


async def test_a_name_that_exists_is_a_conflict(ours: World) -> None:
    made = await ours.agent()
    await ours.refused("importAgent", 409, **form(packed(made["name"])))


async def test_what_is_exported_and_imported_again_is_equal(tenants: Tenants) -> None:
    ours, theirs = tenants.ours, tenants.theirs
    name = new_name()
    made = await ours.ask("importAgent", **form(packed(name)))
    first = await exported(ours, made["id"])
    assert first["runbook.md"].decode() == RUNBOOK
    assert first[f"agent-files/{FILE}"] == files(name)[f"agent-files/{FILE}"]
    assert first["actions/Acme/browsing/package.yaml"] == b"name: Browsing\n"
    assert first["knowledge/terms.txt"] == b"Terms."
    (told,) = yaml.safe_load(first["agent-spec.yaml"])["agent-package"]["agents"]
    assert told["shared-files"] == [{"file-ref": FILE, "name": "rates.csv", "mime-type": "text/csv"}]
    assert told["action-packages"][0]["organization"] == "Acme"
    assert told["model"] == {"provider": "OpenAI", "name": "gpt-4o"}
    assert (told["conversation-starter"], told["agent-settings"]) == ("Which order?", {"max_iterations": 7})
    again = await theirs.ask("importAgent", **form(zipped(first)))
    second = await exported(theirs, again["id"])
    assert [*second.values()] == [*first.values()]


async def whole(world: World) -> str:
    """An agent of everything that a package can bring."""
    server = await world.server("Found")
    changed = {"mcp-servers": [{"name": server["name"], "url": server["url"]}], "model": OURS}
    changed |= {"conversation-guide": "sub/g.yaml", "architecture-version": "2.0.0"}
    name = new_name()
    held = files(name, **changed)
    held["sub/g.yaml"] = held.pop("conversation-guide.yaml")
    return str((await world.ask("importAgent", **form(zipped(held))))["id"])


async def made_here(world: World) -> str:
    """An agent of everything that requests can bring."""
    agent = await world.agent(description="Looks.", runbook_text="One.", architecture_version="2.0.0")
    where = {"agent_id": agent["id"]}
    server, model = await world.server(), await world.model(tables=[{"name": "t"}])
    await world.ask("attachMcpServer", **where, json={"mcp_server_id": server["id"]})
    await world.ask("attachSemanticDataModel", **where, json={"semantic_data_model_id": model["id"]})
    await world.ask("publishAgent", **where, json={})
    return str(agent["id"])


@pytest.mark.parametrize("make", [whole, made_here])
async def test_an_export_is_in_step_with_its_agent_and_makes_an_equal_one(ours: World, make: Any) -> None:
    agent = await make(ours)
    first = await exported(ours, agent)
    told = await ours.ask("diffAgentPackage", agent_id=agent, **form(zipped(first)))
    assert (told["is_synced"], told["changes"], told["files_to_add"]) == (True, [], [])
    before = await ours.ask("getAgent", agent_id=agent)
    await ours.ask("deleteAgent", agent_id=agent)
    again = await ours.ask("importAgent", **form(zipped(first)))
    assert again["architecture_version"] == before["architecture_version"] == "2.0.0"
    assert await exported(ours, again["id"]) == first


async def test_differences_of_a_manifest_are_told_by_its_words(ours: World) -> None:
    agent = await ours.agent(runbook_text=RUNBOOK)
    same = yaml.safe_load((await exported(ours, agent["id"]))["agent-spec.yaml"])
    changed = {"reasoning": "verbose", "architecture-version": "3", "welcome-message": "Hello."}
    same["agent-package"]["agents"][0] |= changed
    data = zipped({"agent-spec.yaml": yaml.safe_dump(same).encode(), "runbook.md": RUNBOOK.encode()})
    told = await ours.ask("diffAgentPackage", agent_id=agent["id"], **form(data))
    rows = [
        (each["change"], each["field_path"], each.get("deployed_value"), each["package_value"])
        for each in told["changes"]
    ]
    assert sorted(rows) == [
        ("added", "welcome-message", None, "Hello."),
        ("changed", "architecture_version", "1.0.0", "3"),
        ("changed", "reasoning", "disabled", "verbose"),
    ]


@pytest.mark.parametrize("guide", ["RUNBOOK.md", "agent-spec.yaml", "semantic-data-models/sales.yaml"])
async def test_a_guide_that_is_something_else_comes_once(ours: World, guide: str) -> None:
    data = packed(new_name(), **{"conversation-guide": guide})
    made = await ours.ask("importAgent", **form(data))
    found = await exported(ours, made["id"])
    told = await ours.ask("diffAgentPackage", agent_id=made["id"], **form(zipped(found)))
    assert told["is_synced"] is True


WRONG: dict[str, dict[str, Any]] = {
    "url in agent-spec.yaml must be a text.": {"mcp-servers": [{"name": "x", "url": 5}]},
    "description in agent-spec.yaml must be a text.": {"description": ["x"]},
    "model.name must have 1 to 100 characters.": {"model": {"provider": "Concord", "name": "offline,"}},
}


@pytest.mark.parametrize("says", WRONG)
async def test_what_is_wrong_with_a_package_is_told_by_its_words(ours: World, says: str) -> None:
    assert await ours.refused("importAgent", 422, **form(packed(new_name(), **WRONG[says]))) == says


async def test_what_is_wrong_with_a_model_of_a_package_is_told_by_its_file(ours: World) -> None:
    name = new_name()
    held = files(name) | {"semantic-data-models/sales.yaml": b"name: 7"}
    told = await ours.refused("importAgent", 422, **form(zipped(held)))
    assert told == "name in sales.yaml must be a text."


async def test_an_agent_that_was_made_here_is_exported_whole_and_without_secrets(ours: World) -> None:
    agent = await ours.agent(description="Looks.", runbook_text="Äpfel & Birnen: 3\n")
    where = {"agent_id": agent["id"]}
    sent = {
        "name": new_name("Headed"),
        "url": "https://mcp.invalid/headed",
        "headers": {"X-Plain": "canary-1", "Authorization": {"type": "secret", "value": "canary-2"}},
    }
    server = await ours.ask("createMcpServer", json=sent)
    model = await ours.model(tables=[{"name": "t", "weights": [1, 2.5, None, True]}])
    await ours.ask("attachMcpServer", **where, json={"mcp_server_id": server["id"]})
    await ours.ask("attachSemanticDataModel", **where, json={"semantic_data_model_id": model["id"]})
    found = await exported(ours, agent["id"])
    assert b"canary" not in b"".join(found.values())
    assert found["runbook.md"].decode() == "Äpfel & Birnen: 3\n"
    (told,) = yaml.safe_load(found["agent-spec.yaml"])["agent-package"]["agents"]
    (packed_server,) = told["mcp-servers"]
    assert packed_server["headers"]["Authorization"] == {"type": "secret", "value": "**********"}
    assert packed_server["name"] == sent["name"]
    required = {"name", "description", "model", "version", "architecture", "reasoning", "runbook", "metadata"}
    assert required <= told.keys()
    name = new_name()
    told["name"] = name
    spec = {"agent-package": {"spec-version": "v3", "agents": [told]}}
    again = await ours.ask(
        "importAgent", **form(zipped({**found, "agent-spec.yaml": yaml.safe_dump(spec).encode()}))
    )
    assert again["unresolved_mcp_servers"] == []
    for listing in ("listAgentMcpServers", "listAgentSemanticDataModels"):
        first, second = [await ours.ask(listing, agent_id=each["id"]) for each in (agent, again)]
        assert first["data"] == second["data"]


async def test_what_others_wrote_into_an_agent_does_not_break_its_export(ours: World) -> None:
    made = await ours.ask("importAgent", **form(packed(new_name(), model="gpt", metadata=["x"], reasoning=7)))
    assert "agent-spec.yaml" in await exported(ours, made["id"])
    for held in ("x", {"spec": "x"}, {"spec": {"model": 7, "metadata": None}}):
        await ours.served.query(UPDATE, {"id": made["id"], "input": {"extensions": {"sema4": held}}})
        found = await exported(ours, made["id"])
        (told,) = yaml.safe_load(found["agent-spec.yaml"])["agent-package"]["agents"]
        assert told["name"] == made["name"]


async def test_models_of_one_name_are_packed_side_by_side(ours: World) -> None:
    agent = await ours.agent()
    name = new_name("Söld / bought")
    for word, tables in ((name, []), (name, [{"name": "t"}]), (f"{name}2", []), ("…", [])):
        model = await ours.ask("createSemanticDataModel", json={"name": word, "tables": tables})
        sent = {"semantic_data_model_id": model["id"]}
        await ours.ask("attachSemanticDataModel", agent_id=agent["id"], json=sent)
    found = await exported(ours, agent["id"])
    told = [yaml.safe_load(data)["name"] for place, data in found.items() if place.startswith("semantic-")]
    assert sorted(told) == sorted([name, name, f"{name}2", "…"])
    await ours.ask("updateAgentFromPackage", agent_id=agent["id"], **form(zipped(found)))
    listed = await ours.ask("listAgentSemanticDataModels", agent_id=agent["id"])
    assert len(listed["data"]) == 4


async def test_a_file_that_was_linked_elsewhere_is_shared_under_a_uuid_of_its_own(ours: World) -> None:
    agent = await ours.agent()
    asked = {"name": "rates.csv", "mediaType": "text/csv", "size": 3}
    upload = (await ours.served.query(UPLOAD, {"input": asked}))["createUpload"]["upload"]
    sent = await ours.client.put(upload["url"], content=b"a,b", headers={"content-type": "text/csv"})
    assert sent.status_code == 204
    await ours.served.query(LINK, {"agent": agent["id"], "upload": upload["id"]})
    found = await exported(ours, agent["id"])
    (told,) = yaml.safe_load(found["agent-spec.yaml"])["agent-package"]["agents"]
    (shared,) = told["shared-files"]
    assert (shared["name"], shared["mime-type"]) == ("rates.csv", "text/csv")
    assert str(UUID(shared["file-ref"])) == shared["file-ref"]
    assert found[f"agent-files/{shared['file-ref']}"] == b"a,b"
    again = await ours.ask("updateAgentFromPackage", agent_id=agent["id"], **form(zipped(found)))
    assert again["state"] == "draft"


async def test_the_draft_is_exported_while_there_is_one_and_else_the_live_version(ours: World) -> None:
    live = await ours.live(runbook_text="One.")
    assert (await exported(ours, live["id"]))["runbook.md"] == b"One."
    await ours.ask("editAgent", agent_id=live["id"])
    await ours.ask("updateAgent", agent_id=live["id"], json={"runbook_text": "Two."})
    assert (await exported(ours, live["id"]))["runbook.md"] == b"Two."


async def test_a_package_replaces_the_draft_and_the_live_version_stays(ours: World) -> None:
    live = await ours.live(runbook_text="One.")
    where = {"agent_id": live["id"]}
    made = await ours.ask("updateAgentFromPackage", **where, **form(packed(live["name"])))
    assert (made["state"], made["runbook_text"]) == ("draft", RUNBOOK)
    assert made["live_version_id"] == live["live_version_id"]
    again = await ours.ask("updateAgentFromPackage", **where, **form(packed(live["name"])))
    assert again == made
    back = await ours.ask("discardDraft", **where)
    assert back["runbook_text"] == "One."


async def test_a_difference_is_told_and_nothing_is_changed(ours: World) -> None:
    made = await ours.agent(runbook_text="One.")
    where = {"agent_id": made["id"]}
    data = packed(made["name"])
    told = await ours.ask("diffAgentPackage", **where, **form(data))
    assert told["is_synced"] is False
    assert {each["field_path"] for each in told["changes"]} >= {"runbook_text", "description"}
    assert told["unresolved_mcp_servers"] == [{"name": "Elsewhere", "url": "https://mcp.invalid/elsewhere"}]
    assert f"agent-files/{FILE}" in {each.lstrip("/") for each in told["files_to_add"]}
    assert await ours.ask("getAgent", **where) == made
    await ours.ask("updateAgentFromPackage", **where, **form(data))
    after = await ours.ask("diffAgentPackage", **where, **form(data))
    assert (after["is_synced"], after["changes"], after["files_to_add"]) == (True, [], [])


@pytest.mark.parametrize("operation", ["updateAgentFromPackage", "diffAgentPackage"])
async def test_only_the_owner_replaces_a_draft(tenants: Tenants, operation: str) -> None:
    made = await tenants.ours.agent()
    await tenants.colleague.refused(operation, 403, agent_id=made["id"], **form(packed(made["name"])))


async def test_a_form_without_the_file_or_no_form_is_refused(ours: World) -> None:
    good = packed(new_name())
    await ours.refused("importAgent", 422, **form(good, "package"))
    await ours.refused("importAgent", 422, files=[("file", good), ("file", good)])
    await ours.refused("importAgent", 415, json={"file": "x"})
    await ours.refused("importAgent", 413, **form(bytes(65 * 1_048_576)))


@pytest.mark.parametrize("trick", sorted(HOSTILE))
async def test_an_archive_that_is_meant_to_hurt_is_refused_and_makes_nothing(ours: World, trick: str) -> None:
    name = new_name("Hurt")
    message = await ours.refused("importAgent", 422, **form(HOSTILE[trick](name)))
    assert re.search(r"\w", message)
    assert "Traceback" not in message
    assert (await ours.ask("listAgents", params={"name": name}))["data"] == []


async def test_a_name_in_an_archive_is_not_told_as_it_is_spelled_to_hurt(ours: World) -> None:
    message = await ours.refused("importAgent", 422, **form(HOSTILE["line break"](new_name())))
    assert "\n" not in message
