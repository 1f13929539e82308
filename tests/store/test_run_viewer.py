"""In whose name a run acts: the first who is named and a member, else whoever started it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from backend.domain.viewer import Role
from backend.store.member import member, remove_member
from backend.store.run_viewer import viewer_of_run
from backend.store.workspace_edit import update_workspace
from tests.stage import Stage
from tests.store.agents import do

pytestmark = pytest.mark.anyio


async def leave(stage: Stage, who: str) -> None:
    """End a membership."""
    async with stage.database.write() as tx:
        (found,) = await tx.fetch(select(member.c.id).where(member.c.principal_id == who))
        await remove_member(tx, stage.viewer, found.id)


async def serve(stage: Stage, who: str) -> None:
    """Make somebody the workspace's service user."""
    boss = replace(stage.viewer, account_admin=True)
    await do(stage.database, update_workspace, boss, boss.home, {"service_user_id": who})


async def acting(stage: Stage, run_id: str, *named: str | None) -> str:
    """Whom a run acts for."""
    async with stage.database.read() as tx:
        viewer = await viewer_of_run(tx, run_id, *named)
    assert viewer.workspaces == {stage.viewer.home: Role.EDITOR}
    return viewer.principal


async def test_a_run_acts_for_whom_its_tool_its_agent_or_its_workspace_names(stage: Stage) -> None:
    run_id = await stage.run(await stage.session())
    tools, agents, rooms = [await stage.guest(name) for name in ("Ada", "Bo", "Cy")]
    assert await acting(stage, run_id, None, None) == stage.viewer.principal
    await serve(stage, rooms)
    assert await acting(stage, run_id, None, None) == rooms
    assert await acting(stage, run_id, None, agents) == agents
    assert await acting(stage, run_id, tools, agents) == tools


async def test_a_session_that_began_before_acts_for_nobody_who_has_left(stage: Stage) -> None:
    agents, rooms = [await stage.guest(name) for name in ("Bo", "Cy")]
    await serve(stage, rooms)
    session_id = await stage.session(await stage.agent(runtime_user_id=agents))
    remembered = (await stage.session_row(session_id)).snapshot["runtimeUserId"]
    assert remembered == agents
    await leave(stage, agents)
    run_id = await stage.run(session_id)
    assert await acting(stage, run_id, remembered) == rooms
    await leave(stage, rooms)
    assert await acting(stage, run_id, remembered) == stage.viewer.principal
