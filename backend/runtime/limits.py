"""Limits: how far a run may go, by its version, and what no version can say."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from backend.domain.configuration import DEFAULT_LIMITS

MESSAGE_TOKENS = 16_384
"""Tokens that one message may have."""

TOOL_SECONDS = 60.0
"""Seconds that one call of a tool may take."""

MOST_ATTEMPTS = 20
"""Workers that may die over one run before it is given up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a run may go in all: `max_turns` counts the model's messages, `max_cost` US dollars; None is
    without limit.
    """

    max_turns: int
    max_tool_calls: int | None
    max_tokens: int | None
    max_cost: Decimal | None
    max_child_sessions: int | None
    history_runs: int | None
    timeout_seconds: float


def limits_from(written: Mapping[str, Any]) -> Limits:
    """The limits of a snapshot; an absent key has its default."""
    whole: dict[str, Any] = {**DEFAULT_LIMITS, **written}
    return Limits(
        max_turns=whole["maxTurns"],
        max_tool_calls=whole["maxToolCalls"],
        max_tokens=whole["maxTokens"],
        max_cost=None if whole["maxCost"] is None else Decimal(whole["maxCost"]),
        max_child_sessions=whole["maxChildSessions"],
        history_runs=whole["historyRuns"],
        timeout_seconds=whole["timeoutSeconds"],
    )
