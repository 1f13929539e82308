"""A secret as the credential of tool sets and MCP servers: named, refused, cleared when it goes."""

import pytest

from backend.domain.errors import BadInput, Conflict, NotFound
from backend.domain.viewer import Viewer
from backend.store.database import Database
from backend.store.life import Life
from backend.store.mcp_server import mcp_server, server_of
from backend.store.secret import SECRET
from backend.store.secret_edit import create_secret
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import create_mcp_server, create_tool_set, update_tool_set
from tests.store.agents import do, row_of
from tests.store.tools import URL, new_set, synced
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

SECRETS = Life(SECRET)


async def key(database: Database, viewer: Viewer, handle: str = "key") -> str:
    made: str = await do(database, create_secret, viewer, {"name": "Key", "handle": handle, "kind": "BEARER"})
    return made


async def test_a_credential_is_named_by_any_reference_and_not_purged_while_it_is(
    database: Database, admin: Viewer
) -> None:
    secret = await key(database, admin)
    owner = await new_set(database, admin, "HTTP", secret_id="handle:key")
    server = await do(
        database, create_mcp_server, admin, {"name": "Server", "url": URL, "secret_id": "number:1000"}
    )
    assert owner.secret_id == secret
    assert (await row_of(database, mcp_server, server)).secret_id == secret
    await do(database, SECRETS.delete, admin, secret)
    with pytest.raises(Conflict, match=f"is used by {owner.id}"):
        await do(database, SECRETS.purge, admin, secret)
    assert (await row_of(database, tool_set, owner.id)).secret_id == secret
    assert (await row_of(database, mcp_server, server)).secret_id == secret


async def test_a_credential_of_others_or_in_the_trash_is_refused(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    theirs = await key(database, other, "theirs")
    with pytest.raises(NotFound) as refused:
        await new_set(database, admin, "HTTP", secret_id=theirs)
    assert refused.value.path == ("secretId",)
    mine = await key(database, admin)
    await do(database, SECRETS.delete, admin, mine)
    with pytest.raises(Conflict, match="restore it first"):
        await new_set(database, admin, "HTTP", secret_id=mine)


async def test_only_sets_that_call_somebody_have_a_credential(database: Database, admin: Viewer) -> None:
    secret = await key(database, admin)
    with pytest.raises(BadInput) as refused:
        await do(database, create_tool_set, admin, {"name": "Box", "kind": "CLIENT", "secret_id": secret})
    assert refused.value.path == ("secretId",)


async def test_another_credential_makes_a_discovery_due(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    await synced(database, owner.id)
    secret = await key(database, admin)
    await do(database, update_tool_set, admin, owner.id, {"mcp_server": {"secret_id": secret}})
    assert (await row_of(database, tool_set, owner.id)).sync_status == "DUE"
    async with database.write() as tx:
        assert (await server_of(tx, owner.id)).secret_id == secret
