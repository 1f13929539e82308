"""Runs the revisions in one transaction that holds a lock. Loaded only when there are some to run."""

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from backend.store.migrate import REVISIONS, sqlite_path

LOCK = 4_206_921
"""The advisory lock that PostgreSQL holds for us; SQLite's write lock needs no name."""
PATIENCE = 60
"""Seconds to wait for another process that migrates the same SQLite file."""


async def run(url: str) -> None:
    """Bring the database to the newest revision."""
    engine = engine_of(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(to_revision, "head")
    finally:
        await engine.dispose()


def engine_of(url: str) -> AsyncEngine:
    """SQLAlchemy's engine for a database's URL: migrations alone go through it."""
    return _sqlite(url) if url.startswith("sqlite:") else _postgres(url)


def _sqlite(url: str) -> AsyncEngine:
    path = sqlite_path(url)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The driver would commit before each CREATE TABLE: so it is told to leave transactions to us.
    arguments = {"isolation_level": None, "timeout": PATIENCE}
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args=arguments)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgres(url: str) -> AsyncEngine:
    # The driver reads the URL, as it does for the pool: SQLAlchemy would take its options for its own.
    return create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url))


def to_revision(connection: Connection, revision: str) -> None:
    """Bring the database to that revision, `head` for the newest, inside the connection's transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(REVISIONS.parent))
    command.upgrade(config, revision)
