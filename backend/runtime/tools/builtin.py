"""The tools in the box, done: one function for each name in `domain/built_in.py`."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.domain.tool import CURRENT_TIME
from backend.platform import clock
from backend.runtime.tools import files, find, memory, search, shell, skills, tasks, web
from backend.runtime.tools.base import Call, Lent, Result, Tool, ToolError


async def call(call: Call, lent: Lent) -> Result:
    """Do it (ToolError for what is offered by the name alone)."""
    # Older snapshots have no `config`, and no tool of theirs another name than its own.
    name = call.tool.get("config", {}).get("builtIn", call.tool["name"])
    if name not in TOOLS:
        raise ToolError("UNSUPPORTED_TOOL", f"The tool {name!r} cannot be called here: do without it.")
    return await TOOLS[name](call, lent)


async def current_time(call: Call, _: Lent) -> Result:
    """The moment in a zone: its name, the local ISO 8601 time with its offset, and the weekday."""
    name = call.arguments.get("zone", "UTC")
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"There is no time zone {name!r}: use an IANA name such as Europe/Oslo."
        raise ToolError("UNKNOWN_ZONE", message) from error
    local = clock.now().astimezone(zone)
    return Result({"zone": name, "time": local.isoformat(timespec="seconds"), "weekday": f"{local:%A}"})


TOOLS: Mapping[str, Tool] = {
    CURRENT_TIME.name: current_time,
    "task_list": tasks.task_list,
    "task_create": tasks.task_create,
    "task_update": tasks.task_update,
    "memory_list": memory.memory_list,
    "memory_read": memory.memory_read,
    "memory_search": memory.memory_search,
    "memory_write": memory.memory_write,
    "memory_delete": memory.memory_delete,
    "skill_load": skills.skill_load,
    "bash": shell.bash,
    "read": files.read,
    "write": files.write,
    "edit": files.edit,
    "glob": find.glob,
    "grep": find.grep,
    "web_fetch": web.web_fetch,
    "web_search": search.web_search,
}
