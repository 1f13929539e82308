"""A sandbox holds: what programs try to reach, to take or to outlive."""

import asyncio
import os
import socket
import sys
from pathlib import Path

import pytest

from backend.platform import sandbox
from backend.platform.bubblewrap import HOME, MEBIBYTE, PROCESSES, Mount, Program, command, trouble
from backend.platform.sandbox import KEPT, Broken, End, Output
from tests.patience import eventually
from tests.sandboxes import alive, needs_sandbox, own, ran

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return own(tmp_path / "own")


# What is left of output


def test_of_long_output_both_ends_are_kept_and_how_much_is_left_out() -> None:
    output = Output()
    for _ in range(100):
        output.add(b"a" * 5_000)
    output.add(b"the end")
    text = output.text()
    assert text.startswith("aaa")
    assert text.endswith("the end")
    assert f"… {output.total - KEPT:,} bytes are left out here …" in text
    assert len(text) < KEPT + 100


def test_output_that_is_no_text_is_made_text() -> None:
    output = Output()
    output.add("ü\0".encode() + b"\xff")
    assert output.text() == "ü\ufffd\ufffd"


def test_output_at_the_limit_is_whole() -> None:
    output = Output()
    output.add(b"ab" * (KEPT // 2))
    assert output.text() == "ab" * (KEPT // 2)


# What is started


def test_bubblewrap_is_told_to_share_nothing(folder: Path) -> None:
    line = command(Program(["true"], folder, [Mount(HOME, "work", writable=True)], 5), {})
    assert {"--unshare-all", "--die-with-parent", "--new-session", "--clearenv"} <= set(line)
    assert "--share-net" not in line


# What programs get


@needs_sandbox
async def test_a_program_has_a_folder_that_stays_and_an_exit_code(folder: Path) -> None:
    done = await ran(folder, "pwd; echo more > kept; echo wrong >&2; exit 3")
    assert (done.end, done.code, done.output) == (End.EXITED, 3, f"{HOME}\nwrong\n")
    assert (await ran(folder, "cat kept")).output == "more\n"
    assert (folder / "work" / "kept").read_text() == "more\n"


@needs_sandbox
async def test_nothing_of_our_environment_is_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-canary")
    done = await ran(folder, "env; cat /proc/*/environ | tr '\\0' '\\n'")
    assert "canary" not in done.output
    assert f"HOME={HOME}" in done.output


@needs_sandbox
async def test_variables_are_set_for_the_program_and_for_nothing_before_it(folder: Path) -> None:
    """BASH_ENV names a file that a shell runs: the shell that sets the limits must not."""
    (folder / "work" / "early").write_text("ulimit -u 50000 && echo unlimited\n")
    mounts = [Mount(HOME, "work", writable=True)]
    variables = {"A": "b c\nd", "--unset": "A", "BASH_ENV": f"{HOME}/early"}
    argv = ["/usr/bin/bash", "-c", 'echo "$A"; ulimit -u']
    done = await sandbox.run(Program(argv, folder, mounts, 20, variables))
    assert "unlimited" not in done.output
    assert done.output.endswith(f"b c\nd\n{PROCESSES}\n")


@needs_sandbox
async def test_files_are_written_for_one_program_alone(folder: Path) -> None:
    mounts = [Mount(HOME, "work", writable=True)]
    said = Program(["/bin/bash", "/run/it"], folder, mounts, 20, files={"/run/it": b"echo x >> /run/it"})
    assert "Read-only file system" in (await sandbox.run(said)).output
    assert "No such file" in (await ran(folder, "cat /run/it")).output


# What programs cannot reach


@needs_sandbox
async def test_there_is_no_network(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = await ran(folder, f"exec 3<>/dev/tcp/127.0.0.1/{port} && echo reached; cat /proc/net/dev")
    assert "reached" not in done.output
    assert [line.split(":")[0].strip() for line in done.output.splitlines() if ":" in line][-1] == "lo"
    assert "eth" not in done.output


@needs_sandbox
async def test_other_processes_are_not_seen(folder: Path) -> None:
    done = await ran(folder, f"ls -d /proc/[0-9]* | wc -l; kill -0 {os.getpid()} && echo reached")
    assert int(done.output.split()[0]) < 10
    assert "reached" not in done.output.replace("No such process", "")


@needs_sandbox
async def test_no_file_of_this_machine_is_seen_but_the_system(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    (folder / "work" / "link").symlink_to(secret)
    tries = [f"cat {secret}", "cat link", f"cat {HOME}/../../{secret}", "cat /proc/1/root/../etc/shadow"]
    done = await ran(folder, "; ".join([*tries, "cd /; ls root home var srv opt sys"]))
    assert "canary" not in done.output
    assert done.output.count("No such file or directory") == len(tries) + 6


@needs_sandbox
async def test_no_descriptor_leads_out(folder: Path) -> None:
    done = await ran(folder, "for each in /proc/[0-9]*/fd/*; do readlink $each; done | sort -u")
    assert {line.split(":")[0] for line in done.output.split()} <= {"/dev/null", "pipe", "anon_inode"}


@needs_sandbox
async def test_the_system_cannot_be_changed_nor_filled(folder: Path) -> None:
    places = ["/usr/bin/x", "/etc/passwd", "/x", "/dev/x", "/run/x", "/proc/sys/kernel/hostname"]
    done = await ran(folder, "; ".join(f"echo 1 > {each} && echo written" for each in places))
    assert "written" not in done.output
    for scratch in ("/tmp", "/dev/shm"):  # noqa: S108  (the sandbox's own)
        full = await ran(folder, f"head -c {200 * MEBIBYTE} /dev/zero > {scratch}/x")
        assert "No space left on device" in full.output


@needs_sandbox
async def test_nobody_is_root_nor_becomes_it(folder: Path) -> None:
    done = await ran(folder, "id -u; grep -E '^Cap|NoNewPrivs' /proc/self/status; unshare -U id")
    lines = done.output.splitlines()
    assert lines[0] == "1000"
    assert {line.split()[1] for line in lines if line.startswith("Cap")} == {"0" * 16}
    assert "NoNewPrivs:\t1" in lines
    assert not any("uid=" in line for line in lines)


@needs_sandbox
async def test_what_is_mounted_read_only_stays_as_it_is(folder: Path) -> None:
    (folder / "rates").write_text("1,2")
    (folder / "rates").chmod(0o666)
    mount = Mount("/data/rates.csv", "rates")
    done = await ran(folder, "cat /data/rates.csv; echo 3 > /data/rates.csv; rm -f /data/rates.csv", mount)
    assert done.output.startswith("1,2")
    assert (folder / "rates").read_text() == "1,2"
    await ran(folder, "echo 3 > /data/rates.csv", Mount("/data/rates.csv", "rates", writable=True))
    assert (folder / "rates").read_text() == "3\n"


# What programs cannot take


@needs_sandbox
async def test_a_fork_bomb_goes_no_further_than_its_limit(folder: Path) -> None:
    counted = "for (1..999) { $p = fork; last unless defined $p; if (!$p) { sleep 9; exit } $n++ } print $n"
    done = await ran(folder, f"perl -e '{counted}'")
    assert PROCESSES - 10 < int(done.output) < PROCESSES
    bomb = "bomb() { bomb | bomb & }; bomb; sleep 74747"
    assert (await ran(folder, bomb, seconds=2)).end is End.TIMED_OUT
    assert not alive("74747")
    assert not alive(bomb)


@needs_sandbox
async def test_a_limit_of_processes_is_the_program_s_own(folder: Path) -> None:
    """What another sandbox of the same user has started does not count."""
    crowd = asyncio.create_task(ran(folder, f"for i in $(seq {PROCESSES - 8}); do sleep 5 & done; wait"))
    await eventually(lambda: _truth(len(alive("5")) > PROCESSES // 2), 5)
    assert (await ran(folder, "for i in $(seq 40); do sleep 0.1 & done; wait; echo all")).output == "all\n"
    crowd.cancel()
    await asyncio.gather(crowd, return_exceptions=True)


async def _truth(value: bool) -> bool:  # noqa: FBT001
    return value


@needs_sandbox
async def test_a_hog_of_memory_is_ended(folder: Path) -> None:
    hog = "perl -e '$x = \"a\" x (600 * 1024 * 1024); sleep 20'"
    done = await ran(folder, f"{hog} & {hog} & {hog} & wait")
    assert (done.end, done.code) == (End.MEMORY, None)
    large = await ran(folder, "perl -e '$x = \"a\" x (5000 * 1024 * 1024); print 1'")
    assert "Out of memory" in large.output


@needs_sandbox
async def test_a_program_that_fills_its_folder_is_ended(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "FOLDER", MEBIBYTE)
    done = await ran(folder, "while :; do head -c 100000 /dev/zero > $RANDOM$RANDOM; done")
    assert done.end is End.FOLDER
    assert await sandbox.size_of(folder) > MEBIBYTE


@needs_sandbox
async def test_folders_that_are_closed_count_too(folder: Path) -> None:
    await ran(folder, "mkdir -p a/b; head -c 3000000 /dev/zero > a/b/x; chmod 0 a/b a")
    assert await sandbox.size_of(folder) > 3_000_000


@needs_sandbox
async def test_no_file_grows_without_end(folder: Path) -> None:
    done = await ran(folder, "head -c 300000000 /dev/zero > x; stat -c %s x")
    assert int(done.output.split()[-1]) == 256 * MEBIBYTE


@needs_sandbox
async def test_output_without_end_ends_the_program(folder: Path) -> None:
    done = await ran(folder, "yes")
    assert done.end is End.FLOODED
    assert "bytes are left out here" in done.output


# What does not outlive its time


@needs_sandbox
@pytest.mark.parametrize(
    "stubborn",
    [
        "trap '' TERM INT HUP; sleep 71717; sleep 71717",
        "setsid nohup sleep 71717 & disown; exec sleep 71717",
        "exec >/dev/null 2>&1 </dev/null; sleep 71717",
    ],
    ids=["ignores signals", "leaves its session", "closes its output"],
)
async def test_all_of_a_program_ends_with_its_time(folder: Path, stubborn: str) -> None:
    done = await ran(folder, f"echo begun; {stubborn}", seconds=1)
    assert (done.end, done.code) == (End.TIMED_OUT, None)
    assert done.output.startswith("begun")
    assert not alive("71717")


@needs_sandbox
async def test_what_a_program_leaves_behind_ends_with_it(folder: Path) -> None:
    done = await ran(folder, "setsid sleep 72727 & echo bye")
    assert (done.end, done.output) == (End.EXITED, "bye\n")
    assert not alive("72727")


@needs_sandbox
async def test_a_program_that_is_cancelled_is_gone(folder: Path) -> None:
    task = asyncio.create_task(ran(folder, "trap '' TERM; sleep 73737; sleep 73737"))
    await eventually(lambda: _truth(bool(alive("73737"))), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    assert not alive("73737")


@needs_sandbox
async def test_a_program_dies_with_the_worker_that_started_it(folder: Path) -> None:
    script = (
        "import asyncio, pathlib, sys; from tests.sandboxes import ran; "
        "asyncio.run(ran(pathlib.Path(sys.argv[1]), 'setsid sleep 76767'))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-c", script, str(folder), env=environment, cwd=ROOT
    )
    await eventually(lambda: _truth(bool(alive("76767"))), 10)
    worker.kill()
    await worker.wait()
    await eventually(lambda: _truth(not alive("76767")))


@needs_sandbox
async def test_a_sandbox_that_cannot_be_made_says_so(folder: Path) -> None:
    with pytest.raises(Broken, match="nowhere"):
        await ran(folder, "true", Mount("/data", "nowhere"))


def test_what_is_missing_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    trouble.cache_clear()
    try:
        assert trouble() == "install bubblewrap: there is no bwrap"
    finally:
        trouble.cache_clear()
