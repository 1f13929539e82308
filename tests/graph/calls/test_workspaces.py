"""The life of a workspace, told in GraphQL documents."""

import pytest

from backend.domain.viewer import Role
from tests.graph.calls import documents as doc
from tests.graph.calls.asker import Asker
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

FIELDS = "workspace { id name handle number externalId labels archivedAt deletedAt account { id } }"
CREATE = f"""
mutation ($input: CreateWorkspaceInput!, $key: String) {{
  createWorkspace(input: $input, idempotencyKey: $key) {{ {FIELDS} }}
}}
"""
UPDATE = f"""
mutation ($id: ID!, $input: UpdateWorkspaceInput!) {{
  updateWorkspace(id: $id, input: $input) {{ {FIELDS} }}
}}
"""
ALL = "{ workspaces { nodes { name } } }"


def of(verb: str) -> str:
    return f"mutation ($id: ID!) {{ {verb}Workspace(id: $id) {{ {FIELDS} }} }}"


async def names(asker: Asker) -> set[str]:
    """The workspaces that are seen by one who asks afresh."""
    return {row["name"] for row in (await asker.data(ALL))["workspaces"]["nodes"]}


async def test_a_workspace_is_made_numbered_and_shown_to_its_maker(asker: Asker) -> None:
    made = await asker.change(CREATE, input={"name": "Lab", "externalId": "lab", "labels": {"a": "b"}})
    assert (made["name"], made["handle"], made["number"]) == ("Lab", "lab", 2)
    assert (made["externalId"], made["labels"]) == ("lab", {"a": "b"})
    assert made["account"] == {"id": asker.viewer.account}


async def test_a_workspace_is_changed_archived_trashed_and_restored_and_always_shown(asker: Asker) -> None:
    made = await asker.change(CREATE, input={"name": "Lab", "handle": "lab"})
    workspace = made["id"]
    for reference in (workspace, "handle:lab", f"number:{made['number']}"):
        changed = await asker.change(UPDATE, id=reference, input={"name": "Den"})
        assert (changed["id"], changed["name"]) == (workspace, "Den")
    assert (await asker.change(of("archive"), id=workspace))["archivedAt"] is not None
    assert (await asker.change(of("unarchive"), id=workspace))["archivedAt"] is None
    for _ in range(2):
        assert (await asker.change(of("delete"), id=workspace))["deletedAt"] is not None
    assert await asker.refusal(UPDATE, id=workspace, input={"name": "Den"}) == ("CONFLICT", [])
    assert (await asker.change(of("restore"), id=workspace))["deletedAt"] is None


async def test_a_repeated_request_finds_the_workspace_that_the_first_one_made(asker: Asker) -> None:
    given = {"input": {"name": "Lab"}, "key": "k"}
    first = await asker.change(CREATE, **given)
    assert await asker.change(CREATE, **given) == first
    code, _ = await asker.refusal(CREATE, input={"name": "Den"}, key="k")
    assert code == "IDEMPOTENCY_CONFLICT"


async def test_wrong_inputs_are_named(asker: Asker) -> None:
    await asker.change(CREATE, input={"name": "Lab", "handle": "lab"})
    taken = await asker.refusal(CREATE, input={"name": "Den", "handle": "lab"})
    assert taken == ("CONFLICT", ["input", "handle"])
    for given, path in (({"name": " "}, ["name"]), ({"name": "Den", "labels": {"": "x"}}, ["labels", ""])):
        assert await asker.refusal(CREATE, input=given) == ("BAD_INPUT", ["input", *path])


async def test_a_workspace_of_another_account_is_unknown_to_its_administrator(asker: Asker) -> None:
    other = await stranger(asker.graph._database)
    for verb in ("archive", "unarchive", "delete", "restore"):
        assert await asker.refusal(of(verb), id=other.home) == ("NOT_FOUND", ["id"])


async def test_a_new_agent_lies_in_the_workspace_that_is_named(asker: Asker) -> None:
    made = await asker.change(CREATE, input={"name": "Lab"})
    there = asker.as_(asker.viewer.seeing(made["id"], asker.viewer.workspaces[str(asker.viewer.home)]))
    for reference in (made["id"], "handle:lab", "number:2"):
        await there.change(doc.CREATE, input={"name": "Ada"}, workspace=reference)
    count = "query ($id: ID!) { agents(workspaceId: $id) { totalCount } }"
    assert await there.data(count, id=made["id"]) == {"agents": {"totalCount": 3}}
    other = await stranger(asker.graph._database)
    for unknown in (other.home, "wsp_" + "7" * 26, "handle:other"):
        refused = await asker.refusal(doc.CREATE, input={"name": "Ada"}, workspace=unknown)
        assert refused == ("NOT_FOUND", ["workspaceId"])


@pytest.mark.parametrize("spelling", ["{id}", "handle:lab", "ext:crm-7", "number:{number}"])
async def test_a_list_is_narrowed_to_a_workspace_by_any_of_its_names(asker: Asker, spelling: str) -> None:
    lab = await asker.data(
        """mutation { createWorkspace(input: {name: "Lab", handle: "lab", externalId: "crm-7"}) {
             workspace { id number } } }"""
    )
    made = lab["createWorkspace"]["workspace"]
    inside = asker.as_(asker.viewer.seeing(made["id"], Role.ADMIN))
    await inside.data('mutation { createAgent(input: {name: "Here"}) { agent { id } } }')
    create = 'mutation ($in: ID) { createAgent(input: {name: "There"}, workspaceId: $in) { agent { id } } }'
    await inside.data(create, **{"in": made["id"]})
    page = "query ($in: ID!) { agents(workspaceId: $in) { totalCount nodes { name } } }"
    found = await inside.data(page, **{"in": spelling.format(**made)})
    assert found == {"agents": {"totalCount": 1, "nodes": [{"name": "There"}]}}
    written = page.replace("query ($in: ID!) ", "").replace("$in", f'"{spelling.format(**made)}"')
    assert await inside.data(written) == found
    nowhere = await inside.data(page, **{"in": "handle:nowhere"})
    assert nowhere == {"agents": {"totalCount": 0, "nodes": []}}
