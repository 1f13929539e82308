"""SQLite as a driver: one writer, a few readers, WAL, and the functions that its SQL lacks."""

import asyncio
import fcntl
import sqlite3
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

import aiosqlite

from backend.domain.errors import Conflict, Unavailable
from backend.store.codec import real_text
from backend.store.fold import fold

READERS = 4
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;"
)


class SqliteSession:
    """One connection inside one transaction."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one statement and read all of its rows."""
        return list(await self._connection.execute_fetchall(text, arguments))

    async def many(self, text: str, arguments: Sequence[Sequence[object]]) -> None:
        """Run one statement once for each list of arguments."""
        await self._connection.executemany(text, arguments)


class SqliteDriver:
    """The file, its one writing connection and a pool of reading ones."""

    name = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = asyncio.Lock()
        self._writer: aiosqlite.Connection | None = None
        self._readers: asyncio.LifoQueue[aiosqlite.Connection] = asyncio.LifoQueue()
        self._owned: IO[bytes] | None = None

    async def open(self) -> None:
        """Open the connections; the file is made if it is missing."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._writer = await _connect(self.path)
        for _ in range(READERS):
            self._readers.put_nowait(await _connect(self.path))

    async def close(self) -> None:
        """Close every connection."""
        while not self._readers.empty():
            await self._readers.get_nowait().close()
        if self._writer is not None:
            await self._writer.close()
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

    @asynccontextmanager
    async def read(self) -> AsyncIterator[SqliteSession]:
        """A snapshot of the database."""
        connection = await self._readers.get()
        try:
            await connection.execute("BEGIN")
            yield SqliteSession(connection)
        finally:
            # Cancelled once more while it is undone, it goes back all the same: its thread keeps the order.
            try:
                await asyncio.shield(_undo(connection))
            finally:
                self._readers.put_nowait(connection)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[SqliteSession]:
        """The one write transaction, committed at the end and undone by any error."""
        if self._writer is None:
            raise Unavailable("The database is not open.")
        async with self._lock:
            try:
                await self._writer.execute("BEGIN IMMEDIATE")
                yield SqliteSession(self._writer)
                await self._writer.execute("COMMIT")
            except BaseException:
                await asyncio.shield(_undo(self._writer))
                raise

    async def single(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one reading statement, which is its own snapshot."""
        connection = await self._readers.get()
        try:
            return list(await connection.execute_fetchall(text, arguments))
        finally:
            self._readers.put_nowait(connection)


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    await connection.executescript(PRAGMAS)
    await connection.create_function("fold", 1, fold, deterministic=True)
    await connection.create_function("real_text", 1, _real_text, deterministic=True)
    await connection.create_function("base64url", 1, _base64url, deterministic=True)
    return connection


async def _undo(connection: aiosqlite.Connection) -> None:
    # A cancelled BEGIN or COMMIT may still be on its way to the connection's thread: this queues behind it.
    with suppress(sqlite3.OperationalError):
        await connection.execute("ROLLBACK")


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
