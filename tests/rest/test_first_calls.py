"""The first calls of docs/dialects.md, one dialect after another, as a shell runs them."""

import os
import re
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import anyio
import orjson
import pytest

from tests.rest.conftest import started

pytestmark = pytest.mark.anyio

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dialects.md"
SENDER = """
import os, sys, httpx2
url, *data = sys.argv[1:]
headers = {"authorization": "Bearer " + os.environ["CONCORD_KEY"], "content-type": "application/json"}
sent = {"headers": headers, "timeout": 60, "trust_env": False}
print((httpx2.post(url, content=data[1], **sent) if data else httpx2.get(url, **sent)).text)
"""
"""What stands for `send`: the tests' machine may have no curl."""


async def test_the_first_calls_of_each_dialect_are_answered_as_they_stand(tmp_path: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text().partition("## First calls\n")[2], re.DOTALL)
    given = [line for line in blocks[0].splitlines() if not line.startswith(("CONCORD=", "send()"))]
    script = "\n".join([*given, 'send() { "$PYTHON" -c "$SENDER" "$@"; }', *blocks[1:]])
    async with AsyncExitStack() as stack:
        served = await started(stack, tmp_path, None)
        own = {"CONCORD": served.url, "CONCORD_KEY": served.key, "PYTHON": sys.executable, "SENDER": SENDER}
        done = await anyio.run_process(
            ["sh", "-c", script], env={**os.environ, **own}, stderr=subprocess.STDOUT, check=False
        )
    workspaces, run, result, messages = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert [each["handle"] for each in workspaces["data"]] == ["default"]
    assert (run["status"], run["output"]) == ("completed", "You said: Hello")
    assert result["response"] == "You said: Hello"
    assert messages["data"][-1]["content"] == [{"type": "text", "text": "You said: Hello"}]
