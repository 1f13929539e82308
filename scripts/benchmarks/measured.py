"""What is measured of a server under load, and the median of several rounds."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median

import asyncpg

from scripts.benchmarks.load import Load
from scripts.benchmarks.machine import OTHER_CORES, cpu_seconds, pin

WARM = 0.25
"""The part of a measurement's time for which the load runs before it."""

Under = Callable[[float], Awaitable[Load]]
"""Loads the server for so many seconds."""

_BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@dataclass(frozen=True, slots=True)
class Figures:
    """One measurement: requests a second, milliseconds of answers, milliseconds of CPU a request."""

    rate: float
    p50: float
    p99: float
    server: float
    database: float

    @property
    def cpu(self) -> float:
        """Milliseconds of CPU a request, of server and database together."""
        return self.server + self.database


class DatabaseServer:
    """The processes of the database that serve the bench: none for SQLite, whose work is the server's own."""

    def __init__(self, version: str, connection: "asyncpg.Connection[asyncpg.Record] | None" = None) -> None:
        self.version = version
        self._connection = connection

    async def used(self) -> dict[int, float]:
        """The seconds that each of them has been on a core. They are kept beside the load from now on."""
        if self._connection is None:
            return {}
        rows = await self._connection.fetch(_BACKENDS)
        processes = [pid for (pid,) in rows if _is_postgres(pid)]
        pin(processes, OTHER_CORES)
        return {each: cpu_seconds(each) for each in processes}


@asynccontextmanager
async def database_server(url: str) -> AsyncIterator[DatabaseServer]:
    """The database's processes, watched over a connection of our own."""
    if url.startswith("sqlite:"):
        yield DatabaseServer(sqlite3.sqlite_version)
        return
    connection = await asyncpg.connect(url)
    try:
        version: str = await connection.fetchval("SHOW server_version")
        yield DatabaseServer(version.split(maxsplit=1)[0], connection)
    finally:
        await connection.close()


async def measured(under: Under, process: int, database: DatabaseServer, seconds: float) -> Figures:
    """Load a server for so long, after warming it up."""
    await under(seconds * WARM)
    known, before = await database.used(), cpu_seconds(process)
    came = await under(seconds)
    server, used = cpu_seconds(process) - before, await database.used()
    other = sum(each - known.get(backend, 0) for backend, each in used.items())
    milliseconds = 1000 / came.answers
    return Figures(came.rate, came.p50 * 1000, came.p99 * 1000, server * milliseconds, other * milliseconds)


def middle(rounds: Sequence[Figures]) -> Figures:
    """The median of each figure."""
    return Figures(*(median(values) for values in zip(*map(astuple, rounds), strict=True)))


def ratio(rounds: Sequence[Figures], others: Sequence[Figures], of: Callable[[Figures], float]) -> float:
    """The median of the ratios of each round."""
    return median(of(one) / of(other) for one, other in zip(rounds, others, strict=True))


def _is_postgres(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/comm").read_text().startswith("postgres")
    except (FileNotFoundError, ProcessLookupError):
        return False
