"""Servers that others have written are discovered and called: one of Python, one of Node, as they are."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from backend.store.mcp_server import mcp_server
from tests.conftest import ON_ONE
from tests.runtime.boxes import attached, called, session_with
from tests.servers import free_port, listens, running
from tests.stage import Stage
from tests.store.agents import row_of
from tests.store.tools import tools_of

pytestmark = [pytest.mark.anyio, ON_ONE]

LOCK = Path(__file__).parents[2] / "fakes" / "everything"


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of `@modelcontextprotocol/server-everything`; skipped where npm cannot bring it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Node and npm are not here.")
    folder = tmp_path_factory.mktemp("everything")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(LOCK / name, folder)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    brought = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    if brought.returncode:
        pytest.skip(f"npm cannot bring the server: {brought.stderr[-300:]}")
    where = folder / "node_modules" / "@modelcontextprotocol" / "server-everything" / "dist" / "index.js"
    return [node, str(where)]


@pytest.fixture
def everything_url(everything: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The same server over streamable HTTP."""
    port = free_port()
    monkeypatch.setitem(os.environ, "PORT", str(port))
    answers = partial(listens, ("127.0.0.1", port))
    with running([*everything, "streamableHttp"], answers, tmp_path / "everything.log"):
        yield f"http://127.0.0.1:{port}/mcp"


async def names(stage: Stage, server_id: str) -> set[str]:
    """The names of the tools that were discovered."""
    row = await row_of(stage.database, mcp_server, server_id)
    assert (row.status, row.error) == ("CONNECTED", None)
    return set(await tools_of(stage.database, row.tool_set_id))


async def test_the_time_server_tells_the_time(stage: Stage) -> None:
    command = [sys.executable, "-m", "mcp_server_time"]
    server_id = await attached(stage, transport="STDIO", command=command)
    assert {"get_current_time", "convert_time"} <= await names(stage, server_id)
    session_id = await session_with(stage, server_id)
    kind, told = await called(stage, session_id, "get_current_time", {"timezone": "Asia/Kolkata"})
    assert kind == "ToolCallCompleted"
    assert "+05:30" in str(told)
    kind, told = await called(stage, session_id, "get_current_time", {"timezone": "Mars/Base"})
    assert (kind, told["code"]) == ("ToolCallFailed", "TOOL_FAILED")


async def test_the_server_that_has_everything_answers_as_a_program(
    stage: Stage, everything: list[str]
) -> None:
    server_id = await attached(stage, transport="STDIO", command=[*everything, "stdio"])
    assert "echo" in await names(stage, server_id)
    session_id = await session_with(stage, server_id)
    _, told = await called(stage, session_id, "echo", {"message": "Hi"})
    assert "Hi" in str(told)


async def test_the_server_that_has_everything_answers_over_http(stage: Stage, everything_url: str) -> None:
    server_id = await attached(stage, url=everything_url)
    assert "echo" in await names(stage, server_id)
    session_id = await session_with(stage, server_id)
    _, told = await called(stage, session_id, "echo", {"message": "Hi"})
    assert "Hi" in str(told)
    _, told = await called(stage, session_id, "get-tiny-image")
    assert "image/png" in str(told)
