"""How an agent runs: what the columns of a version may hold, and what they hold when nobody said."""

from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from backend.domain.errors import BadInput, Path
from backend.domain.law import (
    Laws,
    closed,
    flag,
    mapping,
    member_of,
    number,
    optional,
    sequence,
    text,
    whole_number,
)
from backend.domain.model import price

DEFAULT_MODELS = ("offline",)
"""The models of a version that names none: the one in the box, which needs no key and no network."""

MOST_MODELS = 10


def _dollars(value: object, path: Path) -> str:
    """US dollars, as a price is written; a text is what was kept."""
    return price(Decimal(value) if isinstance(value, str) else value, path)


LIMITS: Laws = {
    "maxTurns": whole_number(1, 1_000),
    "maxTokens": optional(whole_number(1, 1_000_000_000)),
    "maxCost": optional(_dollars),
    "maxToolCalls": optional(whole_number(0, 100_000)),
    "timeoutSeconds": whole_number(1, 86_400),
    "maxChildSessions": optional(whole_number(0, 1_000)),
    "historyRuns": optional(whole_number(0, 1_000)),
}
"""The limits of a run. Tokens, dollars and tool calls are counted over the whole run; null is without limit.

`maxChildSessions` are the sessions that its tools may start, `historyRuns` the earlier runs of the session
that the model is told.
"""

DEFAULT_LIMITS = MappingProxyType[str, int | str | None](
    {
        "maxTurns": 50,
        "maxTokens": None,
        "maxCost": None,
        "maxToolCalls": None,
        "timeoutSeconds": 600,
        "maxChildSessions": None,
        "historyRuns": None,
    }
)

_MODEL_SETTINGS: Laws = MappingProxyType(
    {"temperature": number(0, 2), "topP": number(0, 1), "maxOutputTokens": whole_number(1, 1_000_000)}
)
MOST_HINTS = 50

_instructions = text(200_000)
MODEL = text(100, shortest=1)


def instructions(value: object, path: Path) -> object:
    """Up to 200,000 characters."""
    return "" if value is None else _instructions(value, path)


def models(value: object, path: Path) -> list[object]:
    """One to ten names of models, in the order in which they are tried."""
    named = sequence(value, path) or list(DEFAULT_MODELS)
    if len(named) > MOST_MODELS:
        raise BadInput(f"There may be up to {MOST_MODELS} models.", path)
    return [MODEL(each, (*path, index)) for index, each in enumerate(named)]


def limits(value: object, path: Path) -> dict[str, object]:
    """The limits that are given, those that are null at their defaults; null is all of them at these."""
    given = DEFAULT_LIMITS if value is None else mapping(value, path)
    for key in given:
        if key not in LIMITS:
            raise BadInput(f"There is no limit {key!r}: there are {', '.join(LIMITS)}.", (*path, key))
    return {
        key: LIMITS[key](DEFAULT_LIMITS[key] if each is None else each, (*path, key))
        for key, each in given.items()
    }


_COMPACTION: Laws = MappingProxyType(
    {
        "threshold": number(0.1, 0.95),
        "summarization": closed({"instructions": text(20_000)}),
        "clearing": closed({"keep": whole_number(0, 1_000)}),
    }
)


class ToolSelectionMode(Enum):
    """Which tools the model is offered."""

    ASSIGNED = "ASSIGNED"
    DISCOVERED = "DISCOVERED"


def _hints(value: object, path: Path) -> list[object]:
    hints = sequence(value, path)
    if len(hints) > MOST_HINTS:
        raise BadInput(f"There may be up to {MOST_HINTS} hints.", path)
    return [MODEL(each, (*path, index)) for index, each in enumerate(hints)]


_TOOL_SELECTION: Laws = MappingProxyType(
    {
        "mode": member_of(ToolSelectionMode),
        "allowDiscovery": flag(default=False),
        "hints": _hints,
        "maxTools": whole_number(1, 1_000),
    }
)


_EPISODIC_MEMORY: Laws = MappingProxyType(
    {"enabled": flag(default=False), "ttlSeconds": whole_number(60, 10 * 365 * 86_400)}
)


CONFIGURATION_LAWS: Laws = MappingProxyType(
    {
        "instructions": instructions,
        "models": models,
        "limits": limits,
        "model_settings": optional(closed(_MODEL_SETTINGS)),
        "compaction": optional(closed(_COMPACTION)),
        "tool_selection": optional(closed(_TOOL_SELECTION)),
        "episodic_memory": optional(closed(_EPISODIC_MEMORY)),
    }
)
"""The law of each column that says how a version runs, but for its schemas, which the store checks."""
