"""Tools: in sets or in the workspace's own, with a schema that counts, and headers that are never told."""

from typing import Any

import pytest

from backend.domain.errors import BadInput, Conflict, Forbidden, IdempotencyConflict, NotFound
from backend.domain.viewer import Role, Viewer
from backend.store.data_schema import DATA_SCHEMA, data_schema
from backend.store.data_schema_edit import update_schema
from backend.store.database import Database
from backend.store.life import Life
from backend.store.noun import create
from backend.store.precondition import Precondition
from backend.store.sealing import opened
from backend.store.statement import Row
from backend.store.tool import tool
from backend.store.tool_edit import create_tool, update_tool
from backend.store.tool_set import TOOL_SET, tool_set
from backend.store.workspace_edit import create_workspace
from tests.store.agents import do, row_of
from tests.store.tools import activities, found, new_set, new_tool, people, synced, tools_of
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

SETS = Life(TOOL_SET)
ORDER = {"type": "object", "properties": {"id": {"type": "string"}}}


async def schema(database: Database, viewer: Viewer, definition: Any = ORDER) -> str:
    made: str = await do(database, create, viewer, DATA_SCHEMA, {"name": "Order", "definition": definition})
    return made


async def change(database: Database, viewer: Viewer, row: Row, columns: Any, **options: Any) -> Row:
    await do(database, update_tool, viewer, row.id, columns, **options)
    return await row_of(database, tool, row.id)


async def test_a_tool_without_a_set_lies_in_the_workspaces_own(database: Database, admin: Viewer) -> None:
    rows = [await new_tool(database, admin) for _ in range(2)]
    rows.append(await new_tool(database, admin, kind="HTTP", config={"path": "https://a.example"}))
    assert [each.kind for each in rows] == ["CLIENT", "CLIENT", "HTTP"]
    assert [each.number for each in rows] == [1_000, 1_001, 1_002]
    owners = [await row_of(database, tool_set, each.tool_set_id) for each in rows]
    assert [each.handle for each in owners] == ["client-tools", "client-tools", "tools"]
    assert owners[0].id == owners[1].id
    assert await activities(database, owners[0].id) == ["toolSet.created"]


async def test_a_tool_has_defaults_and_a_call_name_made_of_its_name(
    database: Database, admin: Viewer
) -> None:
    row = await new_tool(database, admin, enabled=None, timeout_seconds=None)
    assert (row.call_name, row.handle) == ("Send_mail", "send-mail")
    assert (row.input_schema, row.output_schema, row.config) == ({"type": "object"}, None, {})
    assert (row.status, row.enabled, row.requires_approval) == ("AVAILABLE", True, False)
    assert row.timeout_seconds == 60
    second = await new_tool(database, admin, name="Send, mail!")
    assert (second.call_name, (await new_tool(database, admin, name="☃")).call_name) == (
        "Send_mail_2",
        "tool",
    )
    other = await new_set(database, admin)
    assert (await new_tool(database, admin, tool_set_id=other.id)).call_name == "Send_mail"


