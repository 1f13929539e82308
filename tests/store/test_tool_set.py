"""Tool sets and MCP servers: made together, one life, one name; managed ones are for API keys only."""

from typing import Any

import pytest

from backend.domain.errors import BadInput, Conflict, Forbidden, IdempotencyConflict, NotFound
from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.store.agent import AGENT
from backend.store.database import Database
from backend.store.life import Life
from backend.store.mcp_server import MCP_SERVER, mcp_server, server_of
from backend.store.precondition import Precondition
from backend.store.sealing import opened
from backend.store.statement import Row
from backend.store.tool import TOOL, tool
from backend.store.tool_edit import update_tool
from backend.store.tool_set import TOOL_SET, tool_set
from backend.store.tool_set_edit import (
    create_mcp_server,
    create_tool_set,
    update_mcp_server,
    update_tool_set,
)
from tests.store.agents import do, new_agent, row_of
from tests.store.tools import URL, activities, found, new_set, new_tool, people, synced, tools_of
from tests.sweeping import swept
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

MATCH = {"rules": [{"attribute": "NAME", "match": "EXACT", "value": "x"}]}
SETS, SERVERS, TOOLS = Life(TOOL_SET), Life(MCP_SERVER), Life(TOOL)


async def server(database: Database, owner: Row) -> Row:
    async with database.write() as tx:
        return await server_of(tx, owner.id)


async def change(database: Database, viewer: Viewer, owner: Row, columns: Any) -> Row:
    await do(database, update_tool_set, viewer, owner.id, columns)
    return await row_of(database, tool_set, owner.id)


async def test_a_set_of_kind_mcp_is_made_with_its_server_and_is_due(
    database: Database, admin: Viewer
) -> None:
    shared = {"handle": "box-1", "labels": {"a": "b"}, "retention_tier": "LONG"}
    owner = await new_set(database, admin, "MCP", **shared)
    made = await server(database, owner)
    assert (owner.sync_status, owner.sync_due_at is not None) == ("DUE", True)
    assert (made.name, made.handle, made.labels, made.retention_tier) == ("Box", "box-1", {"a": "b"}, "LONG")
    assert (made.transport, made.auth, made.status, made.url) == ("AUTO", "NONE", "UNKNOWN", URL)
    assert (made.number, made.account_id) == (1_000, admin.account)
    assert await activities(database, owner.id) == ["toolSet.created"]
    assert await activities(database, made.id) == ["mcpServer.created"]


async def test_a_server_makes_its_set(database: Database, admin: Viewer) -> None:
    first, second = [
        await row_of(
            database, mcp_server, await do(database, create_mcp_server, admin, {"name": "Box", "url": URL})
        )
        for _ in range(2)
    ]
    owner = await row_of(database, tool_set, second.tool_set_id)
    assert (owner.kind, owner.name, owner.sync_status) == ("MCP", "Box", "DUE")
    assert owner.handle == second.handle == "box-2"
    assert (first.number, second.number) == (1_000, 1_001)


