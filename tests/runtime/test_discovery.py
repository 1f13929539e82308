"""Discovery: what is due is asked, what is found is pinned, and what goes wrong is told in words."""

import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from backend.domain.errors import ConcordError, Conflict, Unavailable
from backend.domain.sealed import Sealed
from backend.domain.tool import Discovered
from backend.runtime.discovery import Discovery
from backend.store.activity import activity
from backend.store.database import Transaction
from backend.store.mcp_server import mcp_server
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import create_mcp_server, update_mcp_server
from backend.store.tool_set_sync import Sync, ended_at, pin_tools, sync_tool_set
from backend.store.waiting import await_end
from tests.at_work import at_work
from tests.conftest import ON_ONE
from tests.fakes.gate import paged, served
from tests.fakes.toolbox import PROGRAM
from tests.patience import eventually
from tests.platform.test_program import is_gone
from tests.runtime.boxes import attached, discovered, discovery_of
from tests.servers import free_port
from tests.stage import Stage
from tests.store.agents import do, row_of
from tests.store.tools import activities, tools_of

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
HANGS = """
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(child.pid))
time.sleep(600)
"""
ODD = '{"jsonrpc":"2.0","id":1,"result":7}'


async def failed(stage: Stage, patience: float = 20.0, **columns: Any) -> tuple[str, str, str]:
    """How the discovery of a server's tools fails: the server's status, the type and the words."""
    given = {"name": "Box", **columns}
    made = await do(stage.database, create_mcp_server, stage.viewer, given, stdio=True)
    owner = await discovered(stage, made, patience=patience)
    assert owner.sync_status == "FAILED"
    server = await row_of(stage.database, mcp_server, made)
    assert server.error == owner.sync_error
    assert await activities(stage.database, owner.id) == [
        f"toolSet.{word}" for word in ("created", "syncStarted", "syncFailed")
    ]
    return server.status, (await told_of(stage, owner.id))["errorType"], owner.sync_error


async def told_of(stage: Stage, set_id: str) -> dict[str, Any]:
    """What the failure's activity says."""
    statement = select(activity.c.data).where(
        activity.c.subject_id == set_id, activity.c.type == "toolSet.syncFailed"
    )
    async with stage.database.read() as tx:
        (row,) = await tx.fetch(statement)
    data: dict[str, Any] = row.data
    return data


async def test_what_is_found_is_pinned_and_the_server_is_well(stage: Stage) -> None:
    async with served() as gate:
        server_id = await attached(stage, url=gate.url)
    server = await row_of(stage.database, mcp_server, server_id)
    assert (server.status, server.error, server.checked_at is not None) == ("CONNECTED", None, True)
    tools = await tools_of(stage.database, server.tool_set_id)
    add = tools["add"]
    assert (add.title, add.description, add.kind, add.status) == (
        "Add",
        "Adds two numbers.",
        "MCP",
        "AVAILABLE",
    )
    assert add.input_schema["required"] == ["a", "b"]


async def test_every_page_is_asked_for(stage: Stage) -> None:
    async with paged([["a", "b"], ["c"], ["d"]]) as gate:
        server = await row_of(stage.database, mcp_server, await attached(stage, url=gate.url))
    assert (await tools_of(stage.database, server.tool_set_id)).keys() == {"a", "b", "c", "d"}


MANY = [f"t{number}" for number in range(501)]


@pytest.mark.parametrize("names", [MANY, []], ids=["many", "endless"])
async def test_there_is_an_end_of_tools_and_pages(stage: Stage, names: list[str]) -> None:
    async with paged([names], endless=True) as gate:
        status, kind, words = await failed(stage, url=gate.url)
    assert (status, kind) == ("ERROR", "tooLarge")
    assert "500 tools" in words


def add_three(a: int, b: int, c: int) -> dict[str, int]:
    return {"sum": a + b + c}


