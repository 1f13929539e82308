"""A tool is called with arguments that fit, and gives back what can be kept."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from backend.domain.built_in import BUILT_INS
from backend.domain.errors import Unavailable
from backend.domain.tool import CURRENT_TIME
from backend.domain.tool_call import LARGEST_RESULT
from backend.platform import http
from backend.runtime.tools import call as tool_call
from backend.runtime.tools.base import Call, Lent, Result, ToolError
from backend.runtime.tools.builtin import TOOLS
from backend.store.run import Held
from tests.stage import Stage

pytestmark = pytest.mark.anyio

KNOWN = [
    {"name": "current_time", "inputSchema": CURRENT_TIME.input_schema, "kind": "BUILTIN"},
    {"name": "weather", "inputSchema": {"type": "object"}, "kind": "CLIENT"},
]


@pytest.fixture
async def lent(stage: Stage) -> AsyncIterator[Lent]:
    """What tools are lent."""
    async with http.client() as client:
        yield Lent(stage.database, client, stage.settings)


def refusal(name: str, arguments: Any) -> ToolError:
    with pytest.raises(ToolError) as caught:
        tool_call.check(KNOWN, name, arguments)
    return caught.value


def test_a_tool_that_the_session_does_not_have_is_unknown() -> None:
    assert refusal("delete_everything", {}).code == "UNKNOWN_TOOL"


def test_a_tool_of_another_kind_is_not_called() -> None:
    assert refusal("weather", {}).code == "UNSUPPORTED_TOOL"


@pytest.mark.parametrize(
    ("arguments", "told"), [({"zone": 5}, "zone"), ({"zon": "UTC"}, "zon"), ([], "object")]
)
def test_arguments_that_do_not_fit_are_told_by_their_place(arguments: Any, told: str) -> None:
    error = refusal("current_time", arguments)
    assert error.code == "INVALID_ARGUMENTS"
    assert told in error.message


def test_every_tool_in_the_box_is_done_by_a_function() -> None:
    assert TOOLS.keys() == BUILT_INS.keys()


async def test_the_time_is_told_in_the_zone_that_was_asked_for(lent: Lent) -> None:
    result = await made(lent, "current_time", {"zone": "Asia/Kolkata"})
    assert result["zone"] == "Asia/Kolkata"
    assert result["time"].endswith("+05:30")


async def test_the_zone_is_utc_when_none_is_named(lent: Lent) -> None:
    assert (await made(lent, "current_time", {}))["time"].endswith("+00:00")


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "", "/etc/localtime"])
async def test_a_zone_that_is_none_is_an_error_that_teaches(lent: Lent, zone: str) -> None:
    with pytest.raises(ToolError, match="Europe/Oslo") as caught:
        await made(lent, "current_time", {"zone": zone})
    assert caught.value.code == "UNKNOWN_ZONE"


async def test_a_tool_that_is_offered_and_not_in_the_box_is_an_error(lent: Lent) -> None:
    with pytest.raises(ToolError, match="do without it"):
        await made(lent, "time_travel", {})


async def test_an_unexpected_failure_tells_the_model_nothing(
    lent: Lent, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> Result:
        raise RuntimeError("password=hunter2")

    monkeypatch.setitem(TOOLS, "current_time", broken)
    with pytest.raises(ToolError) as caught:
        await made(lent, "current_time", {})
    assert caught.value.code == "TOOL_FAILED"
    assert "hunter2" not in caught.value.message


async def test_a_tool_has_the_time_that_it_says(lent: Lent, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*_: object) -> Result:
        await asyncio.Event().wait()
        return Result(None)

    monkeypatch.setitem(TOOLS, "current_time", slow)
    with pytest.raises(ToolError, match=r"within 0\.01 seconds"):
        await made(lent, "current_time", {}, timeoutSeconds=0.01)


async def test_a_result_that_is_no_json_is_an_error(lent: Lent, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, {1, 2})
    with pytest.raises(ToolError) as caught:
        await made(lent, "current_time", {})
    assert caught.value.code == "INVALID_RESULT"


@pytest.mark.parametrize(
    "value",
    ["x" * LARGEST_RESULT, "\x01" * LARGEST_RESULT, {"rows": ["ü" * 1_000] * 500}],
    ids=["text", "controls", "json"],
)
async def test_of_a_long_result_the_beginning_and_the_end_are_kept(
    lent: Lent, monkeypatch: pytest.MonkeyPatch, value: Any
) -> None:
    answers(monkeypatch, value)
    kept = await made(lent, "current_time", {})
    whole = value if isinstance(value, str) else orjson.dumps(value).decode()
    assert len(orjson.dumps(kept)) <= LARGEST_RESULT
    head, said, tail = kept.split("\n")
    assert whole.startswith(head)
    assert whole.endswith(tail)
    left_out = len(whole) - len(head) - len(tail)
    assert said == f"… {left_out:,} characters are left out here …"


async def test_a_call_that_finds_no_database_is_not_told_as_a_failure_of_the_tool(
    lent: Lent, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def tool(*_: object) -> Result:
        raise Unavailable("The database does not answer; try again.")

    monkeypatch.setitem(TOOLS, "current_time", tool)
    with pytest.raises(Unavailable):
        await made(lent, "current_time", {})


def answers(monkeypatch: pytest.MonkeyPatch, value: Any) -> None:
    """The clock gives this value from now on."""

    async def tool(*_: object) -> Result:
        return Result(value)

    monkeypatch.setitem(TOOLS, "current_time", tool)


async def made(lent: Lent, name: str, arguments: dict[str, Any], **more: Any) -> Any:
    """What a built-in tool answers."""
    spec = {"name": name, "kind": "BUILTIN", "config": {"builtIn": name}, **more}
    held = Held("run_x", "ses_x", "wsp_x", 1)
    return (await tool_call.make(Call("tcl_x", spec, arguments, "k", held, {}), lent)).value
