"""Calling a tool: what the model asked for is checked before the call, what comes back before it is kept."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from backend.platform import json_schema
from backend.runtime.limits import RESULT_BYTES, TOOL_SECONDS
from backend.runtime.supervise import Unexpected, outcome
from backend.runtime.tools.base import Call, Tool, ToolError
from backend.runtime.tools.builtin import TOOLS


def check(tools: Sequence[Mapping[str, Any]], name: str, arguments: Any) -> Tool:
    """The tool, if the session has it and the arguments fit its schema (ToolError if not)."""
    known = next((tool for tool in tools if tool["name"] == name), None)
    if known is None or name not in TOOLS:
        raise ToolError("UNKNOWN_TOOL", f"There is no tool called {name!r}.")
    problems = json_schema.validate(known["inputSchema"], arguments)
    if problems:
        told = "; ".join(
            f"{'.'.join(map(str, each.path)) or 'arguments'}: {each.message}" for each in problems
        )
        raise ToolError("INVALID_ARGUMENTS", f"The arguments do not fit the tool's schema. {told}")
    return TOOLS[name]


async def make(tool: Tool, call: Call) -> Any:
    """Make the call and give its result (ToolError if there is none that can be kept)."""
    try:
        async with asyncio.timeout(TOOL_SECONDS):
            result = await outcome(tool(call), expected=(ToolError,), tool=call.name)
    except TimeoutError as error:
        raise ToolError("TIMED_OUT", f"The tool did not answer within {TOOL_SECONDS:g} seconds.") from error
    if isinstance(result, Unexpected):
        raise ToolError("TOOL_FAILED", "The tool failed unexpectedly.")
    return _kept(result)


def _kept(result: Any) -> Any:
    try:
        size = len(orjson.dumps(result))
    except TypeError as error:
        raise ToolError("INVALID_RESULT", "The tool's result is not JSON.") from error
    if size > RESULT_BYTES:
        raise ToolError(
            "RESULT_TOO_LARGE", f"The tool's result has {size:,} bytes; up to {RESULT_BYTES:,} are kept."
        )
    return result
