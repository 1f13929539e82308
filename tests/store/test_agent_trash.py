"""The end of an agent, and what a client may believe of it."""

from datetime import timedelta

import pytest

from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.agent import AGENT
from backend.store.agent_edit import edit_agent, update_agent
from backend.store.database import Database
from backend.store.life import Life
from backend.store.precondition import Precondition
from backend.store.run_start import start_run
from backend.store.session_start import start_session
from tests.store.agents import agent_row, do, new_agent, versions
from tests.sweeping import swept

pytestmark = pytest.mark.anyio

LIFE = Life(AGENT)


async def test_archiving_and_its_undoing_leave_alone_what_is_done_already(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin)
    await do(database, LIFE.archive, admin, made)
    row = await agent_row(database, made)
    assert row.archived_at is not None
    await do(database, LIFE.archive, admin, made)
    assert await agent_row(database, made) == row
    await do(database, LIFE.unarchive, admin, made)
    assert (await agent_row(database, made)).archived_at is None


async def test_what_is_in_the_trash_is_not_edited_until_it_is_restored(
    database: Database, admin: Viewer
) -> None:
    made = await new_agent(database, admin)
    await do(database, LIFE.delete, admin, made)
    row = await agent_row(database, made)
    assert row.deleted_at is not None
    await do(database, LIFE.delete, admin, made)
    assert await agent_row(database, made) == row
    for verb, given in ((update_agent, ({"name": "x"},)), (edit_agent, ()), (LIFE.archive, ())):
        with pytest.raises(Conflict, match="restore it first"):
            await do(database, verb, admin, made, *given)
    await do(database, LIFE.restore, admin, made)
    await do(database, update_agent, admin, made, {"name": "x"})


async def test_purging_takes_an_administrator_and_a_deleted_agent_and_leaves_nothing(
    database: Database, admin: Viewer
) -> None:
    made, other = [await new_agent(database, admin) for _ in range(2)]
    talk = await do(database, start_session, admin, made, {})
    await do(database, start_run, admin, talk, {"text": "hello"})
    with pytest.raises(Conflict, match="delete it first"):
        await do(database, LIFE.purge, admin, made)
    await do(database, LIFE.delete, admin, made)
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    with pytest.raises(Forbidden):
        await do(database, LIFE.purge, editor, made)
    assert await do(database, LIFE.purge, admin, made) == made
    assert await agent_row(database, made) is None
    assert await versions(database, made) == []
    async with database.read() as tx:
        for table in ("session", "run", "event"):
            assert not await tx.raw(f"SELECT id FROM {table}", ()), table
    assert await agent_row(database, other) is not None


async def test_the_sweeper_purges_each_tier_after_its_days(database: Database, admin: Viewer) -> None:
    tiers = ("SHORT", "MEDIUM", "LONG", "NONE")
    made = {tier: await new_agent(database, admin, retention_tier=tier) for tier in tiers}
    kept = await new_agent(database, admin)
    for each in made.values():
        await do(database, LIFE.delete, admin, each)
    left = dict(made)
    for days, tier in ((6, None), (8, "SHORT"), (31, "MEDIUM"), (91, "LONG"), (10_000, None)):
        await swept(database, clock.now() + timedelta(days=days))
        if tier:
            del left[tier]
        assert {name for name, each in made.items() if await agent_row(database, each)} == set(left)
    assert await agent_row(database, kept) is not None


@pytest.mark.parametrize(
    ("when", "error"),
    [
        (Precondition(version=2), Conflict),
        (Precondition(state="DRAFT"), Conflict),
        (Precondition(deleted=True), Conflict),
        (Precondition(archived=True), Conflict),
        (Precondition(owned=False), Forbidden),
    ],
)
async def test_an_unmet_precondition_changes_nothing(
    database: Database, admin: Viewer, when: Precondition, error: type[Exception]
) -> None:
    made = await new_agent(database, admin)
    before = await agent_row(database, made)
    with pytest.raises(error):
        await do(database, update_agent, admin, made, {"name": "x"}, when=when)
    assert await agent_row(database, made) == before
    met = Precondition(version=1, state="LIVE", deleted=False, archived=False, owned=True)
    await do(database, update_agent, admin, made, {"name": "x"}, when=met)


async def test_a_precondition_on_what_is_unseen_is_not_found(database: Database, admin: Viewer) -> None:
    with pytest.raises(NotFound):
        await do(database, LIFE.delete, admin, "ext:nobody", when=Precondition(owned=True))
