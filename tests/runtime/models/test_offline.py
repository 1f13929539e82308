"""The model in the box does what its docstring says, every time the same."""

from time import monotonic

import pytest

from backend.runtime.models.base import (
    Finished,
    Message,
    ModelError,
    Part,
    Prompt,
    StopReason,
    TextDelta,
    ToolUse,
)
from backend.runtime.models.offline import OfflineModel

pytestmark = pytest.mark.anyio


async def parts(text: str, *later: Message, model: str = "offline", max_tokens: int = 1000) -> list[Part]:
    asked = Message("user", ({"type": "text", "text": text},))
    prompt = Prompt(model, (asked, *later), max_tokens=max_tokens)
    return [part async for part in OfflineModel().stream(prompt)]


def said(found: list[Part]) -> str:
    return "".join(part.text for part in found if isinstance(part, TextDelta))


def end(found: list[Part]) -> Finished:
    last = found[-1]
    assert isinstance(last, Finished)
    return last


def result(told: str) -> Message:
    return Message("user", ({"type": "tool_result", "tool_use_id": "x", "content": told, "is_error": False},))


async def test_it_answers_with_what_was_said_word_by_word() -> None:
    found = await parts("the sea")
    assert [part.text for part in found if isinstance(part, TextDelta)] == ["You", " said:", " the", " sea"]
    assert end(found).content == ({"type": "text", "text": "You said: the sea"},)
    assert end(found).stop_reason is StopReason.END_TURN


async def test_the_same_prompt_has_the_same_answer() -> None:
    assert await parts("words 20 please") == await parts("words 20 please")


async def test_it_writes_as_many_words_as_it_is_told_to() -> None:
    found = await parts("words 100")
    assert said(found).split() == [f"word{number}" for number in range(1, 101)]
    assert end(found).usage.output_tokens == 100


async def test_it_stops_at_the_limit_of_tokens() -> None:
    found = await parts("words 100", max_tokens=10)
    assert len(said(found).split()) == 10
    assert end(found).stop_reason is StopReason.MAX_TOKENS


async def test_it_asks_for_every_tool_it_is_told_to_call() -> None:
    found = await parts('call current_time {"zone": "Europe/Oslo"} and call other {"deep": {"er": [1]}}')
    uses = [part for part in found if isinstance(part, ToolUse)]
    assert [(use.name, use.arguments) for use in uses] == [
        ("current_time", {"zone": "Europe/Oslo"}),
        ("other", {"deep": {"er": [1]}}),
    ]
    assert end(found).stop_reason is StopReason.TOOL_USE
    assert [block["id"] for block in end(found).content] == [use.id for use in uses]


async def test_it_answers_with_the_results_of_its_tools() -> None:
    found = await parts("call clock {}", result("noon"))
    assert said(found) == "The tools answered: noon"


async def test_it_calls_again_for_as_many_turns_as_it_is_told() -> None:
    asks = "call clock {} turns 2"
    assert end(await parts(asks, result("1"))).stop_reason is StopReason.TOOL_USE
    assert end(await parts(asks, result("1"), result("2"))).stop_reason is StopReason.END_TURN


async def test_arguments_that_are_no_json_are_no_call() -> None:
    assert said(await parts("call clock {nope")) == "You said: call clock {nope"


async def test_it_answers_with_the_json_it_is_given() -> None:
    assert said(await parts('Reply with json {"a": [1, 2]} please')) == '{"a": [1, 2]}'


async def test_it_takes_its_time_when_told_to() -> None:
    begun = monotonic()
    await parts("words 5 slow 10ms")
    assert monotonic() - begun >= 0.05


@pytest.mark.parametrize(("text", "words"), [("please\nfail\n", 0), ("words 10 fail after 3", 3)])
async def test_it_fails_where_it_is_told_to(text: str, words: int) -> None:
    stream = OfflineModel().stream(Prompt("offline", (Message("user", ({"type": "text", "text": text},)),)))
    for _ in range(words):
        assert isinstance(await anext(stream), TextDelta)
    with pytest.raises(ModelError) as caught:
        await anext(stream)
    assert caught.value.code == "MODEL_FAILED"


async def test_the_word_fail_in_a_sentence_is_only_a_word() -> None:
    assert said(await parts("why did my build fail?")) == "You said: why did my build fail?"


async def test_the_overloaded_one_sends_elsewhere() -> None:
    with pytest.raises(ModelError) as caught:
        await parts("hello", model="offline/overloaded")
    assert caught.value.elsewhere
