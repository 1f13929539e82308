"""Scope: nothing of another tenant is in any answer; Concord's own rows are everybody's."""

from collections.abc import Iterator

import orjson
import pytest
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
)

from backend.domain.ids import SYSTEM_WORKSPACE, noun_of
from backend.domain.viewer import Viewer
from tests.graph.calls.filling import required
from tests.graph.dataset import ACCOUNTS, ADA, BO, PEOPLE, ROOMS, dataset
from tests.graph.reader import Reader
from tests.graph.secrecy import ID, hidden, seen

pytestmark = pytest.mark.anyio

VIEWERS = pytest.mark.parametrize("viewer", [ADA, BO], ids=["ada", "bo"])


def selections(held: GraphQLObjectType) -> Iterator[str]:
    """All leaves of a row; and for each relation all leaves of the rows there, and the ids next to those."""
    yield _leaves(held)
    for name, field in _relations(held):
        row = row_of(field)
        inner = "{ __typename id }"
        if isinstance(row, GraphQLObjectType):
            further = " ".join(_through(each, other, "{ id }") for each, other in _relations(row))
            inner = f"{{ {_leaves(row)} {further} }}"
        yield _through(name, field, inner)


def _leaves(held: GraphQLObjectType) -> str:
    leaves = (f"{name}{required(field)}" for name, field in held.fields.items() if _is_leaf(field))
    flat = {name: get_named_type(field.type) for name, field in held.fields.items() if not _asks(field)}
    parts = {name: kind for name, kind in flat.items() if is_object_type(kind) and "id" not in kind.fields}
    asked = [f"{name} {{ {_leaves(kind)} }}" for name, kind in parts.items() if "nodes" not in kind.fields]
    return " ".join([*leaves, *asked])


def _is_leaf(field: GraphQLField) -> bool:
    return is_leaf_type(get_named_type(field.type))


def _relations(held: GraphQLObjectType) -> list[tuple[str, GraphQLField]]:
    known = ((name, field) for name, field in held.fields.items() if not _asks(field))
    return [(name, field) for name, field in known if "id" in getattr(row_of(field), "fields", {})]


def row_of(field: GraphQLField) -> GraphQLNamedType:
    """The type of the rows that a relation or a list leads to."""
    held: GraphQLNamedType = get_named_type(field.type)
    rows = held.fields.get("nodes") if isinstance(held, GraphQLObjectType) else None
    return held if rows is None else get_named_type(rows.type)


def _asks(field: GraphQLField) -> bool:
    return any(map(is_required_argument, field.args.values()))


def _through(name: str, field: GraphQLField, inner: str) -> str:
    return (
        f"{name}(first: 100) {{ totalCount nodes {inner} }}" if "after" in field.args else f"{name} {inner}"
    )


@VIEWERS
async def test_no_list_shows_a_row_that_is_not_the_viewers(reader: Reader, viewer: Viewer) -> None:
    query = reader.schema.plain.query_type
    assert query is not None
    for name, field in query.fields.items():
        if "after" not in field.args:
            continue
        life = "".join(f", {word}: INCLUDE" for word in ("deleted", "archived") if word in field.args)
        row = row_of(field)
        assert isinstance(row, GraphQLObjectType)
        for selection in selections(row):
            source = f"{{ {name}(first: 100{life}) {{ totalCount nodes {{ id {selection} }} }} }}"
            data = await reader.data(source, {}, viewer)
            assert data[name]["nodes"], name
            assert not set(ID.findall(orjson.dumps(data).decode())) & hidden(viewer), (name, selection)


@VIEWERS
async def test_node_and_nodes_find_the_viewers_rows_and_no_others(reader: Reader, viewer: Viewer) -> None:
    known = seen(viewer)
    served = reader.schema.model.entities
    ids = sorted(row["id"] for held in dataset().values() for row in held if noun_of(row["id"]) in served)
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
