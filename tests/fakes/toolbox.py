"""A real MCP server, made with the SDK. It knows nothing of the project, so that it runs as a program too.

`python tests/fakes/toolbox.py [word …]` is the program; a word says how it misbehaves.
"""

import os
import sys
from pathlib import Path
from typing import Any

import anyio
from mcp.server.mcpserver import Context, Image, MCPServer
from mcp.server.mcpserver.exceptions import ToolError

PROGRAM = [sys.executable, str(Path(__file__))]


def toolbox() -> MCPServer[Any]:
    """The server."""
    server: MCPServer[Any] = MCPServer("toolbox", log_level="CRITICAL")
    _add_plain(server)
    _add_odd(server)
    return server


def _add_plain(server: MCPServer[Any]) -> None:
    @server.tool(description="Adds two numbers.", title="Add")
    def add(a: int, b: int) -> dict[str, int]:
        return {"sum": a + b}

    @server.tool(description="Says it again.", structured_output=False)
    def say(text: str) -> str:
        return text

    @server.tool(description="Shows a picture.", structured_output=False)
    def picture() -> list[Any]:
        return ["Look:", Image(data=b"\x89PNG" * 300, format="png")]

    heard: list[str] = []

    @server.tool(description="Remembers it, and says what else it has heard.")
    def remember(text: str) -> dict[str, list[str]]:
        heard.append(text)
        return {"heard": list(heard)}

    @server.tool(description="The number of its process.")
    def process() -> dict[str, int]:
        return {"process": os.getpid()}

    @server.tool(description="The variables of its environment.")
    def environment() -> dict[str, str]:
        return dict(os.environ)

    @server.tool(description="The headers of the request, and what is said about it.")
    def request(context: Context[Any, Any]) -> dict[str, Any]:
        meta: Any = context.request_context.meta
        return {"headers": dict(context.headers or {}), "meta": {"key": meta["idempotencyKey"]}}


def _add_odd(server: MCPServer[Any]) -> None:
    @server.tool(description="Fails.")
    def fail(why: str) -> str:
        raise ToolError(why)

    @server.tool(description="Never answers.")
    async def wait() -> str:
        await anyio.sleep_forever()
        raise AssertionError

    @server.tool(description="Says much.", structured_output=False)
    def much(size: int) -> str:
        return "x" * size

    @server.tool(description="Ends the server at once.")
    async def die() -> None:
        os._exit(1)


def main(words: list[str]) -> None:
    """Be the program."""
    if "dies" in words:
        sys.exit(3)
    if "rubbish" in words:
        sys.stdout.write("Welcome to the toolbox!\n{not json\n")
        sys.stdout.flush()
    if "long" in words:
        sys.stdout.write("x" * 5_000_000)
        sys.stdout.flush()
    toolbox().run("stdio")


if __name__ == "__main__":
    main(sys.argv[1:])
