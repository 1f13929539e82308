"""What a dress cannot say: the events of a run as the messages that they are, and how the run came out."""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from backend.platform.ids import id_of, uuid_of
from backend.rest.dialect import Trouble
from backend.rest.fault import Failed, Fault
from backend.rest.give import Told
from backend.rest.make.errors import MEANINGS, RUN_FAILED, envelope
from backend.rest.make.names import UUID

Event = dict[str, Any]
Step = dict[str, Any]

AWAITING = "This call awaits approval."
REFUSED = "This call was refused."
ENDS = frozenset({"RunCompleted", "RunFailed", "RunTimedOut", "RunCancelled"})

STEP = {
    "type": "object",
    "required": ["role", "content", "id", "agentIterationId"],
    "properties": {
        "role": {"type": "string", "enum": ["system", "user", "assistant", "tool"]},
        "content": {"type": "string"},
        "id": UUID,
        "agentIterationId": UUID,
        "toolCalls": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name", "arguments"],
                "properties": {
                    "id": {"type": "string"},
                    "name": {"type": "string"},
                    "arguments": {"type": "object", "additionalProperties": True},
                },
            },
        },
        "toolCallId": {"type": "string"},
    },
}
TOKENS = ("promptTokens", "completionTokens", "totalTokens")
RESULT = {
    "type": "object",
    "required": ["response", "threadId", "metadata"],
    "properties": {
        "response": {"type": ["string", "object"]},
        "threadId": {"type": "string"},
        "metadata": {
            "type": "object",
            "properties": {
                "executionSteps": {"type": "array", "items": STEP},
                "tokenUsageSummary": {
                    "type": "object",
                    "properties": {name: {"type": "integer"} for name in TOKENS},
                },
            },
        },
    },
}


def steps(event: Event) -> Iterator[Step]:
    """The messages that an event tells of, which are none for most."""
    for place, (role, content, more) in enumerate(_said(event)):
        own = {"id": _uuid(event, place, "message"), "agentIterationId": uuid_of(event["run"]["id"])}
        yield {"role": role, "content": content, **own, **more}


def told(event: Event | None) -> Iterator[Told]:
    """The events of the stream that tell of an event of the log: its steps, and the end."""
    if event is None:
        return
    for place, step in enumerate(steps(event)):
        yield Told(orjson.dumps(step), "step", _uuid(event, place, "event"))
    if event["kind"] in ENDS:
        fault = _fault(event)
        kind, data = ("result", _result([event])) if fault is None else ("error", _told_of(fault))
        yield Told(orjson.dumps(data), kind, _uuid(event, 0, "end"))


def enough(heard: Sequence[Event]) -> bool:
    """Whether nobody need wait longer: a call awaits somebody's approval, which may take days."""
    last = heard[-1]
    if last["kind"] != "RunWaiting":
        return False
    asked = {each["toolCallId"] for each in heard if each.get("approval") == "WAITING"}
    return not asked.isdisjoint(last["toolCallIds"])


def result(heard: Sequence[Event]) -> dict[str, Any]:
    """How a run came out, by all that was heard of it (Failed if it failed, or is not over)."""
    last = heard[-1] if heard else None
    if last is None or (last["kind"] not in ENDS and not enough(heard)):
        raise Failed(Fault("TIMEOUT", "The run goes on: send its thread a message later, or follow it."))
    fault = _fault(last)
    if fault is not None:
        raise Failed(fault)
    made = _result(heard)
    made["metadata"]["executionSteps"] = [step for event in heard for step in steps(event)]
    return made


def _said(event: Event) -> Iterator[tuple[str, str, Step]]:
    match event["kind"]:
        case "InputReceived":
            yield "system", event["run"]["overrides"]["instructions"], {}
            for each in event["messages"]:
                yield each["role"].lower(), _text(each["content"]), {}
        case "MessageCompleted" if event["text"]:
            yield "assistant", event["text"], {}
        case "ToolCallRequested":
            call = {"id": event["toolCallId"], "name": event["name"], "arguments": event["arguments"]}
            yield "assistant", "", {"toolCalls": [call]}
            if event["approval"] == "WAITING":
                yield "tool", AWAITING, {"toolCallId": event["toolCallId"]}
        case "ToolCallCompleted":
            yield "tool", _text(event["result"]), {"toolCallId": event["toolCallId"]}
        case "ToolCallFailed":
            yield "tool", event["message"], {"toolCallId": event["toolCallId"]}
        case "ToolCallDenied":
            yield "tool", event["memo"] or REFUSED, {"toolCallId": event["toolCallId"]}


def _result(heard: Sequence[Event]) -> dict[str, Any]:
    last = heard[-1]
    output, usage = last.get("output"), last.get("usage")
    metadata = {} if usage is None else {"tokenUsageSummary": _tokens(usage)}
    response = output if isinstance(output, dict) else "" if output is None else _text(output)
    return {"response": response, "threadId": last["session"]["thread"], "metadata": metadata}


def _tokens(usage: dict[str, int]) -> dict[str, int]:
    read = usage["inputTokens"] + usage["cacheReadTokens"] + usage["cacheWriteTokens"]
    return dict(zip(TOKENS, (read, usage["outputTokens"], read + usage["outputTokens"]), strict=True))


def _fault(event: Event) -> Fault | None:
    match event["kind"]:
        case "RunFailed" | "RunTimedOut":
            return Fault(RUN_FAILED, event["message"])
        case "RunCancelled":
            return Fault(RUN_FAILED, f"The run was cancelled: {event['reason'] or 'no reason was given'}.")
    return None


def _told_of(fault: Fault) -> dict[str, Any]:
    meaning = MEANINGS[fault.code]
    return envelope(Trouble(meaning.status, meaning.code, fault.message, None, None))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _uuid(event: Event, place: int, word: str) -> str:
    return uuid_of(id_of("msg", f"{event['id']} {word} {place}"))
