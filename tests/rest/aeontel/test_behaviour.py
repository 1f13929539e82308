"""What Aeontel's documentation says of the behaviour of rows, and what we chose where it says nothing."""

from typing import Any

import httpx2
import jsonschema
import pytest

from tests.patience import eventually
from tests.rest.aeontel.conftest import Tenants
from tests.rest.aeontel.contract import ERROR
from tests.rest.aeontel.world import NOWHERE, World
from tests.rest.conftest import Served
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

KEY = """
mutation($role: Role!) { createApiKey(input: {name: "Other", role: $role, accountAdmin: false}) { key } }"""
HANDLE = "query($id: ID!) { skill(id: $id) { handle } }"
VERSIONS = """
query($id: ID!) { agent(id: $id) {
  hasDraft currentVersion { state instructions models tools { totalCount } skills { totalCount } } } }"""


async def keyed(served: Served, role: str) -> httpx2.AsyncClient:
    made = await served.query(KEY, {"role": role})
    return served.client(made["createApiKey"]["key"], "/aeontel")


def refused(answer: httpx2.Response, status: int, code: str) -> Any:
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["code"] == code
    return answer.json()["error"]


async def test_a_new_agent_has_a_draft_of_what_the_body_says_and_no_default_version(
    served: Served, ours: World
) -> None:
    body = {"workspaceId": ours.names["workspace"], "name": "Eve", "instructions": "Sing."}
    agent = await ours.ask(
        "createAgent", json=body | {"models": ["offline"], "toolIds": [ours.names["tool"]]}
    )
    assert agent["defaultVersionId"] is None
    assert (agent["system"], agent["deletedAt"], agent["createdBy"]) == (False, None, ours.names["user"])
    current = (await served.query(VERSIONS, {"id": agent["id"]}))["agent"]["currentVersion"]
    assert current == {
        "state": "DRAFT",
        "instructions": "Sing.",
        "models": ["offline"],
        "tools": {"totalCount": 1},
        "skills": {"totalCount": 0},
    }


async def test_an_update_leaves_alone_what_it_does_not_name(ours: World) -> None:
    agent = await ours.make("Agent")
    changed = await ours.ask("updateAgent", {"id": agent}, json={"runtimeUserId": ours.names["user"]})
    assert (changed["description"], changed["runtimeUserId"]) == ("A poet.", ours.names["user"])
    changed = await ours.ask("updateAgent", {"id": agent}, json={"name": "Bea"})
    assert (changed["name"], changed["runtimeUserId"]) == ("Bea", ours.names["user"])
    cleared = await ours.ask("updateAgent", {"id": agent}, json={"runtimeUserId": None})
    assert cleared["runtimeUserId"] is None


async def test_a_runtime_user_is_a_member_and_is_set_by_an_administrator(served: Served, ours: World) -> None:
    agent = await ours.make("Agent")
    await ours.ask("updateAgent", {"id": agent}, json={"runtimeUserId": f"prn_{NOWHERE}"}, status=404)
    async with await keyed(served, "EDITOR") as editor:
        sent = {"runtimeUserId": ours.names["user"]}
        refused(await editor.patch(f"/api/agents/{agent}", json=sent), 403, "forbidden")
        assert (await editor.patch(f"/api/agents/{agent}", json={"name": "Cleo"})).status_code == 200


async def test_an_agent_is_deleted_restored_and_purged_in_that_order_only(ours: World) -> None:
    agent = {"id": await ours.make("Agent")}
    await ours.ask("purgeAgent", agent, status=409)
    assert "not in the trash" in str(await ours.ask("restoreAgent", agent, status=409))
    assert await ours.ask("deleteAgent", agent) == {"success": True}
    assert "in the trash already" in str(await ours.ask("deleteAgent", agent, status=409))
    gone = await ours.ask("getAgent", agent)
    assert gone["deletedAt"] is not None
    restored = await ours.ask("restoreAgent", agent)
    assert restored == {**gone, "deletedAt": None, "updatedAt": restored["updatedAt"]}
    await ours.ask("deleteAgent", agent)
    assert await ours.ask("purgeAgent", agent) == {"success": True}
    await ours.ask("getAgent", agent, status=404)


