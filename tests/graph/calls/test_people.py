"""Principals, members, keys and whom agents act for, told in GraphQL documents."""

from dataclasses import replace
from typing import Any

import pytest

from backend.domain.errors import Unauthenticated
from backend.domain.viewer import Role
from backend.store.authenticate import authenticate
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.graph.calls.world import asked_as
from tests.tenants import SECRET, stranger

pytestmark = pytest.mark.anyio

FIELDS = "principal { id kind name email externalId labels extensions accountAdmin account { id } }"
CREATE = f"""
mutation ($input: CreatePrincipalInput!, $key: String) {{
  createPrincipal(input: $input, idempotencyKey: $key) {{ {FIELDS} }}
}}
"""
UPDATE = f"""
mutation ($id: ID!, $input: UpdatePrincipalInput!) {{
  updatePrincipal(id: $id, input: $input) {{ {FIELDS} }}
}}
"""
ADD = """
mutation ($input: AddMemberInput!, $workspace: ID) {
  addMember(input: $input, workspaceId: $workspace) { member { id role principal { id } } }
}
"""
REMOVE = "mutation ($id: ID!) { removeMember(id: $id) { purgedId } }"
WORKSPACE = """
mutation ($id: ID!, $input: UpdateWorkspaceInput!) {
  updateWorkspace(id: $id, input: $input) {
    workspace {
      id description labels extensions retentionTier owner { id } serviceUser { id }
      dialect: extension(at: "make.id") activities { nodes { type } }
    }
  }
}
"""
ROOM = """
mutation ($input: CreateWorkspaceInput!) {
  createWorkspace(input: $input) {
    workspace { id description extensions owner { id } serviceUser { id } createdBy { id } retentionTier }
  }
}
"""
AGENT = """
mutation ($id: ID!, $input: UpdateAgentInput!) {
  updateAgent(id: $id, input: $input) { agent { id owner { id } runtimeUser { id } } }
}
"""
ACTING = """
query ($id: ID!) { agent(id: $id) { runtimeUser { id } } workspaces { nodes { serviceUser { id } } } }
"""
KEY = """
mutation ($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    key
    apiKey { id name description handle externalId labels extensions hint rotatedAt principal { id name } }
  }
}
"""
UPDATE_KEY = """
mutation ($id: ID!, $input: UpdateApiKeyInput!) {
  updateApiKey(id: $id, input: $input) {
    key
    apiKey { id name description handle externalId labels extensions hint rotatedAt principal { id name } }
  }
}
"""
ROTATE = "mutation ($id: ID!) { rotateApiKey(id: $id) { key apiKey { id hint rotatedAt } } }"
REVOKE = "mutation ($id: ID!) { revokeApiKey(id: $id) { key apiKey { id } } }"


async def person(asker: Asker, **columns: Any) -> Any:
    """A new principal."""
    return await asker.change(CREATE, input={"kind": "USER", "name": "Bo", **columns})


async def joined(asker: Asker, **columns: Any) -> tuple[str, str]:
    """A new principal in the asker's home, and its membership."""
    who: str = (await person(asker, **columns))["id"]
    return who, (await asker.change(ADD, input={"principalId": who}))["id"]


async def new_key(asker: Asker, **columns: Any) -> Any:
    """A new key, with its secret."""
    return (await asker.data(KEY, input={"name": "CI", **columns}))["createApiKey"]


async def test_people_and_services_are_made_and_changed(asker: Asker) -> None:
    given = {
        "email": "bo@example.org",
        "externalId": "crm-7",
        "labels": {"a": "b"},
        "extensions": {"make": {"id": 1}},
    }
    for kind in ("USER", "SERVICE"):
        made = await person(asker, kind=kind, **{**given, "externalId": kind})
        assert made == {
            "id": made["id"],
            "kind": kind,
            "name": "Bo",
            **given,
            "externalId": kind,
            "accountAdmin": False,
            "account": {"id": asker.viewer.account},
        }
    changes = {"name": "Bea", "email": None, "extensions": {"make": {"id": 2}, "sema4": {}}}
    changed = await asker.change(UPDATE, id="ext:USER", input=changes)
    assert (changed["name"], changed["email"], changed["labels"]) == ("Bea", None, {"a": "b"})
    assert changed["extensions"] == {"make": {"id": 2}, "sema4": {}}
    less = await asker.change(UPDATE, id=changed["id"], input={"extensions": {"make": None}})
    assert less["extensions"] == {"sema4": {}}


