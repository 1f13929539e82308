"""Servers that links define tell of their tools when a run first needs them, all at once."""

import asyncio
from collections.abc import Mapping
from typing import Any

from backend.domain.ending import Ending, failed
from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.domain.tool import Discovered
from backend.runtime.supervise import together
from backend.runtime.tools.base import Lent
from backend.runtime.tools.mcp_ask import tools_told
from backend.runtime.tools.mcp_session import Fault, ServerError
from backend.store.database import Transaction
from backend.store.mcp_server_use import Reached, inline_in_use
from backend.store.run import Held
from backend.store.secret_named import Using
from backend.store.snapshot_inline import keep_found, undiscovered

CODES: Mapping[Fault, str] = {
    Fault.UNREACHABLE: "SERVER_UNREACHABLE",
    Fault.TIMED_OUT: "SERVER_UNREACHABLE",
    Fault.UNAUTHORIZED: "SERVER_UNAUTHORIZED",
    Fault.NOT_MCP: "SERVER_NOT_MCP",
    Fault.TOO_LARGE: "SERVER_UNUSABLE",
    Fault.REFUSED: "SERVER_UNUSABLE",
    Fault.UNUSABLE: "SERVER_UNUSABLE",
}
"""The code of a failed run by what went wrong with the server."""

PATIENCE = 30.0
"""Seconds that a server has to tell of all its tools."""


async def complete(lent: Lent, held: Held, snapshot: Mapping[str, Any]) -> Mapping[str, Any] | Ending:
    """The snapshot with the tools of all such servers, kept; or how the run ends where one of them fails.

    Replaced if another worker holds the run.
    """
    found: dict[str, list[Discovered]] = {}

    async def find(server: Mapping[str, Any]) -> None:
        found[server["linkId"]] = await _tools(lent, held, snapshot, server)

    servers = undiscovered(snapshot)
    if not servers:
        return snapshot
    try:
        await together(find(each) for each in servers)
    except ServerError as error:
        return failed(CODES[error.fault], error.message)
    async with lent.database.write() as tx:
        return await keep_found(tx, held, found)


async def _tools(
    lent: Lent, held: Held, snapshot: Mapping[str, Any], server: Mapping[str, Any]
) -> list[Discovered]:
    """What a server tells of its tools (ServerError, which names it)."""
    using = Using(held.workspace_id, held.session_id, snapshot)

    async def opening(tx: Transaction) -> Reached:
        return await inline_in_use(tx, using, server)

    try:
        async with asyncio.timeout(PATIENCE):
            return await tools_told(lent, opening)
    except TimeoutError:
        error = ServerError(Fault.TIMED_OUT, f"It did not tell of its tools within {PATIENCE:g} seconds.")
    except ServerError as told:
        error = told
    except (Conflict, Forbidden, NotFound) as told:
        error = ServerError(Fault.UNUSABLE, told.message)
    raise ServerError(error.fault, f"The MCP server {server.get('name', server['linkId'])}: {error.message}")
