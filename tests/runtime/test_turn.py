"""What a run leaves in its log, turn by turn."""

from typing import Any

import orjson
import pytest

from backend.domain.run import OnBusy
from backend.store.run import preview_topic
from tests.stage import CLOCK, Stage, gapless

pytestmark = pytest.mark.anyio

ASK = 'call current_time {"zone": "Europe/Oslo"}'


async def ran(stage: Stage, text: str, data: Any = None, **columns: Any) -> tuple[str, Any]:
    """The session, and the row of its one run after it ended."""
    session_id = await stage.session(await stage.agent(**columns))
    run_id = await stage.run(session_id, text, data)
    async with stage.engine():
        return session_id, await stage.ended(run_id)


async def test_an_answer_is_five_events_without_a_gap(stage: Stage) -> None:
    session_id, row = await ran(stage, "hello")
    events = await stage.events(session_id)
    assert [each.kind for each in events] == [
        "InputReceived",
        "RunStarted",
        "MessageStarted",
        "MessageCompleted",
        "RunCompleted",
    ]
    assert gapless(events)
    assert row.status == "COMPLETED"
    assert row.output == "You said: hello"
    assert row.turns == 1
    assert row.usage == events[-1].payload["usage"]
    assert row.usage["cost"] == "0.000000000"
    assert row.started_at <= row.finished_at


async def test_a_tool_call_is_logged_before_it_is_made_and_its_result_answered_with(stage: Stage) -> None:
    session_id, row = await ran(stage, ASK, links=CLOCK)
    events = await stage.events(session_id, row.id)
    assert [each.kind for each in events][3:8] == [
        "MessageCompleted",
        "ToolCallRequested",
        "ToolCallStarted",
        "ToolCallCompleted",
        "MessageStarted",
    ]
    requested, started, completed = (each.payload for each in events[4:7])
    assert requested["arguments"] == {"zone": "Europe/Oslo"}
    assert requested["messageId"] == events[3].payload["messageId"]
    assert started["idempotencyKey"] == f"{row.id}:1"
    assert completed["result"]["zone"] == "Europe/Oslo"
    assert completed["result"]["time"] in row.output
    assert row.turns == 2


async def test_a_call_that_cannot_be_made_is_told_to_the_model(stage: Stage) -> None:
    session_id, row = await ran(stage, 'call current_time {"zone": 5} and call nothing {}', links=CLOCK)
    failures = [
        each.payload["code"] for each in await stage.events(session_id) if each.kind == "ToolCallFailed"
    ]
    assert failures == ["INVALID_ARGUMENTS", "UNKNOWN_TOOL"]
    assert "ToolCallStarted" not in await stage.kinds(session_id)
    assert row.status == "COMPLETED"


@pytest.mark.parametrize(
    ("limits", "text", "limit"),
    [
        ({"maxTurns": 2}, f"{ASK} turns 9", "maxTurns"),
        ({"maxToolCalls": 3}, f"{ASK} turns 9", "maxToolCalls"),
        ({"maxToolCalls": 0}, ASK, "maxToolCalls"),
        ({"maxTokens": 10}, "words 11", "maxTokens"),
        ({"maxTokens": 2}, f"{ASK} turns 9", "maxTokens"),
    ],
)
async def test_a_run_ends_at_its_limits(stage: Stage, limits: dict[str, int], text: str, limit: str) -> None:
    session_id, row = await ran(stage, text, limits=limits, links=CLOCK)
    assert row.status == "FAILED"
    assert row.error["code"] == "LIMIT_EXCEEDED"
    assert limit in row.error["message"]
    assert (await stage.kinds(session_id))[-1] == "RunFailed"


async def test_an_output_schema_makes_the_answer_data(stage: Stage) -> None:
    schema = {"type": "object", "required": ["a"]}
    _, row = await ran(stage, 'json {"a": 1}', output_schema=schema)
    assert row.output == {"a": 1}


@pytest.mark.parametrize("text", ["hello", 'json {"b": 1}', "json [null]"])
async def test_an_answer_that_does_not_fit_the_output_schema_fails_the_run(stage: Stage, text: str) -> None:
    _, row = await ran(stage, text, output_schema={"type": "object", "required": ["a"]})
    assert row.error["code"] == "INVALID_OUTPUT"


async def test_data_are_told_to_the_model_as_json(stage: Stage) -> None:
    _, row = await ran(stage, "Sum this:", {"numbers": [1, 2]})
    assert row.output == 'You said: Sum this:\n{"numbers":[1,2]}'


async def test_a_model_that_fails_abandons_its_message_and_fails_the_run(stage: Stage) -> None:
    session_id, row = await ran(stage, "words 10 fail after 3")
    assert (await stage.kinds(session_id))[2:] == ["MessageStarted", "AttemptAbandoned", "RunFailed"]
    assert row.error == {"code": "MODEL_FAILED", "message": "The offline model was told to fail."}


async def test_the_next_model_answers_when_the_first_is_overloaded(stage: Stage) -> None:
    session_id, row = await ran(stage, "hello", models=["offline/overloaded", "offline"])
    events = await stage.events(session_id)
    assert [(each.kind, each.payload.get("model")) for each in events[2:6]] == [
        ("MessageStarted", "offline/overloaded"),
        ("AttemptAbandoned", None),
        ("MessageStarted", "offline"),
        ("MessageCompleted", "offline"),
    ]
    first, abandoned, second, completed = (each.payload["messageId"] for each in events[2:6])
    assert first == abandoned != second == completed
    assert row.status == "COMPLETED"


async def test_the_run_fails_when_every_model_is_overloaded(stage: Stage) -> None:
    _, row = await ran(stage, "hello", models=["offline/overloaded"])
    assert row.error["code"] == "MODEL_OVERLOADED"


async def test_a_model_that_nobody_knows_fails_the_run_by_name(stage: Stage) -> None:
    _, row = await ran(stage, "hello", models=["gpt-9"])
    assert row.error["code"] == "UNKNOWN_MODEL"
    assert "gpt-9" in row.error["message"]


async def test_text_that_no_database_can_hold_fails_the_run_clearly(stage: Stage) -> None:
    session_id, row = await ran(stage, r'json ["\u0000"]', output_schema={"type": "array"})
    assert row.error["code"] == "BAD_INPUT"
    assert "NUL" in row.error["message"]
    assert (await stage.kinds(session_id))[-2:] == ["AttemptAbandoned", "RunFailed"]


async def test_previews_put_together_are_the_message(stage: Stage) -> None:
    session_id = await stage.session()
    async with stage.database.bus.listen(preview_topic(session_id)) as bell, stage.engine():
        run_id = await stage.run(session_id, "words 50 slow 2ms")
        row = await stage.ended(run_id)
        frames = [orjson.loads(each) for each in await bell.wait(1)]
    assert "".join(each["text"] for each in frames) == row.output
    offsets = [sum(len(each["text"]) for each in frames[:index]) for index in range(len(frames))]
    assert [each["offset"] for each in frames] == offsets
    assert {each["runId"] for each in frames} == {run_id}
    assert 1 < len(frames) < 50


async def test_the_next_run_knows_what_was_said_before_and_nothing_that_waits_behind_it(stage: Stage) -> None:
    session_id = await stage.session()
    first = await stage.run(session_id, "one")
    second = await stage.run(session_id, "two", on_busy=OnBusy.QUEUE)
    await stage.run(session_id, "three", on_busy=OnBusy.QUEUE)
    async with stage.engine():
        await stage.ended(first)
        row = await stage.ended(second)
    # Words stand in for tokens: "one", "You said: one", "two", and not "three".
    assert row.usage["inputTokens"] == 5
