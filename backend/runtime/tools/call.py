"""Calling a tool: what the model asked for is checked before the call, what comes back before it is kept."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from backend.domain.errors import Unavailable
from backend.domain.tool import ToolKind
from backend.domain.tool_call import LARGEST_RESULT
from backend.platform import json_schema
from backend.platform.unexpected import Unexpected, outcome
from backend.runtime.limits import TOOL_SECONDS
from backend.runtime.tools import builtin, http, mcp
from backend.runtime.tools.base import Call, Lent, Result, Spec, Tool, ToolError

KINDS: Mapping[str, Tool] = {
    ToolKind.BUILTIN.name: builtin.call,
    ToolKind.HTTP.name: http.call,
    ToolKind.MCP.name: mcp.call,
}
"""What calls the tools of each kind, but for those of clients and agents: these answer in their own time."""


def check(tools: Sequence[Spec], name: str, arguments: Any) -> Spec:
    """The tool, if the session has it and the arguments fit its schema (ToolError if not)."""
    known = next((tool for tool in tools if tool["name"] == name), None)
    if known is None:
        raise ToolError("UNKNOWN_TOOL", f"There is no tool called {name!r}.")
    if known["kind"] not in {*KINDS, ToolKind.AGENT.name}:
        raise ToolError("UNSUPPORTED_TOOL", f"The tool {name!r} cannot be called here: do without it.")
    problems = json_schema.validate(known["inputSchema"], arguments)
    if problems:
        told = "; ".join(
            f"{'.'.join(map(str, each.path)) or 'arguments'}: {each.message}" for each in problems
        )
        raise ToolError("INVALID_ARGUMENTS", f"The arguments do not fit the tool's schema. {told}")
    return known


async def make(call: Call, lent: Lent) -> Result:
    """Make the call within the tool's time and give its result, cut if it is long (ToolError).

    UNAVAILABLE if our database is away: that is no failure of the tool's, and the call is made again.
    """
    tool = KINDS[call.tool["kind"]]
    seconds = call.tool.get("timeoutSeconds", TOOL_SECONDS)
    try:
        async with asyncio.timeout(seconds):
            result = await outcome(
                tool(call, lent), expected=(ToolError, Unavailable), tool=call.tool["name"]
            )
    except TimeoutError as error:
        raise ToolError("TIMED_OUT", f"The tool did not answer within {seconds:g} seconds.") from error
    if isinstance(result, Unexpected):
        raise ToolError("TOOL_FAILED", "The tool failed unexpectedly.")
    return replace(result, value=_kept(result.value))


def _kept(value: Any) -> Any:
    """The value, or the beginning and the end of its text if it is longer than is kept."""
    try:
        written = orjson.dumps(value)
    except TypeError as error:
        raise ToolError("INVALID_RESULT", "The tool's result is not JSON.") from error
    if len(written) <= LARGEST_RESULT:
        return value
    text = value if isinstance(value, str) else written.decode()
    # In JSON a character has up to six bytes, so so many characters fit whatever they are.
    half = LARGEST_RESULT // 12 - 100
    left_out = len(text) - 2 * half
    return f"{text[:half]}\n… {left_out:,} characters are left out here …\n{text[-half:]}"
