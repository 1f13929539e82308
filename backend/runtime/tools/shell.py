"""The shell: a command is run in the room of its session, with the variables of its environment."""

from collections.abc import Mapping

from backend.platform import sandbox
from backend.platform.bubblewrap import Program
from backend.platform.logging import log
from backend.platform.sandbox import FLOOD, FOLDER, TOGETHER, Broken, End, Ran
from backend.platform.world import World
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.runtime.tools.room import room
from backend.store.environment import variables_of

SECONDS = 120
"""How long a command may take that does not say so."""

_SCRIPT = "/run/command"

_ENDS: Mapping[End, str] = {
    End.FLOODED: f"It was ended: it wrote more than {FLOOD:,} bytes.",
    End.MEMORY: f"It was ended: it held more than {TOGETHER:,} bytes of memory.",
    End.FOLDER: f"It was ended: its files take more than twice {FOLDER:,} bytes.",
}


async def bash(call: Call, lent: Lent) -> Result:
    """`{exitCode, output}`; the code is null of a command that was ended, and `ended` says why."""
    seconds = call.arguments.get("timeoutSeconds", SECONDS)
    variables = await _variables(call, lent)
    script = call.arguments["command"].encode(errors="replace")
    async with room(call, lent) as world:
        program = Program(
            ["/bin/bash", _SCRIPT], world.folder, world.mounts, seconds, variables, {_SCRIPT: script}
        )
        ran = await run(program)
        return Result(_told(ran, seconds) | await _fullness(world))


async def run(program: Program) -> Ran:
    """Run it; what is wrong with the sandbox itself is logged, for it may name places of this machine."""
    try:
        return await sandbox.run(program)
    except Broken as error:
        log.warning("sandbox_broken", error=str(error))
        raise ToolError("UNAVAILABLE", "The sandbox could not be made now.") from error


def _told(ran: Ran, seconds: float) -> dict[str, object]:
    told: dict[str, object] = {"exitCode": ran.code, "output": ran.output}
    if ran.end is End.EXITED:
        return told
    return told | {"ended": _ENDS.get(ran.end, f"It was ended: it took more than {seconds:g} seconds.")}


async def _fullness(world: World) -> dict[str, str]:
    size = await sandbox.size_of(world.folder)
    if size <= FOLDER:
        return {}
    return {"full": f"The files take {size:,} bytes, and may take {FOLDER:,}: remove some."}


async def _variables(call: Call, lent: Lent) -> dict[str, str]:
    """Those of the session's environment, as they are now; none if it is gone."""
    named = call.snapshot.get("environment")
    if not named:
        return {}
    async with lent.database.read() as tx:
        return await variables_of(tx, named["environmentId"])
