"""A call of a tool: whether it may be made, where it stands, and what a decision about it is bound to."""

import hashlib
import json
from enum import Enum


class Approval(Enum):
    """Whether somebody agreed to a call."""

    NOT_NEEDED = "NOT_NEEDED"
    WAITING = "WAITING"
    APPROVED = "APPROVED"
    DENIED = "DENIED"
    EXPIRED = "EXPIRED"


class ToolCallStatus(Enum):
    """Where a call stands."""

    PENDING = "PENDING"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


def arguments_digest(arguments: object) -> str:
    """The SHA-256 of a call's arguments, whatever the order of their keys."""
    written = json.dumps(arguments, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode(errors="surrogatepass")).hexdigest()


LARGEST_RESULT = 262_144
"""Bytes of JSON that a call may answer."""