@pytest.mark.parametrize(
    ("operation", "word", "noun"),
    [
        ("syncAgentTools", "toolIds", "tool"),
        ("syncAgentSkills", "skillIds", "skill"),
        ("syncAgentMcpServers", "mcpServerIds", "server"),
    ],
)
async def test_a_sync_replaces_the_whole_set_and_counts_what_there_is_then(
    tenants: Tenants, operation: str, word: str, noun: str
) -> None:
    ours, agent = tenants.ours, {"id": await tenants.ours.make("Agent")}
    other = {"tool": "Tool", "skill": "Skill", "server": "McpServer"}[noun]
    two = [ours.names[noun], await ours.make(other)]
    assert await ours.ask(operation, agent, json={word: two}) == {"count": 2}
    assert await ours.ask(operation, agent, json={word: two[1:]}) == {"count": 1}
    assert await ours.ask(operation, agent, json={word: []}) == {"count": 0}
    for row in (tenants.theirs.names[noun], f"{two[0][:3]}_{NOWHERE}"):
        answer = await ours.ask(operation, agent, json={word: [row]}, status=404)
        assert answer["error"]["path"] == word


async def test_a_sync_of_one_kind_leaves_the_others_alone(served: Served, ours: World) -> None:
    agent = await ours.make("Agent")
    await ours.ask("syncAgentSkills", {"id": agent}, json={"skillIds": [ours.names["skill"]]})
    current = (await served.query(VERSIONS, {"id": agent}))["agent"]["currentVersion"]
    assert (current["tools"], current["skills"]) == ({"totalCount": 1}, {"totalCount": 1})


async def test_a_sync_changes_the_draft_if_there_is_one_and_goes_through_else(
    served: Served, ours: World
) -> None:
    agent = {"id": await ours.make("Agent")}
    await ours.ask("syncAgentSkills", agent, json={"skillIds": [ours.names["skill"]]})
    assert (await ours.ask("getAgent", agent))["defaultVersionId"] is None
    version = await ours.ask("createAgentVersion", json={"agentId": agent["id"], "instructions": "Go."})
    await ours.ask("syncAgentSkills", agent, json={"skillIds": []})
    after = (await ours.ask("getAgent", agent))["defaultVersionId"]
    assert after != version["id"]
    assert not (await served.query(VERSIONS, agent))["agent"]["hasDraft"]
    assert (await ours.ask("getAgentVersion", {"id": after}))["parentId"] == version["id"]


async def test_a_version_that_is_added_is_numbered_and_runs_by_default(ours: World) -> None:
    agent = await ours.make("Agent")
    body = {"agentId": agent, "instructions": "First.", "models": ["offline"], "name": "beta"}
    first = await ours.ask("createAgentVersion", json=body)
    assert (first["name"], first["instructions"], first["agentId"]) == ("v1", "First.", agent)
    second = await ours.ask("createAgentVersion", json={"agentId": agent, "instructions": "Second."})
    assert (second["name"], second["parentId"], second["models"]) == ("v2", first["id"], ["offline"])
    assert (await ours.ask("getAgent", {"id": agent}))["defaultVersionId"] == second["id"]
    listed = await ours.ask("listAgentVersions", params={"agent_id": agent})
    assert [each["id"] for each in listed["data"]] == [second["id"], first["id"]]
    children = {"agent_id": agent, "parent_id": first["id"]}
    listed = await ours.ask("listAgentVersions", params=children)
    assert [each["id"] for each in listed["data"]] == [second["id"]]


async def test_a_version_that_says_nothing_new_adds_none(ours: World) -> None:
    body = {"agentId": await ours.make("Agent"), "instructions": "First."}
    first = await ours.ask("createAgentVersion", json=body)
    assert await ours.ask("createAgentVersion", json={**body, "name": "again"}) == first


