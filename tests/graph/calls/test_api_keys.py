"""API keys and members, told in GraphQL documents: what is given, and that it is taken away at once."""

import orjson
import pytest

from backend.domain.errors import Unauthenticated
from backend.domain.viewer import Role
from backend.store.authenticate import authenticate
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.tenants import SECRET, stranger

pytestmark = pytest.mark.anyio

CREATE = """
mutation ($input: CreateApiKeyInput!, $workspace: ID, $key: String) {
  createApiKey(input: $input, workspaceId: $workspace, idempotencyKey: $key) {
    apiKey { id name hint expiresAt revokedAt workspace { id } principal { id kind accountAdmin } }
    key
  }
}
"""
REVOKE = "mutation ($id: ID!) { revokeApiKey(id: $id) { apiKey { id revokedAt } } }"
ADD = """
mutation ($input: AddMemberInput!, $workspace: ID) {
  addMember(input: $input, workspaceId: $workspace) { member { id role principal { id } workspace { id } } }
}
"""
SET_ROLE = "mutation ($id: ID!, $role: Role!) { setMemberRole(id: $id, role: $role) { member { id role } } }"
REMOVE = "mutation ($id: ID!) { removeMember(id: $id) { purgedId } }"
MEMBER = "query ($whose: ID!) { members(filter: {principal: {id: {eq: $whose}}}) { nodes { id role } } }"


async def test_a_key_lets_a_program_in_and_its_secret_is_shown_once(asker: Asker) -> None:
    made = (await asker.data(CREATE, input={"name": "CI"}, key="k"))["createApiKey"]
    assert made["apiKey"]["principal"] | {"id": ""} == {"id": "", "kind": "API_KEY", "accountAdmin": False}
    assert made["apiKey"]["workspace"] == {"id": asker.viewer.home}
    viewer = await authenticate(asker.graph._database, made["key"], SECRET)
    assert viewer.workspaces == {asker.viewer.home: Role.EDITOR}
    again = (await asker.data(CREATE, input={"name": "CI"}, key="k"))["createApiKey"]
    assert again == {"apiKey": made["apiKey"], "key": None}
    everything = await asker.body("{ apiKeys { nodes { id name hint } } principals { nodes { id name } } }")
    assert made["key"].encode() not in everything


async def test_a_revoked_key_is_refused_at_once(asker: Asker) -> None:
    made = (await asker.data(CREATE, input={"name": "CI"}))["createApiKey"]
    await authenticate(asker.graph._database, made["key"], SECRET)
    for _ in range(2):
        revoked = await asker.change(REVOKE, id=made["apiKey"]["id"])
        assert revoked["revokedAt"] is not None
        with pytest.raises(Unauthenticated):
            await authenticate(asker.graph._database, made["key"], SECRET)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "CI", "role": "OWNER"}, ["role"]),
        ({"name": "CI", "expiresAt": "2001-01-01T00:00:00Z"}, ["expiresAt"]),
    ],
    ids=str,
)
async def test_what_is_wrong_with_a_key_is_named(
    asker: Asker, given: dict[str, str], path: list[str]
) -> None:
    assert await asker.refusal(CREATE, input=given) == ("BAD_INPUT", ["input", *path])


async def test_nobody_gives_more_than_they_have(asker: Asker) -> None:
    made = await asker.data(CREATE, input={"name": "Admin", "role": "ADMIN"})
    viewer = await authenticate(asker.graph._database, made["createApiKey"]["key"], SECRET)
    program = asker.as_(viewer)
    code, path = await program.refusal(CREATE, input={"name": "CI", "accountAdmin": True})
    assert (code, path) == ("FORBIDDEN", [])
    assert (await program.data(CREATE, input={"name": "CI", "role": "ADMIN"}))["createApiKey"]["key"]


async def test_a_member_is_added_given_another_role_and_removed_at_once(asker: Asker) -> None:
    database = asker.graph._database
    made = (await asker.data(CREATE, input={"name": "CI", "role": "VIEWER"}))["createApiKey"]
    whose, key = made["apiKey"]["principal"]["id"], made["key"]
    program = asker.as_(await authenticate(database, key, SECRET))
    assert await program.refusal(doc.CREATE, input={"name": "Ada"}) == ("FORBIDDEN", [])
    (member,) = (await asker.data(MEMBER, whose=whose))["members"]["nodes"]
    assert await asker.change(SET_ROLE, id=member["id"], role="EDITOR") == {
        "id": member["id"],
        "role": "EDITOR",
    }
    program = asker.as_(await authenticate(database, key, SECRET))
    assert (await program.change(doc.CREATE, input={"name": "Ada"}))["name"] == "Ada"
    assert await asker.change(REMOVE, id=member["id"]) == member["id"]
    assert (await authenticate(database, key, SECRET)).workspaces == {}
    assert await asker.refusal(REMOVE, id=member["id"]) == ("NOT_FOUND", ["id"])
    back = await asker.change(ADD, input={"principalId": whose})
    assert back | {"id": ""} == {
        "id": "",
        "role": "VIEWER",
        "principal": {"id": whose},
        "workspace": {"id": asker.viewer.home},
    }
    assert await asker.refusal(ADD, input={"principalId": whose}) == ("CONFLICT", [])


async def test_a_member_is_a_principal_of_the_account(asker: Asker) -> None:
    other = await stranger(asker.graph._database)
    for whose in (other.principal, "prn_" + "7" * 26):
        refused = await asker.refusal(ADD, input={"principalId": whose})
        assert refused == ("NOT_FOUND", ["input", "principalId"])
    refused = await asker.refusal(ADD, input={"principalId": asker.viewer.principal}, workspace=other.home)
    assert refused == ("NOT_FOUND", ["workspaceId"])


async def test_no_answer_tells_a_digest(asker: Asker) -> None:
    assert b"digest" not in orjson.dumps(await asker.answer('{ __type(name: "ApiKey") { fields { name } } }'))
