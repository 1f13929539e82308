"""The tool for skills: what a session was told of by name and description is read when it is needed."""

from collections.abc import Mapping
from typing import Any

from backend.domain.skill import MANUAL
from backend.platform.blob_put import BlobsUnavailable, blob_name
from backend.platform.blobs import Blobs, Missing
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.store.skill_file import files_of
from backend.store.statement import Row

LONGEST = 256 * 1024
"""Bytes of the largest file that is read."""


async def skill_load(call: Call, lent: Lent) -> Result:
    """A file of a skill, SKILL.md unless another one is named, and the paths of all."""
    name, path = call.arguments["name"], call.arguments.get("path", MANUAL)
    skill = next((each for each in call.snapshot["skills"] if name in {each["name"], each["handle"]}), None)
    if skill is None:
        raise ToolError("NOT_FOUND", f"There is no skill called {name!r}.")
    if skill["skillVersionId"] is None:
        return Result(_inline(skill, path))
    async with lent.database.read() as tx:
        files = await files_of(tx, skill["skillVersionId"])
    row = next((each for each in files if each.path == path), None)
    if row is None:
        raise _no_file(path, [each.path for each in files])
    paths = [each.path for each in files]
    return Result({"path": path, "text": await _text(lent, row), "files": paths})


def _inline(skill: Mapping[str, Any], path: str) -> dict[str, Any]:
    if path != MANUAL:
        raise _no_file(path, [MANUAL])
    return {"path": MANUAL, "text": skill["body"] or "", "files": [MANUAL]}


def _no_file(path: str, paths: list[str]) -> ToolError:
    return ToolError("NOT_FOUND", f"The skill has no file {path!r}. It has: {', '.join(paths)}.")


async def _text(lent: Lent, row: Row) -> str:
    if row.size > LONGEST:
        raise ToolError("TOO_LARGE", f"{row.path} has {row.size:,} bytes; up to {LONGEST:,} are read.")
    try:
        pieces = [each async for each in await Blobs(lent.settings.blobs).open(blob_name(row.sha256))]
        return b"".join(pieces).decode()
    except UnicodeDecodeError as error:
        raise ToolError("NOT_TEXT", f"{row.path} is no text.") from error
    except (Missing, BlobsUnavailable) as error:
        raise ToolError("UNAVAILABLE", f"{row.path} cannot be read now.") from error
