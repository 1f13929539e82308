"""The tools in the box, done: one function for each name in `domain/tool.py`."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.domain.tool import CURRENT_TIME
from backend.platform import clock
from backend.runtime.tools.base import Call, Tool, ToolError


async def current_time(call: Call) -> dict[str, Any]:
    """The moment in a zone: its name, the local ISO 8601 time with its offset, and the weekday."""
    name = call.arguments.get("zone", "UTC")
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"There is no time zone {name!r}: use an IANA name such as Europe/Oslo."
        raise ToolError("UNKNOWN_ZONE", message) from error
    local = clock.now().astimezone(zone)
    return {"zone": name, "time": local.isoformat(timespec="seconds"), "weekday": local.strftime("%A")}


TOOLS: Mapping[str, Tool] = {CURRENT_TIME.name: current_time}
