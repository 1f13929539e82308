"""Secrets: given, changed, used, and never read back; in the trash they have lost what they held."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from backend.domain.errors import BadInput, Conflict, Forbidden, IdempotencyConflict, NotFound
from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.activity import activity
from backend.store.database import Database, Transaction
from backend.store.life import Life
from backend.store.model_provider_edit import create_model_provider
from backend.store.precondition import Precondition
from backend.store.row import change as write
from backend.store.secret import SECRET, OpenSecret, secret, use_secret
from backend.store.secret_edit import create_secret, update_secret
from backend.store.statement import Row
from backend.store.table import metadata
from backend.store.tool_set_edit import create_mcp_server, create_tool_set
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do, row_of
from tests.sweeping import swept
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
LIFE = Life(SECRET)
USERS: dict[str, Callable[[Transaction, Viewer], Awaitable[str]]] = {
    "model_provider": lambda tx, viewer: create_model_provider(tx, viewer, {"name": "Own"}),
    "tool_set": lambda tx, viewer: create_tool_set(tx, viewer, {"name": "Own", "kind": "CLIENT"}),
    "mcp_server": lambda tx, viewer: create_mcp_server(
        tx, viewer, {"name": "Own", "url": "https://a.example/"}
    ),
}
"""How a row of each kind is made that may name a secret."""
_ACTIVITIES = select(activity.c.type, activity.c.data, activity.c.parent_id).order_by(activity.c.id)


async def made(database: Database, viewer: Viewer, kind: str = "BEARER", **columns: Any) -> str:
    given = {"name": "Key", "kind": kind, **columns}
    options = {name: given.pop(name) for name in ("workspace", "idempotency_key") if name in given}
    found: str = await do(database, create_secret, viewer, given, **options)
    return found


async def change(database: Database, viewer: Viewer, row: str, columns: Any, **options: Any) -> Row:
    await do(database, update_secret, viewer, row, columns, **options)
    return await row_of(database, secret, row)


async def used(database: Database, viewer: Viewer, row: str, host: str | None = None) -> OpenSecret:
    async with database.write() as tx:
        return await use_secret(tx, str(viewer.home), row, host=host)


async def told(database: Database) -> list[str]:
    async with database.read() as tx:
        return [row.type for row in await tx.fetch(_ACTIVITIES)]


def token(text: str = CANARY) -> dict[str, Sealed]:
    return {"token": Sealed(text)}


async def test_what_a_secret_holds_is_told_to_its_use_alone(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, value=token(), hosts=["API.example.com"], settings={"scopes": "read"})
    kept = await row_of(database, secret, row)
    assert CANARY not in repr(kept)
    assert (kept.hosts, kept.settings, kept.rotated_at) == (["api.example.com"], {"scopes": "read"}, None)
    assert kept.number >= 1000
    found = await used(database, admin, row)
    assert (found.id, found.kind.name, found.values) == (row, "BEARER", token())
    assert CANARY not in repr(found)


async def test_a_copy_in_another_row_is_worth_nothing(database: Database, admin: Viewer) -> None:
    row, other = await made(database, admin, value=token()), await made(database, admin)
    stolen = (await row_of(database, secret, row)).sealed
    async with database.write() as tx:
        await tx.fetch(update(secret).where(secret.c.id == other).values(sealed=stolen))
    with pytest.raises(Conflict, match="give the value again"):
        await used(database, admin, other)


async def test_a_secret_is_sent_to_its_hosts_only(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, value=token(), hosts=["a.example"])
    assert (await used(database, admin, row, "A.example")).values == token()
    for host in ("b.example", "x.a.example", "example"):
        with pytest.raises(Forbidden, match="hosts"):
            await used(database, admin, row, host)


async def test_a_use_is_written_down_at_most_once_a_minute(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, value=token())
    before = await row_of(database, secret, row)
    await used(database, admin, row)
    first = await row_of(database, secret, row)
    assert before.last_used_at is None
    assert first.last_used_at is not None
    assert first.updated_at == before.updated_at
    await used(database, admin, row)
    assert (await row_of(database, secret, row)).last_used_at == first.last_used_at
    earlier = clock.now() - timedelta(minutes=1)
    async with database.write() as tx:
        await tx.fetch(update(secret).where(secret.c.id == row).values(last_used_at=earlier))
    await used(database, admin, row)
    assert (await row_of(database, secret, row)).last_used_at > first.last_used_at


async def test_what_is_of_others_in_the_trash_or_empty_is_not_used(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    row, empty = await made(database, admin, value=token()), await made(database, admin, "GROUP")
    with pytest.raises(NotFound):
        await used(database, other, row)
    with pytest.raises(Conflict, match="no value"):
        await used(database, admin, empty)
    await do(database, LIFE.delete, admin, row)
    with pytest.raises(Conflict, match="trash"):
        await used(database, admin, row)


async def test_a_value_that_is_given_counts_at_once_and_is_told(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, value=token())
    after = await change(database, admin, row, {"value": token("next")})
    assert after.rotated_at is not None
    assert (await used(database, admin, row)).values == token("next")
    await change(database, admin, row, {"name": "Other", "value": None})
    assert (await row_of(database, secret, row)).sealed is None
    assert await told(database) == ["secret.created", "secret.rotated", "secret.updated", "secret.rotated"]


async def test_what_is_left_out_stays(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, value=token(), settings={"scopes": "a"}, hosts=["a.example"])
    before = await row_of(database, secret, row)
    after = await change(database, admin, row, {"description": "x"})
    assert after.sealed == before.sealed
    assert (after.hosts, after.settings, after.rotated_at) == (["a.example"], {"scopes": "a"}, None)
    assert await change(database, admin, row, {}) == after
    assert await change(database, admin, await made(database, admin, "GROUP"), {"value": None}) is not None
    assert await told(database) == ["secret.created", "secret.updated", "secret.created"]


async def test_oauth_may_be_given_in_part(database: Database, admin: Viewer) -> None:
    moment = clock.now()
    value = {"accessToken": Sealed("a"), "clientSecret": Sealed("c")}
    row = await made(database, admin, "OAUTH", value=value, expires_at=moment)
    await change(database, admin, row, {"value": {"accessToken": Sealed("b"), "refreshToken": Sealed("r")}})
    whole = {"accessToken": Sealed("b"), "clientSecret": Sealed("c"), "refreshToken": Sealed("r")}
    found = await used(database, admin, row)
    assert (found.values, found.expires_at) == (whole, moment)
    await change(database, admin, row, {"value": {}})
    await change(database, admin, row, {"value": {"accessToken": Sealed("b")}})
    assert await told(database) == ["secret.created", "secret.rotated"]
    await change(database, admin, row, {"value": {"clientSecret": None}})
    assert (await used(database, admin, row)).values.keys() == {"accessToken", "refreshToken"}


async def test_what_cannot_be_opened_can_be_given_again(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, "OAUTH", value={"accessToken": Sealed("a")})
    foreign = "sealed:000000000000:" + "A" * 60
    async with database.write() as tx:
        await tx.fetch(update(secret).where(secret.c.id == row).values(sealed=foreign))
    with pytest.raises(Conflict, match="give the value again"):
        await change(database, admin, row, {"value": {"accessToken": Sealed("b")}})
    whole = {"accessToken": Sealed("b"), "refreshToken": Sealed("r"), "clientSecret": Sealed("c")}
    await change(database, admin, row, {"value": whole})
    assert (await used(database, admin, row)).values == whole


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"kind": "NONE"}, ("kind",)),
        ({"kind": None}, ("kind",)),
        ({"hosts": ["https://a"]}, ("hosts", 0)),
        ({"hosts": [f"a{each}" for each in range(51)]}, ("hosts",)),
        ({"settings": {"tokenEndpoint": "https://u:p@a"}}, ("settings", "tokenEndpoint")),
        ({"settings": {"secret": "x"}}, ("settings", "secret")),
        ({"settings": {"variable": "A=B"}}, ("settings", "variable")),
        ({"value": {}}, ("value", "token")),
        ({"value": {"user": Sealed("u")}}, ("value", "user")),
        ({"expires_at": clock.now()}, ("expiresAt",)),
        ({"sealed": "x"}, ("sealed",)),
        ({"last_used_at": clock.now()}, ("lastUsedAt",)),
    ],
)
async def test_what_cannot_be_meant_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await made(database, admin, **columns)
    assert refused.value.path == path
    row = await made(database, admin)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, row, columns)
    assert refused.value.path == path


async def test_only_administrators_change_secrets(database: Database, admin: Viewer) -> None:
    row = await made(database, admin, value=token())
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    with pytest.raises(Forbidden):
        await made(database, editor)
    with pytest.raises(Forbidden):
        await change(database, editor, row, {"name": "x"})
    for verb in (LIFE.archive, LIFE.unarchive, LIFE.delete, LIFE.restore, LIFE.purge):
        with pytest.raises(Forbidden):
            await do(database, verb, editor, row)


async def test_a_row_of_others_is_a_row_of_nobody(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    row = await made(database, admin, handle="h", external_id="x")
    number = (await row_of(database, secret, row)).number
    for reference in (row, "handle:h", "ext:x", f"number:{number}"):
        with pytest.raises(NotFound):
            await change(database, other, reference, {"name": "x"})
        assert (await change(database, admin, reference, {}) or row) is not None
    group = await made(database, admin, "GROUP")
    with pytest.raises(NotFound) as refused:
        await made(database, other, parent_id=group)
    assert refused.value.path == ("parentId",)


async def test_the_same_request_finds_the_same_secret_and_another_value_is_a_conflict(
    database: Database, admin: Viewer
) -> None:
    first = await made(database, admin, value=token(), idempotency_key="k")
    assert await made(database, admin, value=token(), idempotency_key="k") == first
    with pytest.raises(IdempotencyConflict):
        await made(database, admin, value=token("other"), idempotency_key="k")


async def test_deleting_destroys_what_is_held_and_restoring_does_not_bring_it_back(
    database: Database, admin: Viewer
) -> None:
    group = await made(database, admin, "GROUP")
    row = await made(database, admin, value=token(), parent_id=group)
    other = await made(database, admin, value=token(), parent_id=group)
    await do(database, LIFE.delete, admin, other)
    await do(database, LIFE.delete, admin, group)
    for each in (row, other):
        kept = await row_of(database, secret, each)
        assert (kept.sealed, kept.sealed_with) == (None, None)
        assert kept.deleted_at is not None
    await do(database, LIFE.restore, admin, group)
    assert (await row_of(database, secret, row)).deleted_at is None
    assert (await row_of(database, secret, other)).deleted_at is not None
    with pytest.raises(Conflict, match="no value"):
        await used(database, admin, row)
    await change(database, admin, row, {"value": token()})
    assert (await used(database, admin, row)).values == token()


async def test_a_group_lies_in_none_and_holds_nothing_itself(database: Database, admin: Viewer) -> None:
    group, row = await made(database, admin, "GROUP"), await made(database, admin)
    for columns in ({"kind": "GROUP", "parent_id": group}, {"parent_id": row}):
        with pytest.raises(BadInput) as refused:
            await made(database, admin, **columns)
        assert refused.value.path == ("parentId",)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, group, {"value": {"value": Sealed("x")}})
    assert refused.value.path == ("value", "value")
    elsewhere = await do(database, create_workspace, admin, {"name": "Other"})
    seeing = admin.seeing(elsewhere, Role.ADMIN)
    with pytest.raises(BadInput, match="another workspace"):
        await made(database, seeing, parent_id=group, workspace=elsewhere)


async def test_a_group_holds_twenty(database: Database, admin: Viewer) -> None:
    group = await made(database, admin, "GROUP")
    rows = [await made(database, admin, parent_id=group) for _ in range(20)]
    with pytest.raises(Conflict) as refused:
        await made(database, admin, parent_id=group)
    assert refused.value.path == ("parentId",)
    await do(database, LIFE.delete, admin, rows[0])
    await made(database, admin, parent_id=group)
    with pytest.raises(Conflict, match="20"):
        await do(database, LIFE.restore, admin, rows[0])


async def test_in_a_group_there_is_one_live_credential_a_server(database: Database, admin: Viewer) -> None:
    group = await made(database, admin, "GROUP")
    server = {"serverUrl": "https://mcp.example/"}
    row = await made(database, admin, settings=server, parent_id=group)
    for kind in ("BEARER", "OAUTH"):
        with pytest.raises(Conflict) as refused:
            await made(database, admin, kind, settings={"serverUrl": "https://MCP.example"}, parent_id=group)
        assert refused.value.path == ("settings", "serverUrl")
    await made(database, admin, "VALUE", settings=server, parent_id=group)
    other = await made(database, admin, settings={"serverUrl": "https://b.example"}, parent_id=group)
    with pytest.raises(Conflict):
        await change(database, admin, other, {"settings": server})
    await change(database, admin, row, {"settings": server, "name": "Same"})
    await do(database, LIFE.delete, admin, row)
    await change(database, admin, other, {"settings": server})
    with pytest.raises(Conflict, match="same server"):
        await do(database, LIFE.restore, admin, row)


async def test_nothing_comes_into_a_group_in_the_trash(database: Database, admin: Viewer) -> None:
    group = await made(database, admin, "GROUP")
    row = await made(database, admin, parent_id=group)
    await do(database, LIFE.delete, admin, group)
    with pytest.raises(Conflict, match="restore it first"):
        await made(database, admin, parent_id=group)
    with pytest.raises(Conflict, match="restore it first"):
        await do(database, LIFE.restore, admin, row)


async def test_a_secret_lies_in_its_group_and_one_without_in_its_workspace(
    database: Database, admin: Viewer
) -> None:
    group = await made(database, admin, "GROUP", handle="group")
    row, alone = await made(database, admin, parent_id=group), await made(database, admin)
    await change(database, admin, row, {"name": "x"}, when=Precondition(within="handle:group"))
    await change(database, admin, alone, {"name": "x"}, when=Precondition(within="handle:default"))
    for each, within in ((row, alone), (alone, group)):
        with pytest.raises(NotFound):
            await change(database, admin, each, {"name": "y"}, when=Precondition(within=within))
    async with database.read() as tx:
        parents = [each.parent_id for each in await tx.fetch(_ACTIVITIES)]
    assert parents == [None, group, None, group, None]


@pytest.mark.parametrize("user", ["model_provider", "tool_set", "mcp_server"])
async def test_a_secret_that_is_used_is_not_purged_and_neither_is_the_group_it_lies_in(
    database: Database, admin: Viewer, user: str
) -> None:
    group = await made(database, admin, "GROUP")
    row = await made(database, admin, parent_id=group)
    await do(database, LIFE.delete, admin, group)
    async with database.write() as tx:
        naming = await USERS[user](tx, admin)
        await write(tx, metadata.tables[user], naming, {"secret_id": row})
    for each in (row, group):
        with pytest.raises(Conflict, match=f"{each} is used by {naming}: give them another one, or purge"):
            await do(database, LIFE.purge, admin, each)
    await swept(database, clock.now() + timedelta(days=31))
    assert await row_of(database, secret, row) is not None
    async with database.write() as tx:
        await write(tx, metadata.tables[user], naming, {"secret_id": None})
    await swept(database, clock.now() + timedelta(days=31))
    assert await row_of(database, secret, group) is None


async def test_the_sweeper_takes_a_group_with_its_secrets_and_none_that_only_expired(
    database: Database, admin: Viewer
) -> None:
    group = await made(database, admin, "GROUP", retention_tier="SHORT")
    row = await made(database, admin, parent_id=group, retention_tier="SHORT")
    expired = await made(database, admin, "OAUTH", expires_at=clock.now() - timedelta(days=1))
    await do(database, LIFE.delete, admin, group)
    assert await swept(database, clock.now() + timedelta(days=8)) == 1
    assert await row_of(database, secret, row) is None
    assert await row_of(database, secret, expired) is not None
