"""Migrations: the tables are brought up to this program's state, once, however many processes start."""

import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import asyncpg

from backend.domain.errors import Unavailable

REVISIONS = Path(__file__).parent / "migrations" / "versions"
HEAD = max(path.stem for path in REVISIONS.glob("r*.py"))
"""The newest revision: a file is named as its revision is, and they sort in their order."""

PATIENCE = 10.0
"""Seconds to wait for a PostgreSQL that does not answer."""

_PROBE = "CREATE VIRTUAL TABLE probe USING fts5(words)"
_CURRENT = "SELECT version_num FROM alembic_version"


async def upgrade(url: str) -> None:
    """Run the migrations that the database has not seen, all or none of them (UNAVAILABLE)."""
    if await pending(url):
        if url.startswith("sqlite:"):
            _check_sqlite()
        # By name, because alembic costs time at every start and is needed at the first one only.
        await import_module("backend.store.migrations.run").run(url)


async def pending(url: str) -> bool:
    """Whether there are migrations that the database has not seen."""
    return await _current(url) != HEAD


async def _current(url: str) -> str | None:
    if url.startswith("sqlite:"):
        return _current_sqlite(sqlite_path(url))
    try:
        connection = await asyncpg.connect(url, timeout=PATIENCE)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Unavailable(f"The database cannot be reached ({error}): see CONCORD_DATABASE_URL.") from error
    try:
        current: str | None = await connection.fetchval(_CURRENT)
    except asyncpg.UndefinedTableError:
        return None
    finally:
        await connection.close()
    return current


def _current_sqlite(path: Path) -> str | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        try:
            row = connection.execute(_CURRENT).fetchone()
        except sqlite3.DatabaseError as error:
            if str(error).startswith("no such table"):
                return None
            raise Unavailable(f"The database {path} cannot be used: {error}.") from error
    return row[0] if row else None


def _check_sqlite() -> None:
    """Refuse an SQLite that cannot index words."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(_PROBE)
        except sqlite3.OperationalError as error:
            raise Unavailable(
                "This Python's SQLite has no FTS5: take another build of Python, or set CONCORD_DATABASE_URL "
                "to PostgreSQL."
            ) from error


def sqlite_path(url: str) -> Path:
    """The file that an SQLite URL names."""
    return Path(url.removeprefix("sqlite:///"))
