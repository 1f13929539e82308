"""A row inside its parent: of another parent it is not found, and there its number is a name."""

from collections.abc import Mapping
from typing import Any

import pytest

from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.viewer import Viewer
from tests.graph.dataset import ADA, BO, ROOMS, dataset
from tests.graph.reader import Reader

pytestmark = pytest.mark.anyio

Row = Mapping[str, Any]

VERSION = "query($i: ID!, $w: ID) { agentVersion(id: $i, within: $w) { id } }"
RUN = "query($i: ID!, $w: ID) { run(id: $i, within: $w) { id } }"
SESSION = "query($i: ID!, $w: ID) { session(id: $i, within: $w) { id } }"
AGENT = "query($i: ID!, $w: ID) { agent(id: $i, within: $w) { id } }"
MEMBER = "query($i: ID!, $w: ID) { member(id: $i, within: $w) { id } }"
PARENTS = (
    (VERSION, "agent_version", "agent", "agent_id"),
    (RUN, "run", "session", "session_id"),
    (SESSION, "session", "agent", "agent_id"),
    (AGENT, "agent", "workspace", "workspace_id"),
    (MEMBER, "member", "workspace", "workspace_id"),
)
"""A document, the table of its rows, that of their parents, and the column that names the parent."""


def rows(table: str, **held: Any) -> list[Row]:
    """The rows of a table that hold these values."""
    return [row for row in dataset()[table] if all(row[name] == value for name, value in held.items())]


def parent(row: Row, table: str, column: str) -> Row:
    """The row that a column names."""
    (found,) = rows(table, id=row[column])
    return found


def names(row: Row) -> list[str]:
    """What the row may be called, as a parent."""
    words = {"ext": "external_id", "handle": "handle"}
    return [row["id"], *(f"{word}:{row[name]}" for word, name in words.items() if row.get(name) is not None)]


async def found(reader: Reader, source: str, wanted: object, within: object, viewer: Viewer = ADA) -> Any:
    """The id that is answered, or None."""
    (row,) = (await reader.data(source, {"i": wanted, "w": within}, viewer)).values()
    return row and row["id"]


@pytest.mark.parametrize(("source", "table", "above", "column"), PARENTS, ids=[each[1] for each in PARENTS])
async def test_a_row_is_found_inside_its_parent_by_any_of_its_names_and_inside_no_other(
    reader: Reader, source: str, table: str, above: str, column: str
) -> None:
    own = rows(table, workspace_id=ROOMS[0])
    others = [row for row in rows(above) if row["id"] != own[0][column]]
    for row in own[:8]:
        for name in names(parent(row, above, column)):
            assert await found(reader, source, row["id"], name) == row["id"], name
    for row in others[:20]:
        assert await found(reader, source, own[0]["id"], row["id"]) is None


@pytest.mark.parametrize(("source", "table", "above", "column"), PARENTS, ids=[each[1] for each in PARENTS])
async def test_what_names_no_parent_is_answered_like_a_parent_of_others(
    reader: Reader, source: str, table: str, above: str, column: str
) -> None:
    row = rows(table, workspace_id=ROOMS[0])[0]
    theirs = [each for each in rows(above) if ROOMS[3] in {each["id"], each.get("workspace_id")}]
    junk = ("", "x", "ext:", "ext:none", "handle:none", "number:x", "number:77", "number:" + "9" * 400, 12)
    unknown = (row[column][:4] + "7" * 26, *junk, *(each["id"] for each in theirs[:3]))
    for name in unknown:
        body = await reader.body(source, {"i": row["id"], "w": name})
        assert body.endswith(b":null}}"), name
    for each in rows(table, workspace_id=ROOMS[3])[:5]:
        assert await found(reader, source, each["id"], each[column], BO) == each["id"]
        assert await found(reader, source, each["id"], each[column], ADA) is None


