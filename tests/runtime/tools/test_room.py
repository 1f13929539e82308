"""The tools of a sandbox, as runs call them: a shell and files in a room of the session's own."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from backend.platform import bubblewrap, sandbox
from backend.platform.bubblewrap import HOME
from backend.runtime.sandbox_sweep import sweep_sandboxes
from backend.runtime.tools import files
from backend.store.environment import ENVIRONMENT
from backend.store.life import Life
from backend.store.noun import create
from backend.store.session_life import SESSION
from tests.patience import eventually
from tests.runtime.tools.rooms import SANDBOX, Caller, done_in_run, file_of, linked_files
from tests.sandboxes import alive, needs_sandbox
from tests.stage import Stage
from tests.store.agents import do

pytestmark = pytest.mark.anyio


# In runs


@needs_sandbox
async def test_the_calls_of_a_message_share_a_room_which_stays(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(links=SANDBOX))
    done = await done_in_run(
        stage,
        session_id,
        ("write", {"path": "a.py", "content": "x = 1\n"}),
        ("edit", {"path": f"{HOME}/a.py", "old": "1", "new": "2"}),
        ("bash", {"command": "cat a.py; echo three >> a.py; exit 4"}),
        ("read", {"path": "a.py"}),
        ("read", {"path": "/etc/passwd"}),
        ("glob", {"pattern": "*.py"}),
        ("grep", {"pattern": "x = \\d"}),
    )
    assert [each.get("result", each.get("code")) for each in done] == [
        {"path": "a.py", "bytes": 6},
        {"path": f"{HOME}/a.py", "replaced": 1},
        {"exitCode": 4, "output": "x = 2\n"},
        {"text": "x = 2\nthree\n", "firstLine": 1, "lines": 3, "more": False},
        "BAD_PATH",
        {"paths": [f"{HOME}/a.py"], "more": False},
        {"lines": [{"path": f"{HOME}/a.py", "line": 1, "text": "x = 2"}], "more": False},
    ]
    [again] = await done_in_run(stage, session_id, ("bash", {"command": "tail -n 1 a.py"}))
    assert again["result"]["output"] == "three\n"
    other = await stage.session(await stage.agent(links=SANDBOX))
    [none] = await done_in_run(stage, other, ("bash", {"command": "ls"}))
    assert none["result"]["output"] == ""


@needs_sandbox
async def test_what_a_command_writes_can_be_logged_whatever_it_is(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(links=SANDBOX))
    [done] = await done_in_run(
        stage, session_id, ("bash", {"command": "printf 'a\\0b\\377\\033'; yes | head -c 300000"})
    )
    output = done["result"]["output"]
    assert output.startswith("a\ufffdb\ufffd\x1b")
    assert "bytes are left out here" in output


@needs_sandbox
async def test_a_run_that_is_cancelled_ends_its_command(stage: Stage) -> None:
    session_id = await stage.session(await stage.agent(links=SANDBOX))
    run_id = await stage.run(session_id, 'call bash {"command": "touch begun; sleep 75757"}')
    begun = stage.settings.sandboxes / session_id / "work" / "begun"

    async def has_begun() -> bool:
        return begun.exists()

    async with stage.engine():
        await eventually(has_begun)
        await stage.cancel(run_id)
        assert (await stage.ended(run_id)).status == "CANCELLED"
    assert not alive("75757")


@needs_sandbox
async def test_linked_files_and_variables_are_there(stage: Stage) -> None:
    box = await do(
        stage.database, create, stage.viewer, ENVIRONMENT, {"name": "Box", "variables": {"RATE": "0.5 %"}}
    )
    fixed = await file_of(stage, b"1,2", mount_path="/data/rates.csv")
    copy = await file_of(stage, b"mine", "notes.txt")
    plain = await file_of(stage, b"x", "a b.txt")
    writable = {"mountPath": f"{HOME}/in/notes.txt", "access": "READ_WRITE"}
    links = [*SANDBOX, *linked_files((fixed, {}), (copy, writable), (plain, {}))]
    session_id = await stage.session(await stage.agent(links=links, environment_id=box))
    done = await done_in_run(
        stage,
        session_id,
        ("bash", {"command": 'echo "$RATE"; cat /data/rates.csv "/files/a b.txt"; echo new > in/notes.txt'}),
        ("bash", {"command": "echo no > /data/rates.csv"}),
        ("write", {"path": "/data/rates.csv", "content": "no"}),
        ("read", {"path": "in/notes.txt"}),
        ("write", {"path": "in/notes.txt", "content": "newer"}),
        ("bash", {"command": "cat in/notes.txt"}),
        ("glob", {"pattern": "**", "path": "/"}),
    )
    assert done[0]["result"]["output"] == "0.5 %\n1,2x"
    assert done[1]["result"]["exitCode"] == 1
    assert done[2]["code"] == "READ_ONLY"
    assert done[3]["result"]["text"] == "new\n"
    assert done[5]["result"]["output"] == "newer"
    assert set(done[6]["result"]["paths"]) == {
        "/data/rates.csv",
        "/files/a b.txt",
        f"{HOME}/in/notes.txt",
    }


# Where there is none


async def test_where_it_is_off_a_call_says_what_the_operator_can_do(stage: Stage) -> None:
    stage.settings = stage.settings.model_copy(update={"sandbox": "off"})
    session_id = await stage.session(await stage.agent(links=SANDBOX))
    done = await done_in_run(stage, session_id, ("bash", {"command": "ls"}), ("read", {"path": "a"}))
    assert [each["code"] for each in done] == ["NO_SANDBOX", "NO_SANDBOX"]
    assert "CONCORD_SANDBOX" in done[0]["message"]
    assert not stage.settings.sandboxes.exists()


async def test_where_none_can_be_made_a_call_says_so(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    bubblewrap.trouble.cache_clear()
    try:
        assert await caller.code("write", path="a", content="x") == "NO_SANDBOX"
    finally:
        bubblewrap.trouble.cache_clear()


# The shell


@needs_sandbox
async def test_a_command_may_be_long_and_hold_anything(caller: Caller) -> None:
    assert await caller.sh(f"echo '{'ü' * 90_000}' | wc -m") == "90001\n"
    assert await caller.sh("cat <<'END'\n$HOME \"\\\nEND") == '$HOME "\\\n'


@needs_sandbox
async def test_a_command_that_takes_too_long_is_ended_and_what_it_wrote_is_told(caller: Caller) -> None:
    done = await caller("bash", command="echo first; sleep 60", timeoutSeconds=1)
    assert done == {
        "exitCode": None,
        "output": "first\n",
        "ended": "It was ended: it took more than 1 seconds.",
    }


@needs_sandbox
async def test_a_call_waits_until_its_room_is_free(caller: Caller) -> None:
    first = asyncio.create_task(caller.sh("touch begun; sleep 0.5; echo one > file"))
    work = caller.stage.settings.sandboxes / "ses_x" / "work"

    async def has_begun() -> bool:
        return (work / "begun").exists()

    await eventually(has_begun)
    assert await caller.sh("cat file") == "one\n"
    await first


@needs_sandbox
async def test_a_full_room_takes_no_more_but_can_be_emptied(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sandbox, files):
        monkeypatch.setattr(module, "FOLDER", 1_000_000)
    monkeypatch.setattr("backend.runtime.tools.shell.FOLDER", 1_000_000)
    done = await caller("bash", command="head -c 1200000 /dev/zero > large")
    assert "remove some" in done["full"]
    assert await caller.code("write", path="a", content="x") == "FULL"
    assert "full" not in await caller("bash", command="rm large")
    assert await caller("write", path="a", content="x") == {"path": "a", "bytes": 1}


# What is linked


def linked(**said: Any) -> dict[str, Any]:
    return {
        "linkId": "lnk_x",
        "fileId": "fil_x",
        "name": "a",
        "sha256": "0" * 64,
        "mountPath": None,
        "access": "READ_ONLY",
    } | said


@needs_sandbox
@pytest.mark.parametrize("path", ["/", "/usr/bin/x", "/etc/passwd", HOME, "/proc/x", "/a/../b", "/a\nb"])
async def test_nothing_is_mounted_over_the_system(stage: Stage, path: str) -> None:
    caller = Caller(stage, files=[linked(mountPath=path)])
    assert await caller.code("bash", command="ls") == "BAD_MOUNT"


@needs_sandbox
async def test_nothing_is_mounted_in_something_else(stage: Stage) -> None:
    body = {
        "linkId": "l",
        "skillVersionId": None,
        "handle": None,
        "name": "Sums up",
        "body": "Add.",
        "mountPath": None,
    }
    caller = Caller(stage, skills=[body])
    assert await caller.sh("cat '/skills/Sums up/SKILL.md'; touch '/skills/Sums up/x'; ls /skills/*") == (
        "Add.touch: cannot touch '/skills/Sums up/x': Read-only file system\nSKILL.md\n"
    )
    twice = Caller(stage, skills=[body, {**body, "linkId": "m"}])
    assert await twice.code("bash", command="ls") == "BAD_MOUNT"


@needs_sandbox
async def test_a_file_whose_bytes_are_gone_is_unavailable(stage: Stage) -> None:
    assert await Caller(stage, files=[linked()]).code("bash", command="ls") == "UNAVAILABLE"


@needs_sandbox
async def test_a_link_in_the_way_of_a_mount_leads_nowhere(stage: Stage, tmp_path: Path) -> None:
    """A program that replaces a folder by a link must not have us make or mount what it likes."""
    file = await file_of(stage, b"1")
    session_id = await stage.session(
        await stage.agent(links=[*SANDBOX, *linked_files((file, {"mountPath": f"{HOME}/in/x"}))])
    )
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o777)
    done = await done_in_run(
        stage,
        session_id,
        ("bash", {"command": f"cat in/x; mv in old; ln -s /oldroot{outside} in"}),
        ("bash", {"command": "ls in; echo still here"}),
        ("write", {"path": "in/y", "content": "x"}),
    )
    assert done[0]["result"]["output"] == "1"
    assert done[1]["result"]["output"].endswith("still here\n")
    assert done[2]["code"] == "BAD_PATH"
    assert not list(outside.iterdir())


# What is swept


@needs_sandbox
async def test_the_room_of_a_session_that_is_purged_goes(stage: Stage) -> None:
    kept, gone = [await stage.session() for _ in range(2)]
    for each in (kept, gone):
        deep = "perl -e 'for (1..3000) { mkdir q(d); chdir q(d) } chmod 0, q(.)'; chmod 0 d"
        await Caller(stage, each).sh(deep)
    folder = stage.settings.sandboxes
    await sweep_sandboxes(stage.database, folder)
    assert {each.name for each in folder.iterdir()} == {kept, gone}
    for verb in (Life(SESSION).delete, Life(SESSION).purge):
        await do(stage.database, verb, stage.viewer, gone)
    await sweep_sandboxes(stage.database, folder)
    assert {each.name for each in folder.iterdir()} == {kept}
    await sandbox.remove(folder)  # it is too deep for others


async def test_where_there_were_no_sandboxes_nothing_is_swept(stage: Stage) -> None:
    await sweep_sandboxes(stage.database, stage.settings.sandboxes)
    assert not stage.settings.sandboxes.exists()
