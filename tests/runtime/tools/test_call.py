"""A tool is called with arguments that fit, and gives back what can be kept."""

from typing import Any

import pytest

from backend.domain.tool import CURRENT_TIME
from backend.domain.tool_call import LARGEST_RESULT
from backend.runtime.tools import call as tool_call
from backend.runtime.tools.base import Call, ToolError
from backend.runtime.tools.builtin import TOOLS

pytestmark = pytest.mark.anyio

KNOWN = [
    {"name": "current_time", "inputSchema": CURRENT_TIME.input_schema, "kind": "BUILTIN"},
    {"name": "weather", "inputSchema": {"type": "object"}, "kind": "HTTP"},
]


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
    assert TOOLS.keys() == {CURRENT_TIME.name}


async def test_the_time_is_told_in_the_zone_that_was_asked_for() -> None:
    result = await tool_call.make(TOOLS["current_time"], Call("current_time", {"zone": "Asia/Kolkata"}, "k"))
    assert result["zone"] == "Asia/Kolkata"
    assert result["time"].endswith("+05:30")


async def test_the_zone_is_utc_when_none_is_named() -> None:
    result = await tool_call.make(TOOLS["current_time"], Call("current_time", {}, "k"))
    assert result["time"].endswith("+00:00")


@pytest.mark.parametrize("zone", ["Mars/Base", "../etc/passwd", "", "/etc/localtime"])
async def test_a_zone_that_is_none_is_an_error_that_teaches(zone: str) -> None:
    with pytest.raises(ToolError, match="Europe/Oslo") as caught:
        await tool_call.make(TOOLS["current_time"], Call("current_time", {"zone": zone}, "k"))
    assert caught.value.code == "UNKNOWN_ZONE"


async def test_an_unexpected_failure_tells_the_model_nothing() -> None:
    async def broken(_: Call) -> Any:
        raise RuntimeError("password=hunter2")

    with pytest.raises(ToolError) as caught:
        await tool_call.make(broken, Call("broken", {}, "k"))
    assert caught.value.code == "TOOL_FAILED"
    assert "hunter2" not in caught.value.message


@pytest.mark.parametrize(
    ("result", "code"),
    [("x" * LARGEST_RESULT, "RESULT_TOO_LARGE"), ({1, 2}, "INVALID_RESULT")],
    ids=["large", "set"],
)
async def test_a_result_that_cannot_be_kept_is_an_error(result: Any, code: str) -> None:
    async def tool(_: Call) -> Any:
        return result

    with pytest.raises(ToolError) as caught:
        await tool_call.make(tool, Call("tool", {}, "k"))
    assert caught.value.code == code