@pytest.mark.parametrize(("source", "table", "above", "column"), PARENTS[:2], ids=["agent_version", "run"])
async def test_numbers_name_rows_inside_their_parent_only(
    reader: Reader, source: str, table: str, above: str, column: str
) -> None:
    numbered = [row for row in rows(table, workspace_id=ROOMS[0]) if row["number"] is not None]
    for row in numbered[:30]:
        name = f"number:{row['number']}"
        for holder in names(parent(row, above, column)):
            assert await found(reader, source, name, holder) == row["id"]
        assert await found(reader, source, name, None) is None
        assert await found(reader, source, "number:77", row[column]) is None
    theirs = next(row for row in rows(table, workspace_id=ROOMS[3]) if row["number"] is not None)
    name = f"number:{theirs['number']}"
    assert await found(reader, source, name, theirs[column]) is None
    assert await found(reader, source, name, theirs[column], BO) == theirs["id"]


async def test_an_agent_is_found_by_its_handle_in_the_workspace_that_is_named(reader: Reader) -> None:
    for number, room in enumerate(ROOMS[:2]):
        (wanted,) = rows("agent", workspace_id=room, handle="agent-3")
        for name in (room, f"number:{number + 1}", f"handle:room-{number}", f"ext:w{number}"):
            assert await found(reader, AGENT, "handle:agent-3", name) == wanted["id"]
    (home,) = rows("agent", workspace_id=ROOMS[0], handle="agent-3")
    assert await found(reader, AGENT, "handle:agent-3", None) == home["id"]
    for hidden in (ROOMS[2], ROOMS[3], SYSTEM_WORKSPACE, f"handle:room-{len(ROOMS)}"):
        assert await found(reader, AGENT, "handle:agent-3", hidden) is None


async def test_a_parent_of_several_so_called_is_the_one_at_home_or_refused(reader: Reader) -> None:
    nowhere = Viewer(ADA.principal, ADA.account, ADA.workspaces, None)
    away = Viewer(ADA.principal, ADA.account, ADA.workspaces, ROOMS[1])
    shared = [
        (here, there)
        for here in rows("agent", workspace_id=ROOMS[0])
        for there in rows("agent", workspace_id=ROOMS[1], handle=here["handle"])
        if rows("agent_version", agent_id=here["id"]) and rows("agent_version", agent_id=there["id"])
    ]
    assert shared
    for here, there in shared:
        name = f"handle:{here['handle']}"
        ours, theirs = (rows("agent_version", agent_id=each["id"])[0]["id"] for each in (here, there))
        assert [await found(reader, VERSION, each, name, ADA) for each in (ours, theirs)] == [ours, None]
        assert [await found(reader, VERSION, each, name, away) for each in (ours, theirs)] == [None, theirs]
        for wanted in (ours, theirs, "number:1", "number:77"):
            error = await reader.refusal(VERSION, {"i": wanted, "w": name}, nowhere)
            assert error["extensions"] == {"code": "BAD_INPUT", "path": ["within"]}
    sole = next(
        each
        for each in rows("agent_version", workspace_id=ROOMS[0])
        if len(names_of_all(parent(each, "agent", "agent_id"))) == 1
    )
    name = f"handle:{parent(sole, 'agent', 'agent_id')['handle']}"
    assert await found(reader, VERSION, sole["id"], name, nowhere) == sole["id"]


def names_of_all(agent: Row) -> list[Row]:
    """The agents that somebody in the first two rooms sees under the agent's handle."""
    seen = {*ROOMS[:2], SYSTEM_WORKSPACE}
    return [row for row in rows("agent", handle=agent["handle"]) if row["workspace_id"] in seen]


async def test_a_null_parent_counts_as_absent(reader: Reader) -> None:
    row = rows("run", workspace_id=ROOMS[0])[0]
    assert await found(reader, RUN, row["id"], None) == row["id"]
    for source in (
        "{ run(id: %s, within: null) { id } }",
        "query($w: ID) { run(id: %s, within: $w) { id } }",
    ):
        data = await reader.data(source % f'"{row["id"]}"')
        assert data == {"run": {"id": row["id"]}}


async def test_the_parent_is_found_in_the_same_statement_and_its_spelling_makes_the_plan(
    reader: Reader,
) -> None:
    source = f"# Plans.\n{VERSION}"
    for row in rows("agent_version", workspace_id=ROOMS[0])[:10]:
        for name in names(parent(row, "agent", "agent_id")):
            await found(reader, source, row["id"], name)
            assert len(reader.statements) == 1
    for number in range(50):
        await found(reader, source, row["id"], f"junk{number}")
        assert reader.statements == []
    assert reader.plans(source) == 4
