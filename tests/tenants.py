"""Tenants: the administrator of the first account, and strangers with accounts of their own."""

from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.platform.ids import new_id
from backend.store.account import account
from backend.store.authenticate import authenticate
from backend.store.database import Database
from backend.store.first_start import begin
from backend.store.principal import principal
from backend.store.row import add
from backend.store.workspace_edit import create_workspace

SECRET = "s" * 32


async def administrator(database: Database) -> Viewer:
    """The administrator of an empty database that begins now."""
    key = await begin(database, SECRET)
    assert key is not None
    return await authenticate(database, key, SECRET)


async def stranger(database: Database, workspaces: int = 1) -> Viewer:
    """The administrator of another account, who sees its workspaces and is at home in the first."""
    moment = clock.now()
    stamps = {"created_at": moment, "updated_at": moment}
    owner, who = new_id("acc"), new_id("prn")
    async with database.write() as tx:
        await add(tx, account, {"id": owner, "name": "Other", **stamps})
        whose = {
            "id": who,
            "account_id": owner,
            "kind": PrincipalKind.USER,
            "name": "Bo",
            "account_admin": True,
        }
        await add(tx, principal, whose | stamps)
        viewer = Viewer(who, owner, {}, None, account_admin=True)
        made = [await create_workspace(tx, viewer, {"name": "Other"}) for _ in range(workspaces)]
    return Viewer(who, owner, dict.fromkeys(made, Role.ADMIN), made[0], account_admin=True)
