"""SQLite as a driver: one writer, a few readers, WAL, and the functions that its SQL lacks."""

import asyncio
import fcntl
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TypeVar

import aiosqlite

from backend.domain.errors import Conflict, Unavailable
from backend.store import sqlite_deadline
from backend.store.answer_size import LARGEST
from backend.store.codec import real_text
from backend.store.fold import fold
from backend.store.sqlite_append import Appends, Work
from backend.store.sqlite_deadline import Deadline
from backend.store.sqlite_direct import PRAGMAS, DirectSession
from backend.store.sqlite_measured import MeasuredConnection

T = TypeVar("T")

READERS = 4


class SqliteSession:
    """One connection, and the deadline of what it reads."""

    def __init__(self, connection: aiosqlite.Connection, deadline: Deadline) -> None:
        self.connection = connection
        self._deadline = deadline

    async def fetch(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one statement and read all of its rows."""
        with self._deadline:
            return list(await self.connection.execute_fetchall(text, arguments))

    async def many(self, text: str, arguments: Sequence[Sequence[object]]) -> None:
        """Run one statement once for each list of arguments."""
        await self.connection.executemany(text, arguments)

    async def undo(self) -> None:
        """Roll back what has begun, if anything has, when the last statement is over."""
        # A cancelled BEGIN or COMMIT may still be on its way to the connection's thread: it comes first.
        with suppress(sqlite3.OperationalError):
            await self.connection.execute("ROLLBACK")
        self._deadline.settled()


class SqliteDriver:
    """The file, its one writing connection and a pool of reading ones."""

    name = "sqlite"

    def __init__(self, path: Path, statement_timeout: float, largest: int = LARGEST) -> None:
        self.path = path
        self._timeout = statement_timeout
        self.largest = largest
        self._lock = asyncio.Lock()
        self._opened: list[SqliteSession] = []
        self._writer: SqliteSession | None = None
        self._readers: asyncio.LifoQueue[SqliteSession] = asyncio.LifoQueue()
        self._appends: Appends | None = None
        self._glances: DirectSession | None = None
        self._owned: IO[bytes] | None = None

    async def open(self) -> None:
        """Open the connections; the file is made if it is missing."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._opened = [
            await _connect(self.path, Deadline(self._timeout), self.largest) for _ in range(1 + READERS)
        ]
        self._writer, *readers = self._opened
        for session in readers:
            self._readers.put_nowait(session)
        self._appends = Appends(self.path, self._lock, self._timeout)
        self._glances = DirectSession(self.path, self._timeout, "PRAGMA query_only=ON; ")

    async def close(self) -> None:
        """Close every connection."""
        for direct in (self._appends, self._glances):
            if direct is not None:
                direct.close()
        for session in self._opened:
            await session.connection.close()
        if self._owned is not None:
            self._owned.close()

    def own(self) -> None:
        """Claim the file for this process: a second one that serves it is refused (CONFLICT)."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        owned = self.path.with_suffix(".lock").open("wb")
        try:
            fcntl.flock(owned, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owned.close()
            raise Conflict(
                f"Another process serves {self.path}. Stop it, or set CONCORD_DATABASE_URL to PostgreSQL."
            ) from error
        self._owned = owned

    async def end_frozen(self) -> None:
        """Nothing to end: nobody else has a transaction."""

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteSession]:
        """A snapshot of the database."""
        session = await self._readers.get()
        try:
            await session.connection.execute("BEGIN")
            yield session
        finally:
            await asyncio.shield(self._give_back(session))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqliteSession]:
        """The one write transaction, committed at the end and undone by any error."""
        if self._writer is None:
            raise Unavailable("The database is not open.")
        async with self._lock:
            try:
                await self._writer.connection.execute("BEGIN IMMEDIATE")
                yield self._writer
                await self._writer.connection.execute("COMMIT")
            except BaseException:
                await asyncio.shield(self._writer.undo())
                raise

    async def append(self, work: Work[T]) -> T:
        """A short transaction, committed together with others (TypeError if it waits for anything else)."""
        if self._appends is None:
            raise Unavailable("The database is not open.")
        return await self._appends.append(work)

    async def glance(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one reading statement that finds few rows by their keys, which is its own snapshot."""
        if self._glances is None:
            raise Unavailable("The database is not open.")
        return await self._glances.fetch(text, arguments)

    async def single(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one reading statement, which is its own snapshot."""
        session = await self._readers.get()
        try:
            found = await session.fetch(text, arguments)
        except BaseException:
            await asyncio.shield(self._give_back(session))
            raise
        self._readers.put_nowait(session)
        return found

    async def _give_back(self, session: SqliteSession) -> None:
        """Let others read by it when all is over that its last reader began, who may be cancelled again."""
        await session.undo()
        self._readers.put_nowait(session)


async def _connect(path: Path, deadline: Deadline, largest: int) -> SqliteSession:
    measured = partial(MeasuredConnection, largest)
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512, factory=measured)
    await connection.executescript(f"PRAGMA journal_mode=WAL; {PRAGMAS}")
    await connection.create_function("fold", 1, fold, deterministic=True)
    await connection.create_function("real_text", 1, _real_text, deterministic=True)
    await connection.create_function("base64url", 1, _base64url, deterministic=True)
    await connection.set_progress_handler(deadline, sqlite_deadline.STEPS)
    return SqliteSession(connection, deadline)


def _real_text(number: float | None) -> str | None:
    return None if number is None else real_text(number)


def _base64url(text: str | None) -> str | None:
    return None if text is None else urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def duplicate_columns(error: Exception) -> list[str] | None:
    """The columns whose values another row already has, if that is what the error says."""
    words = str(error)
    if not isinstance(error, sqlite3.IntegrityError) or not words.startswith("UNIQUE constraint failed: "):
        return None
    return [name.strip().rpartition(".")[2] for name in words.partition(": ")[2].split(",")]