async def system_tool(ours: World) -> Any:
    listed = await ours.ask("listTools", params={"source": "system"})
    return listed["data"][0]


async def test_what_comes_with_concord_belongs_to_no_workspace_and_is_always_listed(ours: World) -> None:
    tool = await system_tool(ours)
    assert (tool["workspaceId"], tool["createdBy"], tool["system"]) == (None, None, True)
    params = {"ids": tool["id"], "workspace_id": ours.names["workspace"]}
    for sent in ({"ids": tool["id"]}, params):
        assert [each["id"] for each in (await ours.ask("listTools", params=sent))["data"]] == [tool["id"]]
    assert (await ours.ask("listTools", params=params | {"source": "workspace"}))["data"] == []


async def test_what_comes_with_concord_is_not_to_be_changed(ours: World) -> None:
    tool = {"id": (await system_tool(ours))["id"]}
    answers = [
        await ours.ask("updateTool", tool, json={"enabled": False}, status=403),
        await ours.ask("deleteTool", tool, status=403),
    ]
    assert {each["error"]["code"] for each in answers} == {"forbidden"}
    assert {each["error"]["message"] for each in answers} == {
        "What comes with Concord cannot be changed: make one of your own instead."
    }


async def test_a_viewer_reads_and_changes_nothing(served: Served, ours: World) -> None:
    agent = ours.names["agent"]
    async with await keyed(served, "VIEWER") as viewer:
        assert (await viewer.get(f"/api/agents/{agent}")).status_code == 200
        body = {"workspaceId": ours.names["workspace"], "name": "No"}
        asked = [
            viewer.post("/api/agents", json=body),
            viewer.patch(f"/api/agents/{agent}", json={"name": "No"}),
            viewer.delete(f"/api/agents/{agent}"),
            viewer.put(f"/api/agents/{agent}/tools", json={"toolIds": []}),
            viewer.post("/api/runs", json={"id": agent, "input": {"text": "No"}}),
        ]
        for answer in asked:
            refused(await answer, 403, "forbidden")


async def test_without_a_key_the_answer_is_401_and_carries_the_id_of_the_request(served: Served) -> None:
    async with httpx2.AsyncClient(base_url=served.url, **LOOPBACK) as client:
        for headers in ({}, {"authorization": "Bearer sec_nothing"}, {"x-api-key": served.key}):
            answer = await client.get("/aeontel/api/agents", headers=headers)
            error = refused(answer, 401, "unauthorized")
            assert error["requestId"] == answer.headers["x-request-id"]
            validate_error(answer.json())


def validate_error(answer: Any) -> None:
    jsonschema.Draft202012Validator(ERROR).validate(answer)


@pytest.mark.parametrize(
    ("content", "media", "status", "code"),
    [
        (b"{", "application/json", 400, "validation_error"),
        (b"[1]", "application/json", 400, "validation_error"),
        (b'{"name": "\xff"}', "application/json", 400, "validation_error"),
        (b'{"a":' * 500 + b"1" + b"}" * 500, "application/json", 400, "validation_error"),
        (b'{"name": "a\\u0000"}', "application/json", 400, "validation_error"),
        (b"name=x", "text/plain", 415, "unsupported_media_type"),
        (b'{"name": "' + b"x" * 1_100_000 + b'"}', "application/json", 413, "payload_too_large"),
    ],
    ids=["broken", "list", "bytes", "nested", "nul", "text", "large"],
)
async def test_a_malformed_body_is_the_clients_fault(
    ours: World, content: bytes, media: str, status: int, code: str
) -> None:
    path = f"/api/agents/{ours.names['agent']}"
    answer = await ours.raw("PATCH", path, content=content, headers={"content-type": media})
    refused(answer, status, code)


async def test_a_field_that_nobody_knows_is_passed_over(ours: World) -> None:
    await ours.ask("updateAgent", {"id": ours.names["agent"]}, json={"colour": "blue"})


