"""Sandboxes of tests: tests that need one are skipped, with words, where none can be made."""

import os
from pathlib import Path

import pytest

from backend.platform.bubblewrap import HOME, NOBODY, Mount, Program, is_root, trouble
from backend.platform.sandbox import Ran, run

needs_sandbox = pytest.mark.skipif(trouble() is not None, reason=f"no sandbox: {trouble()}")


def own(folder: Path) -> Path:
    """A folder whose `work` programs may write."""
    (folder / "work").mkdir(parents=True)
    if is_root():
        os.chown(folder / "work", NOBODY, NOBODY)
    return folder


async def ran(folder: Path, command: str, *mounts: Mount, seconds: float = 20) -> Ran:
    """What comes of a command of bash there."""
    argv = ["/bin/bash", "-c", command]
    return await run(Program(argv, folder, [Mount(HOME, "work", writable=True), *mounts], seconds))


def alive(word: str) -> list[int]:
    """The processes of this machine that have the word in their command lines."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if word in each.read_text(errors="replace").split("\0"):
                found.append(int(each.parent.name))
        except OSError:
            continue
    return found
