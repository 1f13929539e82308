"""A program is spoken to in lines, has little of our environment, and leaves nobody behind."""

import os
import sys
from pathlib import Path

import anyio
import pytest

from backend.platform.program import INHERITED, LineTooLong, ProgramError, started
from tests.patience import eventually

pytestmark = pytest.mark.anyio

ECHO = "import sys\nfor line in sys.stdin: print(line.strip()[::-1], flush=True)"
FAMILY = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
{}
"""
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(600)"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


async def first(command: list[str], **environment: str) -> str:
    """The first line that a program says."""
    async with started(command, environment, 10_000) as program:
        async for line in program.lines():
            return line.decode().strip()
    raise AssertionError("It said nothing.")


async def is_gone(process: int) -> bool:
    """Whether the process has ended; one that nobody has buried counts as gone."""
    command = ["ps", "-o", "stat=", "-p", str(process)]
    told = await anyio.run_process(command, check=False)
    return told.stdout.decode().strip()[:1] in {"", "Z"}


async def test_what_is_said_is_heard_and_answered() -> None:
    async with started(python(ECHO), {}, 100) as program:
        lines = program.lines()
        for word in (b"abc", b"xyz"):
            await program.say(word)
            assert await anext(lines) == word[::-1] + b"\n"


async def test_it_has_its_own_variables_and_few_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONCORD_SECRET_KEY", "k" * 32)
    told = await first(python("import os; print(sorted(os.environ))"), COLOUR="blue")
    names = set(eval(told)) - {"LC_CTYPE"}  # noqa: S307  (a list that our own line prints)
    assert names == {"COLOUR", *(name for name in INHERITED if name in os.environ)}


async def test_it_runs_in_an_empty_folder_that_is_gone_afterwards() -> None:
    folder, held = (await first(python("import os; print(os.getcwd(), os.listdir())"))).split(" ", 1)
    assert held == "[]"
    assert not os.path.exists(folder)  # noqa: ASYNC240, PTH110  (a look)


@pytest.mark.parametrize("ending", ["sys.exit()", "sys.stdin.read()", DEAF], ids=["exits", "listens", "deaf"])
async def test_its_children_end_with_it(ending: str) -> None:
    child = int(await first(python(FAMILY.format(ending))))
    await eventually(lambda: is_gone(child))


async def test_a_block_that_is_left_at_once_leaves_nobody_behind() -> None:
    child = 0
    with anyio.move_on_after(10) as scope:
        async with started(python(FAMILY.format(DEAF)), {}, 100) as program:
            child = int(await anext(program.lines()))
            scope.cancel()
            await anyio.sleep_forever()
    assert child
    await eventually(lambda: is_gone(child))


async def test_a_line_that_is_too_long_is_not_read() -> None:
    with pytest.raises(LineTooLong):
        await first(python("print('x' * 100_000)"))


async def test_a_program_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="no-such-program"):
        await first(["no-such-program"])
    script = tmp_path / "script"
    script.write_text("no program")
    script.chmod(0o755)
    with pytest.raises(ProgramError, match="cannot be started"):
        await first([str(script)])


async def test_nobody_listens_to_a_program_that_has_ended() -> None:
    async with started(python("pass"), {}, 100) as program:
        assert [line async for line in program.lines()] == []
        with pytest.raises(ConnectionError):
            await program.say(b"x" * 1_000_000)
