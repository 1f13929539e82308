"""MCP servers over HTTP, behind a gate that a test holds."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
from mcp.server import Server
from mcp.server.mcpserver import MCPServer
from mcp.types import ListToolsResult, Tool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.fakes.running import running
from tests.fakes.toolbox import toolbox
from tests.servers import free_port

Answers = Callable[[Scope], Response | None]


@dataclass
class Gate:
    """What stands before a server: it notes what is asked, and may answer in the server's place."""

    url: str
    server: MCPServer[Any]
    headers: list[dict[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    instead: Answers = lambda _: None
    hangs: bool = False

    def wrap(self, app: ASGIApp) -> ASGIApp:
        """The application behind the gate."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http":
                names = {name.decode(): value.decode() for name, value in scope["headers"]}
                self.headers.append(names)
                self.asked.append(f"{scope['method']} {scope['path']}")
                if self.hangs:
                    await anyio.sleep_forever()
                answer = self.instead(scope)
                if answer is not None:
                    await answer(scope, receive, send)
                    return
            await app(scope, receive, send)

        return guarded


@asynccontextmanager
async def served(path: str = "/mcp") -> AsyncIterator[Gate]:
    """The server on a port of its own until the block ends: `/mcp` streams, `/sse` is of the older sort."""
    port = free_port()
    box = toolbox()
    app = box.sse_app() if path == "/sse" else box.streamable_http_app()
    gate = Gate(f"http://127.0.0.1:{port}{path}", box)
    async with running(gate.wrap(app), port):
        yield gate


@asynccontextmanager
async def paged(pages: Sequence[Sequence[str]], *, endless: bool = False) -> AsyncIterator[Gate]:
    """A server that tells of tools of these names, page by page, and perhaps begins again for ever."""

    async def tell(_: Any, params: Any) -> ListToolsResult:
        at = int(params.cursor) if params and params.cursor else 0
        tools = [Tool(name=name, input_schema={"type": "object"}) for name in pages[at]]
        more = endless or at + 1 < len(pages)
        return ListToolsResult(tools=tools, next_cursor=str((at + 1) % len(pages)) if more else None)

    port = free_port()
    server: Server[Any] = Server("paged", on_list_tools=tell)
    gate = Gate(f"http://127.0.0.1:{port}/mcp", toolbox())
    async with running(gate.wrap(server.streamable_http_app()), port):
        yield gate
