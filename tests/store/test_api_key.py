"""API keys: shown once, a principal each, refused as soon as they are revoked or expire."""

from datetime import datetime, timedelta

import anyio
import pytest

from backend.domain.errors import BadInput, Forbidden, IdempotencyConflict, Unauthenticated
from backend.domain.viewer import Role, Viewer
from backend.platform import clock, tokens
from backend.store.api_key import NewKey, WantedKey, api_key, create_api_key, revoke_api_key
from backend.store.authenticate import authenticate
from backend.store.database import Database
from backend.store.first_start import begin
from backend.store.row import change
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do, row_of
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio


async def make(database: Database, viewer: Viewer, wanted: WantedKey, **options: str) -> NewKey:
    """A new key."""
    made: NewKey = await do(database, create_api_key, viewer, SECRET, wanted, **options)
    return made


async def test_a_key_is_a_principal_of_its_own_with_its_roles(database: Database, admin: Viewer) -> None:
    second = await do(database, create_workspace, admin, {"name": "Second"})
    both = admin.seeing(second, Role.ADMIN)
    made = await make(database, both, WantedKey("robot", role="VIEWER", others={"handle:second": Role.ADMIN}))
    assert made.key is not None
    viewer = await authenticate(database, made.key, SECRET)
    assert viewer.workspaces == {admin.home: Role.VIEWER, second: Role.ADMIN}
    assert (viewer.home, viewer.key_id, viewer.account_admin) == (admin.home, made.id, False)
    assert viewer.principal != admin.principal


async def test_what_is_stored_of_a_key_does_not_tell_it(database: Database, admin: Viewer) -> None:
    made = await make(database, admin, WantedKey("robot"))
    assert made.key is not None
    row = await row_of(database, api_key, made.id)
    assert made.key not in repr(row)
    assert row.hint == tokens.hint(made.key)


async def test_an_administrator_of_the_account_sees_workspaces_made_later(
    database: Database, admin: Viewer
) -> None:
    made = await make(database, admin, WantedKey("second admin", account_admin=True))
    second = await do(database, create_workspace, admin, {"name": "Second"})
    viewer = await authenticate(database, str(made.key), SECRET)
    assert (viewer.workspaces[second], viewer.account_admin) == (Role.ADMIN, True)
    assert [viewer.workspace(f"number:{each}") for each in (1, 2, 3)] == [admin.home, second, None]
    assert viewer.workspace("handle:second") == viewer.workspace(second) == second


async def test_a_revoked_key_is_refused_at_once(database: Database, admin: Viewer) -> None:
    made = await make(database, admin, WantedKey("robot"))
    await authenticate(database, str(made.key), SECRET)
    await do(database, revoke_api_key, admin, made.id)
    with pytest.raises(Unauthenticated, match="revoked"):
        await authenticate(database, str(made.key), SECRET)
    row = await row_of(database, api_key, made.id)
    await do(database, revoke_api_key, admin, made.id)
    assert await row_of(database, api_key, made.id) == row


async def test_an_expired_key_is_refused(database: Database, admin: Viewer) -> None:
    made = await make(database, admin, WantedKey("robot", expires_at=clock.now() + timedelta(hours=1)))
    await authenticate(database, str(made.key), SECRET)
    later = await make(database, admin, WantedKey("robot"))
    async with database.write() as tx:
        await change(tx, api_key, later.id, {"expires_at": clock.now() - timedelta(seconds=1)})
    with pytest.raises(Unauthenticated, match="expired"):
        await authenticate(database, str(later.key), SECRET)


async def test_a_key_made_under_a_retired_secret_is_let_in_until_it_is_revoked(
    database: Database, admin: Viewer
) -> None:
    made = await make(database, admin, WantedKey("robot"))
    now = "n" * 32
    viewer = await authenticate(database, str(made.key), now, "r" * 32, SECRET)
    assert viewer == await authenticate(database, str(made.key), SECRET)
    with pytest.raises(Unauthenticated):
        await authenticate(database, str(made.key), now, "r" * 32)
    await do(database, revoke_api_key, admin, made.id)
    with pytest.raises(Unauthenticated, match="revoked"):
        await authenticate(database, str(made.key), now, SECRET)


async def test_a_key_is_known_by_this_installations_secret_only(database: Database, admin: Viewer) -> None:
    made = await make(database, admin, WantedKey("robot"))
    with pytest.raises(Unauthenticated):
        await authenticate(database, str(made.key), "another secret")


@pytest.mark.parametrize("moment", [datetime(2020, 1, 1), datetime(2020, 1, 1, tzinfo=clock.now().tzinfo)])  # noqa: DTZ001
async def test_a_key_does_not_expire_in_the_past(database: Database, admin: Viewer, moment: datetime) -> None:
    with pytest.raises(BadInput, match="future"):
        await make(database, admin, WantedKey("robot", expires_at=moment))


async def test_keys_are_an_administrators_business(database: Database, admin: Viewer) -> None:
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    with pytest.raises(Forbidden):
        await make(database, editor, WantedKey("robot", role=Role.VIEWER))
    local = Viewer(admin.principal, admin.account, admin.workspaces, admin.home)
    with pytest.raises(Forbidden):
        await make(database, local, WantedKey("robot", account_admin=True))


async def test_a_request_sent_again_makes_no_key_and_shows_none(database: Database, admin: Viewer) -> None:
    first = await make(database, admin, WantedKey("robot"), idempotency_key="k")
    assert first.key is not None
    assert await make(database, admin, WantedKey("robot"), idempotency_key="k") == NewKey(first.id, None)
    with pytest.raises(IdempotencyConflict):
        await make(database, admin, WantedKey("other"), idempotency_key="k")


async def test_the_first_start_happens_once(database: Database) -> None:
    keys: list[str | None] = []

    async def start() -> None:
        keys.append(await begin(database, SECRET))

    with anyio.fail_after(10):
        async with anyio.create_task_group() as tasks:
            for _ in range(4):
                tasks.start_soon(start)
    assert await begin(database, SECRET, "ck_another") is None
    (key,) = [key for key in keys if key is not None]
    viewer = await authenticate(database, key, SECRET)
    assert viewer.account_admin
    assert viewer.home is not None


async def test_the_first_key_may_be_given(database: Database) -> None:
    assert await begin(database, SECRET, "ck_given") == "ck_given"
    assert (await authenticate(database, "ck_given", SECRET)).account_admin
