"""The tools for files of a sandbox, called one by one: reading, writing and looking for them."""

import pytest

from backend.platform.bubblewrap import HOME
from backend.runtime.tools import files, find
from tests.runtime.tools.rooms import Caller
from tests.sandboxes import needs_sandbox

pytestmark = pytest.mark.anyio


# Files


@needs_sandbox
async def test_a_file_is_read_by_its_lines(caller: Caller) -> None:
    await caller("write", path="a", content="".join(f"{number}\n" for number in range(1, 5_001)))
    some = await caller("read", path="a", offset=3, limit=2)
    assert some == {"text": "3\n4", "firstLine": 3, "lines": 2, "more": True}
    assert (await caller("read", path="a"))["lines"] == files.LINES
    assert (await caller("read", path="a", offset=6_000))["text"] == ""
    await caller.sh("seq 1000000 | tr '\\n' ' ' > long; seq 100000 > many; printf 'ü' > end")
    assert len((await caller("read", path="long"))["text"]) == files.SHOWN
    many = await caller("read", path="many", limit=10_000)
    assert many["lines"] == 10_000
    wide = await caller.sh("for i in $(seq 5000); do printf '%0100d\\n' $i; done > wide")
    assert wide == ""
    shown = await caller("read", path="wide", limit=10_000)
    assert (len(shown["text"]) <= files.SHOWN, shown["more"]) == (True, True)


@needs_sandbox
@pytest.mark.parametrize(
    ("make", "code"),
    [
        ("printf '\\377\\376' > x", "NOT_TEXT"),
        ("printf 'a\\0b' > x", "NOT_TEXT"),
        ("head -c 20000000 /dev/zero > x", "TOO_LARGE"),
        ("mkdir x", "BAD_PATH"),
        ("mkfifo x", "BAD_PATH"),
        ("ln -s /etc/passwd x", "BAD_PATH"),
        ("ln -s /dev/zero x", "BAD_PATH"),
        ("true", "NOT_FOUND"),
    ],
)
async def test_what_is_no_text_file_is_neither_read_nor_edited(caller: Caller, make: str, code: str) -> None:
    await caller.sh(make)
    assert await caller.code("read", path="x") == code
    assert await caller.code("edit", path="x", old="a", new="b") == code


@needs_sandbox
async def test_a_text_that_stands_once_is_replaced_or_all_are(caller: Caller) -> None:
    await caller("write", path="a", content="one two two")
    assert await caller.code("edit", path="a", old="three", new="") == "NOT_FOUND"
    assert await caller.code("edit", path="a", old="", new="x") == "NOT_FOUND"
    assert await caller.code("edit", path="a", old="two", new="2") == "NOT_UNIQUE"
    assert await caller("edit", path="a", old="two", new="2", all=True) == {"path": "a", "replaced": 2}
    assert await caller.sh("cat a") == "one 2 2"
    await caller("write", path="b", content="x" * 1_000_000)
    assert await caller.code("edit", path="b", old="x", new="x" * 100, all=True) == "TOO_LARGE"


@needs_sandbox
async def test_programs_and_tools_own_the_same_files(caller: Caller) -> None:
    await caller("write", path="new/a", content="1")
    assert await caller.sh("echo 2 > new/a && rm new/a && touch new/b && echo done") == "done\n"
    await caller("write", path="new/b", content="3")
    assert await caller.sh("cat new/b; chmod +x new/b; ls -l new/b | cut -c 1-10") == "3-rwxr-xr-x\n"


# Looking


@needs_sandbox
async def test_files_are_found_the_newest_first(caller: Caller) -> None:
    await caller.sh(
        "mkdir -p src/deep; touch -d '1 hour ago' src/old.py; touch src/deep/new.py src/x.txt; ln -s / out"
    )
    assert (await caller("glob", pattern="src/**/*.py"))["paths"] == [
        f"{HOME}/src/deep/new.py",
        f"{HOME}/src/old.py",
    ]
    assert (await caller("glob", pattern="*.txt", path="src"))["paths"] == [f"{HOME}/src/x.txt"]
    assert await caller.code("glob", pattern="*", path="out") == "BAD_PATH"
    assert await caller.code("glob", pattern="*", path="nothing") == "NOT_FOUND"
    await caller.sh(f"mkdir many; cd many; seq {find.MOST + 1} | xargs touch")
    many = await caller("glob", pattern="many/*")
    assert (len(many["paths"]), many["more"]) == (find.MOST, True)


@needs_sandbox
async def test_lines_are_found_by_a_pattern(caller: Caller) -> None:
    await caller.sh(
        "mkdir -p a; printf 'one\\ntwo: 2\\n' > a/x.py; echo two > 'a/y z.txt'; printf 'two\\0' > bin"
    )
    await caller.sh("ln -s /etc/passwd a/out; echo -e 'l\\xff two' > latin")
    two = await caller("grep", pattern="^two\\b")
    assert two["lines"] == [
        {"path": f"{HOME}/a/x.py", "line": 2, "text": "two: 2"},
        {"path": f"{HOME}/a/y z.txt", "line": 1, "text": "two"},
    ]
    assert len((await caller("grep", pattern="two", glob="*.py"))["lines"]) == 1
    assert len((await caller("grep", pattern="two", glob="a/*.py"))["lines"]) == 1
    assert (await caller("grep", pattern="two", path="a/y z.txt"))["lines"][0]["line"] == 1
    assert (await caller("grep", pattern="three")) == {"lines": [], "more": False}
    assert (await caller("grep", pattern="root", path="a"))["lines"] == []
    assert (await caller("grep", pattern="-v"))["lines"] == []
    await caller.sh("seq 3000 > many; head -c 100000 /dev/zero | tr '\\0' x > wide")
    many = await caller("grep", pattern="[0-9]", path="many")
    assert (len(many["lines"]), many["more"]) == (find.MOST, True)
    assert len((await caller("grep", pattern="xx", path="wide"))["lines"][0]["text"]) <= find.LONGEST


@needs_sandbox
@pytest.mark.parametrize("pattern", ["(", "[", "a\nb", "*", "(?<=a+)b"])
async def test_a_pattern_that_is_none_is_refused(caller: Caller, pattern: str) -> None:
    assert await caller.code("grep", pattern=pattern) == "BAD_PATTERN"


@needs_sandbox
async def test_a_pattern_that_takes_too_long_is_given_up(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    await caller.sh("head -c 50000 /dev/zero | tr '\\0' a > a")
    assert await caller.code("grep", pattern="^(a+)+[bc]$") == "BAD_PATTERN"
    monkeypatch.setattr(find, "SECONDS", 0.001)
    assert await caller.code("grep", pattern="a") == "TIMED_OUT"
