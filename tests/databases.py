"""Databases for tests: fresh ones, and migrated ones that are emptied between tests in about a millisecond.

Emptying deletes the rows and puts back those that the migrations wrote. Measured on fourteen tables: 0.5 ms,
against 60 ms for TRUNCATE and 40 + 40 ms for a new database from a template and its drop.
"""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg

from backend.store.migrate import upgrade


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file."""
    return f"sqlite:///{path}"


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file, to be copied by each test."""
    path = folder / "template.sqlite3"
    asyncio.run(upgrade(sqlite_url(path)))
    return path


def sqlite_copy(template: Path, folder: Path) -> str:
    """The URL of a copy of the migrated file, in the test's own folder."""
    return sqlite_url(Path(shutil.copy(template, folder / "concord.sqlite3")))


@contextmanager
def fresh_postgres(server: str, template: str | None = None) -> Iterator[str]:
    """The URL of a new database on the server, without any table or like the one with the URL `template`, of
    which nobody may be connected; it is dropped at the end.
    """
    name = f"concord_test_{uuid4().hex[:16]}"
    like = f" TEMPLATE {urlsplit(template).path[1:]}" if template else ""
    asyncio.run(run_script(server, f"CREATE DATABASE {name}{like}"))
    asyncio.run(run_script(server, f"ALTER DATABASE {name} SET synchronous_commit = off"))
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        asyncio.run(run_script(server, f"DROP DATABASE {name} WITH (FORCE)"))


def migrated(url: str) -> str:
    """The URL of a database in which all tables have been made."""
    asyncio.run(upgrade(url))
    return url


class PostgresSandbox:
    """One migrated database of this worker of the suite, emptied before each test.

    That is done on a connection of its own, for a new one knows no table yet and takes ten times as long.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._loop = asyncio.new_event_loop()
        self._loop.run_until_complete(upgrade(url))
        self._connection = self._loop.run_until_complete(asyncpg.connect(url))
        self._reset = self._loop.run_until_complete(_reset_script(self._connection))

    def empty(self) -> str:
        """Undo whatever the test before wrote, and return the URL."""
        self._loop.run_until_complete(self._connection.execute(self._reset))
        return self.url

    def close(self) -> None:
        """Let go of the connection."""
        self._loop.run_until_complete(self._connection.close())
        self._loop.close()


async def _reset_script(connection: "asyncpg.Connection[asyncpg.Record]") -> str:
    """SQL that leaves a migrated database's own rows and no others; they are kept in a schema beside."""
    found = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = [name for (name,) in found if name != "alembic_version"]
    seeded = [name for name in tables if await connection.fetchrow(f'SELECT 1 FROM "{name}"')]
    await connection.execute("CREATE SCHEMA seed")
    for name in seeded:
        await connection.execute(f'CREATE TABLE seed."{name}" AS SELECT * FROM "{name}"')
    return "\n".join(
        [
            "SET lock_timeout = '5s';",
            "SET session_replication_role = replica;",  # foreign keys do not count while we delete
            *(f'DELETE FROM "{name}";' for name in tables),
            *(f'INSERT INTO "{name}" SELECT * FROM seed."{name}";' for name in seeded),
        ]
    )


async def run_script(url: str, script: str) -> None:
    """Run SQL on a connection of its own."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(script)
    finally:
        await connection.close()
