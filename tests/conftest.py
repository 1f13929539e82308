"""Fixtures of the whole suite: servers once per worker; a database or a product per test, of both kinds."""

import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from backend.cli import loading
from backend.platform.bus import Bus
from backend.platform.secrets import Keyring
from backend.store.database import Database, connect
from tests import databases, servers
from tests.product import Product
from tests.tenants import SECRET

BOTH = ("sqlite", "postgresql")
ON_ONE = pytest.mark.parametrize("database_url", BOTH[:1], indirect=True)
PRODUCT_ON_ONE = pytest.mark.parametrize("product", BOTH[:1], indirect=True)
"""For what a database has no part in: programs, and what is said over the network."""

loading.begin()


def pytest_collection_finish() -> None:
    """The tests and all that they import stay to the end, as the product's modules do when it serves."""
    loading.settle()
    # Looking for cycles as often as Python does by itself was a sixth of the suite's time.
    gc.set_threshold(50_000, 20, 500)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Async tests run on asyncio, as the product does."""
    return "asyncio"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server on which databases may be made."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_sandbox(postgres_server: str) -> Iterator[databases.PostgresSandbox]:
    """This worker's migrated PostgreSQL database."""
    with databases.fresh_postgres(postgres_server) as url, closing(databases.PostgresSandbox(url)) as sandbox:
        yield sandbox


@pytest.fixture
def postgres_url(postgres_sandbox: databases.PostgresSandbox) -> str:
    """The URL of a PostgreSQL database that holds what the migrations wrote and nothing else."""
    return postgres_sandbox.empty()


@pytest.fixture
def bare_postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database without any table."""
    with databases.fresh_postgres(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database that nobody connects to: others are copies of it."""
    with databases.fresh_postgres(postgres_server) as url:
        yield databases.migrated(url)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The URL of a Redis; tests of reconnecting start their own with `servers.own_redis(port)`."""
    with servers.redis() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    return databases.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def sqlite_file_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of a migrated SQLite file of the test's own."""
    return databases.sqlite_copy(sqlite_template, tmp_path)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database that holds nothing else: each test runs on both kinds."""
    url: str = request.getfixturevalue("sqlite_file_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, migrated database that holds nothing else: each test runs on both kinds."""
    bus = Bus(None)
    await bus.open()
    opened = connect(database_url, bus, keyring=Keyring(SECRET))
    await opened.open()
    try:
        yield opened
    finally:
        await opened.close()
        await bus.close()


@pytest.fixture(params=BOTH)
def product(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Product]:
    """The product on a migrated database that holds nothing, to be started: each test runs on both kinds."""
    product = Product(tmp_path, {})
    with ExitStack() as stack:
        if request.param == "postgresql":
            server, template = map(request.getfixturevalue, ("postgres_server", "postgres_template"))
            product.set(CONCORD_DATABASE_URL=stack.enter_context(databases.fresh_postgres(server, template)))
        else:
            product.data.mkdir()
            databases.sqlite_copy(request.getfixturevalue("sqlite_template"), product.data)
        stack.callback(product.kill9)
        yield product


@pytest.fixture
def server(product: Product) -> Product:
    """The product, started: each test runs on both kinds.

    It takes seconds: use it for what only a process shows (signals, kill -9, real sockets).
    """
    product.start()
    return product