async def test_a_call_name_is_unique_in_its_set_and_made_anew_if_it_is_taken_away(
    database: Database, admin: Viewer
) -> None:
    row = await new_tool(database, admin, call_name="mail")
    with pytest.raises(Conflict) as refused:
        await new_tool(database, admin, call_name="mail")
    assert refused.value.path == ("callName",)
    assert (await change(database, admin, row, {"name": "Write"})).call_name == "mail"
    assert (await change(database, admin, row, {"call_name": None})).call_name == "Write"


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"call_name": "a b"}, ("callName",)),
        ({"title": "x" * 201}, ("title",)),
        ({"input_schema": {"type": "string"}}, ("inputSchema",)),
        ({"input_schema": {"type": "object", "properties": 1}}, ("inputSchema", "properties")),
        ({"output_schema": {"type": "none"}}, ("outputSchema", "type")),
        ({"config": {"method": "GET"}}, ("config",)),
        ({"examples": [{"result": 1}]}, ("examples", 0)),
        ({"examples": [{"args": {}}] * 21}, ("examples",)),
        ({"examples": [{"args": "x" * 65_536}]}, ("examples",)),
        ({"timeout_seconds": 601}, ("timeoutSeconds",)),
        ({"enabled": "yes"}, ("enabled",)),
        ({"status": "GONE"}, ("status",)),
        ({"remote_name": "x"}, ("remoteName",)),
        ({"number": 7}, ("number",)),
    ],
)
async def test_what_cannot_be_meant_names_its_column(
    database: Database, admin: Viewer, columns: Any, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await new_tool(database, admin, **columns)
    assert refused.value.path == path
    row = await new_tool(database, admin)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, row, columns)
    assert refused.value.path == path


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"method": "HEAD"}, ("method",)),
        ({"method": "GET", "body": "x"}, ("body",)),
        ({"bodyType": "text/plain"}, ("bodyType",)),
        ({"path": "x" * 2_001}, ("path",)),
        ({"path": "HTTPS://u:p@a.example/{{ x }}"}, ("path",)),
        ({"headers": {"a b": "c"}}, ("headers",)),
        ({"headers": {"X-Token": "•••"}}, ("headers", "X-Token")),
        ({"headers": {"Host": "c"}}, ("headers", "Host")),
        ({"url": "x"}, ("url",)),
        ([], ()),
    ],
)
async def test_a_config_that_cannot_be_meant_names_its_key(
    database: Database, admin: Viewer, config: Any, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await new_tool(database, admin, kind="HTTP", config=config)
    assert refused.value.path == ("config", *path)


async def test_headers_that_look_like_secrets_are_withheld_and_kept(
    database: Database, admin: Viewer
) -> None:
    headers = {"X-Api-Key": "canary", "Accept": "text/html"}
    config = {"method": "POST", "path": "/x", "headers": headers, "body": "{{ a }}", "bodyType": "text/plain"}
    row = await new_tool(database, admin, kind="HTTP", config=config)
    assert row.config == config | {"headers": {"X-Api-Key": "•••", "Accept": "text/html"}}
    assert "canary" not in str(row)
    row = await change(database, admin, row, {"config": {"headers": {"X-Api-Key": "•••"}}})
    assert row.config == {"method": "GET", "headers": {"X-Api-Key": "•••"}}
    async with database.read() as tx:
        assert opened(tx, admin.account, tool, row) == {"headers": '{"X-Api-Key": "canary"}'}
    same = await change(database, admin, row, {"config": {"headers": {"X-Api-Key": "canary"}}})
    assert same == row
    row = await change(database, admin, row, {"config": None})
    assert (row.config, row.sealed) == ({"method": "GET"}, None)


async def test_a_schema_by_its_id_is_copied_and_one_that_is_written_clears_the_id(
    database: Database, admin: Viewer
) -> None:
    named = await schema(database, admin)
    row = await new_tool(database, admin, input_schema_id=named, output_schema_id="handle:order")
    assert (row.input_schema, row.input_schema_id) == (ORDER, named)
    assert (row.output_schema, row.output_schema_id) == (ORDER, named)
    row = await change(database, admin, row, {"output_schema": {}, "input_schema_id": None})
    assert (row.input_schema, row.input_schema_id) == (ORDER, None)
    assert (row.output_schema, row.output_schema_id) == ({}, None)
    row = await change(database, admin, row, {"input_schema": None, "output_schema": None})
    assert (row.input_schema, row.output_schema) == ({"type": "object"}, None)
    row = await change(database, admin, row, {"input_schema": None, "input_schema_id": named})
    assert (row.input_schema, row.input_schema_id) == (ORDER, named)


async def test_a_schema_and_its_id_exclude_each_other(database: Database, admin: Viewer) -> None:
    named = await schema(database, admin)
    for pair in ("input_schema", "output_schema"):
        with pytest.raises(BadInput) as refused:
            await new_tool(database, admin, **{pair: ORDER, f"{pair}_id": named})
        assert refused.value.path == (f"{pair.split('_')[0]}SchemaId",)


async def test_a_schema_that_a_tool_names_must_be_seen_near_and_of_an_object(
    database: Database, admin: Viewer
) -> None:
    text = await schema(database, admin, {"type": "string"})
    with pytest.raises(BadInput) as refused:
        await new_tool(database, admin, input_schema_id=text)
    assert refused.value.path == ("inputSchemaId",)
    theirs = await schema(database, await stranger(database))
    with pytest.raises(NotFound) as unseen:
        await new_tool(database, admin, output_schema_id=theirs)
    assert unseen.value.path == ("outputSchemaId",)
    room = await do(database, create_workspace, admin, {"name": "Room"})
    both = admin.seeing(room, Role.ADMIN)
    far = await do(database, create, both, DATA_SCHEMA, {"name": "Far"}, workspace=room)
    with pytest.raises(BadInput, match="another workspace"):
        await new_tool(database, both, output_schema_id=far)
    await do(database, Life(DATA_SCHEMA).delete, admin, text)
    with pytest.raises(Conflict, match="trash"):
        await new_tool(database, admin, output_schema_id=text)


async def test_tools_follow_the_schema_that_they_name(database: Database, admin: Viewer) -> None:
    named = await schema(database, admin)
    row = await new_tool(database, admin, input_schema_id=named)
    copy = await new_tool(database, admin, input_schema=ORDER)
    wider = ORDER | {"additionalProperties": False}
    await do(database, update_schema, admin, named, {"definition": wider})
    after = await row_of(database, tool, row.id)
    assert after.input_schema == wider
    assert after.schema_digest != row.schema_digest
    assert await row_of(database, tool, copy.id) == copy
    with pytest.raises(Conflict) as refused:
        await do(database, update_schema, admin, named, {"definition": {"type": "string"}})
    assert refused.value.path == ("definition",)
    assert (await row_of(database, data_schema, named)).definition == wider


async def test_a_schema_that_is_purged_leaves_its_copies(database: Database, admin: Viewer) -> None:
    named = await schema(database, admin)
    row = await new_tool(database, admin, input_schema_id=named, output_schema_id=named)
    await do(database, Life(DATA_SCHEMA).delete, admin, named)
    await do(database, Life(DATA_SCHEMA).purge, admin, named)
    after = await row_of(database, tool, row.id)
    assert (after.input_schema_id, after.output_schema_id) == (None, None)
    assert (after.input_schema, after.output_schema) == (ORDER, ORDER)


async def test_the_digest_is_of_what_the_model_is_told(database: Database, admin: Viewer) -> None:
    row = await new_tool(database, admin)
    assert (
        await change(database, admin, row, {"title": "T", "enabled": False})
    ).schema_digest == row.schema_digest
    for columns in ({"name": "N"}, {"description": "D"}, {"input_schema": ORDER}, {"output_schema": ORDER}):
        after = await change(database, admin, row, columns)
        assert after.schema_digest != row.schema_digest
        row = after


async def test_of_an_mcp_set_the_name_and_schemas_are_discoverys(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    await synced(database, owner.id, found("a"))
    row = (await tools_of(database, owner.id))["a"]
    for columns in ({"name": "a"}, {"input_schema": {"type": "object"}}, {"output_schema_id": None}):
        with pytest.raises(Conflict) as refused:
            await change(database, admin, row, columns)
        assert len(refused.value.path) == 1
    mine = {"description": "Mine.", "enabled": False, "labels": {"a": "b"}, "call_name": "b", "config": {}}
    after = await change(database, admin, row, mine)
    assert (after.description, after.enabled, after.call_name) == ("Mine.", False, "b")
    with pytest.raises(Conflict) as refused:
        await new_tool(database, admin, tool_set_id=owner.id)
    assert refused.value.path == ("toolSetId",)


async def test_the_kind_is_that_of_the_set(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin)
    row = await new_tool(
        database, admin, tool_set_id=f"ext:{owner.external_id}" if owner.external_id else owner.id
    )
    assert row.kind == "CLIENT"
    for columns in ({"tool_set_id": owner.id, "kind": "HTTP"}, {"kind": "AGENT"}, {"kind": None}):
        with pytest.raises(BadInput) as refused:
            await new_tool(database, admin, **columns)
        assert refused.value.path == ("kind",)


async def test_a_handle_that_is_taken_by_a_set_of_another_kind_is_a_conflict(
    database: Database, admin: Viewer
) -> None:
    taken = await new_set(database, admin, "HTTP", handle="client-tools")
    with pytest.raises(Conflict) as refused:
        await new_tool(database, admin)
    assert refused.value.path == ("toolSetId",)
    await do(database, SETS.delete, admin, taken.id)


async def test_the_workspaces_own_set_may_be_managed_or_in_the_trash(
    database: Database, admin: Viewer
) -> None:
    await new_set(database, admin, handle="client-tools", managed=True)
    await new_tool(database, admin)
    with pytest.raises(Forbidden, match="managed"):
        await new_tool(database, people(admin))
    await do(database, SETS.delete, admin, "handle:client-tools")
    with pytest.raises(Conflict, match="restore it first"):
        await new_tool(database, admin)


async def test_a_tool_lies_where_its_set_does(database: Database, admin: Viewer) -> None:
    room = await do(database, create_workspace, admin, {"name": "Room"})
    both = admin.seeing(room, Role.ADMIN)
    owner = await row_of(database, tool_set, (await new_tool(database, both)).tool_set_id)
    made = await do(database, create_tool, both, {"name": "x", "kind": "CLIENT"}, workspace=room)
    far = await row_of(database, tool, made)
    assert (far.workspace_id, owner.workspace_id) == (room, admin.home)
    named = {"name": "y", "tool_set_id": far.tool_set_id}
    assert (await row_of(database, tool, await do(database, create_tool, both, named))).workspace_id == room
    with pytest.raises(BadInput) as refused:
        await do(database, create_tool, both, named, workspace=str(admin.home))
    assert refused.value.path == ("toolSetId",)


async def test_a_set_of_others_is_one_of_nobody_and_so_is_a_tool(database: Database, admin: Viewer) -> None:
    row = await new_tool(database, admin, handle="mine")
    other = await stranger(database)
    with pytest.raises(NotFound) as refused:
        await new_tool(database, other, tool_set_id=row.tool_set_id)
    assert refused.value.path == ("toolSetId",)
    for reference in (row.id, "handle:mine", f"number:{row.number}"):
        with pytest.raises(NotFound):
            await do(database, update_tool, other, reference, {"name": "x"})


async def test_within_is_the_set(database: Database, admin: Viewer) -> None:
    row, other = await new_tool(database, admin), await new_set(database, admin)
    right = Precondition(within="handle:client-tools", deleted=False)
    assert (await change(database, admin, row, {"name": "x"}, when=right)).name == "x"
    with pytest.raises(NotFound) as refused:
        await change(database, admin, row, {"name": "y"}, when=Precondition(within=other.id))
    assert refused.value.path == ("if", "within")


async def test_only_an_administrator_says_for_whom_a_tool_acts(database: Database, admin: Viewer) -> None:
    row = await new_tool(database, admin)
    editor = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.EDITOR), admin.home)
    with pytest.raises(Forbidden):
        await change(database, editor, row, {"runtime_user_id": admin.principal})
    with pytest.raises(Forbidden):
        await new_tool(database, editor, runtime_user_id=admin.principal)
    assert (await change(database, admin, row, {"runtime_user_id": admin.principal})).runtime_user_id
    with pytest.raises(NotFound):
        await change(database, admin, row, {"runtime_user_id": (await stranger(database)).principal})


async def test_the_same_request_finds_the_same_tool(database: Database, admin: Viewer) -> None:
    given = {"name": "x", "kind": "CLIENT"}
    first = await do(database, create_tool, admin, given, idempotency_key="k")
    assert await do(database, create_tool, admin, given, idempotency_key="k") == first
    with pytest.raises(IdempotencyConflict):
        await do(database, create_tool, admin, given | {"name": "y"}, idempotency_key="k")
