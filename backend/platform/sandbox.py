"""A sandbox at work: a program is run in one, its output is read, and all of it is killed in the end."""

import asyncio
import os
import signal
import subprocess
import time
from asyncio.subprocess import Process
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from backend.platform.bubblewrap import ENVIRONMENT, MEBIBYTE, READY, Program, command, written

KEPT = 120 * 1024
"""Bytes of output that are kept: the beginning and the end."""
FLOOD = 32 * MEBIBYTE
"""Bytes of output that end a program."""
TOGETHER = 1024 * MEBIBYTE
"""Bytes of memory that the processes of one program may hold together."""
FOLDER = 1024 * MEBIBYTE
"""Bytes that a folder may hold; a program that makes it twice as large is ended."""

_LOOK = 0.1
"""Seconds between two looks at a program's memory."""
_PIECE = 64 * 1024


class Broken(Exception):
    """The sandbox could not be made; the message may name places of this machine."""


class End(Enum):
    """How a program ended."""

    EXITED = "EXITED"
    TIMED_OUT = "TIMED_OUT"
    FLOODED = "FLOODED"
    MEMORY = "MEMORY"
    FOLDER = "FOLDER"


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a program. `code` is its exit code, 128 and more after a signal; None if it was ended."""

    end: End
    code: int | None
    output: str


class Output:
    """The beginning and the end of what is written, whatever there is between."""

    def __init__(self) -> None:
        self.total = 0
        self._head = bytearray()
        self._tail = bytearray()

    def add(self, piece: bytes) -> None:
        """Take what comes next."""
        self.total += len(piece)
        room = KEPT // 2 - len(self._head)
        self._head += piece[:room]
        self._tail += piece[room:]
        del self._tail[: -KEPT // 2]

    def text(self) -> str:
        """All of it, or both ends with a word between that says how much is left out."""
        left_out = self.total - len(self._head) - len(self._tail)
        head, tail = (_readable(bytes(each)) for each in (self._head, self._tail))
        return (
            f"{head}\n… {left_out:,} bytes are left out here …\n{tail}"
            if left_out
            else _readable(bytes(self._head + self._tail))
        )


async def run(program: Program) -> Ran:
    """Run it (Broken). However this ends, by its time or by cancellation too, nothing of it goes on."""
    with ExitStack() as stack:
        opened = {path: stack.enter_context(_memory(data)) for path, data in written(program).items()}
        descriptors = {path: each.fileno() for path, each in opened.items()}
        process = await asyncio.create_subprocess_exec(
            *command(program, descriptors),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            pass_fds=tuple(descriptors.values()),
            env=dict(ENVIRONMENT),
        )
    output = Output()
    try:
        end = await _ended(process, program, output)
    finally:
        await _gone(process)
    return Ran(end, process.returncode if end is End.EXITED else None, output.text())


@contextmanager
def _memory(data: bytes) -> Iterator[BinaryIO]:
    """A file that lies nowhere."""
    with os.fdopen(os.memfd_create("file"), "w+b") as file:
        file.write(data)
        file.seek(0)
        yield file


async def _ended(process: Process, program: Program, output: Output) -> End:
    tasks = [
        asyncio.create_task(_read(_stdout(process), process, output)),
        asyncio.create_task(_watch(process.pid, program.folder)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, timeout=program.seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return next(iter(done)).result() if done else End.TIMED_OUT


def _stdout(process: Process) -> asyncio.StreamReader:
    if process.stdout is None:
        raise AssertionError("its output is a pipe")
    return process.stdout


async def _read(stdout: asyncio.StreamReader, process: Process, output: Output) -> End:
    begun = await stdout.read(len(READY))
    while piece := await stdout.read(_PIECE):
        output.add(piece)
        if output.total > FLOOD:
            return End.FLOODED
    await process.wait()
    if begun != READY:
        raise Broken((begun.decode(errors="replace") + output.text()).strip())
    return End.EXITED


async def _watch(pid: int, folder: Path) -> End:
    """Look on until there is too much of something."""
    due = time.monotonic()
    while True:
        await asyncio.sleep(_LOOK)
        if await asyncio.to_thread(_held, pid) > TOGETHER:
            return End.MEMORY
        if time.monotonic() >= due:
            begun = time.monotonic()
            if await size_of(folder) > 2 * FOLDER:
                return End.FOLDER
            due = time.monotonic() + max(1.0, 20 * (time.monotonic() - begun))


async def size_of(folder: Path) -> int:
    """Bytes of the disk that a folder takes."""
    count = ["du", "-skx", "--", str(folder)]
    done = await asyncio.to_thread(subprocess.run, count, capture_output=True, check=False)
    if done.returncode:
        # A program may have closed folders, so that what they hold does not count.
        closed = ["find", str(folder), "-xdev", "-type", "d", "!", "-perm", "-u=rwx"]
        opened = [*closed, "-exec", "chmod", "u+rwx", "{}", ";"]
        await asyncio.to_thread(subprocess.run, opened, capture_output=True, check=False)
        done = await asyncio.to_thread(subprocess.run, count, capture_output=True, check=False)
    return int(done.stdout.split()[0]) * 1024 if done.stdout else 0


async def remove(folder: Path) -> None:
    """Remove a folder with all that programs left in it, however deep, and whoever may go in there."""
    for argv in (["chmod", "-R", "u+rwX", "--", str(folder)], ["rm", "-rf", "--", str(folder)]):
        await asyncio.to_thread(subprocess.run, argv, capture_output=True, check=False)


def _held(pid: int) -> int:
    """Bytes of memory that the descendants of a process hold, but for what they share with files."""
    return sum(_own(each) for each in _descendants(pid))


def _descendants(pid: int) -> Iterator[int]:
    ahead = [pid]
    while ahead:
        children = _children(ahead.pop())
        ahead += children
        yield from children


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for each in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (each / "children").read_text().split())
    return found


def _own(pid: int) -> int:
    """Bytes: of a process that is gone, none."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        wanted = [each.split() for each in lines if each.startswith(("RssAnon:", "RssShmem:"))]
        return sum(int(words[1]) * 1024 for words in wanted)
    return 0


async def _gone(process: Process) -> None:
    """Kill what is left. With the first process inside all others die, and only then bubblewrap ends."""
    while process.returncode is None:
        _kill(process)
        with suppress(TimeoutError):
            async with asyncio.timeout(1):
                await asyncio.gather(process.wait(), _drained(_stdout(process)))


def _kill(process: Process) -> None:
    children = _children(process.pid)
    with suppress(ProcessLookupError):
        for each in children:
            os.kill(each, signal.SIGKILL)
        if not children:
            process.kill()


async def _drained(stdout: asyncio.StreamReader) -> None:
    while await stdout.read(_PIECE):
        pass


def _readable(data: bytes) -> str:
    # No database keeps NUL in text.
    return data.decode(errors="replace").replace("\0", "\ufffd")
