"""Group commit: what is appended at the same time is committed at once; an append that fails is undone alone.

An append is made in the event loop's own thread, on a connection of its own, and may wait for nothing but
statements. That connection leaves checkpoints, which wait for the disk, to the one that other transactions
write by, and it waits for no other process that writes the file: the loop does, and goes on meanwhile.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from backend.domain.errors import Unavailable
from backend.store.sqlite_direct import DirectSession

T = TypeVar("T")

Work = Callable[[DirectSession], Coroutine[Any, Any, T]]

PAUSE, TRIES = 0.01, 500
"""Seconds between attempts to begin while another process writes, and how many there are: five seconds, as
long as SQLite itself waits for the other transactions' connection.
"""
_PRAGMAS = "PRAGMA wal_autocheckpoint=0; PRAGMA busy_timeout=0; "


class Round:
    """Appends that are one transaction: the work of each, and who waits for it."""

    def __init__(self) -> None:
        self.asked: list[tuple[Work[Any], asyncio.Future[Any]]] = []
        self.task: asyncio.Task[None] | None = None

    def fail(self, error: Exception) -> None:
        """Tell whoever still waits that nothing comes of it."""
        for _, made in self.asked:
            if not made.done():
                made.set_exception(error)


class Alone:
    """A savepoint around one append: if that fails it is undone, and who waits for it is told."""

    __slots__ = ("_execute", "_made")

    def __init__(self, connection: sqlite3.Connection, made: "asyncio.Future[Any]") -> None:
        self._execute = connection.execute
        self._made = made

    def __enter__(self) -> None:
        """Remember where it began."""
        self._execute("SAVEPOINT alone")

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        """Forget that, or go back there."""
        if error is not None:
            self._execute("ROLLBACK TO alone")
        self._execute("RELEASE alone")
        if not isinstance(error, Exception):
            return False
        self._made.set_exception(error)
        return True


class Appends:
    """Appends to one file, in rounds. `lock` keeps other writers out."""

    def __init__(self, path: Path, lock: asyncio.Lock, timeout: float) -> None:
        self._session = DirectSession(path, timeout, _PRAGMAS)
        self._connection = self._session.connection
        self._lock = lock
        self._next: Round | None = None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    async def append(self, work: Work[T]) -> T:
        """Do the work in the next round: what it gives when that is committed."""
        its = self._next
        if its is None:
            its = self._next = Round()
            its.task = asyncio.create_task(self._hold(its))
        made: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        its.asked.append((work, made))
        return await made

    async def _hold(self, its: Round) -> None:
        """Do the round's work and commit behind it. Who comes later is of the next round."""
        failure: Exception = Unavailable("The database was closed; try again.")
        try:
            async with self._lock:
                await self._begin()
                self._next = None
                for made, given in self._written(its):
                    if not made.done():
                        made.set_result(given)
        except sqlite3.Error as error:
            failure = error
        finally:
            if self._next is its:
                self._next = None
            its.fail(failure)

    async def _begin(self) -> None:
        """Begin, as soon as no other process writes (OperationalError if one does for too long)."""
        for left in reversed(range(TRIES)):
            try:
                self._connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not left:
                    raise
            else:
                return
            await asyncio.sleep(PAUSE)

    def _written(self, its: Round) -> "list[tuple[asyncio.Future[Any], Any]]":
        """What each gave that did not fail, once what has begun is committed. Who was cancelled wants nothing
        more.
        """
        done: list[tuple[asyncio.Future[Any], Any]] = []
        try:
            for work, made in its.asked:
                if not made.done():
                    with Alone(self._connection, made):
                        done.append((made, _at_once(work(self._session))))
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        return done


def _at_once(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives, which waits for nothing (TypeError if it does)."""
    try:
        work.send(None)
    except StopIteration as done:
        made: T = done.value
        return made
    work.close()
    raise TypeError("An append waits for nothing but its statements.")
