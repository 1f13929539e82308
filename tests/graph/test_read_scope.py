"""Scope: nothing of another tenant is in any answer; Concord's own rows are everybody's."""

from collections.abc import Iterator

import pytest
from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.viewer import Viewer
from backend.graph.schema import Schema
from tests.graph.dataset import ACCOUNTS, ADA, BO, PEOPLE, ROOMS, dataset
from tests.graph.reader import Reader
from tests.graph.secrecy import ID, hidden, seen

pytestmark = pytest.mark.anyio

VIEWERS = pytest.mark.parametrize("viewer", [ADA, BO], ids=["ada", "bo"])


def everything(schema: Schema, held: GraphQLObjectType, depth: int) -> str:
    """A selection of all fields, relations too, so many steps deep."""
    return "{ " + " ".join(_fields(schema, held, depth)) + " }"


def _fields(schema: Schema, held: GraphQLObjectType, depth: int) -> Iterator[str]:
    for name, field in held.fields.items():
        named = get_named_type(field.type)
        if is_leaf_type(named):
            yield name
        elif named.name == "Event":
            yield f"{name} {{ id seq session {{ id }} run {{ id }} }}"
        elif isinstance(named, GraphQLObjectType) and "first" in field.args and depth > 0:
            row = get_named_type(named.fields["nodes"].type)
            inner = "{ id }" if not isinstance(row, GraphQLObjectType) else everything(schema, row, depth - 1)
            yield f"{name}(first: 100) {{ totalCount nodes {inner} }}"
        elif isinstance(named, GraphQLObjectType) and "first" not in field.args and depth > 0:
            yield f"{name} {everything(schema, named, depth - 1)}"


@VIEWERS
async def test_no_list_shows_a_row_that_is_not_the_viewers(reader: Reader, viewer: Viewer) -> None:
    query = reader.schema.plain.query_type
    assert query is not None
    for name, field in query.fields.items():
        if "first" not in field.args:
            continue
        life = "".join(f", {word}: INCLUDE" for word in ("deleted", "archived") if word in field.args)
        row = get_named_type(get_named_type(field.type).fields["nodes"].type)
        assert isinstance(row, GraphQLObjectType)
        source = f"{{ {name}(first: 100{life}) {{ totalCount nodes {everything(reader.schema, row, 2)} }} }}"
        body = (await reader.body(source, {}, viewer)).decode()
        assert not set(ID.findall(body)) & hidden(viewer), name


@VIEWERS
async def test_node_and_nodes_find_the_viewers_rows_and_no_others(reader: Reader, viewer: Viewer) -> None:
    known = seen(viewer)
    ids = sorted(row["id"] for held in dataset().values() for row in held if "digest" not in row)
    for start in range(0, len(ids), 100):
        wanted = ids[start : start + 100]
        data = await reader.data("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": wanted}, viewer)
        assert data["nodes"] == [{"id": each} if each in known else None for each in wanted]
    for each in ids[::40]:
        data = await reader.data("query($i: ID!) { node(id: $i) { id } }", {"i": each}, viewer)
        assert data["node"] == ({"id": each} if each in known else None)


@VIEWERS
async def test_references_find_the_viewers_rows_and_no_others(reader: Reader, viewer: Viewer) -> None:
    known = seen(viewer)
    source = "query($i: ID!) { agent(id: $i) { id workspace { id } } }"
    for row in dataset()["agent"]:
        references = [
            row["id"],
            f"handle:{row['handle']}",
            *([f"ext:{row['external_id']}"] if row["external_id"] else []),
        ]
        for reference in references:
            answer = await reader.answer(source, {"i": reference}, viewer)
            found = (answer["data"] or {}).get("agent")
            assert found is None or found["id"] in known
            if reference == row["id"]:
                assert (found is not None) == (row["id"] in known)
            elif row["workspace_id"] == viewer.home:
                assert found == {"id": row["id"], "workspace": {"id": viewer.home}}


