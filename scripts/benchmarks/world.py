"""The world of a bench: a database of ours, migrated, begun, and filled straight into the tables."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy import Table, select

from backend.domain.ids import SYSTEM_ACCOUNT
from backend.domain.principal import PrincipalKind
from backend.domain.viewer import Role
from backend.platform import tokens
from backend.platform.bus import Bus
from backend.platform.ids import new_id
from backend.platform.secrets import Keyring
from backend.store.account import account
from backend.store.agent import agent
from backend.store.agent_version import agent_version
from backend.store.api_key import api_key
from backend.store.codec import encoder
from backend.store.database import Database, Transaction, connect
from backend.store.file import file
from backend.store.first_start import begin
from backend.store.link import link
from backend.store.member import member
from backend.store.migrate import sqlite_path, upgrade
from backend.store.principal import principal
from backend.store.row import add, add_all, born
from backend.store.tool import tool
from backend.store.tool_set import tool_set
from backend.store.workspace import workspace
from scripts.benchmarks.reader_role import drop_role, make_role
from scripts.benchmarks.rows import SHARES, Columns, Rows
from tests.databases import fresh_postgres, sqlite_url
from tests.servers import postgres

DATABASES = ("sqlite", "postgresql")
SECRET = "bench-" * 8

_OWNER = select(account.c.id).where(account.c.id != SYSTEM_ACCOUNT)
_INSERTED = 10_000
"""Rows inserted at once."""


@dataclass(frozen=True, slots=True)
class World:
    """A filled database, the key of its reader, and what lies in it."""

    dialect: str
    url: str
    key: str
    rows: Rows


@contextmanager
def empty(dialect: str, folder: Path) -> Iterator[str]:
    """The URL of a new database without a table: a file in the folder, or one on a PostgreSQL."""
    if dialect == "sqlite":
        yield sqlite_url(folder / "bench.sqlite3")
        return
    with postgres() as server, ExitStack() as behind, fresh_postgres(server) as url:
        behind.callback(lambda: asyncio.run(drop_role(server, url)))
        yield url


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """The database, open as the product opens it."""
    async with AsyncExitStack() as stack:
        bus = Bus(None)
        await bus.open()
        stack.push_async_callback(bus.close)
        database = connect(url, bus, keyring=Keyring(SECRET))
        stack.push_async_callback(database.close)
        await database.open()
        yield database


async def filled(dialect: str, url: str, fraction: float) -> World:
    """Fill an empty database with the rows, at a fraction of their number."""
    await upgrade(url)
    key, reader = tokens.new_key(), born("prn")
    async with opened(url) as database:
        await begin(database, SECRET)
        async with database.write() as tx:
            (owner,) = await tx.fetch(_OWNER)
            rows = Rows(fraction, owner.id, str(reader["id"]))
            await _admit(tx, rows, reader, key)
    tables = {
        tool_set: rows.tool_sets(),
        tool: rows.tools(),
        agent: rows.all_agents(),
        agent_version: rows.versions(),
        link: rows.links(),
        file: rows.files(),
    }
    if dialect == "sqlite":
        await asyncio.to_thread(_insert, sqlite_path(url), tables)
    else:
        await _copy(url, tables)
        await make_role(url)
    return World(dialect, url, key, rows)


async def _admit(tx: Transaction, rows: Rows, reader: Columns, key: str) -> None:
    """Make the workspaces, and the reader with a key: an ordinary member of the first three."""
    whose = {"account_id": rows.account, "kind": PrincipalKind.API_KEY, "account_admin": False}
    await add(tx, principal, {**reader, **whose, "name": "Reader"})
    await add_all(tx, workspace, list(rows.places()))
    for home in rows.workspaces[: len(SHARES)]:
        role = {"workspace_id": home, "principal_id": rows.principal, "role": Role.EDITOR}
        await add(tx, member, born("mbr") | role)
    shown = {"name": "Reader", "hint": tokens.hint(key), "digest": tokens.digest(key, SECRET)}
    whose = {"workspace_id": rows.workspaces[0], "principal_id": rows.principal, "created_by": rows.principal}
    await add(tx, api_key, {**born("key"), **whose, **shown, "id": new_id("key"), "handle": "reader"})


Tables = dict[Table, Iterator[Columns]]


def _insert(path: Path, tables: Tables) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        connection.execute("BEGIN")
        for table, rows in tables.items():
            names, records = _records(table, rows, "sqlite")
            marks = ",".join("?" * len(names))
            text = f"INSERT INTO {table.name} ({','.join(names)}) VALUES ({marks})"  # noqa: S608  (names of ours)
            connection.executemany(text, records)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _copy(url: str, tables: Tables) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SET session_replication_role = replica"
        )  # the rows are right by construction
        for table, rows in tables.items():
            names, records = _records(table, rows, "postgresql")
            await connection.copy_records_to_table(table.name, records=records, columns=names)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _records(
    table: Table, rows: Iterator[Columns], dialect: str
) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """The columns that rows of a table have, and the rows as the driver takes them."""
    first = next(rows)
    names = list(first)
    encoders = [encoder(table.c[name].type, dialect) for name in names]

    def record(row: Columns) -> Sequence[object]:
        return [encode(row[name]) for encode, name in zip(encoders, names, strict=True)]

    def records() -> Iterator[Sequence[object]]:
        yield record(first)
        yield from map(record, rows)

    return names, records()
