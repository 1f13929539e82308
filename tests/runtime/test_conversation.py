"""The log, read as a conversation."""

from typing import Any

import pytest

from backend.domain.event import EventKind
from backend.domain.usage import Usage
from backend.runtime.conversation import NEVER_MADE, Conversation
from backend.runtime.models.base import Block

CALL: Block = {"type": "tool_use", "id": "t1", "name": "clock", "input": {}}
REQUESTED = {
    "toolCallId": "tcl_1",
    "providerCallId": "t1",
    "messageId": "m1",
    "name": "clock",
    "arguments": {},
    "approval": "NOT_NEEDED",
}


def text(said: str) -> Block:
    return {"type": "text", "text": said}


def asked(said: str | None, data: Any = None) -> dict[str, Any]:
    return {"text": said, "data": data}


def answered(*blocks: Block) -> dict[str, Any]:
    return {"content": list(blocks), "model": "offline", "usage": Usage(1, 2).payload()}


def told(talk: Conversation) -> list[tuple[str, tuple[Block, ...]]]:
    return [(message.role, message.content) for message in talk.messages()]


def test_questions_and_answers_alternate() -> None:
    talk = Conversation("r2")
    talk.add("r1", EventKind.INPUT_RECEIVED, asked("one"))
    talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(text("1")))
    talk.add("r2", EventKind.INPUT_RECEIVED, asked("two", {"a": 1}))
    assert told(talk) == [
        ("user", (text("one"),)),
        ("assistant", (text("1"),)),
        ("user", (text("two"), text('{"a":1}'))),
    ]


@pytest.mark.parametrize(("history", "words"), [(None, "abcd"), (9, "abcd"), (2, "bcd"), (1, "cd"), (0, "d")])
def test_so_many_earlier_runs_are_told_as_is_wanted(history: int | None, words: str) -> None:
    talk = Conversation("d")
    for run_id in "axbcd":
        talk.add(run_id, EventKind.INPUT_RECEIVED, asked(run_id))
    talk.add("x", EventKind.INPUT_DROPPED, {"inputEventId": "e1", "reason": "no"})
    assert "".join(message.content[0]["text"] for message in talk.messages(history)) == words


def test_what_waits_behind_the_run_and_what_was_dropped_is_not_told() -> None:
    talk = Conversation("r2")
    for run_id in ("r1", "r2", "r3"):
        talk.add(run_id, EventKind.INPUT_RECEIVED, asked(run_id))
    talk.add("r1", EventKind.INPUT_DROPPED, {"inputEventId": "e1", "reason": "no"})
    assert told(talk) == [("user", (text("r2"),))]


def test_a_call_is_pending_until_it_has_a_result() -> None:
    talk = Conversation("r1")
    talk.add("r1", EventKind.INPUT_RECEIVED, asked("go"))
    talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(CALL))
    assert talk.pending() == []
    talk.add("r1", EventKind.TOOL_CALL_REQUESTED, REQUESTED)
    pending = talk.pending()
    assert [(each.id, each.provider_id, each.step) for each in pending] == [("tcl_1", "t1", 1)]
    talk.add("r1", EventKind.TOOL_CALL_STARTED, REQUESTED)
    assert talk.pending() == pending
    talk.add(
        "r1", EventKind.TOOL_CALL_COMPLETED, {"toolCallId": "tcl_1", "name": "clock", "result": {"now": 1}}
    )
    assert talk.pending() == []
    result = {"type": "tool_result", "tool_use_id": "t1", "content": '{"now":1}', "is_error": False}
    assert told(talk)[-1] == ("user", (result,))


def test_a_failed_call_is_told_as_an_error() -> None:
    talk = Conversation("r1")
    talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(CALL))
    talk.add("r1", EventKind.TOOL_CALL_REQUESTED, REQUESTED)
    talk.add(
        "r1",
        EventKind.TOOL_CALL_FAILED,
        {"toolCallId": "tcl_1", "name": "clock", "code": "X", "message": "No."},
    )
    assert talk.current.said[-1].results["t1"]["is_error"]
    assert talk.pending() == []


def test_a_call_that_an_ended_run_never_made_has_an_answer_all_the_same() -> None:
    talk = Conversation("r2")
    talk.add("r1", EventKind.INPUT_RECEIVED, asked("go"))
    talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(CALL))
    talk.add("r1", EventKind.TOOL_CALL_REQUESTED, REQUESTED)
    talk.add("r2", EventKind.INPUT_RECEIVED, asked("again"))
    [block] = told(talk)[2][1]
    assert (block["content"], block["is_error"]) == (NEVER_MADE, True)


def test_a_refused_call_is_told_as_an_error_and_one_that_waits_is_not_made() -> None:
    talk = Conversation("r1")
    talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(CALL))
    talk.add("r1", EventKind.TOOL_CALL_REQUESTED, {**REQUESTED, "approval": "WAITING"})
    assert (talk.pending(), talk.waits()) == ([], True)
    talk.add("r1", EventKind.TOOL_CALL_DENIED, {"toolCallId": "tcl_1", "name": "clock", "memo": "Not now."})
    assert (talk.pending(), talk.waits()) == ([], False)
    assert talk.current.said[-1].results["t1"]["content"] == "Not now."


def test_a_call_of_the_clients_waits_until_it_is_answered() -> None:
    talk = Conversation("r1")
    talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(CALL))
    talk.add("r1", EventKind.TOOL_CALL_REQUESTED, REQUESTED)
    assert (talk.pending({"clock"}), talk.waits({"clock"})) == ([], True)
    assert (len(talk.pending()), talk.waits()) == (1, False)


def test_an_older_log_names_a_call_by_its_providers_id() -> None:
    talk = Conversation("r1")
    talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(CALL))
    old = {"toolCallId": "t1", "messageId": "m1", "name": "clock", "arguments": {}}
    talk.add("r1", EventKind.TOOL_CALL_REQUESTED, old)
    talk.add("r1", EventKind.TOOL_CALL_COMPLETED, {"toolCallId": "t1", "name": "clock", "result": 1})
    assert talk.current.said[-1].results["t1"]["content"] == "1"


def test_steps_count_the_calls_of_the_whole_run() -> None:
    talk = Conversation("r1")
    for number in (1, 2):
        talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(CALL))
        talk.add("r1", EventKind.TOOL_CALL_REQUESTED, REQUESTED)
        assert [each.step for each in talk.pending()] == [number]


def test_a_message_is_open_until_it_is_completed_or_abandoned() -> None:
    talk = Conversation("r1")
    begun = {"messageId": "m1", "attempt": 1, "model": "offline"}
    talk.add("r1", EventKind.MESSAGE_STARTED, begun)
    assert talk.current.open == ("m1", 1)
    talk.add("r1", EventKind.ATTEMPT_ABANDONED, begun)
    assert talk.current.open is None


def test_a_message_that_an_earlier_run_left_open_is_not_this_runs() -> None:
    talk = Conversation("r2")
    talk.add("r1", EventKind.MESSAGE_STARTED, {"messageId": "m1", "attempt": 1, "model": "offline"})
    assert talk.current.open is None


def test_usage_is_the_sum_of_the_runs_messages() -> None:
    talk = Conversation("r1")
    for _ in range(2):
        talk.add("r1", EventKind.MESSAGE_COMPLETED, answered(text("x")))
    assert (talk.current.usage.input_tokens, talk.current.usage.output_tokens) == (2, 4)
