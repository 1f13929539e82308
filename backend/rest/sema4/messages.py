"""Messages of a conversation: what was said in each of its runs, and what the agent answered and did."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from backend.domain.run import ACTIVE, RunStatus
from backend.rest.fault import Failed, Fault

Json = Mapping[str, Any]

_PART = {"type": "object", "required": ["type"], "properties": {"type": {"enum": ["text", "tool_call"]}}}
MESSAGE = {
    "type": "object",
    "required": ["message_id", "role", "content"],
    "properties": {
        "message_id": {"type": "string"},
        "role": {"enum": ["user", "agent"]},
        "content": {"type": "array", "items": _PART},
        "created_at": {"type": "string", "format": "date-time"},
        "updated_at": {"type": "string", "format": "date-time"},
    },
}
PAGE_OF_MESSAGES = {
    "type": "object",
    "required": ["next", "has_more", "data"],
    "properties": {
        "next": {"type": ["string", "null"]},
        "has_more": {"type": "boolean"},
        "data": {"type": "array", "items": MESSAGE},
    },
}

STATUSES: Mapping[str, str] = {"COMPLETED": "finished", "RUNNING": "running", "PENDING": "pending"}
"""How far a tool call is, where it has not failed."""

RUN_FAILED = "RUN_FAILED"


def answered(run: Json) -> Json:
    """The last messages of a run's conversation (Failed if the run has no answer)."""
    if RunStatus[run["status"]] in ACTIVE:
        raise Failed(Fault("TIMEOUT", "The run goes on: list the messages of its conversation later."))
    if run["status"] != RunStatus.COMPLETED.name:
        why = run["error"]["message"] if run["error"] else "The run was cancelled: say it again."
        raise Failed(Fault(RUN_FAILED, why))
    return messages(run["session"])


def messages(answer: Json) -> Json:
    """A page of runs as a page of messages, oldest first."""
    runs = answer["runs"]
    data = [each for run in runs["nodes"] for each in _of_run(run)]
    return {"next": runs["next"], "has_more": runs["pageInfo"]["hasNextPage"], "data": data}


def _of_run(run: Json) -> Iterator[Json]:
    said = run["input"]["text"]
    if said is None:
        said = orjson.dumps(run["input"]["data"] or run["input"]["messages"]).decode()
    yield message_of(run["id"], "user", run["createdAt"], [text_of(said)])
    calls: dict[str, list[Json]] = {}
    for call in run["toolCalls"]["nodes"]:
        calls.setdefault(call["messageId"], []).append(_call(call))
    for event in run["events"]["nodes"]:
        spoken = [text_of(event["text"])] if event["text"] else []
        parts = [*spoken, *calls.get(event["messageId"], [])]
        yield message_of(event["messageId"], "agent", event["createdAt"], parts)


def message_of(message_id: str, role: str, moment: str, content: list[Json]) -> Json:
    """A message with its parts."""
    stamps = {"created_at": moment, "updated_at": moment}
    return {"message_id": message_id, "role": role, "content": content, **stamps}


def text_of(text: str) -> Json:
    """A part that is a text."""
    return {"type": "text", "text": text}


def _call(call: Json) -> Json:
    result = call["result"] if call["error"] is None else call["error"]["message"]
    told = result if result is None or isinstance(result, str) else orjson.dumps(result).decode()
    return {
        "type": "tool_call",
        "name": call["name"],
        "tool_call_id": call["id"],
        "arguments_raw": orjson.dumps(call["arguments"]).decode(),
        "status": STATUSES.get(call["status"], "failed"),
        "result": told,
    }
