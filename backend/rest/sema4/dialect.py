"""Sema4.ai: how it shows keys, words errors and spells values."""

from types import MappingProxyType
from typing import Any

from backend.domain.dress import Format, Formatted, Made, Members
from backend.rest.credential import BEARER
from backend.rest.dialect import STATUSES, Dialect, Meaning, Trouble, meanings
from backend.rest.sema4.messages import RUN_FAILED
from backend.rest.sema4.routes import BASES, ROUTES
from backend.rest.sema4.spelling import HEADERS, TRANSPORTS_OUT, masked, tables

WORDS = MappingProxyType(
    {
        401: "unauthorized",
        403: "forbidden",
        404: "not_found",
        405: "method_not_allowed",
        406: "not_acceptable",
        408: "timeout",
        409: "conflict",
        413: "payload_too_large",
        415: "unsupported_media_type",
        429: "too_many_requests",
        500: "internal_server_error",
        503: "service_unavailable",
    }
)
"""Their documentation names no codes: these are the words of the statuses."""

UNACCEPTABLE = Meaning(422, "unprocessable_entity")
"""What is wrong with an input, whatever it is; also that its run failed."""


def envelope(trouble: Trouble) -> dict[str, Any]:
    """An error's body, of which their clients read the code and the message."""
    return {"error": {"code": trouble.code, "message": trouble.message}}


ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {
                "code": {"type": "string", "enum": [*WORDS.values(), UNACCEPTABLE.code]},
                "message": {"type": "string"},
            },
        }
    },
}

SEMA4 = Dialect(
    name="sema4",
    package="backend.rest.sema4",
    title="Sema4.ai API, as Concord serves it",
    version="2026-11-22",
    description="Agents, their drafts and packages, what is attached to them, and conversations.",
    routes=ROUTES,
    schemes=(BEARER,),
    meanings=meanings(
        WORDS,
        **{code: UNACCEPTABLE for code, status in STATUSES.items() if status == 400},
        **{RUN_FAILED: UNACCEPTABLE},
    ),
    envelope=envelope,
    error_schema=ERROR,
    spellings={
        "STATE": Members({"DRAFT": "draft", "PUBLISHED": "live"}),
        "TEXT": Formatted(Format.AS_TEXT),
        "TRANSPORT": Members(TRANSPORTS_OUT),
        "MASKED": Made(masked, HEADERS),
        "TABLES": Made(tables, {"type": "array"}),
    },
    slashes=True,
    described_at=BASES,
)
