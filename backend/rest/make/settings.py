"""Settings of an agent, or of one run: what a body says of them, and where that goes.

An object that is sent stands for the whole one that was there: what it leaves out is as it was at first.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from backend.rest.kind import FILLED, FLAG, NUMBER as REAL, TEXT, URI, Kind, choice, made, several, whole
from backend.rest.make.names import NUMBER
from backend.rest.table import Cell, Table, record

ROUNDS, ITERATIONS = 300, 10

APPROVALS = MappingProxyType({"auto-run": "NEVER", "manual-approval": "ALWAYS"})

_INVOCATION = record(
    Table(
        {
            "recursionLimit": Cell("rounds", whole(1, 1_000), default=ROUNDS),
            "timeout": Cell("seconds", made(whole(1, 86_400_000), lambda each: -(-each // 1_000))),
        }
    )
)
_HISTORY = record(Table({"iterationsFromHistoryCount": Cell("runs", whole(0, 1_000), default=ITERATIONS)}))
LLM = record(
    Table(
        {
            "maxTokens": Cell("maxOutputTokens", whole(1, 1_000_000)),
            "temperature": Cell("temperature", REAL),
            "topP": Cell("topP", REAL),
        }
    )
)
_SCENARIO = record(
    Table(
        {
            "makeScenarioId": Cell("target.tool", made(NUMBER, "number:{}".format), required=True),
            "approvalMode": Cell("settings.approval", choice(APPROVALS), required=True),
        }
    )
)
_MCP = record(
    Table(
        {
            "mcpConnectionId": Cell("target.mcpServer", made(NUMBER, "number:{}".format), required=True),
            "toolIds": Cell("settings.tools", several(TEXT)),
            "name": Cell("settings.alias"),
        }
    )
)
_FIELD = record(
    Table(
        {
            "name": Cell("name", FILLED, required=True),
            "type": Cell("type", required=True),
            "label": Cell("label"),
            "required": Cell("required", FLAG),
        }
    )
)
_FORMAT = record(
    Table(
        {
            "type": Cell("type", choice({each: each for each in ("text", "make-schema")}), required=True),
            "schema": Cell("schema", several(_FIELD)),
        }
    )
)
TYPES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "text": {"type": "string"},
        "number": {"type": "number"},
        "uinteger": {"type": "integer", "minimum": 0},
        "integer": {"type": "integer"},
        "boolean": {"type": "boolean"},
        "date": {"type": "string", "format": "date-time"},
        "array": {"type": "array"},
        "collection": {"type": "object"},
    }
)
"""What their types of fields are in JSON; another may be anything."""


def linked(kind: str, each: Kind) -> Kind:
    """All links of a kind."""
    return made(several(each, most=100), lambda links: [{"kinds": [kind], "links": links}])


def schema_of(told: Mapping[str, Any]) -> dict[str, Any] | None:
    """The JSON Schema of an answer in this format; None for a text."""
    if told["type"] == "text" or not told.get("schema"):
        return None
    fields = told["schema"]
    return {
        "type": "object",
        "properties": {each["name"]: _typed(each) for each in fields},
        "required": [each["name"] for each in fields if each.get("required")],
    }


def _typed(field: Mapping[str, Any]) -> dict[str, Any]:
    title = {"title": field["label"]} if "label" in field else {}
    return {**TYPES.get(field["type"], {}), **title}


def _part(kind: Kind, name: str, otherwise: Any = None) -> Kind:
    return made(kind, lambda told: told.get(name, otherwise))


SCHEMA = made(_FORMAT, schema_of)
FORMAT = made(_FORMAT, lambda told: {"type": told["type"], "schema": told.get("schema")})
"""The format as it is kept: what is not said of it takes away what was."""


def settings(theirs: str, ours: str) -> dict[str, Cell]:
    """The cells of all settings but the format, whose names and places begin so."""
    limits = f"{ours}limits"
    timeout = Cell(f"{limits}.timeoutSeconds", _part(_INVOCATION, "seconds"))
    cells = {
        "systemPrompt": Cell(f"{ours}instructions", FILLED),
        "defaultModel": Cell(f"{ours}models", made(FILLED, lambda model: [model])),
        "llmConfig": Cell(f"{ours}modelSettings", LLM),
        "invocationConfig": Cell(f"{limits}.maxTurns", _part(_INVOCATION, "rounds"), also=(timeout,)),
        "historyConfig": Cell(f"{limits}.historyRuns", _part(_HISTORY, "runs")),
        "scenarios": Cell(f"{ours}links[]", linked("TOOL", _SCENARIO)),
        "mcpConfigs": Cell(f"{ours}links[]", linked("MCP_SERVER", _MCP)),
    }
    return {f"{theirs}{name}": cell for name, cell in cells.items()}


def begun(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """The same for a new agent: with what it must have, and what it has by default."""
    needed = {name: replace(cells[name], required=True) for name in ("systemPrompt", "defaultModel")}
    given = {name: replace(cells[name], default={}) for name in ("invocationConfig", "historyConfig")}
    return {**cells, **needed, **given}


CONNECTION = Cell(
    "input.links[]",
    made(
        NUMBER,
        lambda number: [
            {
                "kinds": ["SECRET"],
                "links": [{"target": {"secret": f"number:{number}"}, "settings": {"use": "MODEL"}}],
            }
        ],
    ),
    required=True,
    also=(Cell("input.extensions.make.makeConnectionId", NUMBER),),
)
"""The secret that is shown to the provider of the model; its number is given back as it was sent."""

AGENT_FORMAT = Cell(
    "input.outputSchema", SCHEMA, also=(Cell("input.extensions.make.outputParserFormat", FORMAT),)
)

CREATE = Table(
    {
        "name": Cell("input.name", FILLED, required=True),
        "teamId": Cell("teamId", NUMBER, required=True),
        "makeConnectionId": CONNECTION,
        **begun(settings("", "input.")),
        "outputParserFormat": AGENT_FORMAT,
    }
)
MODIFY = Table(
    {"name": Cell("input.name", FILLED), **settings("", "input."), "outputParserFormat": AGENT_FORMAT}
)

_MESSAGE = record(
    Table(
        {
            "role": Cell("role", choice({"user": "USER", "assistant": "ASSISTANT"}), required=True),
            "content": Cell("text", required=True),
        }
    )
)
RUN = Table(
    {
        "messages": Cell("messages", several(_MESSAGE), required=True),
        "threadId": Cell("session.thread", FILLED, null="absent"),
        "callbackUrl": Cell("callbackUrl", URI, null="absent"),
        **settings("config.", ""),
        "config.outputParserFormat": Cell("outputSchema", SCHEMA),
    }
)
