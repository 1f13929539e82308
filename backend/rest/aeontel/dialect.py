"""Aeontel: how it shows keys, words errors and spells values."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from backend.domain.dress import Made, Members, Spellings
from backend.rest.aeontel.entities import LANGUAGE, ROLES, STATUSES, TIERS, TRIGGERS
from backend.rest.aeontel.routes import ROUTES
from backend.rest.credential import BEARER
from backend.rest.dialect import Dialect, Trouble, meanings

WORDS = MappingProxyType(
    {
        400: "validation_error",
        401: "unauthorized",
        403: "forbidden",
        404: "not_found",
        405: "method_not_allowed",
        406: "not_acceptable",
        408: "timeout",
        409: "conflict",
        413: "payload_too_large",
        415: "unsupported_media_type",
        429: "rate_limited",
        500: "internal_error",
        503: "unavailable",
    }
)
"""Their documentation names statuses and no codes: these are ours."""


def theirs(words: Mapping[str, str]) -> Members:
    """How values are spelled that are read by this table."""
    return Members({ours: word for word, ours in words.items()})


SPELLINGS: Spellings = {
    "AUTH": Members({"NONE": "none", "API_KEY": "api_key", "BEARER": "api_key", "OAUTH": "oauth"}),
    "ROLE": theirs(ROLES),
    "SERVER": Members({"CONNECTED": "connected", "DISCONNECTED": "disconnected", "ERROR": "error"}),
    "STATUS": theirs(STATUSES),
    "TARGET": Members(dict.fromkeys(("HTTP", "MCP", "BUILTIN", "AGENT"), "server") | {"CLIENT": "client"}),
    "TIER": theirs(TIERS),
    "TRIGGER": theirs(TRIGGERS),
    "VERSION": Made(lambda number: f"v{number}", {"type": "string"}),
}


def envelope(trouble: Trouble) -> dict[str, Any]:
    """An error's body, of which their documentation says nothing."""
    path = {"path": trouble.path} if trouble.path else {}
    said = {"code": trouble.code, "message": trouble.message, **path, "requestId": trouble.request_id}
    return {"error": said}


ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "requestId"],
            "properties": {
                "code": {"type": "string", "enum": list(WORDS.values())},
                "message": {"type": "string"},
                "path": {"type": "string"},
                "requestId": {"type": ["string", "null"]},
            },
        }
    },
}

AEONTEL = Dialect(
    name="aeontel",
    package="backend.rest.aeontel",
    title="Aeontel agents API, as Concord serves it",
    version="2026-11-22",
    description="Agents and their neighbours in Aeontel's words.",
    routes=ROUTES,
    schemes=(BEARER,),
    meanings=meanings(WORDS),
    envelope=envelope,
    error_schema=ERROR,
    spellings=SPELLINGS,
    components=LANGUAGE.components(),
)
