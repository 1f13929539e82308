"""Make's errors: a detail, a general message, and a code of letters and a number."""

from types import MappingProxyType
from typing import Any

from backend.rest.dialect import DANGLING, Meaning, Trouble, meanings

RUN_FAILED = "RUN_FAILED"

MESSAGES = MappingProxyType(
    {
        400: "Bad request",
        401: "Unauthorized",
        403: "Permission denied",
        404: "Not found",
        405: "Method not allowed",
        406: "Not acceptable",
        408: "Request timeout",
        409: "Conflict",
        413: "Payload too large",
        415: "Unsupported media type",
        422: "Agent run failed",
        429: "Rate limit exceeded",
        500: "Internal error",
        503: "Service unavailable",
    }
)
"""The general text of each status. Theirs is known of 403 alone."""

CODES = MappingProxyType({status: f"SC{status}" for status in MESSAGES})

MEANINGS = meanings(CODES, **{RUN_FAILED: Meaning(422, CODES[422]), DANGLING: Meaning(400, CODES[400])})


def envelope(trouble: Trouble) -> dict[str, Any]:
    """An error's body. What is wrong with a field stands in `suberrors`, which their SDK adds to `detail`."""
    told = {"message": MESSAGES[trouble.status], "code": trouble.code}
    if trouble.path is None:
        return {"detail": trouble.message, **told}
    suberror = {"message": trouble.message, "name": trouble.path}
    return {"detail": "The request does not fit.", **told, "suberrors": [suberror]}


ERROR = {
    "type": "object",
    "required": ["detail", "message", "code"],
    "properties": {
        "detail": {"type": "string"},
        "message": {"type": "string"},
        "code": {"type": "string", "pattern": "^[A-Z]{2,3}[0-9]+$"},
        "suberrors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "name"],
                "properties": {"message": {"type": "string"}, "name": {"type": "string"}},
            },
        },
    },
}
