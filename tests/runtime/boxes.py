"""Shorthand of the tests of MCP servers: one is attached, discovered, linked and called in a run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson

from backend.domain.event import EventKind
from backend.runtime.discovery import Discovery
from backend.store.mcp_server import mcp_server
from backend.store.statement import Row
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import create_mcp_server
from tests.at_work import at_work
from tests.fakes.gate import Gate, served
from tests.patience import eventually
from tests.stage import Stage
from tests.store.agents import do, row_of

LOCAL: dict[str, Any] = {"allowed_hosts": ("127.0.0.1",), "stdio_servers": True}


async def attached(stage: Stage, **columns: Any) -> str:
    """A server called Box, whose tools are discovered; its id."""
    given = {"name": "Box", **columns}
    made: str = await do(stage.database, create_mcp_server, stage.viewer, given, stdio=True)
    await discovered(stage, made)
    return made


def discovery_of(stage: Stage, **given: Any) -> Discovery:
    """A discovery that may ask servers on this machine."""
    return Discovery(stage.database, stage.settings.model_copy(update=LOCAL), **given)


async def discovered(stage: Stage, server_id: str, patience: float = 20.0) -> Row:
    """The set of a server as soon as its discovery has ended, which has so many seconds."""

    async def probe() -> Row | None:
        server = await row_of(stage.database, mcp_server, server_id)
        owner = await row_of(stage.database, tool_set, server.tool_set_id)
        return owner if owner.sync_status in {"COMPLETED", "FAILED"} else None

    async with at_work(discovery_of(stage, patience=patience)):
        return await eventually(probe, patience + 10)


async def session_with(stage: Stage, server_id: str, **given: Any) -> str:
    """A session of an agent that is linked to the server."""
    linked = [{"kinds": ["MCP_SERVER"], "links": [{"target": {"mcpServer": server_id}}]}]
    return await stage.session(await stage.agent(links=linked), **given)


async def called(stage: Stage, session_id: str, name: str, arguments: Any = None) -> tuple[str, Any]:
    """How a call ended, and what came of it: the result, or the failure's payload."""
    run_id = await stage.run(session_id, f"call {name} {orjson.dumps(arguments or {}).decode()}")
    async with stage.engine(**LOCAL):
        await stage.ended(run_id, 20.0)
    ends = {EventKind.TOOL_CALL_COMPLETED.value, EventKind.TOOL_CALL_FAILED.value}
    (event,) = [each for each in await stage.events(session_id, run_id) if each.kind in ends]
    return event.kind, event.payload.get("result", event.payload)


@asynccontextmanager
async def box(stage: Stage, path: str = "/mcp", **columns: Any) -> AsyncIterator[tuple[Gate, str]]:
    """A server over HTTP with a session that is linked to it."""
    async with served(path) as gate:
        yield gate, await session_with(stage, await attached(stage, url=gate.url, **columns))
