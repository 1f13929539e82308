"""Activities: one insert of the writer's transaction each, placed in order, swept in the end."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from backend.domain.errors import BadCursor
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.activity import activity, behind, last_position, position_of, record
from backend.store.database import Database
from backend.store.statement import Row
from backend.store.sweep import ACTIVITIES_KEPT, sweep_activities
from backend.store.table import Time
from backend.store.workspace_edit import create_workspace
from tests.activities import all_placed
from tests.store.agents import do
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

_AGED = (
    update(activity)
    .where(activity.c.id == bindparam("row"))
    .values(created_at=bindparam("moment", type_=Time()))
)
_ALL = select(activity).where(activity.c.workspace_id == bindparam("workspace")).order_by(activity.c.position)


async def told(database: Database, workspace: Any) -> list[Row]:
    """The activities of a workspace by their positions."""
    await all_placed(database)
    async with database.read() as tx:
        return await tx.fetch(_ALL, {"workspace": workspace})


async def happen(database: Database, viewer: Viewer, *kinds: str, workspace: str | None = None) -> None:
    """Activities of one transaction, of no row in particular."""
    async with database.write() as tx:
        for kind in kinds:
            await record(tx, viewer, workspace or str(viewer.home), kind, "agt_x", {"n": 1}, parent_id="p")


async def test_positions_count_in_each_workspace_for_itself(database: Database, admin: Viewer) -> None:
    second = await do(database, create_workspace, admin, {"name": "Second"})
    for number in range(3):
        await happen(database, admin, f"agent.a{number}", f"agent.b{number}")
        await happen(database, admin, f"agent.c{number}", workspace=second)
    rows = await told(database, admin.home)
    assert [(row.position, row.type) for row in rows] == [
        (2 * number + offset, f"agent.{word}{number}")
        for number in range(3)
        for offset, word in ((1, "a"), (2, "b"))
    ]
    assert [row.position for row in await told(database, second)] == [1, 2, 3, 4]
    assert (rows[0].subject_id, rows[0].parent_id, rows[0].data, rows[0].actor_id) == (
        "agt_x",
        "p",
        {"n": 1},
        admin.principal,
    )


async def test_what_lies_behind_a_position_is_read_in_order_and_in_parts(
    database: Database, admin: Viewer
) -> None:
    await happen(database, admin, *(f"agent.a{number}" for number in range(5)))
    rows = await told(database, admin.home)
    async with database.read() as tx:
        assert [row.id for row in await behind(tx, str(admin.home), 1, 2)] == [row.id for row in rows[1:3]]
        assert await behind(tx, str(admin.home), 5, 2) == []
        assert await last_position(tx, str(admin.home)) == 5
        assert await position_of(tx, str(admin.home), rows[3].id) == 4


async def test_an_activity_of_elsewhere_is_no_place_to_begin(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    await happen(database, other, "agent.created")
    (*_, foreign) = await told(database, other.home)
    async with database.read() as tx:
        for unknown in (foreign.id, "act_" + "7" * 26, "junk", ""):
            with pytest.raises(BadCursor) as refused:
                await position_of(tx, str(admin.home), unknown)
            assert refused.value.path == ("after",)
        assert await last_position(tx, str(admin.home)) == 0


async def test_after_ninety_days_activities_are_swept_and_counting_goes_on(
    database: Database, admin: Viewer
) -> None:
    second = await do(database, create_workspace, admin, {"name": "Second"})
    await happen(database, admin, "agent.a", "agent.b", "agent.c")
    rows = await told(database, admin.home)
    now = clock.now()
    async with database.write() as tx:
        for row in rows:
            moment = now - ACTIVITIES_KEPT + timedelta(seconds=-1 if row.position != 2 else 1)
            await tx.fetch(_AGED, {"row": row.id, "moment": moment})
    async with database.write() as tx:
        assert await sweep_activities(tx, now) == 1
    assert [row.position for row in await told(database, admin.home)] == [2, 3]
    async with database.write() as tx:
        assert await sweep_activities(tx, now + timedelta(days=200)) == 1
    assert [row.position for row in await told(database, admin.home)] == [3]
    await happen(database, admin, "agent.d")
    assert [row.position for row in await told(database, admin.home)] == [3, 4]
    assert [row.type for row in await told(database, second)] == ["workspace.created"]


async def test_what_was_not_placed_yet_is_not_swept(database: Database, admin: Viewer) -> None:
    await happen(database, admin, "agent.a", "agent.b")
    async with database.write() as tx:
        swept = await sweep_activities(tx, clock.now() + timedelta(days=200))
    assert swept == (1 if database.dialect == "sqlite" else 0)
    assert [row.position for row in await told(database, admin.home)][-1] == 2
