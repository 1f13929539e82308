"""A workspace in the trash: nothing is begun in it, and when it goes it takes what is its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.domain.errors import Unauthenticated
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store import run_claim, webhook_attempt
from backend.store.api_key import WantedKey, api_key, create_api_key
from backend.store.authenticate import authenticate
from backend.store.database import Database
from backend.store.row import change
from backend.store.tool_set_sync import begin_sync, due_syncs
from backend.store.workspace import workspace
from backend.store.workspace_edit import create_workspace, delete_workspace, restore_workspace
from tests.stage import Stage
from tests.store.agents import all_of, do, row_of
from tests.store.test_webhook_attempt import endpoint, told
from tests.store.tools import new_set
from tests.sweeping import swept
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

OVER = timedelta(days=31)


async def begun(stage: Stage, set_id: str) -> list[bool]:
    """Whether a run, a delivery and a discovery are taken now."""
    async with stage.database.write() as tx:
        run = await run_claim.claim(tx, "w")
        deliveries = await webhook_attempt.claim(tx, clock.now(), 100)
        listed = await due_syncs(tx, clock.now())
        return [run is not None, bool(deliveries), bool(listed), await begin_sync(tx, set_id) is not None]


async def test_nothing_is_begun_until_it_is_restored(stage: Stage) -> None:
    admin = replace(stage.viewer, account_admin=True)
    owner = await new_set(stage.database, stage.viewer, "MCP")
    await endpoint(stage.database, stage.viewer)
    await told(stage.database, stage.viewer)
    await stage.run(await stage.session())
    await do(stage.database, delete_workspace, admin, admin.home)
    assert await begun(stage, owner.id) == [False] * 4
    await do(stage.database, restore_workspace, admin, admin.home)
    assert await begun(stage, owner.id) == [True] * 4


async def test_a_run_whose_worker_died_waits_for_its_workspace_too(stage: Stage) -> None:
    await stage.run(await stage.session())
    async with stage.database.write() as tx:
        assert await run_claim.claim(tx, "dead") is not None
        await change(tx, workspace, str(stage.viewer.home), {"deleted_at": clock.now()})
    async with stage.database.write() as tx:
        assert await run_claim.claim(tx, "w", timedelta(seconds=-1)) is None


async def test_keys_that_work_elsewhere_too_move_there_and_the_others_go(
    database: Database, admin: Viewer
) -> None:
    made = await do(database, create_workspace, admin, {"name": "Second"})
    both = admin.seeing(made, Role.ADMIN)
    own = await do(database, create_api_key, both, SECRET, WantedKey("x", workspace=made))
    roles = {str(admin.home): Role.VIEWER}
    other = await do(database, create_api_key, both, SECRET, WantedKey("y", workspace=made, others=roles))
    above = await do(database, create_api_key, both, SECRET, WantedKey("z", made, account_admin=True))
    await do(database, delete_workspace, admin, made)
    await swept(database, clock.now() + OVER)
    assert await row_of(database, workspace, made) is None
    assert await row_of(database, api_key, own.id) is None
    with pytest.raises(Unauthenticated):
        await authenticate(database, own.key, SECRET)
    for each in (other, above):
        viewer = await authenticate(database, each.key, SECRET)
        assert (viewer.home, set(viewer.workspaces)) == (admin.home, {admin.home})
        row = await row_of(database, api_key, each.id)
        assert (row.handle, row.external_id) == (None, None)


async def test_it_stays_while_a_key_would_be_at_home_nowhere(database: Database, admin: Viewer) -> None:
    await do(database, delete_workspace, admin, admin.home)
    await swept(database, clock.now() + OVER)
    assert await row_of(database, workspace, str(admin.home)) is not None
    assert len(await all_of(database, api_key)) == 1
    made = await do(database, create_workspace, admin, {"name": "Second"})
    await swept(database, clock.now() + OVER)
    assert await row_of(database, workspace, str(admin.home)) is None
    (key,) = await all_of(database, api_key)
    assert key.workspace_id == made


async def test_its_number_is_never_given_again(database: Database, admin: Viewer) -> None:
    numbers = []
    for _ in range(2):
        made = await do(database, create_workspace, admin, {"name": "Second"})
        numbers.append((await row_of(database, workspace, made)).number)
        await do(database, delete_workspace, admin, made)
        await swept(database, clock.now() + OVER)
    assert numbers == [2, 3]