async def test_a_repeated_request_makes_one_principal(asker: Asker) -> None:
    given: dict[str, Any] = {"input": {"kind": "USER", "name": "Bo"}, "key": "k"}
    first = await asker.change(CREATE, **given)
    assert await asker.change(CREATE, **given) == first
    code, _ = await asker.refusal(CREATE, input={"kind": "USER", "name": "Bea"}, key="k")
    assert code == "IDEMPOTENCY_CONFLICT"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"kind": "API_KEY"}, ["kind"]),
        ({"kind": "SYSTEM"}, ["kind"]),
        ({"kind": "ROBOT"}, ["kind"]),
        ({"name": " "}, ["name"]),
        ({"email": ""}, ["email"]),
        ({"email": "x" * 321}, ["email"]),
        ({"externalId": ""}, ["externalId"]),
        ({"labels": {"a": 1}}, ["labels", "a"]),
        ({"extensions": []}, ["extensions"]),
        ({"extensions": {"a": "x" * 65_536}}, ["extensions"]),
    ],
    ids=str,
)
async def test_what_is_wrong_with_a_principal_is_named(asker: Asker, given: Any, path: list[str]) -> None:
    wanted = {"kind": "USER", "name": "Bo", **given}
    assert await asker.refusal(CREATE, input=wanted) == ("BAD_INPUT", ["input", *path])


async def test_an_external_id_names_one_principal_of_the_account(asker: Asker) -> None:
    other = asker.as_(await stranger(asker.graph._database))
    mine, theirs = await person(asker, externalId="x"), await person(other, externalId="x")
    taken = await asker.refusal(CREATE, input={"kind": "USER", "name": "Bo", "externalId": "x"})
    assert taken == ("CONFLICT", ["input", "externalId"])
    found = await asker.data('{ principal(id: "ext:x") { id } }')
    assert found == {"principal": {"id": mine["id"]}}
    for reference in (theirs["id"], "prn_" + "7" * 26, "ext:nobody"):
        assert await asker.refusal(UPDATE, id=reference, input={"name": "x"}) == ("NOT_FOUND", ["id"])
    assert await asker.refusal(UPDATE, id="handle:x", input={"name": "x"}) == ("BAD_INPUT", ["id"])


async def test_a_member_is_named_by_an_external_id_too(asker: Asker) -> None:
    who = await person(asker, externalId="crm-7")
    made = await asker.change(ADD, input={"principalId": "ext:crm-7", "role": "EDITOR"})
    assert (made["role"], made["principal"]) == ("EDITOR", {"id": who["id"]})
    for unknown in ("ext:crm-8", "junk"):
        refused = await asker.refusal(ADD, input={"principalId": unknown})
        assert refused == ("NOT_FOUND", ["input", "principalId"])


async def test_a_workspace_has_an_owner_and_a_service_user(asker: Asker) -> None:
    who, _ = await joined(asker, externalId="bo")
    given = {
        "description": "Ours",
        "labels": {"a": "b"},
        "extensions": {"make": {"id": 7}},
        "retentionTier": "LONG",
    }
    changes = {**given, "ownerId": "ext:bo", "serviceUserId": "ext:bo"}
    changed = await asker.change(WORKSPACE, id=asker.viewer.home, input=changes)
    told = changed.pop("activities")["nodes"]
    assert changed == {
        "id": asker.viewer.home,
        **given,
        "owner": {"id": who},
        "serviceUser": {"id": who},
        "dialect": 7,
    }
    assert "workspace.updated" in [row["type"] for row in told]
    cleared = await asker.change(WORKSPACE, id=asker.viewer.home, input={"serviceUserId": None})
    assert (cleared["serviceUser"], cleared["owner"]) == (None, {"id": who})


