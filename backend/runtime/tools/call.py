"""Calling a tool: what the model asked for is checked before the call, what comes back before it is kept."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from backend.domain.tool import ToolKind
from backend.domain.tool_call import LARGEST_RESULT
from backend.platform import json_schema
from backend.runtime.limits import TOOL_SECONDS
from backend.runtime.supervise import Unexpected, outcome
from backend.runtime.tools.base import Call, Tool, ToolError
from backend.runtime.tools.builtin import TOOLS


def check(tools: Sequence[Mapping[str, Any]], name: str, arguments: Any) -> Tool:
    """The tool, if the session has it and the arguments fit its schema (ToolError if not)."""
    known = next((tool for tool in tools if tool["name"] == name), None)
    if known is None:
        raise ToolError("UNKNOWN_TOOL", f"There is no tool called {name!r}.")
    # Older snapshots have no `config`, and no tool of theirs another name than its own.
    built_in = known.get("config", {}).get("builtIn", name)
    if known["kind"] != ToolKind.BUILTIN.name or built_in not in TOOLS:
        raise ToolError("UNSUPPORTED_TOOL", f"The tool {name!r} cannot be called here: do without it.")
    problems = json_schema.validate(known["inputSchema"], arguments)
    if problems:
        told = "; ".join(
            f"{'.'.join(map(str, each.path)) or 'arguments'}: {each.message}" for each in problems
        )
        raise ToolError("INVALID_ARGUMENTS", f"The arguments do not fit the tool's schema. {told}")
    return TOOLS[built_in]


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
    if size > LARGEST_RESULT:
        raise ToolError(
            "RESULT_TOO_LARGE", f"The tool's result has {size:,} bytes; up to {LARGEST_RESULT:,} are kept."
        )
    return result