async def test_other_kinds_are_never_discovered(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    for kind, columns in (("HTTP", {}), ("CLIENT", {}), ("AGENT", {"agent_id": agent})):
        owner = await new_set(database, admin, kind, **columns)
        assert (owner.sync_status, owner.sync_due_at) == ("NEVER", None)


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"kind": "MCP"}, ("mcpServer",)),
        ({"kind": "MCP", "mcp_server": {}}, ("mcpServer", "url")),
        ({"kind": "MCP", "mcp_server": {"url": "https://u:p@h"}}, ("mcpServer", "url")),
        ({"kind": "MCP", "mcp_server": {"url": URL, "name": "x"}}, ("mcpServer", "name")),
        ({"kind": "MCP", "mcp_server": {"url": URL, "auth": "X"}}, ("mcpServer", "auth")),
        ({"kind": "MCP", "mcp_server": {"url": URL, "command": ["x"]}}, ("mcpServer", "command")),
        ({"kind": "MCP", "mcp_server": {"url": URL, "apiKey": Sealed("")}}, ("mcpServer", "apiKey")),
        ({"kind": "MCP", "mcp_server": {"url": URL, "apiKey": Sealed("a\0")}}, ("mcpServer", "apiKey")),
        ({"kind": "MCP", "mcp_server": {"url": URL, "env": {"1A": Sealed("x")}}}, ("mcpServer", "env")),
        (
            {"kind": "MCP", "mcp_server": {"url": URL, "oauth": {"tokenEndpoint": "x"}}},
            ("mcpServer", "oauth", "tokenEndpoint"),
        ),
        ({"kind": "HTTP"}, ("baseUrl",)),
        ({"kind": "HTTP", "base_url": "ftp://x"}, ("baseUrl",)),
        ({"kind": "CLIENT", "base_url": "https://x"}, ("baseUrl",)),
        ({"kind": "CLIENT", "headers": {"A": "b"}}, ("headers",)),
        ({"kind": "AGENT"}, ("agentId",)),
        ({"kind": "BUILTIN"}, ("kind",)),
        ({"kind": "OTHER"}, ("kind",)),
        ({"kind": "CLIENT", "include": MATCH}, ("include",)),
        ({"kind": "CLIENT", "tools": [{"name": "a"}, {"name": ""}]}, ("tools", 1, "name")),
        ({"kind": "CLIENT", "tools": [{"name": "a", "toolSetId": "x"}]}, ("tools", 0, "toolSetId")),
        ({"kind": "CLIENT", "tools": [{"name": "a", "kind": "HTTP"}]}, ("tools", 0, "kind")),
        ({"kind": "CLIENT", "tools": [{"name": "a"}] * 101}, ("tools",)),
        ({"kind": "CLIENT", "managed": 1}, ("managed",)),
    ],
)
async def test_what_cannot_be_meant_names_its_input(
    database: Database, admin: Viewer, columns: Any, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await do(database, create_tool_set, admin, {"name": "Box", **columns})
    assert refused.value.path == path


async def test_patterns_are_checked_when_they_are_written(database: Database, admin: Viewer) -> None:
    rule = {"attribute": "NAME", "match": "REGEX", "value": r"(a)\1"}
    cases: Any = (
        ({"include": {"rules": [rule]}}, ("include",)),
        ({"approval": {"only": {"rules": [rule]}}}, ("approval", "only")),
    )
    for columns, path in cases:
        with pytest.raises(BadInput) as refused:
            await new_set(database, admin, "MCP", **columns)
        assert refused.value.path == (*path, "rules", 0, "value")


async def test_programs_are_servers_only_where_the_installation_says_so(
    database: Database, admin: Viewer
) -> None:
    columns = {"name": "Box", "transport": "STDIO", "command": ["mcp", "--x"], "env": {"KEY": Sealed("v")}}
    with pytest.raises(Forbidden):
        await do(database, create_mcp_server, admin, columns)
    made = await do(database, create_mcp_server, admin, columns, stdio=True)
    row = await row_of(database, mcp_server, made)
    assert (row.command, row.url) == (["mcp", "--x"], None)
    with pytest.raises(BadInput) as refused:
        await do(database, update_mcp_server, admin, made, {"command": None, "env": None}, stdio=True)
    assert refused.value.path == ("command",)
    with pytest.raises(Forbidden):
        await do(database, update_mcp_server, admin, made, {"command": ["other"], "env": None})
    await do(database, update_mcp_server, admin, made, {"name": "Other"})


async def test_the_same_request_finds_the_same_rows(database: Database, admin: Viewer) -> None:
    given = {"name": "Box", "url": URL, "api_key": Sealed("one")}
    first = await do(database, create_mcp_server, admin, given, idempotency_key="k")
    assert await do(database, create_mcp_server, admin, given, idempotency_key="k") == first
    with pytest.raises(IdempotencyConflict):
        await do(database, create_mcp_server, admin, given | {"api_key": Sealed("two")}, idempotency_key="k")


async def test_name_handle_and_labels_are_changed_on_both_whichever_is_named(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    made = await server(database, owner)
    await change(database, admin, owner, {"name": "One", "labels": {"a": "1"}, "description": "The set's."})
    after = await server(database, owner)
    assert (after.name, after.labels, after.description) == ("One", {"a": "1"}, None)
    await do(database, update_mcp_server, admin, made.id, {"handle": "two", "retention_tier": "NONE"})
    both = await row_of(database, tool_set, owner.id), await server(database, owner)
    assert [(each.handle, each.retention_tier) for each in both] == [("two", "NONE")] * 2
    assert await activities(database, made.id) == ["mcpServer.created"] + ["mcpServer.updated"] * 2


async def test_what_changes_nothing_writes_nothing(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP", mcp_server={"url": URL, "apiKey": Sealed("k")})
    made = await server(database, owner)
    same = {"name": "Box", "mcp_server": {"url": URL, "apiKey": Sealed("k"), "headers": {}}}
    assert await change(database, admin, owner, same) == owner
    assert await server(database, owner) == made


@pytest.mark.parametrize(
    "columns",
    [
        {"mcp_server": {"url": "https://other.example"}},
        {"mcp_server": {"auth": "BEARER"}},
        {"mcp_server": {"apiKey": Sealed("new")}},
        {"mcp_server": {"headers": {"X": "y"}}},
        {"mcp_server": {"oauth": {"clientId": "c"}}},
        {"headers": {"X": "y"}},
        {"include": MATCH},
        {"exclude": MATCH},
        {"approval": {"always": True}},
    ],
)
async def test_discovery_is_due_again_after_a_change_of_what_it_depends_on(
    database: Database, admin: Viewer, columns: Any
) -> None:
    owner = await new_set(database, admin, "MCP")
    await synced(database, owner.id)
    after = await change(database, admin, owner, {"name": "Other"})
    assert after.sync_status == "COMPLETED"
    after = await change(database, admin, owner, columns)
    assert (after.sync_status, after.sync_due_at <= after.updated_at) == ("DUE", True)


async def test_secrets_are_sealed_for_their_row_and_kept_until_they_are_given(
    database: Database, admin: Viewer
) -> None:
    given = {
        "name": "Box",
        "url": URL,
        "headers": {"Authorization": Sealed("canary-1"), "X-A": Sealed("b")},
        "api_key": Sealed("canary-2"),
        "oauth": {"clientId": "c", "clientSecret": Sealed("canary-3")},
    }
    made = await do(database, create_mcp_server, admin, given)
    row = await row_of(database, mcp_server, made)
    assert row.headers == {"Authorization": "•••", "X-A": "b"}
    assert row.oauth == {"clientId": "c"}
    assert "canary" not in str(row)
    await do(database, update_mcp_server, admin, made, {"headers": {"authorization": Sealed("•••")}})
    await do(database, update_mcp_server, admin, made, {"oauth": {"clientId": "d"}, "api_key": None})
    row = await row_of(database, mcp_server, made)
    assert row.oauth == {"clientId": "d"}
    async with database.read() as tx:
        texts = opened(tx, admin.account, mcp_server, row)
    assert texts == {"headers": '{"authorization": "canary-1"}', "clientSecret": "canary-3"}
    await do(database, update_mcp_server, admin, made, {"oauth": None, "headers": None})
    row = await row_of(database, mcp_server, made)
    assert (row.sealed, row.headers, row.oauth) == (None, {}, None)


async def test_what_is_sealed_elsewhere_is_a_conflict_and_no_bug(database: Database, admin: Viewer) -> None:
    ones = [await new_set(database, admin, "HTTP", headers={"Api-Key": Sealed(each)}) for each in "ab"]
    async with database.write() as tx:
        await tx.fetch(tool_set.update().where(tool_set.c.id == ones[0].id).values(sealed=ones[1].sealed))
    with pytest.raises(Conflict, match="cannot be opened"):
        await change(database, admin, ones[0], {"headers": {"Api-Key": Sealed("•••")}})


@pytest.mark.parametrize("named", ["set", "server"])
async def test_a_set_and_its_server_share_their_life_whichever_is_named(
    database: Database, admin: Viewer, named: str
) -> None:
    owner = await new_set(database, admin, "MCP")
    await synced(database, owner.id, found("a"), found("b"))
    made = await server(database, owner)
    tools = await tools_of(database, owner.id)
    await do(database, TOOLS.delete, admin, tools["b"].id)
    life, row = (SETS, owner.id) if named == "set" else (SERVERS, made.id)

    async def marks(column: str) -> list[bool]:
        rows = [await row_of(database, tool_set, owner.id), await row_of(database, mcp_server, made.id)]
        rows += [await row_of(database, tool, each.id) for each in tools.values()]
        return [getattr(each, column) is not None for each in rows]

    await do(database, life.archive, admin, row)
    assert await marks("archived_at") == [True, True, False, False]
    await do(database, life.unarchive, admin, row)
    assert await marks("archived_at") == [False] * 4
    await do(database, life.delete, admin, row)
    await do(database, life.delete, admin, row)
    assert await marks("deleted_at") == [True] * 4
    await do(database, life.restore, admin, row)
    assert await marks("deleted_at") == [False, False, False, True]
    await do(database, life.delete, admin, row)
    await do(database, life.purge, admin, row)
    for table, gone in ((tool_set, owner.id), (mcp_server, made.id), (tool, tools["a"].id)):
        assert await row_of(database, table, gone) is None
    for word, subject in (("toolSet", owner.id), ("mcpServer", made.id)):
        lived = ["archived", "unarchived", "deleted", "restored", "deleted", "purged"]
        told = [each for each in await activities(database, subject) if each.split(".")[1] in lived]
        assert told == [f"{word}.{each}" for each in lived]


async def test_a_tool_is_not_restored_into_a_set_that_is_in_the_trash(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, tools=[{"name": "a"}])
    row = (await tools_of(database, owner.id))["a"]
    await do(database, SETS.delete, admin, owner.id)
    with pytest.raises(Conflict, match=f"{owner.id} is in the trash"):
        await do(database, TOOLS.restore, admin, row.id)
    with pytest.raises(Conflict, match="trash"):
        await new_tool(database, admin, tool_set_id=owner.id)


async def test_the_sweeper_purges_sets_with_their_servers_and_tools(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP", retention_tier="SHORT")
    await synced(database, owner.id, found("a"))
    await do(database, SETS.delete, admin, owner.id)
    gone = (await row_of(database, tool_set, owner.id)).deleted_at
    assert await swept(database, gone.replace(year=gone.year + 1)) >= 2
    assert await row_of(database, tool_set, owner.id) is None
    assert await tools_of(database, owner.id) == {}


async def test_a_managed_set_is_changed_by_api_keys_only_and_so_is_all_that_is_in_it(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP", managed=True)
    await synced(database, owner.id, found("a"))
    made, row = await server(database, owner), (await tools_of(database, owner.id))["a"]
    who = people(admin)
    for verb, named, *columns in (
        (update_tool_set, owner.id, {"name": "x"}),
        (update_mcp_server, made.id, {"name": "x"}),
        (update_tool, row.id, {"enabled": False}),
        (SETS.delete, owner.id),
        (SERVERS.archive, made.id),
        (TOOLS.delete, row.id),
    ):
        with pytest.raises(Forbidden, match="managed"):
            await do(database, verb, who, named, *columns)
    client = await new_set(database, admin, managed=True)
    with pytest.raises(Forbidden, match="managed"):
        await new_tool(database, who, tool_set_id=client.id)
    await do(database, update_tool_set, admin, owner.id, {"managed": False})
    await do(database, update_mcp_server, who, made.id, {"name": "x"})


async def test_a_set_and_a_server_of_others_are_those_of_nobody(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP", handle="mine")
    made = await server(database, owner)
    other = await stranger(database)
    for reference in (owner.id, "handle:mine"):
        with pytest.raises(NotFound):
            await do(database, update_tool_set, other, reference, {"name": "x"})
    for reference in (made.id, "handle:mine", f"number:{made.number}"):
        with pytest.raises(NotFound):
            await do(database, update_mcp_server, other, reference, {"name": "x"})
    theirs = await row_of(
        database, mcp_server, await do(database, create_mcp_server, other, {"name": "Box", "url": URL})
    )
    assert theirs.number == 1_000
    agent = await new_agent(database, other)
    with pytest.raises(NotFound) as refused:
        await new_set(database, admin, "AGENT", agent_id=agent)
    assert refused.value.path == ("agentId",)


async def test_a_viewer_may_not_change_and_an_editor_may_not_purge(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    made = await server(database, owner)

    def as_(role: Role) -> Viewer:
        return Viewer(
            admin.principal, admin.account, dict.fromkeys(admin.workspaces, role), admin.home, key_id="key"
        )

    with pytest.raises(Forbidden):
        await do(database, update_mcp_server, as_(Role.VIEWER), made.id, {"name": "x"})
    with pytest.raises(Forbidden):
        await do(database, create_mcp_server, as_(Role.VIEWER), {"name": "x", "url": URL})
    await do(database, SERVERS.delete, as_(Role.EDITOR), made.id)
    with pytest.raises(Forbidden):
        await do(database, SERVERS.purge, as_(Role.EDITOR), made.id)


async def test_what_is_believed_is_checked(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    made = await server(database, owner)
    for verb, row in ((update_tool_set, owner.id), (update_mcp_server, made.id)):
        with pytest.raises(Conflict):
            await do(database, verb, admin, row, {"name": "x"}, when=Precondition(archived=True))
        right = Precondition(within="handle:default", owned=True, deleted=False)
        assert await do(database, verb, admin, row, {"name": "x"}, when=right) == row


async def test_an_agent_that_is_purged_leaves_its_set_without_it(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    owner = await new_set(database, admin, "AGENT", agent_id=agent)
    await do(database, Life(AGENT).delete, admin, agent)
    await do(database, Life(AGENT).purge, admin, agent)
    assert (await row_of(database, tool_set, owner.id)).agent_id is None


async def test_a_needed_url_is_not_taken_away(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "HTTP")
    with pytest.raises(BadInput) as refused:
        await change(database, admin, owner, {"base_url": None})
    assert refused.value.path == ("baseUrl",)
    with pytest.raises(BadInput) as refused:
        await change(database, admin, owner, {"kind": "CLIENT"})
    assert refused.value.path == ("kind",)