async def test_a_new_workspace_is_its_makers_and_has_nobody_to_serve_it(asker: Asker) -> None:
    who = (await person(asker, externalId="bo"))["id"]
    made = await asker.change(ROOM, input={"name": "Room", "ownerId": "ext:bo", "extensions": {"make": None}})
    assert (made["owner"], made["extensions"], made["retentionTier"]) == ({"id": who}, {}, "MEDIUM")
    assert (made["createdBy"], made["serviceUser"]) == ({"id": asker.viewer.principal}, None)
    other = await stranger(asker.graph._database)
    for document, given in ((ROOM, {}), (WORKSPACE, {"id": asker.viewer.home})):
        refused = await asker.refusal(document, input={"name": "Room", "ownerId": other.principal}, **given)
        assert refused == ("NOT_FOUND", ["input", "ownerId"])


async def test_whom_something_acts_for_is_a_member(asker: Asker) -> None:
    who = (await person(asker, externalId="bo"))["id"]
    agent = (await asker.change(doc.CREATE, input={"name": "Ada"}))["id"]
    other = await stranger(asker.graph._database)
    for wanted, code in (("ext:bo", "BAD_INPUT"), (other.principal, "NOT_FOUND"), ("ext:no", "NOT_FOUND")):
        cases = (
            (AGENT, agent, "runtimeUserId"),
            (WORKSPACE, asker.viewer.home, "serviceUserId"),
        )
        for document, row, name in cases:
            refused = await asker.refusal(document, id=row, input={name: wanted})
            assert refused == (code, ["input", name])
        refused = await asker.refusal(doc.CREATE, input={"name": "Bea", "runtimeUserId": wanted})
        assert refused == (code, ["input", "runtimeUserId"])
    await asker.change(ADD, input={"principalId": who})
    changed = await asker.change(AGENT, id=agent, input={"runtimeUserId": "ext:bo"})
    assert changed["runtimeUser"] == {"id": who}


async def test_nothing_acts_for_one_whose_membership_has_ended(asker: Asker) -> None:
    who, membership = await joined(asker)
    agent = (await asker.change(doc.CREATE, input={"name": "Ada", "runtimeUserId": who}))["id"]
    mine = {"name": "Bea", "runtimeUserId": asker.viewer.principal}
    untouched = (await asker.change(doc.CREATE, input=mine))["id"]
    await asker.change(WORKSPACE, id=asker.viewer.home, input={"serviceUserId": who})
    room = (await asker.change(ROOM, input={"name": "Room"}))["id"]
    both = asker.as_(asker.viewer.seeing(room, Role.ADMIN))
    await both.change(ADD, input={"principalId": who}, workspace=room)
    await both.change(WORKSPACE, id=room, input={"serviceUserId": who})
    assert await asker.change(REMOVE, id=membership) == membership
    found = await both.data(ACTING, id=agent)
    assert found["agent"]["runtimeUser"] is None
    served = sorted([row["serviceUser"] for row in found["workspaces"]["nodes"]], key=str)
    assert served == [None, {"id": who}]
    assert (await asker.data(ACTING, id=untouched))["agent"]["runtimeUser"] == {"id": asker.viewer.principal}


async def test_an_owner_and_whom_an_agent_acts_for_are_changed_by_administrators_only(asker: Asker) -> None:
    who, _ = await joined(asker)
    agent = (await asker.change(doc.CREATE, input={"name": "Ada"}))["id"]
    editor = await asked_as(asker, Role.EDITOR)
    for given in ({"ownerId": who}, {"runtimeUserId": who}):
        code, _ = await editor.refusal(AGENT, id=agent, input=given)
        assert code == "FORBIDDEN"
        await asker.change(AGENT, id=agent, input=given)
        await editor.change(AGENT, id=agent, input=given)


