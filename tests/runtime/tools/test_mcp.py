"""Tools of MCP servers are called in runs, over every transport, as whoever the server's row says."""

from collections.abc import Callable
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from backend.domain.event import EventKind
from backend.domain.sealed import Sealed
from backend.store.life import Life
from backend.store.mcp_server import MCP_SERVER, mcp_server
from backend.store.secret_edit import create_secret, update_secret
from backend.store.tool_edit import update_tool
from backend.store.tool_set_edit import update_mcp_server
from tests.conftest import ON_ONE
from tests.fakes.gate import served
from tests.fakes.toolbox import PROGRAM
from tests.patience import eventually
from tests.platform.test_program import is_gone
from tests.runtime.boxes import LOCAL, attached, box, called, session_with
from tests.stage import Stage
from tests.store.agents import do, row_of
from tests.store.tools import tools_of

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"


@pytest.mark.parametrize(
    ("path", "transport"),
    [("/mcp", "AUTO"), ("/mcp", "STREAMABLE_HTTP"), ("/sse", "AUTO"), ("/sse", "SSE")],
)
async def test_a_tool_is_discovered_and_called_over_http(stage: Stage, path: str, transport: str) -> None:
    async with box(stage, path, transport=transport) as (gate, session_id):
        kind, result = await called(stage, session_id, "add", {"a": 2, "b": 3})
    assert (kind, result) == ("ToolCallCompleted", {"sum": 5})
    older = path == "/sse"
    assert ("POST /sse" in gate.asked) is (older and transport == "AUTO")


