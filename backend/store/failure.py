"""What drivers' errors mean to whoever asked: CONFLICT, UNAVAILABLE, or else a bug, which passes as it is."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from types import TracebackType
from typing import TypeVar

import asyncpg

from backend.domain.errors import ConcordError, Conflict, TooExpensive, Unavailable
from backend.domain.spelling import camel
from backend.store import postgres, sqlite
from backend.store.answer_size import AnswerTooLarge, too_large

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

_TOO_LONG = "string or blob too big"
_BUSY = ("database is locked", "database table is locked")


class Translating:
    """Says what a driver's error inside the block means: for every statement, so it keeps nothing."""

    __slots__ = ("_asked",)

    def __init__(self, *, asked: bool) -> None:
        self._asked = asked

    def __enter__(self) -> None:
        """A statement is run."""

    def __exit__(
        self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None
    ) -> None:
        """It is over."""
        meant = None if error is None else _meant(error, asked=self._asked)
        if meant is not None:
            raise meant from error


_OURS, _ASKED = Translating(asked=False), Translating(asked=True)


def translated(*, asked: bool = False) -> Translating:
    """Say what a driver's error means. `asked` says that the statement is what a client asked for: if it
    takes too long, less is to be asked for.
    """
    return _ASKED if asked else _OURS


def _meant(error: BaseException, *, asked: bool) -> ConcordError | None:
    """What an error means; None if it is a bug, or none of a driver's."""
    match error:
        case (
            AnswerTooLarge(largest=largest)
            | asyncpg.ConnectionDoesNotExistError(__cause__=AnswerTooLarge(largest=largest))
        ):
            return too_large(largest)
        case asyncpg.QueryCanceledError():
            return _too_long(asked=asked)
        case sqlite3.DataError() if asked and str(error) == _TOO_LONG:
            return TooExpensive("A value of this answer is too large: ask for fewer rows or fields at once.")
        case sqlite3.OperationalError():
            return _operational(str(error), asked=asked)
        case asyncpg.UniqueViolationError() | sqlite3.IntegrityError():
            columns = sqlite.duplicate_columns(error) or postgres.duplicate_columns(error)
            return None if columns is None else _taken(columns)
    if isinstance(error, _CROSSED):
        return Conflict("Somebody changed the same rows at the same time: try again.")
    if isinstance(error, _LOST) and not isinstance(
        error, ValueError
    ):  # that is a parameter's type: our mistake
        return Unavailable("The database does not answer; try again.")
    return None


@asynccontextmanager
async def entered(block: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """Enter and leave a driver's transaction, errors translated; what its body raises is its own."""
    with translated():
        held = await block.__aenter__()
    try:
        yield held
    except BaseException as error:
        # That a lost connection has nothing to undo says less than what happened to it.
        with suppress(Unavailable), translated():
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
