"""Group commit: what is appended at the same time is committed at once; an append that fails is undone alone.

An append is made in the event loop's own thread, on a connection of its own, and may wait for nothing but
statements. That connection leaves checkpoints, which wait for the disk, to the one that other transactions
write by.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from backend.domain.errors import Unavailable
from backend.store.sqlite_direct import DirectSession

T = TypeVar("T")

Work = Callable[[DirectSession], Coroutine[Any, Any, T]]


class Round:
    """Appends that are one transaction. When it is `over`, `error` says why it failed, if it did."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.over = asyncio.Event()
        self.error: Exception | None = Unavailable("The database was closed; try again.")
        self.task: asyncio.Task[None] | None = None


class Appends:
    """Appends to one file, in rounds. `lock` keeps other writers out."""

    def __init__(self, path: Path, lock: asyncio.Lock, timeout: float) -> None:
        self._session = DirectSession(path, timeout, "PRAGMA wal_autocheckpoint=0; ")
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
        await its.begun.wait()
        if not self._connection.in_transaction and its.error:
            raise its.error
        with self._undone_alone():
            made = _at_once(work(self._session))
        await its.over.wait()
        if its.error:
            raise its.error
        return made

    async def _hold(self, its: Round) -> None:
        """Let those who wait go on, one after another, and commit behind them. Who comes later is of the next
        round.
        """
        async with self._lock:
            self._next = None
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                its.begun.set()
                await asyncio.sleep(0)
                self._connection.execute("COMMIT")
                its.error = None
            except sqlite3.Error as error:
                its.error = error
            finally:
                self._undo()
                its.begun.set()
                its.over.set()

    def _undo(self) -> None:
        """Roll back what was not committed."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def _undone_alone(self) -> Iterator[None]:
        self._connection.execute("SAVEPOINT alone")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO alone")
            raise
        finally:
            self._connection.execute("RELEASE alone")


def _at_once(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives, which waits for nothing (TypeError if it does)."""
    try:
        work.send(None)
    except StopIteration as done:
        made: T = done.value
        return made
    work.close()
    raise TypeError("An append waits for nothing but its statements.")