async def test_a_name_that_several_workspaces_use_means_the_row_at_home_or_is_refused(reader: Reader) -> None:
    by_handle = {(row["workspace_id"], row["handle"]): row["id"] for row in dataset()["agent"]}
    nowhere = Viewer(ADA.principal, ADA.account, ADA.workspaces, None)
    away = Viewer(ADA.principal, ADA.account, ADA.workspaces, ROOMS[1])
    source = "query($i: ID!) { agent(id: $i) { id } }"
    for viewer, home in ((ADA, ROOMS[0]), (away, ROOMS[1])):
        found = await reader.data(source, {"i": "handle:agent-3"}, viewer)
        assert found["agent"]["id"] == by_handle[home, "agent-3"]
    error = await reader.refusal(source, {"i": "handle:agent-3"}, nowhere)
    assert error["extensions"] == {"code": "BAD_INPUT", "path": ["id"]}
    only = await reader.data(source, {"i": "handle:agent-20"}, nowhere)
    assert only["agent"]["id"] == by_handle[ROOMS[0], "agent-20"]


@VIEWERS
async def test_filters_do_not_tell_what_lies_beyond_the_viewers_rows(reader: Reader, viewer: Viewer) -> None:
    foreign = sorted(hidden(viewer))
    source = "query($w: AgentFilter) { agents(first: 100, filter: $w) { totalCount nodes { id } } }"
    probes = [
        {"id": {"in": foreign[:500]}},
        {"workspace": {"id": {"in": foreign[:500]}}},
        {"createdBy": {"id": {"in": foreign[:500]}}},
        {"sessions": {"some": {"id": {"in": foreign[:500]}}}},
        {"versions": {"some": {"agent": {"id": {"in": foreign[:500]}}}}},
        {"currentVersion": {"createdBy": {"id": {"in": foreign[:500]}}}},
    ]
    for wanted in probes:
        data = await reader.data(source, {"w": wanted}, viewer)
        assert data["agents"] == {"totalCount": 0, "nodes": []}, wanted


@VIEWERS
async def test_a_workspace_or_ids_of_others_give_an_empty_list(reader: Reader, viewer: Viewer) -> None:
    source = (
        "query($w: ID, $i: [ID!]) { agents(workspaceId: $w, ids: $i) { totalCount nodes { id } nextCursor } }"
    )
    empty = {"agents": {"totalCount": 0, "nodes": [], "nextCursor": None}}
    for room in ROOMS:
        if room not in viewer.workspaces:
            assert await reader.data(source, {"w": room}, viewer) == empty
            foreign = [row["id"] for row in dataset()["agent"] if row["workspace_id"] == room]
            assert await reader.data(source, {"i": foreign}, viewer) == empty


@VIEWERS
async def test_system_rows_are_read_by_everybody_and_their_workspace_is_null(
    reader: Reader, viewer: Viewer
) -> None:
    own = [row["id"] for row in dataset()["agent"] if row["workspace_id"] == SYSTEM_WORKSPACE]
    source = (
        "query($i: ID!) { agent(id: $i) { id isSystem workspace { id } createdBy { id } versions { nodes {"
    )
    source += " workspace { id } agent { id } } } } workspace(id: $i) { id } }"
    for each in own:
        data = await reader.data(source, {"i": each}, viewer)
        assert data["agent"]["isSystem"]
        assert data["agent"]["workspace"] is None
        assert data["agent"]["createdBy"] is None
        assert all(
            row == {"workspace": None, "agent": {"id": each}} for row in data["agent"]["versions"]["nodes"]
        )
    listed = "{ agents(source: SYSTEM, deleted: INCLUDE, archived: INCLUDE) { nodes { id } } }"
    assert {row["id"] for row in (await reader.data(listed, {}, viewer))["agents"]["nodes"]} == set(own)
    for reserved in (SYSTEM_WORKSPACE, f"ext:w{len(ROOMS)}", f"handle:room-{len(ROOMS)}"):
        assert (
            await reader.data("query($i: ID!) { workspace(id: $i) { id } }", {"i": reserved}, viewer)
        ) == {"workspace": None}


async def test_an_account_and_its_people_are_its_own(reader: Reader) -> None:
    source = "{ viewer { id account { id } } principals { nodes { id } } workspaces { nodes { id } } }"
    data = await reader.data(source, {}, BO)
    assert data["viewer"] == {"id": PEOPLE[3], "account": {"id": ACCOUNTS[1]}}
    assert data["principals"]["nodes"] == [{"id": PEOPLE[3]}]
    assert data["workspaces"]["nodes"] == [{"id": ROOMS[3]}]
