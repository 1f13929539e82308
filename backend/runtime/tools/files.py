"""The tools for files of a session's room: they see what its programs see, but for the system's own."""

import asyncio

from backend.platform.sandbox import FOLDER, size_of
from backend.platform.world import World
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.runtime.tools.room import room

LARGEST = 10 * 1024 * 1024
"""Bytes of the largest file that is read or edited."""
LINES = 2_000
SHOWN = 120 * 1024
"""Bytes of a text that are read at once."""


async def read(call: Call, lent: Lent) -> Result:
    """`{text, firstLine, lines, more}`: so many whole lines, and whether others follow."""
    first = call.arguments.get("offset", 1)
    async with room(call, lent) as world:
        text = await asyncio.to_thread(_text, world, call.arguments["path"])
    after = text.split("\n")[first - 1 :]
    lines = _fitting(after[: call.arguments.get("limit", LINES)])
    shown = "\n".join(lines).encode()[:SHOWN].decode(errors="ignore")
    return Result({"text": shown, "firstLine": first, "lines": len(lines), "more": len(lines) < len(after)})


async def write(call: Call, lent: Lent) -> Result:
    """`{path, bytes}`: how many were written."""
    path, data = call.arguments["path"], call.arguments["content"].encode(errors="replace")
    async with room(call, lent) as world:
        await _require_space(world, len(data))
        await asyncio.to_thread(world.write, path, data)
    return Result({"path": path, "bytes": len(data)})


async def edit(call: Call, lent: Lent) -> Result:
    """`{path, replaced}`: how often."""
    path, old, new = (call.arguments[name] for name in ("path", "old", "new"))
    async with room(call, lent) as world:
        text = await asyncio.to_thread(_text, world, path)
        count = text.count(old) if old else 0
        if count == 0:
            raise ToolError(
                "NOT_FOUND", "`old` does not stand in the file: read it, and copy the text as it is."
            )
        if count > 1 and not call.arguments.get("all", False):
            message = f"`old` stands there {count} times: take more of the text around it, or say all."
            raise ToolError("NOT_UNIQUE", message)
        if len(text) + count * (len(new) - len(old)) > LARGEST:
            raise ToolError("TOO_LARGE", f"The file would have more than {LARGEST:,} bytes.")
        data = text.replace(old, new).encode(errors="replace")
        await _require_space(world, len(data))
        await asyncio.to_thread(world.write, path, data)
    return Result({"path": path, "replaced": count})


def _text(world: World, path: str) -> str:
    with world.reading(path) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ToolError("TOO_LARGE", f"{path} has more than {LARGEST:,} bytes: use bash for parts of it.")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise ToolError("NOT_TEXT", f"{path} is no text in UTF-8.") from error
    if "\0" in text:
        raise ToolError("NOT_TEXT", f"{path} is no text: it holds NUL.")
    return text


def _fitting(lines: list[str]) -> list[str]:
    """The first lines that may be shown at once, one at least."""
    total = 0
    for index, line in enumerate(lines):
        total += len(line.encode()) + 1
        if total > SHOWN and index:
            return lines[:index]
    return lines


async def _require_space(world: World, more: int) -> None:
    size = await size_of(world.folder)
    if size + more > FOLDER:
        message = f"The files take {size:,} bytes, and may take {FOLDER:,}: remove some by bash."
        raise ToolError("FULL", message)
