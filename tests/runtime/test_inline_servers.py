"""Servers that links define: their tools are found when a run needs them, and are kept for the session."""

from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from backend.domain.event import EventKind
from backend.domain.sealed import Sealed
from backend.store.secret_edit import create_secret
from backend.store.statement import Row
from tests.fakes.gate import Gate, served
from tests.runtime.boxes import LOCAL, called
from tests.servers import free_port
from tests.stage import CLOCK, Stage
from tests.store.agents import do

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
HI = {"text": "Hi"}


def inline(gate: Gate, settings: dict[str, Any] | None = None, **definition: Any) -> dict[str, Any]:
    """A link that defines the server behind the gate."""
    given = {"name": "Box", "url": gate.url, **definition}
    target = {"inline": {"kind": "MCP_SERVER", "definition": given}}
    return {"target": target, "settings": settings or {}}


async def session_with(stage: Stage, *links: dict[str, Any], **given: Any) -> str:
    """A session of an agent that has these links to servers, and knows what time it is."""
    linked = [*CLOCK, {"kinds": ["MCP_SERVER"], "links": list(links)}]
    return await stage.session(await stage.agent(links=linked), **given)


def told_of(row: Row) -> dict[str, Any]:
    """The tools in a session's snapshot by their names."""
    return {each["name"]: each for each in row.snapshot["tools"]}


@pytest.mark.parametrize("path", ["/mcp", "/sse"])
async def test_its_tools_are_found_and_called_as_whoever_the_link_says(stage: Stage, path: str) -> None:
    async with served(path) as gate:
        session_id = await session_with(stage, inline(gate, token=Sealed(CANARY), headers={"X-Team": "blue"}))
        assert told_of(await stage.session_row(session_id)).keys() == {"current_time"}
        assert await called(stage, session_id, "say", HI) == ("ToolCallCompleted", "Hi")
    seen = {(each.get("authorization"), each.get("x-team")) for each in gate.headers}
    assert seen == {(f"Bearer {CANARY}", "blue")}
    assert CANARY not in str(await stage.session_row(session_id))


async def test_they_are_pinned_for_the_session_and_asked_for_once(stage: Stage) -> None:
    async with served() as gate:
        session_id = await session_with(stage, inline(gate))
        await called(stage, session_id, "say", HI)
        before = told_of(await stage.session_row(session_id))
        gate.server.remove_tool("add")
        await called(stage, session_id, "say", HI)
        assert told_of(await stage.session_row(session_id)) == before
    assert before["add"]["config"] == {"remoteName": "add"}
    assert (before["add"]["toolId"], before["add"]["mcpServerId"]) == (None, None)


async def test_the_link_says_which_of_them_there_are_and_which_are_asked_for(stage: Stage) -> None:
    settings = {"tools": ["say", "add", "fail"], "excludedTools": ["fail"], "approval": "LISTED"}
    async with served() as gate:
        session_id = await session_with(stage, inline(gate, {**settings, "approvalTools": ["add"]}))
        await called(stage, session_id, "say", HI)
    tools = told_of(await stage.session_row(session_id))
    assert {name: each["approval"] for name, each in tools.items()} == {
        "current_time": False,
        "say": False,
        "add": True,
    }


async def test_of_two_tools_of_one_name_the_later_has_its_servers_before_it(stage: Stage) -> None:
    async with served() as gate, served() as other:
        second = inline(other, {"tools": ["say"]}, name="My box")
        session_id = await session_with(stage, inline(gate, {"tools": ["say"]}), second)
        assert await called(stage, session_id, "My_box_say", HI) == ("ToolCallCompleted", "Hi")
    assert told_of(await stage.session_row(session_id)).keys() == {"current_time", "say", "My_box_say"}


async def test_a_server_that_cannot_be_asked_fails_the_run_and_is_asked_again_by_the_next(
    stage: Stage,
) -> None:
    async with served() as gate:
        session_id = await session_with(stage, inline(gate, name="Mail"))
        gate.instead = lambda _: PlainTextResponse("No.", 401)
        run_id = await stage.run(session_id, "hello")
        async with stage.engine(**LOCAL):
            row = await stage.ended(run_id, 20.0)
        assert (row.status, row.error["code"]) == ("FAILED", "SERVER_UNAUTHORIZED")
        assert "Mail" in row.error["message"]
        gate.instead = lambda _: None
        assert await called(stage, session_id, "say", HI) == ("ToolCallCompleted", "Hi")


async def test_one_that_comes_with_a_run_is_for_that_run(stage: Stage) -> None:
    session_id = await session_with(stage)
    async with served() as gate:
        overrides = {"links": [{"kinds": ["MCP_SERVER"], "links": [inline(gate)]}]}
        run_id = await stage.run(session_id, 'call say {"text": "Hi"}', overrides=overrides)
        async with stage.engine(**LOCAL):
            await stage.ended(run_id, 20.0)
    assert (await stage.payload(session_id, EventKind.TOOL_CALL_COMPLETED))["result"] == "Hi"
    assert "say" not in told_of(await stage.session_row(session_id))


async def test_what_is_linked_for_a_server_is_sent_there_and_nowhere_else(stage: Stage) -> None:
    group = await do(stage.database, create_secret, stage.viewer, {"name": "Vault", "kind": "GROUP"})
    async with served() as gate, served() as other:
        for name, url in (("One", gate.url), ("Two", f"http://127.0.0.1:{free_port()}/mcp")):
            value = {"value": {"token": Sealed(f"{CANARY}-{name}")}, "settings": {"serverUrl": url}}
            given = {"name": name, "kind": "BEARER", "parent_id": group, **value}
            await do(stage.database, create_secret, stage.viewer, given)
        vault = [{"target": {"secret": group}}]
        second = inline(other, name="Other")
        session_id = await session_with(stage, inline(gate), second, columns={"links": vault})
        await called(stage, session_id, "say", HI)
        await called(stage, session_id, "Other_say", HI)
    assert {each.get("authorization") for each in gate.headers} == {f"Bearer {CANARY}-One"}
    assert {each.get("authorization") for each in other.headers} == {None}
