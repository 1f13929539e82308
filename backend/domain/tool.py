"""The tools in the box: their names, descriptions and schemas; how each is done is the runtime's business."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A tool that every installation has. Arguments that fail its JSON Schema are never passed on."""

    name: str
    description: str
    input_schema: Mapping[str, Any]


CURRENT_TIME = BuiltIn(
    "current_time",
    "The current date and time in a time zone.",
    {
        "type": "object",
        "properties": {
            "zone": {
                "type": "string",
                "description": "An IANA time zone such as Europe/Oslo. Default: UTC.",
                "maxLength": 64,
            }
        },
        "additionalProperties": False,
    },
)

BUILT_INS: Mapping[str, BuiltIn] = MappingProxyType({tool.name: tool for tool in (CURRENT_TIME,)})
"""Each tool by its name, which is what `AgentVersion.builtIns` lists."""