async def test_a_secret_of_a_server_is_never_given_back(ours: World) -> None:
    server = {"id": await ours.make("McpServer")}
    sent = {"apiKey": "canary-of-another", "oauthClientSecret": "canary-of-a-client", "oauthClientId": "me"}
    for answer in (
        await ours.ask("updateMcpServer", server, json={"authType": "oauth", **sent}),
        await ours.ask("listMcpServers", params={"ids": server["id"]}),
        await ours.ask("listEvents", params={"subject_id": server["id"]}),
    ):
        assert "canary" not in str(answer)
    assert (await ours.ask("listMcpServers", params={"ids": server["id"]}))["data"][0][
        "oauthClientId"
    ] == "me"


async def test_a_handle_that_is_taken_is_a_conflict(ours: World) -> None:
    body = {"workspaceId": ours.names["workspace"], "name": "Taken", "slug": "taken"}
    made = await ours.ask("createDataSchema", json=body)
    assert (made["slug"], made["definition"]) == ("taken", {})
    await ours.ask("createDataSchema", json=body, status=409)


async def test_a_run_is_answered_at_once_or_when_it_has_ended(ours: World) -> None:
    sent = {"id": ours.names["agent"], "input": {"text": "hello"}}
    run = await ours.ask("createRun", json=sent | {"mode": "sync"})
    assert (run["status"], run["mode"], run["input"]) == ("completed", "sync", {"text": "hello"})
    assert run["completedAt"] is not None
    assert (run["subjectId"], run["userId"]) == (ours.names["agent"], ours.names["user"])
    begun = await ours.ask("createRun", json=sent)
    assert (begun["mode"], begun["triggeredBy"], begun["completedAt"]) == ("async", "user", None)

    async def ended() -> bool:
        found = await ours.ask("getRun", {"id": begun["id"]})
        return bool(found["status"] == "completed")

    await eventually(ended)
    for params in ({"status": "completed"}, {"agent_id": ours.names["agent"]}, {"triggered_by": "user"}):
        listed = await ours.ask("listRuns", params={"ids": begun["id"], **params})
        assert len(listed["data"]) == 1
    for params in ({"status": "paused"}, {"swarm_id": "swm_1"}, {"subject_type": "function"}):
        listed = await ours.ask("listRuns", params={"ids": begun["id"], **params})
        assert listed["data"] == []


async def test_an_input_that_is_more_than_a_text_fits_the_schema_of_the_agent(ours: World) -> None:
    body = {"workspaceId": ours.names["workspace"], "name": "Form", "inputSchemaId": ours.names["schema"]}
    agent = (await ours.ask("createAgent", json=body | {"models": ["offline"]}))["id"]
    sent = {"id": agent, "input": {"text": "x", "more": 1}, "mode": "sync"}
    assert (await ours.ask("createRun", json=sent))["status"] == "completed"
    await ours.ask("createRun", json=sent | {"input": {"text": 5}}, status=400)
    await ours.ask("createRun", json={"id": f"fun_{NOWHERE}", "input": {"text": "x"}}, status=404)


async def test_events_tell_the_life_of_a_row_in_order(ours: World) -> None:
    agent = await ours.trash("Agent")
    await ours.ask("restoreAgent", {"id": agent})
    params = {"subject_id": agent, "orderBy": '{"createdAt": "asc"}', "user_id": ours.names["user"]}
    events = (await ours.ask("listEvents", params=params))["data"]
    assert [each["type"] for each in events] == ["agent.created", "agent.deleted", "agent.restored"]
    assert events[0]["workspaceId"] == ours.names["workspace"]
    found = await ours.ask("listEvents", params={**params, "type": "agent.deleted"})
    assert [each["id"] for each in found["data"]] == [events[1]["id"]]


async def test_the_moments_that_bound_a_list_of_events_are_within_it(ours: World) -> None:
    agent = await ours.trash("Agent")
    await ours.ask("restoreAgent", {"id": agent})
    params = {"subject_id": agent, "orderBy": '{"createdAt": "asc"}'}
    events = (await ours.ask("listEvents", params=params))["data"]
    middle = events[1]["createdAt"]
    later = await ours.ask("listEvents", params={**params, "created_at_after": middle})
    assert later["data"] == events[1:]
    earlier = await ours.ask("listEvents", params={**params, "created_at_before": middle})
    assert earlier["data"] == events[:2]


