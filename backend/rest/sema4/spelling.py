"""Spellings of Sema4.ai's values."""

from types import MappingProxyType
from typing import Any

TRANSPORTS = MappingProxyType(
    {"auto": "AUTO", "streamable-http": "STREAMABLE_HTTP", "sse": "SSE", "stdio": "STDIO"}
)
"""How MCP servers are spoken to, theirs to ours."""
TRANSPORTS_OUT = MappingProxyType({ours: theirs for theirs, ours in TRANSPORTS.items()})

MASK = "**********"
"""What stands for a secret."""
HEADERS = MappingProxyType(
    {
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "required": ["type", "value"],
            "properties": {"type": {"const": "secret"}, "value": {"const": MASK}},
        },
    }
)
"""The schema of headers without their values."""


def masked(headers: dict[str, str]) -> dict[str, Any]:
    """Headers without their values: any of them may be a secret."""
    return {name: {"type": "secret", "value": MASK} for name in headers}


def tables(definition: Any) -> list[Any]:
    """The tables of a semantic data model's definition."""
    found = definition.get("tables") if isinstance(definition, dict) else None
    return found if isinstance(found, list) else []
