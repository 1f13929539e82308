"""Calling a tool of an MCP server, one that is a row or one that a link defines."""

from collections.abc import Mapping
from typing import Any

from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.runtime.tools.base import Call, Lent, Result, ToolError, require_fitting
from backend.runtime.tools.mcp_ask import asked
from backend.runtime.tools.mcp_result import text_of, value_of
from backend.runtime.tools.mcp_session import Answer, Fault, ServerError, Session
from backend.store.database import Transaction
from backend.store.mcp_server_use import Reached, inline_in_use, server_in_use
from backend.store.secret_named import Using

CODES: Mapping[Fault, str] = {
    Fault.UNREACHABLE: "UNREACHABLE",
    Fault.TIMED_OUT: "TIMED_OUT",
    Fault.UNAUTHORIZED: "SERVER_UNAUTHORIZED",
    Fault.NOT_MCP: "SERVER_NOT_MCP",
    Fault.TOO_LARGE: "RESULT_TOO_LARGE",
    Fault.REFUSED: "TOOL_FAILED",
    Fault.UNUSABLE: "SERVER_UNUSABLE",
}
"""The code of a failed call by what went wrong with the server."""


async def call(call: Call, lent: Lent) -> Result:
    """Do it (ToolError; what the tool itself says of its failure is its message)."""

    async def opening(tx: Transaction) -> Reached:
        return await _in_use(tx, call)

    async def act(session: Session) -> Answer:
        return await session.call(call.tool["config"]["remoteName"], call.arguments, call.idempotency_key)

    try:
        answer = await asked(lent, opening, act, call.held)
    except ServerError as error:
        raise ToolError(CODES[error.fault], error.message) from error
    except (Conflict, Forbidden, NotFound) as error:
        raise ToolError(CODES[Fault.UNUSABLE], error.message) from error
    if answer.is_error:
        raise ToolError(CODES[Fault.REFUSED], text_of(answer) or "The tool failed, and does not say why.")
    return Result(_fitting(answer, call.tool.get("outputSchema")))


def _fitting(answer: Answer, schema: Mapping[str, Any] | None) -> Any:
    """The value of an answer. A tool with an output schema answers with structured content, which fits it."""
    if schema is None:
        return value_of(answer)
    if answer.structured is None:
        raise ToolError(
            "INVALID_RESULT", "The tool has an output schema, and its answer has no structured content."
        )
    require_fitting(answer.structured, schema)
    return answer.structured


async def _in_use(tx: Transaction, call: Call) -> Reached:
    using = Using(call.held.workspace_id, call.held.session_id, call.snapshot)
    server_id = call.tool.get("mcpServerId")
    if server_id is not None:
        return await server_in_use(tx, using, server_id)
    servers = (each for each in call.snapshot["servers"] if each["linkId"] == call.tool["linkId"])
    return await inline_in_use(tx, using, next(servers))
