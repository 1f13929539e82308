"""The room of a session: its folder on this machine with what is linked in it, for one call at a time."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import IO

from backend.platform.bubblewrap import HOME, NOBODY, Mount, is_root, trouble
from backend.platform.settings import Settings
from backend.platform.world import BadPath, NotThere, ReadOnly, World
from backend.runtime.tools.base import Call, Lent, ToolError
from backend.runtime.tools.furniture import furnished

_PAUSE = 0.05
"""Seconds between two tries to be alone in a room."""


@asynccontextmanager
async def room(call: Call, lent: Lent) -> AsyncIterator[World]:
    """The room of the call's session, made if there is none, and nobody else's meanwhile (ToolError)."""
    await _require_sandbox(lent.settings)
    folder = lent.settings.sandboxes / call.held.session_id
    with await asyncio.to_thread(_opened, folder) as lock:
        await _alone(lock)
        world = World(folder, [Mount(HOME, "work", writable=True)])
        with told():
            yield await furnished(call, lent, world)


@contextmanager
def told() -> Iterator[None]:
    """Tell the model what is wrong with a path."""
    try:
        yield
    except BadPath as error:
        raise ToolError("BAD_PATH", str(error)) from error
    except NotThere as error:
        raise ToolError("NOT_FOUND", f"Nothing lies at {error}.") from error
    except ReadOnly as error:
        raise ToolError("READ_ONLY", f"{error} may be read only.") from error


async def _require_sandbox(settings: Settings) -> None:
    if settings.sandbox == "off":
        raise ToolError("NO_SANDBOX", "There is no sandbox here: the operator sets CONCORD_SANDBOX=auto.")
    if await asyncio.to_thread(trouble) is not None:
        message = "There is no sandbox here: `concord doctor` tells the operator what is missing."
        raise ToolError("NO_SANDBOX", message)


def _opened(folder: Path) -> IO[str]:
    """Make the folder if it is not there, and open the file that is its lock."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in (folder, folder / "work"):
        each.mkdir(exist_ok=True)
        each.chmod(0o755)
    if is_root():
        os.chown(folder / "work", NOBODY, NOBODY)
    return (folder / "lock").open("w")


async def _alone(lock: IO[str]) -> None:
    # A call of a worker that lost its run may still be ending here.
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            await asyncio.sleep(_PAUSE)
        else:
            return
