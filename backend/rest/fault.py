"""Faults: what went wrong in our words, before a dialect tells it in its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.domain.errors import ConcordError, RateLimited
from backend.platform.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Fault:
    """Our code, a message that says what to do next, the input's path if one is to blame, and headers.

    `is_ours` says that the path is one of a document's variables, not the vendor's.
    """

    code: str
    message: str
    path: tuple[str | int, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    is_ours: bool = False


MISSING = Fault("NOT_FOUND", "There is no such thing, or none that this key may see.")


class Failed(Exception):
    """The request ends with a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def of_error(error: ConcordError) -> Fault:
    """The fault of a domain error."""
    after = error.retry_after if isinstance(error, RateLimited) else None
    return Fault(error.code, error.message, error.path, _again(after))


def of_refusal(refusal: Refusal) -> Fault:
    """The fault of what the platform refused."""
    return Fault(refusal.code, refusal.message, (), refusal.headers)


def of_answer(errors: Sequence[Mapping[str, Any]]) -> Fault:
    """The fault of an answer: its first error."""
    error = errors[0]
    more: Mapping[str, Any] = error.get("extensions", {})
    path = tuple(more.get("path", ()))
    return Fault(
        more.get("code", "BAD_INPUT"), error["message"], path, _again(more.get("retryAfter")), is_ours=True
    )


def _again(after: int | None) -> dict[str, str]:
    return {} if after is None else {"retry-after": str(after)}
