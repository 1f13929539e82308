"""Whole runs over the real SDK: a scripted server on one side, the log on the other."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import orjson
import pytest
from pydantic import SecretStr

from tests.fakes.anthropic import FakeAnthropic, Refused, Said, anthropic_server
from tests.stage import CLOCK, Stage

pytestmark = pytest.mark.anyio

KEY = "sk-ant-test-0123456789"
MODEL = "claude-sonnet-5-5"
NOW = {"retry-after-ms": "1"}


@pytest.fixture
async def server() -> AsyncIterator[FakeAnthropic]:
    async with anthropic_server() as fake:
        yield fake


async def ran(stage: Stage, server: FakeAnthropic, **columns: Any) -> tuple[str, Any]:
    """The session and the row of its one run."""
    agent_id = await stage.agent(**{"models": [MODEL], "links": CLOCK, **columns})
    session_id = await stage.session(agent_id)
    async with stage.engine(anthropic_base_url=server.url, anthropic_api_key=SecretStr(KEY)):
        return session_id, await stage.ended(await stage.run(session_id, "What time is it in Oslo?"))


async def test_a_tool_is_called_its_result_sent_back_and_the_answer_given(
    stage: Stage, server: FakeAnthropic
) -> None:
    call = ("toolu_1", "current_time", {"zone": "Europe/Oslo"})
    server.replies = [Said(["Let me see. ", call], "tool_use"), Said(["It is late."])]
    session_id, row = await ran(stage, server)
    assert (row.status, row.output, row.turns) == ("COMPLETED", "It is late.", 2)
    question, answer, result = server.requests[1]["messages"]
    assert question["content"][0]["text"] == "What time is it in Oslo?"
    assert answer["content"][1] == {
        "type": "tool_use",
        "id": "toolu_1",
        "name": "current_time",
        "input": {"zone": "Europe/Oslo"},
    }
    [block] = result["content"]
    assert (block["tool_use_id"], block["is_error"]) == ("toolu_1", False)
    assert orjson.loads(block["content"])["zone"] == "Europe/Oslo"
    assert row.usage == {
        "inputTokens": 24,
        "outputTokens": 14,
        "cacheReadTokens": 200,
        "cacheWriteTokens": 40,
        "cost": "0.000308000",
    }
    assert KEY not in str([each.payload for each in await stage.events(session_id)])


async def test_a_run_ends_when_it_has_cost_what_it_may(stage: Stage, server: FakeAnthropic) -> None:
    call = ("toolu_1", "current_time", {"zone": "Europe/Oslo"})
    server.replies = [Said(["Let me see. ", call], "tool_use"), Said(["It is late."])]
    _, row = await ran(stage, server, limits={"maxCost": Decimal("0.0001")})
    assert (row.status, row.error["code"], row.turns) == ("FAILED", "LIMIT_EXCEEDED", 1)
    assert "cost 0.0001 dollars" in row.error["message"]


@pytest.mark.parametrize(
    "refusal", [Refused(429, "rate_limit_error", headers=NOW), Refused(529, "x", headers=NOW)]
)
async def test_a_busy_server_only_delays_the_run(
    stage: Stage, server: FakeAnthropic, refusal: Refused
) -> None:
    server.replies = [refusal, refusal, Said(["At last."])]
    _, row = await ran(stage, server)
    assert (row.status, row.output) == ("COMPLETED", "At last.")


async def test_a_stream_that_breaks_fails_the_run_with_a_clear_error(
    stage: Stage, server: FakeAnthropic
) -> None:
    server.replies = [Said(["This is going to break."], cut_after=2)]
    session_id, row = await ran(stage, server)
    assert row.status == "FAILED"
    assert row.error["code"] == "MODEL_STREAM_BROKEN"
    assert (await stage.kinds(session_id))[-2:] == ["AttemptAbandoned", "RunFailed"]


async def test_a_stream_that_breaks_is_answered_by_the_next_model(
    stage: Stage, server: FakeAnthropic
) -> None:
    server.replies = [Said(["This is going to break."], cut_after=2)]
    _, row = await ran(stage, server, models=[MODEL, "offline"])
    assert (row.status, row.output) == ("COMPLETED", "You said: What time is it in Oslo?")


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("max_tokens", "LIMIT_EXCEEDED"),
        ("refusal", "MODEL_REFUSED"),
        ("model_context_window_exceeded", "CONTEXT_EXCEEDED"),
    ],
)
async def test_a_message_that_stops_short_is_kept_and_the_run_fails(
    stage: Stage, server: FakeAnthropic, reason: str, code: str
) -> None:
    server.replies = [Said(["So far"], reason)]
    session_id, row = await ran(stage, server)
    assert row.error["code"] == code
    assert (await stage.kinds(session_id))[-2:] == ["MessageCompleted", "RunFailed"]


async def test_a_paused_message_goes_on_in_the_next_turn(stage: Stage, server: FakeAnthropic) -> None:
    server.replies = [Said(["First "], "pause_turn"), Said(["then."])]
    _, row = await ran(stage, server)
    assert (row.status, row.turns) == ("COMPLETED", 2)
    assert server.requests[1]["messages"][-1]["role"] == "assistant"