async def test_an_event_names_none_that_caused_it(ours: World) -> None:
    subject = {"subject_id": ours.names["run"]}
    events = (await ours.ask("listEvents", params=subject))["data"]
    assert {each["parentId"] for each in events} == {None}
    for cause in (events[0]["id"], ours.names["agent"]):
        found = await ours.ask("listEvents", params={**subject, "parent_id": cause})
        assert found["data"] == []


async def test_a_skill_is_made_with_its_files(ours: World) -> None:
    skill = await ours.ask("getSkill", {"id": ours.names["skill"]})
    assert (skill["body"].strip(), skill["kind"], skill["target"]) == (
        "Say little.",
        "procedure",
        "assistant",
    )
    assert {each["path"]: each["content"] for each in skill["resources"]}["words.txt"] == "few"
    listed = await ours.ask("listSkillResources", params={"skill_id": skill["id"], "path": "words.txt"})
    assert [each["skillId"] for each in listed["data"]] == [skill["id"]]


async def test_a_skill_is_found_by_its_name_and_by_its_handle(served: Served, ours: World) -> None:
    body = {"workspaceId": ours.names["workspace"], "kind": "concept", "target": "cli", "body": "Say it."}
    skills = [await ours.ask("createSkill", json={**body, "name": "My Skill"}) for _ in range(3)]
    await ours.ask("deleteSkill", {"id": skills[0]["id"]})
    handle = (await served.query(HANDLE, {"id": skills[2]["id"]}))["skill"]["handle"]
    expected = {
        "My Skill": skills[1],
        handle: skills[2],
        f"handle:{handle}": skills[2],
        skills[0]["id"]: skills[0],
    }
    for said, skill in expected.items():
        listed = await ours.ask("listSkillResources", params={"skill_id": said})
        assert {each["skillId"] for each in listed["data"]} == {skill["id"]}
    await ours.ask("listSkillResources", params={"skill_id": "No Skill"}, status=404)


async def test_a_tool_is_muted_by_itself(ours: World) -> None:
    tool = await ours.ask("getTool", {"id": await ours.make("Tool")})
    assert (tool["target"], tool["enabled"], tool["requiresConfirmation"]) == ("client", True, False)
    assert tool["examples"] == [{"args": {"text": "x"}, "result": 1}]
    muted = await ours.ask("updateTool", {"id": tool["id"]}, json={"enabled": False, "examples": None})
    assert (muted["enabled"], muted["examples"]) == (False, None)


async def test_a_workspace_is_made_in_ones_own_organization_only(tenants: Tenants) -> None:
    body = {"organizationId": tenants.theirs.names["organization"], "name": "Mine", "handle": "mine"}
    await tenants.ours.ask("createWorkspace", json=body, status=404)
    listed = await tenants.ours.ask("listWorkspaces", params={"handle": "mine"})
    assert listed["data"] == []


async def test_a_member_has_a_role_of_the_vendors(ours: World) -> None:
    members = await ours.ask("listWorkspaceMembers", params={"user_id": ours.names["user"]})
    assert [each["role"] for each in members["data"]] == ["admin"]
    body = {"workspaceId": ours.names["workspace"], "userId": ours.names["user"]}
    await ours.ask("addWorkspaceMember", json=body, status=409)


async def test_a_request_that_is_sent_again_with_its_key_makes_one_row(ours: World) -> None:
    body = {"workspaceId": ours.names["workspace"], "name": "Once"}
    headers = {"idempotency-key": "once"}
    first, again = [await ours.ask("createAgent", json=body, headers=headers) for _ in range(2)]
    assert first["id"] == again["id"]
    await ours.ask("createAgent", json=body | {"name": "Twice"}, headers=headers, status=409)
