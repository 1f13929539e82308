"""PostgreSQL as a driver: pools of connections, and transactions that we begin and end."""

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import Index
from sqlalchemy.schema import ColumnCollectionConstraint

from backend.domain.errors import Unavailable
from backend.store.answer_size import LARGEST
from backend.store.postgres_measured import MeasuredConnection
from backend.store.postgres_pool import Connections, is_open
from backend.store.table import metadata

T = TypeVar("T")

POOL = 16
POOL_FOR_VALUES = 8

FOR_VALUES = "/* for these values */ "
"""Stands before a statement that PostgreSQL is to plan for each request's own values. After five times it has
one plan for all: right for most, but what filters through relations took 800 ms by it, not 20.
"""
_CUSTOM = "force_custom_plan"

SILENCE = 5
"""Seconds beyond the statement's own time-out after which a server that says nothing is taken for gone."""

FROZEN = 15
"""Seconds that a transaction may wait for its client. A worker that is frozen inside one holds a session's
lock, and its runs could not be taken over before it thaws; so others end its transaction before its leases
are over."""

# PostgreSQL's own time-out of idle transactions does not see a client that froze between a statement and its
# arguments: for the server that one is active.
_END_FROZEN = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND application_name = $1
  AND wait_event = 'ClientRead' AND xact_start IS NOT NULL
  AND state_change < clock_timestamp() - make_interval(secs => $2)
"""

_NAME = "concord"
"""What our connections are called in PostgreSQL's views."""


class PostgresSession:
    """One connection inside one transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def fetch(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one statement and read all of its rows."""
        if text.startswith(FOR_VALUES):
            await self._connection.execute(f"SET LOCAL plan_cache_mode = {_CUSTOM}")
        found: list[Sequence[object]] = await self._connection.fetch(text, *arguments)
        return found

    async def many(self, text: str, arguments: Sequence[Sequence[object]]) -> None:
        """Run one statement once for each list of arguments."""
        await self._connection.executemany(text, arguments)


class PostgresDriver:
    """Pools of connections to one database: for most statements, and for those planned for their values."""

    name = "postgresql"

    def __init__(self, url: str, statement_timeout: float = 10, largest: int = LARGEST) -> None:
        self.url = url
        self._timeout = statement_timeout
        self.largest = largest
        self._connections: Connections | None = None
        self._for_values: Connections | None = None

    async def open(self) -> None:
        """Connect; the pools grow as they are needed."""
        self._connections = await self._connected(1, POOL)
        self._for_values = await self._connected(0, POOL_FOR_VALUES, plan_cache_mode=_CUSTOM)

    async def _connected(self, least: int, most: int, **settings: str) -> Connections:
        pool = await asyncpg.create_pool(
            self.url,
            min_size=least,
            max_size=most,
            statement_cache_size=1024,
            command_timeout=self._timeout + SILENCE,
            connection_class=type("Connection", (MeasuredConnection,), {"largest": self.largest}),
            reset=_keep,
            server_settings={
                "application_name": _NAME,
                "timezone": "UTC",
                "statement_timeout": str(max(1, int(self._timeout * 1000))),  # 0 would be none
                "jit": "off",
                **settings,
            },
        )
        return Connections(pool, most)

    async def close(self) -> None:
        """Close the pools."""
        for each in (self._connections, self._for_values):
            if each is not None:
                await each.close()

    def own(self) -> None:
        """Nothing to claim: any number of processes may share a PostgreSQL database."""

    async def end_frozen(self) -> None:
        """End transactions whose clients were not heard of for long: others wait for what they locked."""
        await self.single(_END_FROZEN, (_NAME, float(FROZEN)))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[PostgresSession]:
        """A snapshot of the database."""
        async with _open(self._connections).taken() as connection:
            reading = connection.transaction(isolation="repeatable_read", readonly=True)
            await reading.start()
            try:
                yield PostgresSession(connection)
            finally:
                if is_open(connection):  # it is not, where an answer was too large
                    await reading.rollback()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[PostgresSession]:
        """A write transaction, committed at the end and undone by any error."""
        async with _open(self._connections).taken() as connection, connection.transaction():
            yield PostgresSession(connection)

    async def append(self, work: "Callable[[PostgresSession], Coroutine[Any, Any, T]]") -> T:
        """A short transaction; PostgreSQL itself commits together what ends at the same time."""
        async with self.write() as session:
            return await work(session)

    async def glance(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one reading statement that finds few rows by their keys: here as any other."""
        return await self.single(text, arguments)

    async def single(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one reading statement, which is its own snapshot."""
        connections = self._for_values if text.startswith(FOR_VALUES) else self._connections
        async with _open(connections).taken() as connection:
            found: list[Sequence[object]] = await connection.fetch(text, *arguments)
        return found


def _open(connections: Connections | None) -> Connections:
    if connections is None:
        raise Unavailable("The database is not open.")
    return connections


async def _keep(connection: Any) -> None:
    """Leave it: nothing of ours outlives a transaction. The pool's own reset costs each one a round trip, and
    its failure would make a commit look undone.
    """


def duplicate_columns(error: Exception) -> list[str] | None:
    """The columns whose values another row already has, if that is what the error says."""
    if not isinstance(error, asyncpg.UniqueViolationError):
        return None
    table = metadata.tables.get(error.table_name or "")
    if table is None:
        return []
    keys: list[ColumnCollectionConstraint | Index] = [*table.indexes]
    keys += [key for key in table.constraints if isinstance(key, ColumnCollectionConstraint)]
    named = (key for key in keys if key.name == error.constraint_name)
    return next(([column.name for column in key.columns] for key in named), [])