async def test_a_key_is_written_on_and_changed(asker: Asker) -> None:
    given = {
        "name": "CI",
        "description": "Builds",
        "handle": "ci",
        "externalId": "ci-1",
        "labels": {"a": "b"},
        "extensions": {"make": {"id": 1}},
    }
    made = (await new_key(asker, **given))["apiKey"]
    assert {name: made[name] for name in given} == given
    changes = {"name": "CD", "description": None, "extensions": {"make": None, "x": 1}}
    answer = (await asker.data(UPDATE_KEY, id="handle:ci", input=changes))["updateApiKey"]
    assert answer["key"] is None
    changed = answer["apiKey"]
    assert (changed["name"], changed["description"], changed["extensions"]) == ("CD", None, {"x": 1})
    assert (changed["handle"], changed["hint"], changed["rotatedAt"]) == ("ci", made["hint"], None)
    assert changed["principal"] == {"id": made["principal"]["id"], "name": "CD"}
    plain = [(await new_key(asker, name="Robot"))["apiKey"] for _ in range(2)]
    assert [key["handle"] for key in plain] == ["robot", "robot-2"]
    for name, value in (("handle", "robot"), ("externalId", "ci-1")):
        taken = await asker.refusal(UPDATE_KEY, id=plain[1]["id"], input={name: value})
        assert taken == ("CONFLICT", ["input", name])
    for name, wrong in (("handle", "No"), ("handle", None), ("name", None), ("labels", {"": ""})):
        code, path = await asker.refusal(UPDATE_KEY, id="handle:robot", input={name: wrong})
        assert (code, path[:2]) == ("BAD_INPUT", ["input", name])
        code, path = await asker.refusal(KEY, input={"name": "N", name: wrong} if wrong else {"name": ""})
        assert code == "BAD_INPUT"


async def test_a_rotated_key_lets_in_by_its_new_secret_only(asker: Asker) -> None:
    database = asker.graph._database
    made = await new_key(asker)
    whose = await authenticate(database, made["key"], SECRET)
    rotated = (await asker.data(ROTATE, id="handle:ci"))["rotateApiKey"]
    assert rotated["apiKey"]["id"] == made["apiKey"]["id"]
    assert rotated["apiKey"]["hint"] != made["apiKey"]["hint"]
    assert rotated["apiKey"]["rotatedAt"] is not None
    with pytest.raises(Unauthenticated):
        await authenticate(database, made["key"], SECRET)
    assert await authenticate(database, rotated["key"], SECRET) == whose
    everything = await asker.body("{ apiKeys { nodes { id name hint } } activities { nodes { data } } }")
    assert rotated["key"].encode() not in everything
    assert (await asker.data(REVOKE, id="handle:ci"))["revokeApiKey"]["key"] is None
    assert await asker.refusal(ROTATE, id="handle:ci") == ("CONFLICT", [])


async def test_nobody_gets_a_key_by_rotation_that_may_do_more_than_they(asker: Asker) -> None:
    room = (await asker.change(ROOM, input={"name": "Room"}))["id"]
    wide = await new_key(asker, name="Wide")
    reaching = asker.as_(asker.viewer.seeing(room, Role.ADMIN))
    await reaching.change(ADD, input={"principalId": wide["apiKey"]["principal"]["id"]}, workspace=room)
    owner = await new_key(asker, name="Owner", accountAdmin=True)
    plain = await new_key(asker, name="Plain")
    admin = await asked_as(asker, Role.ADMIN)
    for made in (wide, owner):
        assert await admin.refusal(ROTATE, id=made["apiKey"]["id"]) == ("FORBIDDEN", [])
        still = await authenticate(asker.graph._database, made["key"], SECRET)
        assert still.key_id == made["apiKey"]["id"]
    for who, made in ((admin, plain), (asker, wide), (asker, owner)):
        assert (await who.data(ROTATE, id=made["apiKey"]["id"]))["rotateApiKey"]["key"]
    local = asker.as_(replace(asker.viewer, account_admin=False))
    assert await local.refusal(CREATE, input={"kind": "USER", "name": "Bo"}) == ("FORBIDDEN", [])


async def test_there_is_nothing_of_integrations_yet(asker: Asker) -> None:
    await asker.change(doc.CREATE, input={"name": "Ada"})
    document = "query ($s: Source) { agents(source: $s) { totalCount } apiKeys(source: $s) { nodes { id } } }"
    found = await asker.data(document, s="INTEGRATION")
    assert found == {"agents": {"totalCount": 0}, "apiKeys": {"nodes": []}}
    assert (await asker.data(document, s="WORKSPACE"))["agents"]["totalCount"] == 1
