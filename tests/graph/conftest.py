"""Fixtures of the graph's tests: both databases filled with the same rows, once for the whole worker."""

from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest

from backend.graph.schema import Schema
from backend.platform.bus import Bus
from backend.store.database import connect
from backend.store.migrate import upgrade
from tests import databases
from tests.conftest import BOTH
from tests.graph.dataset import fill
from tests.graph.reader import Reader
from tests.graph.served import served


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The schema, built once."""
    return served()


@pytest.fixture(scope="session")
def read_postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database of its own, so that nothing empties it between tests."""
    with databases.fresh_postgres(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
async def readers(
    schema: Schema, read_postgres_url: str, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[str, Reader]]:
    """A graph over each kind of database, both filled with the same rows."""
    await upgrade(read_postgres_url)
    urls = (databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("filled")), read_postgres_url)
    bus = Bus(None)
    await bus.open()
    opened = [connect(url, bus) for url in urls]
    try:
        for database in opened:
            await database.open()
            await fill(database)
        yield {database.dialect: Reader(schema, database) for database in opened}
    finally:
        for database in opened:
            await database.close()
        await bus.close()


@pytest.fixture(params=BOTH)
def reader(request: pytest.FixtureRequest, readers: Mapping[str, Reader]) -> Reader:
    """A graph over a filled database: each test runs on both kinds."""
    return readers[request.param]