async def test_a_refresh_pins_what_has_changed(stage: Stage) -> None:
    async with served() as gate:
        server_id = await attached(stage, url=gate.url)
        server = await row_of(stage.database, mcp_server, server_id)
        before = await tools_of(stage.database, server.tool_set_id)
        gate.server.remove_tool("add")
        gate.server.remove_tool("say")
        gate.server.add_tool(add_three, name="add", description="Adds three.")
        await do(stage.database, sync_tool_set, stage.viewer, server.tool_set_id)
        await discovered(stage, server_id)
        after = await tools_of(stage.database, server.tool_set_id)
    assert after["say"].status == "GONE"
    assert (after["add"].id, after["add"].description) == (before["add"].id, "Adds three.")
    assert after["add"].schema_digest != before["add"].schema_digest
    assert "c" in after["add"].input_schema["properties"]
    assert after["fail"] == before["fail"]


async def test_who_waits_is_answered_when_the_discovery_has_ended(stage: Stage) -> None:
    async with at_work(discovery_of(stage)), served() as gate:
        given = {"name": "Box", "url": gate.url}
        made = await do(stage.database, create_mcp_server, stage.viewer, given)
        await await_end(stage.database, ended_at(made), 20.0)
        assert (await row_of(stage.database, mcp_server, made)).status == "CONNECTED"


def plain(status: int, text: str = "No.", media_type: str = "text/plain") -> Any:
    """Answers every request alike."""

    def answer(_: Scope) -> Response:
        return PlainTextResponse(text, status, media_type=media_type)

    return answer


@pytest.mark.parametrize(
    ("answer", "status", "kind", "word"),
    [
        (plain(401), "ERROR", "unauthorized", "401"),
        (plain(403), "ERROR", "unauthorized", "403"),
        (plain(404), "ERROR", "notMcp", "404"),
        (plain(503), "DISCONNECTED", "unreachable", "503"),
        (plain(200, "<html>Hello</html>", "text/html"), "ERROR", "notMcp", "Protocol"),
        (plain(200, "{not json", "application/json"), "ERROR", "notMcp", "Protocol"),
        (
            plain(200, '{"jsonrpc":"2.0","id":1,"result":7}', "application/json"),
            "ERROR",
            "notMcp",
            "Protocol",
        ),
        (plain(200, "x" * 5_000_000, "application/json"), "ERROR", "tooLarge", "more at once"),
    ],
    ids=["401", "403", "404", "503", "html", "broken", "odd", "huge"],
)
async def test_what_a_server_answers_otherwise_is_told(
    stage: Stage, answer: Any, status: str, kind: str, word: str
) -> None:
    async with served() as gate:
        gate.instead = answer
        told = await failed(stage, url=gate.url, auth="BEARER", api_key=Sealed(CANARY))
    assert told[:2] == (status, kind)
    assert word in told[2]
    assert CANARY not in told[2]


async def test_a_server_that_is_away_is_told_and_so_is_one_that_may_not_be_called(stage: Stage) -> None:
    told = await failed(stage, url=f"http://127.0.0.1:{free_port()}/mcp")
    assert told[:2] == ("DISCONNECTED", "unreachable")
    told = await failed(stage, url=f"http://localhost:{free_port()}/mcp")
    assert told[:2] == ("DISCONNECTED", "unreachable")
    assert "CONCORD_ALLOWED_HOSTS" in told[2]


async def test_a_server_that_never_answers_is_given_up(stage: Stage) -> None:
    async with served() as gate:
        gate.hangs = True
        told = await failed(stage, url=gate.url, patience=0.5)
    assert told[:2] == ("DISCONNECTED", "timedOut")


@ON_ONE
@pytest.mark.parametrize(
    ("words", "status", "kind"),
    [(["dies"], "DISCONNECTED", "unreachable"), (["long"], "ERROR", "tooLarge")],
    ids=["dies", "long"],
)
async def test_a_program_that_does_not_speak_is_told(
    stage: Stage, words: list[str], status: str, kind: str
) -> None:
    assert (await failed(stage, transport="STDIO", command=[*PROGRAM, *words]))[:2] == (status, kind)


