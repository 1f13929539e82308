"""Shorthand of the tests of tools: sets, servers and tools, each verb in a transaction of its own."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from backend.domain.tool import Discovered
from backend.domain.viewer import Viewer
from backend.store.activity import activity
from backend.store.database import Database
from backend.store.statement import Row
from backend.store.tool import tool
from backend.store.tool_edit import create_tool
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import create_tool_set
from backend.store.tool_set_sync import begin_sync, pin_tools
from tests.store.agents import do, row_of

URL = "https://mcp.example.com/"


async def new_set(database: Database, viewer: Viewer, kind: str = "CLIENT", **columns: Any) -> Row:
    """A set called Box; of kind MCP with a server, of kind HTTP with a URL."""
    needed: dict[str, Any] = {
        "MCP": {"mcp_server": {"url": URL}},
        "HTTP": {"base_url": "https://api.example.com"},
    }
    given = {"name": "Box", "kind": kind, **needed.get(kind, {}), **columns}
    return await row_of(database, tool_set, await do(database, create_tool_set, viewer, given))


async def new_tool(database: Database, viewer: Viewer, **columns: Any) -> Row:
    """A tool called Send mail, of the client's unless told otherwise."""
    where = {} if "tool_set_id" in columns else {"kind": "CLIENT"}
    made = await do(database, create_tool, viewer, {"name": "Send mail", **where, **columns})
    return await row_of(database, tool, made)


def found(name: str, **said: Any) -> Discovered:
    """A tool as a server tells of it."""
    plain = Discovered(name, None, f"Does {name}.", {"type": "object"})
    return replace(plain, **said)


async def synced(database: Database, set_id: str, *discovered: Discovered) -> int | None:
    """Discover these tools of a set that is due."""
    async with database.write() as tx:
        sync = await begin_sync(tx, set_id)
        assert sync is not None
        return await pin_tools(tx, sync, discovered)


async def tools_of(database: Database, set_id: str) -> dict[str, Row]:
    """The set's tools by their names."""
    async with database.read() as tx:
        rows = await tx.fetch(select(tool).where(tool.c.tool_set_id == set_id).order_by(tool.c.id))
    return {row.name: row for row in rows}


async def activities(database: Database, subject: str) -> list[str]:
    """The types of what happened to a row, in order."""
    async with database.read() as tx:
        statement = select(activity.c.type).where(activity.c.subject_id == subject).order_by(activity.c.id)
        return [row.type for row in await tx.fetch(statement)]


def people(viewer: Viewer) -> Viewer:
    """The same viewer, let in without an API key."""
    return replace(viewer, key_id=None)
