"""A tool: what a model may call, by a name that no other one of its set has, with arguments of a schema."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws
from backend.domain.url import url_template


class ToolKind(Enum):
    """How tools are called: over HTTP, at an MCP server, in the box, by the client, or as an agent."""

    HTTP = "HTTP"
    MCP = "MCP"
    BUILTIN = "BUILTIN"
    CLIENT = "CLIENT"
    AGENT = "AGENT"


class ToolStatus(Enum):
    """Whether a tool is there and is let through."""

    AVAILABLE = "AVAILABLE"
    FILTERED = "FILTERED"
    GONE = "GONE"


class HttpMethod(Enum):
    """The methods of HTTP that tools may use."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


DISCOVERED = ("name", "input_schema", "input_schema_id", "output_schema", "output_schema_id")
"""Columns of a tool at an MCP server that only its discovery writes."""

MOST_EXAMPLES = 20
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_CALL_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LINE = law.text(2_000)


def call_name(value: object, path: Path) -> object:
    """What the model calls a tool."""
    if not isinstance(value, str) or not _CALL_NAME.fullmatch(value):
        raise BadInput(f"{path[-1]} has 1 to 64 of A-Z, a-z, 0-9, underscore and dash.", path)
    return value


def call_name_from(name: str) -> str:
    """A call name made of a name; `tool` when nothing is left."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_")[:56].rstrip("_") or "tool"


def object_schema(value: object, path: Path) -> object:
    """Refuse a schema that takes anything but objects: arguments have names."""
    if not isinstance(value, Mapping) or value.get("type") != "object":
        raise BadInput(f'{path[-1]} must be a schema of an object: {{"type": "object", …}}.', path)
    return value


def config(kind: ToolKind) -> Callable[[object, Path], dict[str, object]]:
    """How a tool of a kind is called; headers are left as they are. Only HTTP has something to say."""
    return _http if kind is ToolKind.HTTP else _nothing


def examples(value: object, path: Path) -> list[object]:
    """Up to 20 calls with what they answered."""
    given = law.sequence(value, path)
    if len(given) > MOST_EXAMPLES:
        raise BadInput(f"There may be up to {MOST_EXAMPLES} examples.", path)
    for index, each in enumerate(given):
        if not isinstance(each, Mapping) or not {"args"} <= each.keys() <= {"args", "result"}:
            raise BadInput("An example is {args, result}.", (*path, index))
    if law.written_size(given, path) > 65_536:
        raise BadInput("The examples may have up to 65,536 bytes of JSON together.", path)
    return given


def _http(value: object, path: Path) -> dict[str, object]:
    given = {"method": HttpMethod.GET.name, **_http_keys(value, path)}
    if given["method"] not in _WITH_BODY:
        for name in ("body", "bodyType"):
            if name in given:
                raise BadInput(f"A request with {given['method']} has no {name}.", (*path, name))
    return given


def _path(value: object, path: Path) -> object:
    """What goes on from the set's URL, or a URL of its own."""
    whole = isinstance(value, str) and value.lower().startswith(("http://", "https://"))
    return url_template(value, path) if whole else _LINE(value, path)


def _nothing(value: object, path: Path) -> dict[str, object]:
    if law.mapping(value, path):
        raise BadInput("Only a tool over HTTP has a config.", path)
    return {}


_http_keys = law.closed(
    {
        "method": law.member_of(HttpMethod),
        "path": _path,
        "query": law.text(8_192),
        "headers": law.mapping,
        "bodyType": law.text(200, shortest=1),
        "body": law.text(65_536),
    }
)

TOOL_LAWS: Laws = MappingProxyType(
    {
        "call_name": law.optional(call_name),
        "title": law.optional(law.text(200)),
        "input_schema_id": law.optional(law.ID),
        "output_schema_id": law.optional(law.ID),
        "examples": law.optional(examples),
        "enabled": law.flag(default=True),
        "requires_approval": law.flag(default=False),
        "timeout_seconds": law.standing(law.whole_number(1, 600), 60),
        "runtime_user_id": law.optional(law.ID),
    }
)
"""The law of each column of its own that may be written, but for its schemas, which the store checks."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """A tool as an MCP server told of it: nothing of it is believed before it is checked."""

    name: str
    title: str | None
    description: str | None
    input_schema: object
    output_schema: object = None


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A tool that every installation has. Arguments that fail its JSON Schema are never passed on, and a
    call takes so many seconds at most.
    """

    name: str
    description: str
    input_schema: Mapping[str, Any]
    seconds: int = 60


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

AGENT_ARGUMENTS: Mapping[str, Any] = MappingProxyType(
    {
        "type": "object",
        "properties": {
            "text": {"type": "string", "description": "What the agent is told."},
            "data": {"description": "Structured input, where the agent takes it."},
        },
        "additionalProperties": False,
    }
)
"""The schema of the arguments with which one agent calls another."""