@ON_ONE
async def test_a_program_that_hangs_is_given_up_and_ends_with_its_children(
    stage: Stage, tmp_path: Path
) -> None:
    told = tmp_path / "child"
    command = [sys.executable, "-c", HANGS, str(told)]
    assert (await failed(stage, patience=3.0, transport="STDIO", command=command))[1] == "timedOut"
    await eventually(lambda: is_gone(int(told.read_text())))


async def test_a_program_that_is_not_there_is_told_by_its_name(stage: Stage) -> None:
    told = await failed(stage, transport="STDIO", command=["no-such-program"])
    assert told[:2] == ("DISCONNECTED", "unreachable")
    assert "no-such-program" in told[2]


@ON_ONE
async def test_what_a_program_says_besides_is_passed_over(stage: Stage) -> None:
    server_id = await attached(stage, transport="STDIO", command=[*PROGRAM, "rubbish"])
    assert (await row_of(stage.database, mcp_server, server_id)).status == "CONNECTED"


async def test_a_set_that_changes_while_it_is_asked_is_asked_anew(stage: Stage) -> None:
    async with at_work(discovery_of(stage)), served() as slow, served() as gate:
        slow.hangs = True
        given = {"name": "Box", "url": slow.url}
        made = await do(stage.database, create_mcp_server, stage.viewer, given)

        async def is_asked() -> bool:
            return bool(slow.asked)

        await eventually(is_asked)
        await do(stage.database, update_mcp_server, stage.viewer, made, {"url": gate.url})
        await await_end(stage.database, ended_at(made), 20.0)
        row = await row_of(stage.database, mcp_server, made)
        assert (row.url, row.status) == (gate.url, "CONNECTED")


@pytest.mark.parametrize("failure", [Unavailable("It does not answer."), Conflict("Two crossed.")])
async def test_a_discovery_that_our_database_fails_is_made_again_and_is_no_failure_of_the_server(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, failure: ConcordError
) -> None:
    failures = iter([failure])

    async def flaky(tx: Transaction, sync: Sync, found: list[Discovered]) -> int | None:
        for each in failures if sync.server.url == gate.url else ():
            raise each
        return await pin_tools(tx, sync, found)

    # Servers of other tests are in this process too, and have discoveries of their own.
    monkeypatch.setattr("backend.runtime.discovery.pin_tools", flaky)
    monkeypatch.setattr("backend.runtime.discovery.PAUSE", 0.1)
    async with served() as gate:
        server_id = await attached(stage, url=gate.url)
    server = await row_of(stage.database, mcp_server, server_id)
    assert server.status == "CONNECTED"
    told = await activities(stage.database, server.tool_set_id)
    assert [each.removeprefix("toolSet.") for each in told] == [
        "created",
        "syncStarted",
        "syncStarted",
        "syncCompleted",
    ]


async def test_a_discovery_of_which_not_even_the_failure_can_be_written_is_forgotten(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    discovery = discovery_of(stage)

    async def broken(*_: Any) -> None:
        tried.append("")
        raise RuntimeError

    async def is_over() -> bool:
        return len(tried) == 2 and not discovery._asking

    for part in ("_end", "_fail"):
        monkeypatch.setattr(discovery, part, broken)
    async with served() as gate, at_work(discovery):
        await do(stage.database, create_mcp_server, stage.viewer, {"name": "Box", "url": gate.url})
        await eventually(is_over)
        assert not discovery._begun


async def test_what_is_under_way_when_the_process_ends_is_due_again(stage: Stage) -> None:
    async with served() as gate:
        gate.hangs = True
        given = {"name": "Box", "url": gate.url}
        made = await do(stage.database, create_mcp_server, stage.viewer, given)

        async def is_asked() -> bool:
            return bool(gate.asked)

        async with at_work(discovery_of(stage)):
            await eventually(is_asked)
        server = await row_of(stage.database, mcp_server, made)
        assert (await row_of(stage.database, tool_set, server.tool_set_id)).sync_status == "DUE"
        gate.hangs = False
        assert (await discovered(stage, made)).sync_status == "COMPLETED"


async def test_a_discovery_that_was_never_started_can_be_stopped(stage: Stage) -> None:
    await Discovery(stage.database, stage.settings).stop()
