"""Concord's own rows: the same everywhere, written at every start, and nobody's to change."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from backend.domain.built_in import BUILT_IN_SETS, BUILT_INS, CONCORD
from backend.domain.errors import Forbidden
from backend.domain.ids import SYSTEM_WORKSPACE, is_id
from backend.domain.viewer import Viewer
from backend.platform import json_schema
from backend.platform.ids import id_of
from backend.store.database import Database
from backend.store.first_start import begin
from backend.store.life import Life
from backend.store.statement import Row
from backend.store.tool import TOOL, tool
from backend.store.tool_edit import update_tool
from backend.store.tool_set import TOOL_SET, tool_set
from backend.store.tool_set_edit import update_tool_set
from tests.store.agents import do
from tests.store.tools import new_tool
from tests.tenants import SECRET, stranger

pytestmark = pytest.mark.anyio


async def seeded(database: Database) -> tuple[list[Row], list[Row]]:
    async with database.read() as tx:
        sets = select(tool_set).where(tool_set.c.workspace_id == SYSTEM_WORKSPACE).order_by(tool_set.c.handle)
        tools = select(tool).where(tool.c.workspace_id == SYSTEM_WORKSPACE).order_by(tool.c.number)
        return await tx.fetch(sets), await tx.fetch(tools)


def test_every_built_in_tool_has_a_number_of_its_own_and_a_schema_that_can_be_used() -> None:
    tools = [(number, each) for held in BUILT_IN_SETS for number, each in held.tools.items()]
    assert len({number for number, _ in tools}) == len({each.name for _, each in tools}) == len(tools)
    assert all(1 <= number <= 999 for number, _ in tools)
    for _, each in tools:
        json_schema.check(each.input_schema)
    assert CONCORD.tools[1].name == "current_time"


def test_an_id_is_made_of_a_name() -> None:
    made = id_of("tol", "concord/current_time")
    assert made == id_of("tol", "concord/current_time") == "tol_7zp5fhj5ry4360rxxjy91xh5sx"
    assert is_id(made)
    assert made != id_of("tol", "concord/other")


@pytest.mark.usefixtures("admin")
async def test_the_first_start_writes_the_sets_and_their_tools(database: Database) -> None:
    sets, tools = await seeded(database)
    assert [each.handle for each in sets] == ["concord", "sandbox"]
    assert {each.kind for each in (*sets, *tools)} == {"BUILTIN"}
    assert {each.name for each in tools} == set(BUILT_INS)
    assert {each.status for each in tools} == {"AVAILABLE"}
    assert [each.name for each in tools if each.tool_set_id == id_of("tls", "sandbox")] == [
        "bash",
        "read",
        "write",
        "edit",
        "glob",
        "grep",
        "web_fetch",
        "web_search",
    ]


@pytest.mark.usefixtures("admin")
async def test_another_start_writes_what_differs_and_nothing_else(database: Database) -> None:
    before = await seeded(database)
    assert await begin(database, SECRET) is None
    assert await seeded(database) == before
    async with database.write() as tx:
        await tx.fetch(update(tool).where(tool.c.number == 1).values(description="Old."))
        await tx.fetch(tool.delete().where(tool.c.number == 2))
    assert await begin(database, SECRET) is None
    _, tools = await seeded(database)
    assert [each.description for each in tools] == [each.description for each in before[1]]
    assert [each.id for each in tools] == [each.id for each in before[1]]


async def test_nobody_changes_them_and_everybody_may_call_them_by_their_numbers(
    database: Database, admin: Viewer
) -> None:
    for viewer in (admin, await stranger(database)):
        for reference in ("number:1", "handle:current_time"):
            with pytest.raises(Forbidden):
                await do(database, update_tool, viewer, reference, {"enabled": False})
        with pytest.raises(Forbidden):
            await do(database, update_tool_set, viewer, "handle:concord", {"name": "Mine"})
        for life, reference in ((Life(TOOL_SET), "handle:sandbox"), (Life(TOOL), "handle:bash")):
            for verb in (life.archive, life.delete, life.purge):
                with pytest.raises(Forbidden):
                    await do(database, verb, viewer, reference)
        with pytest.raises(Forbidden):
            await new_tool(database, viewer, tool_set_id="handle:concord")


async def test_an_own_tool_may_be_called_as_one_of_concords(database: Database, admin: Viewer) -> None:
    row = await new_tool(database, replace(admin), name="current_time", handle="current_time")
    await do(database, update_tool, admin, "handle:current_time", {"description": "Mine."})
    assert row.workspace_id == admin.home
