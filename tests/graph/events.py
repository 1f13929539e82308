"""Payloads of events for the dataset: each kind with all its keys, or without those that may be missing."""

from collections.abc import Mapping
from random import Random
from typing import Any

_ODD = ("", 'Ä\n"quoted"', "\N{GRINNING FACE}\\", "plain")
_DATA: tuple[Any, ...] = (None, {}, {"x": [1, 2.0, None]}, "text", [], 5)


def payload_of(random: Random, usage: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """A kind of event and its payload."""
    text = random.choice(_ODD)
    call = {"toolCallId": "c1", "name": text}
    message = {"messageId": "m1", "attempt": 1}
    data = random.choice(_DATA)
    kinds: dict[str, dict[str, Any]] = {
        "InputReceived": {"text": random.choice((None, text)), "data": data},
        "InputDropped": {"inputEventId": "e", "reason": text},
        "RunStarted": {"attempt": 2, "agentVersionId": None, "model": "offline"},
        "MessageStarted": {**message, "model": "offline"},
        "MessageCompleted": {
            **message,
            "text": text,
            "stopReason": None,
            "model": "offline",
            "content": [{"type": "text", "text": text}],
            "usage": usage,
        },
        "ToolCallRequested": {**call, "messageId": "m1", "arguments": data or {}},
        "ToolCallStarted": {**call, "idempotencyKey": "k"},
        "ToolCallCompleted": {**call, "result": data or []},
        "ToolCallFailed": {**call, "code": "C", "message": text},
        "AttemptAbandoned": message,
        "RunCompleted": {"output": data or "done", "usage": usage},
        "RunFailed": {"code": "C", "message": text, "usage": usage},
        "RunCancelled": {"usage": usage},
        "RunTimedOut": {"message": text, "usage": usage},
        "SessionClosed": {"reason": random.choice((None, text))},
    }
    kind = random.choice(list(kinds))
    return kind, kinds[kind]
