"""A program that is spoken to in lines over its pipes; it ends with whoever started it, its children too."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from tempfile import TemporaryDirectory

import anyio

INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")
"""All that a program has of our own environment: what it takes to be found, and to find itself."""

PATIENCE = 1.0
"""Seconds that a program has to end once its input has, and again once it was asked to."""
REAPED = 2.0
"""Seconds after which a program that was killed is no longer waited for."""


class ProgramError(Exception):
    """The program cannot be started."""


class LineTooLong(Exception):
    """The program said a line that is longer than it may be."""


class Program:
    """A program that runs."""

    def __init__(self, process: Process) -> None:
        if process.stdin is None or process.stdout is None:
            raise TypeError("A program that is spoken to has pipes.")
        self._process = process
        self._input = process.stdin
        self._output = process.stdout

    async def lines(self) -> AsyncIterator[bytes]:
        """What it says, line by line, until it says no more (LineTooLong)."""
        while True:
            try:
                line = await self._output.readline()
            except ValueError:
                raise LineTooLong("The program said more in one line than it may.") from None
            if not line:
                return
            yield line

    async def say(self, line: bytes) -> None:
        """Tell it a line (ConnectionError if it listens no more)."""
        self._input.write(line + b"\n")
        await self._input.drain()

    async def end(self) -> None:
        """Let it end by itself: it hears no more, and is then asked to."""
        self._input.close()
        if not await self._ended():
            _send(self._process, signal.SIGTERM)
            await self._ended()

    async def kill(self) -> None:
        """End it and all that it has started in its group, at once."""
        _send(self._process, signal.SIGKILL)
        # Shielded: whoever was cancelled waits for the end all the same, or nobody would bury it.
        # Its pipe has an end only for who reads it.
        with anyio.move_on_after(REAPED, shield=True):
            while await self._output.read(65_536):
                pass
            await self._process.wait()

    async def _ended(self) -> bool:
        with anyio.move_on_after(PATIENCE):
            await self._process.wait()
        return self._process.returncode is not None


@asynccontextmanager
async def started(
    command: Sequence[str], environment: Mapping[str, str], longest: int
) -> AsyncIterator[Program]:
    """A program that runs for the length of the block, in an empty folder of its own (ProgramError).

    It has this environment and of ours what is in `INHERITED`; a line that it says has `longest` bytes at
    most. What it writes to its standard error is not kept: nobody knows what is in it.
    """
    ours = {name: os.environ[name] for name in INHERITED if name in os.environ}
    with TemporaryDirectory(prefix="concord-", ignore_cleanup_errors=True) as folder:
        program = Program(await _run(command, {**ours, **environment}, folder, longest))
        try:
            yield program
            await program.end()
        finally:
            await program.kill()


async def _run(command: Sequence[str], environment: Mapping[str, str], folder: str, longest: int) -> Process:
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment,
            cwd=folder,
            limit=longest,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise ProgramError(f"There is no program {command[0]!r} here.") from None
    except (OSError, ValueError):
        raise ProgramError(f"The program {command[0]!r} cannot be started.") from None


def _send(process: Process, number: signal.Signals) -> None:
    # The program leads its group, so its id is the group's, also when only its children are left.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
