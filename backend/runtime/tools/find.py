"""The tools that look for files in a session's room, by their paths and by what they hold."""

import asyncio
from typing import Any

from backend.platform.bubblewrap import HOME, Program
from backend.platform.globbing import Glob
from backend.platform.sandbox import KEPT, End
from backend.platform.world import Found, World, parts_of
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.runtime.tools.room import room
from backend.runtime.tools.shell import run

MOST = 1_000
"""Paths or lines that are told."""
LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is looked into."""
SECONDS = 50.0
LONGEST = 500
"""Bytes of a line and its path that are told."""

_LIST = "/run/files"
_WRONG = 3

# grep itself looks, inside: a pattern that takes for ever takes the program's time and nobody else's.
_LOOK = f"""
grep -P -e "$1" </dev/null
[ $? -le 1 ] || exit {_WRONG}
xargs -0 -r -a {_LIST} grep -PInHZs -m {MOST + 1} -e "$1" -- 2>/tmp/said |
    cut -b -{LONGEST} | head -n {MOST + 1} | head -c {KEPT}
! grep -m 1 PCRE /tmp/said || exit {_WRONG}
"""


async def glob(call: Call, lent: Lent) -> Result:
    """`{paths, more}`: of the files, the newest first."""
    async with room(call, lent) as world:
        found = await asyncio.to_thread(
            _fitting, world, call.arguments.get("path", HOME), call.arguments["pattern"]
        )
    newest = sorted(found, key=lambda each: (-each.changed, each.path))
    return Result({"paths": [_readable(each.path) for each in newest[:MOST]], "more": len(newest) > MOST})


async def grep(call: Call, lent: Lent) -> Result:
    """`{lines: [{path, line, text}], more}`, by path and line. Binary and large files are passed over."""
    pattern = call.arguments["pattern"].encode(errors="replace").decode()
    if "\0" in pattern or "\n" in pattern:
        raise ToolError(
            "BAD_PATTERN", "A pattern is looked for in one line: it holds no line end and no NUL."
        )
    async with room(call, lent) as world:
        base, wanted = call.arguments.get("path", HOME), call.arguments.get("glob", "**")
        wanted = wanted if "/" in wanted else f"**/{wanted}"
        found = await asyncio.to_thread(_fitting, world, base, wanted)
        paths = sorted(each.path for each in found if each.size <= LARGEST)
        program = _program(world, pattern, paths)
        ran = await run(program)
    if ran.end is not End.EXITED:
        raise ToolError("TIMED_OUT", "That took too long: look in fewer files, or for a simpler pattern.")
    if ran.code == _WRONG:
        raise ToolError("BAD_PATTERN", ran.output.strip()[:LONGEST])
    lines = [told for line in ran.output.split("\n") if (told := _line(line)) is not None]
    return Result({"lines": lines[:MOST], "more": len(lines) > MOST})


def _fitting(world: World, base: str, pattern: str) -> list[Found]:
    """The files under a path that fit the pattern from there, or the file itself by its name."""
    wanted, start = Glob(pattern), len(parts_of(base))

    def fits(parts: tuple[str, ...]) -> bool:
        return wanted.fits(parts[start:] or parts[-1:])

    return [each for each in world.files(base) if fits(parts_of(each.path))]


def _program(world: World, pattern: str, paths: list[str]) -> Program:
    listed = "\0".join(paths).encode(errors="surrogateescape")
    argv = ["/bin/bash", "-c", _LOOK, "bash", pattern]
    return Program(argv, world.folder, world.mounts, SECONDS, files={_LIST: listed})


def _line(line: str) -> dict[str, Any] | None:
    path, _, rest = line.partition("\ufffd")
    number, colon, text = rest.partition(":")
    return {"path": path, "line": int(number), "text": text} if colon and number.isdigit() else None


def _readable(path: str) -> str:
    return path.encode(errors="surrogateescape").decode(errors="replace")
