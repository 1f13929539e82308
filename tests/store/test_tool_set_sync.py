"""Discovery: due work that one begins, and that pins what it found unless the set has changed meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.domain.errors import Conflict, Forbidden
from backend.domain.tool import Discovered
from backend.domain.tool_set import pause
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.life import Life
from backend.store.mcp_server import server_of
from backend.store.row import change
from backend.store.statement import Row
from backend.store.tool import TOOL, tool
from backend.store.tool_edit import update_tool
from backend.store.tool_set import TOOL_SET, tool_set
from backend.store.tool_set_edit import update_tool_set
from backend.store.tool_set_sync import LEASE, begin_sync, due_syncs, fail_sync, pin_tools, sync_tool_set
from tests.store.agents import do, row_of
from tests.store.tools import activities, found, new_set, synced, tools_of

pytestmark = pytest.mark.anyio

AHEAD = timedelta(hours=25)


def match(value: str, kind: str = "EXACT") -> dict[str, Any]:
    return {"rules": [{"attribute": "NAME", "match": kind, "value": value}]}


async def due(database: Database, ahead: timedelta = timedelta()) -> list[str]:
    async with database.read() as tx:
        return await due_syncs(tx, clock.now() + ahead)


async def again(database: Database, viewer: Viewer, owner: Row, *discovered: Discovered) -> dict[str, Row]:
    await do(database, sync_tool_set, viewer, owner.id)
    await synced(database, owner.id, *discovered)
    return await tools_of(database, owner.id)


async def told(database: Database, kind: str) -> list[Any]:
    statement = select(activity.c.data).where(activity.c.type == kind)
    async with database.read() as tx:
        return [row.data for row in await tx.fetch(statement)]


async def test_what_is_found_becomes_tools(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    assert await due(database) == [owner.id]
    output = {"type": "object", "properties": {"n": {"type": "integer"}}}
    assert await synced(database, owner.id, found("a b", title="A", output_schema=output), found("c")) == 2
    tools = await tools_of(database, owner.id)
    one = tools["a b"]
    assert (one.remote_name, one.call_name, one.handle) == ("a b", "a_b", "a-b")
    assert (one.title, one.description, one.output_schema) == ("A", "Does a b.", output)
    assert (one.kind, one.status, one.config, one.requires_approval) == ("MCP", "AVAILABLE", {}, False)
    assert sorted(each.number for each in tools.values()) == [1_000, 1_001]
    assert {each.account_id for each in tools.values()} == {admin.account}
    assert {each.owner_id for each in tools.values()} == {admin.principal}
    after = await row_of(database, tool_set, owner.id)
    assert (after.sync_status, after.sync_error, after.synced_at is not None) == ("COMPLETED", None, True)
    assert await due(database) == []
    assert await due(database, AHEAD) == [owner.id]
    async with database.write() as tx:
        server = await server_of(tx, owner.id)
    assert (server.status, server.error, server.checked_at is not None) == ("CONNECTED", None, True)
    words = ["created", "syncStarted", "syncCompleted"]
    assert await activities(database, owner.id) == [f"toolSet.{word}" for word in words]
    assert await told(database, "toolSet.syncCompleted") == [{"toolsSynced": 2}]


async def test_a_tool_that_is_not_found_is_gone_until_it_is_back(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    await synced(database, owner.id, found("a"), found("b"))
    tools = await again(database, admin, owner, found("a"))
    assert (tools["a"].status, tools["b"].status) == ("AVAILABLE", "GONE")
    unchanged = tools["a"]
    tools = await again(database, admin, owner, found("b"), found("a"))
    assert tools["b"].status == "AVAILABLE"
    assert tools["a"] == unchanged


async def test_matches_filter_and_exclusion_wins(database: Database, admin: Viewer) -> None:
    owner = await new_set(
        database, admin, "MCP", include=match("^get", "REGEX"), exclude=match("secret", "CONTAINS")
    )
    discovered = found("GetMail"), found("get_secret"), found("put")
    tools = await again(database, admin, owner, *discovered)
    assert {name: row.status for name, row in tools.items()} == {
        "GetMail": "AVAILABLE",
        "get_secret": "FILTERED",
        "put": "FILTERED",
    }
    await do(database, update_tool_set, admin, owner.id, {"include": None, "exclude": None})
    tools = await again(database, admin, owner, *discovered)
    assert {row.status for row in tools.values()} == {"AVAILABLE"}


async def test_the_rule_of_approval_holds_unless_somebody_has_said_it_by_hand(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP", approval={"only": match("a")})
    tools = await again(database, admin, owner, found("a"), found("b"), found("c"))
    assert [tools[name].requires_approval for name in "abc"] == [True, False, False]
    await do(database, update_tool, admin, tools["c"].id, {"requires_approval": True})
    await do(database, update_tool, admin, tools["a"].id, {"requires_approval": False})
    await do(database, update_tool_set, admin, owner.id, {"approval": {"only": match("b")}})
    tools = await again(database, admin, owner, found("a"), found("b"), found("c"))
    assert [tools[name].requires_approval for name in "abc"] == [False, True, True]
    await do(database, update_tool, admin, tools["c"].id, {"requires_approval": None})
    row = await row_of(database, tool, tools["c"].id)
    assert (row.requires_approval, row.approval_by_hand) == (False, False)
    await do(database, update_tool_set, admin, owner.id, {"approval": {"always": True}})
    tools = await again(database, admin, owner, found("a"), found("b"), found("c"))
    assert [tools[name].requires_approval for name in "abc"] == [False, True, True]


async def test_a_description_follows_the_server_unless_somebody_has_written_one(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    tools = await again(database, admin, owner, found("a"), found("b"))
    pinned = tools["a"].schema_digest
    await do(database, update_tool, admin, tools["b"].id, {"description": "Mine."})
    wider = {"type": "object", "properties": {"x": {}}}
    news = [found(name, description="New.", input_schema=wider) for name in "ab"]
    tools = await again(database, admin, owner, *news)
    assert (tools["a"].description, tools["b"].description) == ("New.", "Mine.")
    assert tools["a"].input_schema == tools["b"].input_schema == wider
    assert tools["a"].schema_digest != pinned
    tools = await again(database, admin, owner, *(found(name, description="Newer.") for name in "ab"))
    assert (tools["a"].description, tools["b"].description) == ("Newer.", "Mine.")


async def test_what_cannot_be_used_is_left_out_and_said(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    bad = [
        found("a", input_schema={"type": "string"}),
        found("b", input_schema=None),
        found("c", input_schema={"type": "object", "properties": 7}),
        found("d", output_schema={"type": "none"}),
        found(""),
        found("x" * 201),
        found("nul\0"),
        found("e", description="half \ud800"),
        found("f", input_schema={"type": "object", "title": "nul\0"}),
        found("good", title="t" * 300, description="d" * 5_000),
        found("good", title="again"),
    ]
    assert await synced(database, owner.id, *bad) == 1
    row = (await tools_of(database, owner.id))["good"]
    assert (len(row.title), len(row.description)) == (200, 4_000)
    after = await row_of(database, tool_set, owner.id)
    assert after.sync_status == "COMPLETED"
    assert after.sync_error.startswith("10 tools were left out")


async def test_a_discovery_is_begun_by_one_and_by_another_once_it_has_taken_too_long(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    async with database.write() as tx:
        first = await begin_sync(tx, owner.id)
        assert first is not None
        assert await begin_sync(tx, owner.id) is None
    assert (await row_of(database, tool_set, owner.id)).sync_status == "RUNNING"
    assert await due(database) == []
    assert await due(database, LEASE) == [owner.id]
    assert first.server.tool_set_id == owner.id


async def test_a_discovery_of_a_set_that_has_changed_meanwhile_counts_no_more(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    async with database.write() as tx:
        first = await begin_sync(tx, owner.id)
    assert first is not None
    await do(database, update_tool_set, admin, owner.id, {"include": match("b")})
    async with database.write() as tx:
        assert await pin_tools(tx, first, [found("a")]) is None
        assert await fail_sync(tx, first, "timeout", "Too late.") is False
    after = await row_of(database, tool_set, owner.id)
    assert (after.sync_status, after.sync_error) == ("DUE", None)
    assert await tools_of(database, owner.id) == {}
    assert await due(database) == [owner.id]


async def test_a_failure_is_told_and_tools_stay(database: Database, admin: Viewer) -> None:
    owner = await new_set(database, admin, "MCP")
    await synced(database, owner.id, found("a"))
    await do(database, sync_tool_set, admin, owner.id)
    async with database.write() as tx:
        sync = await begin_sync(tx, owner.id)
        assert sync is not None
        assert await fail_sync(tx, sync, "unauthorized", "The server answered 401.\0\ud800" + "x" * 2_000)
        server = await server_of(tx, owner.id)
    after = await row_of(database, tool_set, owner.id)
    assert (after.sync_status, len(after.sync_error)) == ("FAILED", 1_000)
    assert (server.status, server.error) == ("ERROR", after.sync_error)
    assert (await tools_of(database, owner.id))["a"].status == "AVAILABLE"
    (data,) = await told(database, "toolSet.syncFailed")
    assert (data["errorType"], data["message"]) == ("unauthorized", after.sync_error)
    assert await due(database) == []
    tools = await again(database, admin, owner, found("a"))
    assert len(tools) == 1
    assert (await row_of(database, tool_set, owner.id)).sync_error is None


async def failed(database: Database, set_id: str) -> Row:
    """The set, after one more discovery that failed."""
    async with database.write() as tx:
        sync = await begin_sync(tx, set_id)
        assert sync is not None
        await fail_sync(tx, sync, "unreachable", "Nobody answers.")
    return await row_of(database, tool_set, set_id)


async def test_a_discovery_that_failed_is_due_again_soon_and_later_each_time_until_one_succeeds(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    minutes = []
    for count in range(1, 9):
        after = await failed(database, owner.id)
        assert after.sync_failures == count
        minutes.append(round((after.sync_due_at - clock.now()).total_seconds() / 60))
        assert await due(database) == []
        assert await due(database, pause(count)) == [owner.id]
        async with database.write() as tx:
            await change(tx, tool_set, owner.id, {"sync_due_at": clock.now()})
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]
    assert await synced(database, owner.id, found("a")) == 1
    after = await row_of(database, tool_set, owner.id)
    assert (after.sync_failures, after.sync_status) == (0, "COMPLETED")
    assert await due(database, timedelta(hours=23)) == []


async def test_who_asks_for_a_discovery_does_not_wait_for_the_pause(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    await failed(database, owner.id)
    await do(database, sync_tool_set, admin, owner.id)
    after = await row_of(database, tool_set, owner.id)
    assert (after.sync_status, after.sync_failures) == ("DUE", 0)
    assert await due(database) == [owner.id]


async def test_nothing_is_discovered_in_the_trash_and_what_is_archived_goes_on(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    await do(database, Life(TOOL_SET).archive, admin, owner.id)
    assert await due(database) == [owner.id]
    await do(database, Life(TOOL_SET).delete, admin, owner.id)
    assert await due(database, AHEAD) == []
    async with database.write() as tx:
        assert await begin_sync(tx, owner.id) is None
    with pytest.raises(Conflict, match="trash"):
        await do(database, sync_tool_set, admin, owner.id)
    await do(database, Life(TOOL_SET).restore, admin, owner.id)
    assert await due(database) == [owner.id]


async def test_a_tool_that_somebody_has_put_in_the_trash_stays_there(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "MCP")
    await synced(database, owner.id, found("a"))
    row = (await tools_of(database, owner.id))["a"]
    await do(database, Life(TOOL).delete, admin, row.id)
    tools = await again(database, admin, owner, found("a", description="New."))
    assert (tools["a"].id, tools["a"].deleted_at is not None) == (row.id, True)


async def test_only_sets_at_mcp_servers_are_discovered_and_by_an_editor(
    database: Database, admin: Viewer
) -> None:
    with pytest.raises(Conflict, match="CLIENT"):
        await do(database, sync_tool_set, admin, (await new_set(database, admin)).id)
    owner = await new_set(database, admin, "MCP")
    viewer = Viewer(admin.principal, admin.account, dict.fromkeys(admin.workspaces, Role.VIEWER), admin.home)
    with pytest.raises(Forbidden):
        await do(database, sync_tool_set, viewer, owner.id)


async def test_patterns_that_take_too_long_are_found_nowhere(database: Database, admin: Viewer) -> None:
    slow = {"attribute": "DESCRIPTION", "match": "REGEX", "value": "(a|b|ab)*" * 100 + "c"}
    owner = await new_set(database, admin, "MCP", exclude={"operator": "OR", "rules": [slow] * 50})
    tools = await again(
        database, admin, owner, *(found(name, description="ab" * 1_900 + "c") for name in "xy")
    )
    assert {row.status for row in tools.values()} == {"AVAILABLE"}