async def test_a_tool_is_discovered_and_called_in_a_program(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    session_id = await session_with(stage, server_id)
    assert await called(stage, session_id, "add", {"a": 2, "b": 3}) == ("ToolCallCompleted", {"sum": 5})


@ON_ONE
async def test_a_program_has_its_own_variables_and_few_of_ours(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONCORD_SECRET_KEY", "k" * 32)
    given = {"env": {"COLOUR": Sealed("blue"), "TOKEN": Sealed(CANARY)}}
    server_id = await attached(stage, transport="STDIO", command=PROGRAM, **given)
    session_id = await session_with(stage, server_id)
    _, told = await called(stage, session_id, "environment")
    assert (told["COLOUR"], told["TOKEN"]) == ("blue", "•••")
    assert told.keys() <= {"COLOUR", "TOKEN", "PATH", "HOME", "LANG", "TMPDIR", "LC_CTYPE", "PWD"}


async def test_text_is_given_as_text_and_pictures_are_described(stage: Stage) -> None:
    async with box(stage) as (_, session_id):
        assert (await called(stage, session_id, "say", {"text": "Hi"}))[1] == "Hi"
        _, told = await called(stage, session_id, "picture")
    assert told == "Look:\n[image, image/png, 1,200 bytes]"


async def test_what_the_tool_calls_a_failure_is_told_to_the_model_in_its_words(stage: Stage) -> None:
    async with box(stage) as (_, session_id):
        kind, told = await called(stage, session_id, "fail", {"why": "No milk."})
    assert (kind, told["code"]) == ("ToolCallFailed", "TOOL_FAILED")
    assert "No milk." in told["message"]


def spelled(a: int, b: int) -> dict[str, str]:
    return {"sum": f"{a} and {b}"}


def told(a: int, b: int) -> str:
    return f"{a} and {b}"


@pytest.mark.parametrize("instead", [spelled, told])
async def test_an_answer_that_does_not_fit_the_pinned_output_schema_is_a_failed_call(
    stage: Stage, instead: Callable[[int, int], Any]
) -> None:
    async with box(stage) as (gate, session_id):
        assert (await called(stage, session_id, "add", {"a": 2, "b": 3}))[0] == "ToolCallCompleted"
        gate.server.remove_tool("add")
        gate.server.add_tool(instead, name="add", structured_output=instead is spelled)
        kind, failure = await called(stage, session_id, "add", {"a": 2, "b": 3})
    assert (kind, failure["code"]) == ("ToolCallFailed", "INVALID_RESULT")
    assert ("sum: '2 and 3' is not of type 'integer'" in failure["message"]) is (instead is spelled)


async def test_a_call_carries_its_idempotency_key(stage: Stage) -> None:
    async with box(stage) as (_, session_id):
        _, told = await called(stage, session_id, "request")
    started = await stage.payload(session_id, EventKind.TOOL_CALL_STARTED)
    assert told["meta"] == {"key": started["idempotencyKey"]}


async def test_arguments_that_do_not_fit_the_pinned_schema_are_never_sent(stage: Stage) -> None:
    async with box(stage) as (gate, session_id):
        before = len(gate.asked)
        _, told = await called(stage, session_id, "add", {"a": "x", "b": 3})
        assert told["code"] == "INVALID_ARGUMENTS"
        assert len(gate.asked) == before


@pytest.mark.parametrize(
    ("columns", "name", "value"),
    [
        ({"auth": "API_KEY", "api_key": Sealed(CANARY)}, "x-api-key", CANARY),
        ({"auth": "BEARER", "api_key": Sealed(CANARY)}, "authorization", f"Bearer {CANARY}"),
        ({"headers": {"X-Token": Sealed(CANARY), "X-Team": "blue"}}, "x-token", CANARY),
    ],
    ids=["key", "bearer", "header"],
)
async def test_a_server_is_told_who_calls_and_nobody_else_is(
    stage: Stage, capfd: pytest.CaptureFixture[str], columns: dict[str, Any], name: str, value: str
) -> None:
    async with box(stage, **columns) as (gate, session_id):
        assert {each.get(name) for each in gate.headers} == {value}
        _, told = await called(stage, session_id, "request")
        assert {each.get(name) for each in gate.headers} == {value}
        assert told["headers"][name] == value.replace(CANARY, "•••")
        _, failed = await called(stage, session_id, "fail", {"why": f"Not {CANARY}!"})
    assert "•••" in failed["message"]
    left = [await stage.events(session_id), await stage.session_row(session_id), await stage.runs()]
    streams = capfd.readouterr()
    # The model was told the word to fail with, which is in its own call and in the input.
    said = [row for row in left[0] if CANARY in str(row)]
    assert {row.kind for row in said} <= {"InputReceived", "MessageCompleted", "ToolCallRequested"}
    assert CANARY not in str(left[1]) + streams.out + streams.err


async def test_a_secret_that_is_changed_counts_at_once_for_sessions_under_way(stage: Stage) -> None:
    given = {"name": "Key", "kind": "BEARER", "value": {"token": Sealed("first-token")}}
    secret_id = await do(stage.database, create_secret, stage.viewer, given)
    async with box(stage, auth="BEARER", secret_id=secret_id) as (gate, session_id):
        assert gate.headers[-1]["authorization"] == "Bearer first-token"
        changed = {"value": {"token": Sealed("second-token")}}
        await do(stage.database, update_secret, stage.viewer, secret_id, changed)
        await called(stage, session_id, "say", {"text": "Hi"})
        assert gate.headers[-1]["authorization"] == "Bearer second-token"


async def test_headers_are_written_with_the_sessions_values(stage: Stage) -> None:
    headers = {"X-Team": "{{ variables.team }}", "X-Token": "T {{ secrets.door }}"}
    async with served() as gate:
        server_id = await attached(stage, url=gate.url, headers=headers)
        secrets = [{"name": "door", "value": Sealed(CANARY)}]
        opened = {"variables": {"team": "blue"}, "secrets": secrets}
        session_id = await session_with(stage, server_id, columns=opened)
        _, told = await called(stage, session_id, "request")
        last = gate.headers[-1]
    assert (last["x-team"], last["x-token"]) == ("blue", f"T {CANARY}")
    assert told["headers"]["x-token"] == "T •••"


async def test_a_server_in_the_trash_fails_the_call_and_not_the_run(stage: Stage) -> None:
    async with served() as gate:
        server_id = await attached(stage, url=gate.url)
        session_id = await session_with(stage, server_id)
        await do(stage.database, Life(MCP_SERVER).delete, stage.viewer, server_id)
        kind, told = await called(stage, session_id, "say", {"text": "Hi"})
    assert (kind, told["code"]) == ("ToolCallFailed", "SERVER_UNUSABLE")


async def test_a_server_that_is_away_is_found_so_and_found_again(stage: Stage) -> None:
    async with served() as gate:
        server_id = await attached(stage, url=gate.url)
        session_id = await session_with(stage, server_id)
    _, told = await called(stage, session_id, "say", {"text": "Hi"})
    assert told["code"] == "UNREACHABLE"
    row = await row_of(stage.database, mcp_server, server_id)
    assert (row.status, row.error) == ("DISCONNECTED", told["message"])
    async with served() as gate:
        await do(stage.database, update_mcp_server, stage.viewer, server_id, {"url": gate.url})
        assert await called(stage, session_id, "say", {"text": "Hi"}) == ("ToolCallCompleted", "Hi")
    row = await row_of(stage.database, mcp_server, server_id)
    assert (row.status, row.error) == ("CONNECTED", None)


@pytest.mark.parametrize("path", ["/mcp", "/sse"])
async def test_a_server_that_refuses_a_message_fails_the_call_at_once(stage: Stage, path: str) -> None:
    async with box(stage, path) as (gate, session_id):
        gate.instead = lambda scope: PlainTextResponse("No.", 403) if scope["method"] == "POST" else None
        _, told = await called(stage, session_id, "say", {"text": "Hi"})
        assert told["code"] == "SERVER_UNAUTHORIZED"
        gate.instead = lambda _: None
        assert await called(stage, session_id, "say", {"text": "Hi"}) == ("ToolCallCompleted", "Hi")


async def test_a_tool_that_never_answers_has_the_time_that_it_says(stage: Stage) -> None:
    async with served() as gate:
        server_id = await attached(stage, url=gate.url)
        owner = await row_of(stage.database, mcp_server, server_id)
        tools = await tools_of(stage.database, owner.tool_set_id)
        await do(stage.database, update_tool, stage.viewer, tools["wait"].id, {"timeout_seconds": 1})
        _, told = await called(stage, await session_with(stage, server_id), "wait")
    assert told["code"] == "TIMED_OUT"


@pytest.mark.parametrize("path", ["/mcp", "/sse"])
async def test_a_result_is_cut_or_refused_where_it_is_long(stage: Stage, path: str) -> None:
    async with served(path) as gate:
        session_id = await session_with(stage, await attached(stage, url=gate.url))
        kind, told = await called(stage, session_id, "much", {"size": 1_000_000})
        assert (kind, "characters are left out here" in told) == ("ToolCallCompleted", True)
        _, told = await called(stage, session_id, "much", {"size": 5_000_000})
        assert told["code"] == "RESULT_TOO_LARGE"


@ON_ONE
async def test_a_program_that_dies_fails_the_call_and_not_the_run(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    session_id = await session_with(stage, server_id)
    kind, told = await called(stage, session_id, "die")
    assert (kind, told["code"]) == ("ToolCallFailed", "UNREACHABLE")
    assert await called(stage, session_id, "say", {"text": "Hi"}) == ("ToolCallCompleted", "Hi")


async def results(stage: Stage, session_id: str, text: str) -> list[Any]:
    """What came of the calls of one run, in their order."""
    run_id = await stage.run(session_id, text)
    async with stage.engine(**LOCAL):
        await stage.ended(run_id, 30.0)
    ends = {EventKind.TOOL_CALL_COMPLETED.value, EventKind.TOOL_CALL_FAILED.value}
    events = [each for each in await stage.events(session_id, run_id) if each.kind in ends]
    return [each.payload.get("result", each.payload.get("code")) for each in events]


@ON_ONE
async def test_one_program_answers_all_calls_of_a_run_and_none_of_the_next(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    session_id = await session_with(stage, server_id)
    first = await results(stage, session_id, 'call remember {"text": "a"} turns 3')
    assert first == [{"heard": ["a"]}, {"heard": ["a", "a"]}, {"heard": ["a", "a", "a"]}]
    assert await results(stage, session_id, 'call remember {"text": "b"}') == [{"heard": ["b"]}]


@ON_ONE
async def test_calls_at_once_share_a_program_and_a_failure_of_one_starts_another(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    session_id = await session_with(stage, server_id)
    both = await results(stage, session_id, 'call remember {"text": "a"} and call remember {"text": "a"}')
    assert sorted(len(each["heard"]) for each in both) == [1, 2]
    told = await results(stage, session_id, "call die {} turns 2")
    assert told == ["UNREACHABLE", "UNREACHABLE"]


@ON_ONE
async def test_a_program_is_gone_when_its_run_has_ended(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    session_id = await session_with(stage, server_id)
    told = await results(stage, session_id, "call process {} turns 2")
    (process,) = {each["process"] for each in told}
    await eventually(lambda: is_gone(process))


async def test_a_run_that_is_cancelled_in_a_call_ends_at_once_and_its_program_too(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    session_id = await session_with(stage, server_id)
    run_id = await stage.run(session_id, "call process {} and call wait {}")
    async with stage.engine(**LOCAL):
        await stage.reached(session_id, EventKind.TOOL_CALL_COMPLETED, 20.0)
        told = await stage.payload(session_id, EventKind.TOOL_CALL_COMPLETED)
        await stage.cancel(run_id)
        row = await stage.ended(run_id)
        assert row.status == "CANCELLED"
        await eventually(lambda: is_gone(told["result"]["process"]))


@ON_ONE
async def test_after_a_call_that_took_too_long_the_next_one_has_another_program(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    owner = await row_of(stage.database, mcp_server, server_id)
    tools = await tools_of(stage.database, owner.tool_set_id)
    # So long that a program can start within it, on a machine that is busy too.
    await do(stage.database, update_tool, stage.viewer, tools["wait"].id, {"timeout_seconds": 8})
    session_id = await session_with(stage, server_id)
    run_id = await stage.run(session_id, "call process {} and call wait {} turns 2")
    async with stage.engine(**LOCAL):
        await stage.ended(run_id, 60.0)
    ends = [each.payload for each in await stage.events(session_id) if each.kind.startswith("ToolCall")]
    processes = [each["result"]["process"] for each in ends if "result" in each]
    assert [each["code"] for each in ends if "code" in each] == ["TIMED_OUT", "TIMED_OUT"]
    assert len(processes) == len(set(processes)) == 2
    for each in processes:
        assert await is_gone(each)


@ON_ONE
async def test_programs_are_not_started_where_they_may_not_be(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=PROGRAM)
    session_id = await session_with(stage, server_id)
    run_id = await stage.run(session_id, 'call say {"text": "Hi"}')
    async with stage.engine():
        await stage.ended(run_id)
    failed = await stage.payload(session_id, EventKind.TOOL_CALL_FAILED)
    assert failed["code"] == "SERVER_UNUSABLE"
    assert "CONCORD_STDIO_SERVERS" in failed["message"]


async def test_a_link_lets_through_those_tools_that_it_names(stage: Stage) -> None:
    async with served() as gate:
        server_id = await attached(stage, url=gate.url)
    settings = {"tools": ["say", "add"], "excludedTools": ["add"], "approval": "ALWAYS"}
    linked = [{"target": {"mcpServer": server_id}, "settings": settings}]
    agent_id = await stage.agent(links=[{"kinds": ["MCP_SERVER"], "links": linked}])
    row = await stage.session_row(await stage.session(agent_id))
    assert [(each["name"], each["approval"]) for each in row.snapshot["tools"]] == [("say", True)]
