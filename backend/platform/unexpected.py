"""The unexpected: what fails of one work among others is caught and logged here, and takes nothing along."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

from backend.platform.logging import log, request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Something failed that nobody reckoned with. It has been logged; nobody outside is told more."""

    error: Exception


async def outcome(
    work: Awaitable[T], *, expected: tuple[type[Exception], ...], **facts: object
) -> T | Unexpected:
    """What the work gives. Expected failures pass; another is logged with the facts, and is the answer."""
    try:
        return await work
    except expected:
        raise
    except Exception as error:
        log.exception("unexpected failure", **facts)
        return Unexpected(error)


def apology() -> str:
    """All that a client is told of an unexpected failure: where the log has it."""
    return f"Internal error. Quote request id {request.get()}"
