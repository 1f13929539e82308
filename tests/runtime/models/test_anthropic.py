"""The real SDK against a scripted server on a real socket: what goes over the wire and what becomes of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from backend.domain.usage import Usage
from backend.platform.settings import Settings
from backend.runtime.models.anthropic import AnthropicModel, make
from backend.runtime.models.base import (
    Finished,
    Message,
    ModelError,
    Part,
    Prompt,
    StopReason,
    TextDelta,
    ToolSpec,
    ToolUse,
)
from tests.fakes.anthropic import FakeAnthropic, Refused, Said, anthropic_server
from tests.fakes.web import Asked, Reply, web_server

pytestmark = pytest.mark.anyio

KEY = "sk-ant-test-0123456789"
MODEL = "claude-sonnet-5-5"
HELLO = Message("user", ({"type": "text", "text": "Hello"},))
NOW = {"retry-after-ms": "1"}


@pytest.fixture
async def server() -> AsyncIterator[FakeAnthropic]:
    async with anthropic_server() as fake:
        yield fake


@pytest.fixture
async def model(server: FakeAnthropic, tmp_path: Path) -> AsyncIterator[AnthropicModel]:
    settings = Settings(data_dir=tmp_path, anthropic_base_url=server.url, anthropic_api_key=SecretStr(KEY))
    made = make(settings)
    yield made
    await made.close()


async def parts(model: AnthropicModel, *messages: Message, **given: object) -> list[Part]:
    prompt = Prompt(MODEL, messages or (HELLO,), **given)  # type: ignore[arg-type]
    return [part async for part in model.stream(prompt)]


async def failure(model: AnthropicModel) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await parts(model)
    return caught.value


async def test_text_comes_delta_by_delta_and_whole_at_the_end(
    server: FakeAnthropic, model: AnthropicModel
) -> None:
    server.replies = [Said(["Good morning."])]
    found = await parts(model)
    assert [part.text for part in found if isinstance(part, TextDelta)] == ["Good", " mor", "ning", "."]
    assert found[-1] == Finished(
        Usage(12, 7, 100, 20), StopReason.END_TURN, ({"type": "text", "text": "Good morning."},)
    )


async def test_a_tool_use_comes_with_its_arguments_put_together(
    server: FakeAnthropic, model: AnthropicModel
) -> None:
    server.replies = [Said(["Let me see.", ("toolu_1", "current_time", {"zone": "Europe/Oslo"})], "tool_use")]
    found = await parts(model)
    assert ToolUse("toolu_1", "current_time", {"zone": "Europe/Oslo"}) in found
    end = found[-1]
    assert isinstance(end, Finished)
    assert end.stop_reason is StopReason.TOOL_USE
    assert end.content[1] == {
        "type": "tool_use",
        "id": "toolu_1",
        "name": "current_time",
        "input": {"zone": "Europe/Oslo"},
    }


async def test_the_request_says_what_the_prompt_says(server: FakeAnthropic, model: AnthropicModel) -> None:
    server.replies = [Said(["Yes."])]
    schema = {"type": "object", "properties": {}}
    tool = ToolSpec("clock", "Tells the time.", schema)
    chosen = {"temperature": 0.0, "top_p": 0.5, "max_tokens": 55}
    await parts(model, system="Be brief.", tools=(tool,), output_schema=schema, **chosen)
    [sent] = server.requests
    assert sent["model"] == MODEL
    assert sent["system"] == "Be brief."
    assert {name: sent[name] for name in chosen} == chosen
    assert sent["tools"] == [{"name": "clock", "description": "Tells the time.", "input_schema": schema}]
    assert sent["output_config"] == {"format": {"type": "json_schema", "schema": schema}}
    marked = {"type": "text", "text": "Hello", "cache_control": {"type": "ephemeral"}}
    assert sent["messages"] == [{"role": "user", "content": [marked]}]
    assert KEY in server.headers[0]["authorization"]


async def test_blocks_that_only_one_model_understands_go_back_to_that_model_only(
    server: FakeAnthropic, model: AnthropicModel
) -> None:
    server.replies = [Said(["Yes."])]
    thought = {"type": "thinking", "thinking": "Hm.", "signature": "s"}
    text = {"type": "text", "text": "Hm."}
    mine, other = (
        Message("assistant", (thought, text), MODEL),
        Message("assistant", (thought, text), "claude-opus-5"),
    )
    await parts(model, HELLO, mine, HELLO, other, HELLO)
    sent = server.requests[0]["messages"]
    assert sent[1]["content"] == [thought, text]
    assert sent[3]["content"] == [text]


async def test_a_local_server_needs_no_key(server: FakeAnthropic, tmp_path: Path) -> None:
    server.replies = [Said(["Yes."])]
    model = make(Settings(data_dir=tmp_path, anthropic_base_url=server.url, anthropic_api_key=None))
    assert await parts(model)
    await model.close()


@pytest.mark.parametrize(
    "refusal", [Refused(429, "rate_limit_error", headers=NOW), Refused(529, "overloaded_error", headers=NOW)]
)
async def test_a_busy_server_is_asked_again(
    server: FakeAnthropic, model: AnthropicModel, refusal: Refused
) -> None:
    server.replies = [refusal, refusal, Said(["At last."])]
    found = await parts(model)
    assert isinstance(found[-1], Finished)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [(429, "rate_limit_error", "MODEL_RATE_LIMITED"), (529, "overloaded_error", "MODEL_OVERLOADED")],
)
async def test_a_server_that_stays_busy_sends_elsewhere(
    server: FakeAnthropic, model: AnthropicModel, status: int, kind: str, code: str
) -> None:
    server.replies = [Refused(status, kind, headers=NOW)] * 4
    error = await failure(model)
    assert error.code == code
    assert error.elsewhere


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, "invalid_request_error", "MODEL_BAD_REQUEST"),
        (401, "authentication_error", "MODEL_UNAUTHORIZED"),
        (404, "not_found_error", "UNKNOWN_MODEL"),
        (413, "request_too_large", "MODEL_BAD_REQUEST"),
        (418, "teapot", "MODEL_FAILED"),
    ],
)
async def test_a_refusal_is_final_and_never_repeats_the_key(
    server: FakeAnthropic, model: AnthropicModel, status: int, kind: str, code: str
) -> None:
    server.replies = [Refused(status, kind, f"not with {KEY}")]
    error = await failure(model)
    assert error.code == code
    assert not error.elsewhere
    assert error.message == "The model's server refused: not with •••"
    assert KEY not in str(error)


START = (
    'event: message_start\ndata: {"type": "message_start", "message": {"id": "m", "type": "message", '
    '"role": "assistant", "model": "x", "content": [], "stop_reason": null, "stop_sequence": null, '
    '"usage": {"input_tokens": "many", "output_tokens": 1}}}\n\n'
)
STOP = 'event: message_stop\ndata: {"type": "message_stop"}\n\n'


@pytest.mark.parametrize(
    "answer",
    [
        STOP,
        START + STOP,
        "event: message_start\ndata: []\n\n",
        'event: message_start\ndata: {"type": "message_start", "message": null}\n\n',
        'event: content_block_delta\ndata: {"type": "content_block_delta", "index": 3, "delta": {}}\n\n',
        "event: message_start\ndata: {\n\n",
    ],
)
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
async def test_an_answer_of_another_form_is_a_clear_error(tmp_path: Path, answer: str) -> None:
    async def said(_: Asked) -> Reply:
        return Reply(answer.encode(), "text/event-stream")

    async with web_server() as web:
        web.answer = said
        model = make(Settings(data_dir=tmp_path, anthropic_base_url=web.url))
        assert (await failure(model)).code == "MODEL_STREAM_BROKEN"
        await model.close()


async def test_without_a_key_the_hosted_models_say_which_setting_is_missing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, anthropic_api_key=None, anthropic_base_url=None)
    assert "CONCORD_ANTHROPIC_API_KEY" in (await failure(make(settings))).message


async def test_an_answer_that_breaks_off_is_a_clear_error(
    server: FakeAnthropic, model: AnthropicModel
) -> None:
    server.replies = [Said(["This is going to break."], cut_after=2)]
    error = await failure(model)
    assert error.code == "MODEL_STREAM_BROKEN"
    assert "broke off" in error.message


async def test_an_error_inside_the_stream_has_the_code_of_its_type(
    server: FakeAnthropic, model: AnthropicModel
) -> None:
    server.replies = [Said(["This is going to fail."], error_after=(2, "overloaded_error"))]
    error = await failure(model)
    assert error.code == "MODEL_OVERLOADED"
    assert error.elsewhere


async def test_a_server_that_is_not_there_sends_elsewhere(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, anthropic_base_url="http://127.0.0.1:9", anthropic_max_retries=0)
    model = make(settings)
    error = await failure(model)
    assert error.code == "MODEL_UNREACHABLE"
    assert error.elsewhere
    await model.close()


@pytest.mark.parametrize(
    ("spelled", "reason"),
    [
        ("max_tokens", StopReason.MAX_TOKENS),
        ("refusal", StopReason.REFUSAL),
        ("model_context_window_exceeded", StopReason.CONTEXT_EXCEEDED),
        ("pause_turn", StopReason.PAUSE_TURN),
    ],
)
async def test_reasons_to_stop_are_told_in_our_words(
    server: FakeAnthropic, model: AnthropicModel, spelled: str, reason: StopReason
) -> None:
    server.replies = [Said(["Well."], spelled)]
    end = (await parts(model))[-1]
    assert isinstance(end, Finished)
    assert end.stop_reason is reason
