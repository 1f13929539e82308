"""What can be attached: the MCP servers and the semantic data models of a workspace."""

from typing import Any

from backend.rest.kind import OBJECT, Kind, Misfit, choice, several, textless
from backend.rest.route import Route
from backend.rest.sema4.pages import NEXT, PAGE
from backend.rest.sema4.spelling import TRANSPORTS
from backend.rest.table import Cell, Table

DOC = "https://sema4.ai/docs/v2/api"
_VALUES = ("string", "secret")
_HEADER = {
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": [*_VALUES]}, "value": {"type": "string"}},
        },
    ]
}


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Misfit("must be an object")
    return {name: _text(name, each) for name, each in value.items()}


def _text(name: str, value: Any) -> str:
    if isinstance(value, dict):
        if value.get("type") not in _VALUES:
            raise Misfit(f"must be of the type {' or '.join(_VALUES)}: others are not kept here", (name,))
        value = value.get("value")
    if not isinstance(value, str):
        raise Misfit("must be a string, or an object with one as its value", (name,))
    return value


TEXTS = Kind({"type": "object", "additionalProperties": _HEADER}, _texts, textless("an object"))

SERVER = Table(
    {
        "name": Cell("input.name", required=True),
        "transport": Cell("input.transport", choice(TRANSPORTS), null="absent"),
        "url": Cell("input.url", null="absent"),
        "headers": Cell("input.headers", TEXTS, null="absent"),
        "env": Cell("input.env", TEXTS, null="absent"),
    }
)
MODEL = Table(
    {
        "name": Cell("input.name", required=True),
        "description": Cell("input.description", null="absent"),
        "tables": Cell("input.definition.tables", several(OBJECT), default=[], null="absent"),
    }
)

RESOURCES = (
    Route("GET /mcp-servers", "ListServers", bind=PAGE, paged=NEXT, summary="List MCP servers", doc=DOC),
    Route(
        "POST /mcp-servers",
        "CreateServer",
        body=SERVER,
        status=201,
        summary="Register an MCP server",
        doc=DOC,
    ),
    Route(
        "GET /semantic-data-models",
        "ListModels",
        bind=PAGE,
        paged=NEXT,
        summary="List semantic data models",
        doc=DOC,
    ),
    Route(
        "POST /semantic-data-models",
        "CreateModel",
        body=MODEL,
        status=201,
        summary="Store a semantic data model",
        doc=DOC,
    ),
)
