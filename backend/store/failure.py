"""What drivers' errors mean to whoever asked: CONFLICT, UNAVAILABLE, or else a bug, which passes as it is."""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import TypeVar

import asyncpg

from backend.domain.errors import ConcordError, Conflict, TooExpensive, Unavailable
from backend.domain.spelling import camel
from backend.store import postgres, sqlite

T = TypeVar("T")

_LOST = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
"""The server is away, ends, has no room or is a standby now; or a connection was cut under a statement."""

_CROSSED = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.ForeignKeyViolationError)
"""Two transactions met: also where one removed the row that the other refers to, since verbs look first."""

_TANGLED = ("parser stack overflow", "Expression tree is too large")
"""SQLite's parser takes about a hundred open brackets and words: six or seven relations inside each other."""


_BUSY = ("database is locked", "database table is locked")


@contextmanager
def translated(*, asked: bool = False) -> Iterator[None]:
    """Say what a driver's error means. `asked` says that the statement is what a client asked for: if it
    takes too long, less is to be asked for.
    """
    try:
        yield
    except asyncpg.QueryCanceledError as error:
        raise _too_long(asked=asked) from error
    except _CROSSED as error:
        raise Conflict("Somebody changed the same rows at the same time: try again.") from error
    except _LOST as error:
        if isinstance(error, ValueError):  # a parameter of the wrong type is our mistake
            raise
        raise Unavailable("The database does not answer; try again.") from error
    except sqlite3.OperationalError as error:
        meant = _operational(str(error), asked=asked)
        if meant is None:
            raise
        raise meant from error
    except (asyncpg.UniqueViolationError, sqlite3.IntegrityError) as error:
        columns = sqlite.duplicate_columns(error) or postgres.duplicate_columns(error)
        if columns is None:
            raise
        raise _taken(columns) from error


@asynccontextmanager
async def entered(block: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """Enter and leave a driver's transaction, errors translated; what its body raises is its own."""
    with translated():
        held = await block.__aenter__()
    try:
        yield held
    except BaseException as error:
        with translated():
            await block.__aexit__(type(error), error, error.__traceback__)
        raise
    with translated():
        await block.__aexit__(None, None, None)


def _operational(words: str, *, asked: bool) -> ConcordError | None:
    """What SQLite says by its words alone; None if it is a bug."""
    if words == "interrupted":
        return _too_long(asked=asked)
    if words.startswith(_TANGLED):
        return TooExpensive("SQLite cannot read rows nested so deeply at once: nest less deeply.")
    return Unavailable("The database is busy; try again.") if words.startswith(_BUSY) else None


def _too_long(*, asked: bool) -> ConcordError:
    if asked:
        return TooExpensive(
            "The database takes longer for this than a statement may. Ask for fewer rows, nest less deeply, "
            "or filter by what an index serves: equality, ranges, how a text begins."
        )
    return Unavailable("The database takes too long at the moment; try again.")


def _taken(columns: Sequence[str]) -> Conflict:
    # The first of several columns says inside what the others are unique.
    names = [camel(name) for name in columns[1:] or columns]
    path = names if len(names) == 1 else ()
    return Conflict(f"Another row already has this {' and '.join(names) or 'key'}.", path)
