"""The errors that Concord expects: each has a code, an HTTP status and a message that says what to do next.

    ConcordError
    ├── BadInput             BAD_INPUT             400
    │   ├── BadCursor        BAD_CURSOR            400
    │   ├── PersistedQueryNotFound  PERSISTED_QUERY_NOT_FOUND  400
    │   ├── TooExpensive     TOO_EXPENSIVE         400
    │   └── TooLarge         TOO_LARGE             413
    ├── Unauthenticated      UNAUTHENTICATED       401
    ├── Forbidden            FORBIDDEN             403
    ├── NotFound             NOT_FOUND             404
    ├── Conflict             CONFLICT              409
    │   └── IdempotencyConflict  IDEMPOTENCY_CONFLICT  409
    ├── RateLimited          RATE_LIMITED          429
    └── Unavailable          UNAVAILABLE           503

Anything else that reaches the edge is a bug: it is logged with its request id and answered as INTERNAL, 500.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

Path = Sequence[str | int]


class ConcordError(Exception):
    """An expected failure. `path` names the input that caused it, as in `("filter", "name", "eq")`."""

    code: ClassVar[str]
    status: ClassVar[int]

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = tuple(path)


class BadInput(ConcordError):
    """The request says something that cannot be meant."""

    code = "BAD_INPUT"
    status = 400


class BadCursor(BadInput):
    """A cursor that was not made for this list and order, or does not decode."""

    code = "BAD_CURSOR"


class PersistedQueryNotFound(BadInput):
    """No document is known by this hash. The message is this class's name: clients look for that word."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class TooExpensive(BadInput):
    """The request asks for more at once than it may."""

    code = "TOO_EXPENSIVE"


class TooLarge(BadInput):
    """The request is larger than this route takes."""

    code = "TOO_LARGE"
    status = 413


class Unauthenticated(ConcordError):
    """No credential, or one that is unknown, revoked or expired."""

    code = "UNAUTHENTICATED"
    status = 401


class Forbidden(ConcordError):
    """The row is visible to the viewer, the act is not theirs to do."""

    code = "FORBIDDEN"
    status = 403


class NotFound(ConcordError):
    """There is no such row, or none that the viewer may know of: the two are one answer."""

    code = "NOT_FOUND"
    status = 404


class Conflict(ConcordError):
    """The row is not in the state that the act needs."""

    code = "CONFLICT"
    status = 409


class IdempotencyConflict(Conflict):
    """The idempotency key was used before with another input."""

    code = "IDEMPOTENCY_CONFLICT"


class RateLimited(ConcordError):
    """Too much at a time; try again later: after `retry_after` seconds, where that is known."""

    code = "RATE_LIMITED"
    status = 429

    def __init__(self, message: str, path: Path = (), retry_after: int | None = None) -> None:
        super().__init__(message, path)
        self.retry_after = retry_after


class Unavailable(ConcordError):
    """A part that the request needs does not answer at the moment."""

    code = "UNAVAILABLE"
    status = 503


@contextmanager
def inside(*path: str | int) -> Iterator[None]:
    """Say of an error that its input lies inside another one."""
    try:
        yield
    except ConcordError as error:
        raise type(error)(error.message, (*path, *error.path)) from error


@contextmanager
def renaming(old: Path, new: Path) -> Iterator[None]:
    """Say of an error at `old`, or inside it, that it lies at `new`."""
    try:
        yield
    except ConcordError as error:
        if error.path[: len(old)] != tuple(old):
            raise
        raise type(error)(error.message, (*new, *error.path[len(old) :])) from error
