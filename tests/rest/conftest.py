"""The product with its dialects and the sample, served on real sockets over both databases."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import SecretStr

from backend.app import application, opened
from backend.domain.viewer import Role
from backend.platform import tokens
from backend.platform.drain import Drain
from backend.platform.settings import Settings
from backend.rest.dialects import DIALECTS
from backend.store.api_key import WantedKey, create_api_key
from backend.store.database import Database
from tests import databases
from tests.conftest import BOTH
from tests.fakes.running import running
from tests.product import SECRET, TIMEOUT
from tests.rest.sample.dialect import SAMPLE
from tests.servers import LOOPBACK, free_port
from tests.tenants import stranger


@dataclass(frozen=True, slots=True)
class Served:
    """A running server, its streams, the key of its administrator, and that of another account's."""

    url: str
    drain: Drain
    key: str
    other: str

    def client(self, key: str | None = None, base: str = "") -> httpx2.AsyncClient:
        """A client that shows the administrator's key, or another."""
        headers = {"authorization": f"Bearer {key or self.key}"}
        return httpx2.AsyncClient(base_url=self.url + base, headers=headers, timeout=TIMEOUT, **LOOPBACK)

    async def query(
        self, document: str, variables: Mapping[str, Any] | None = None, key: str | None = None
    ) -> Any:
        """The data of a GraphQL document."""
        async with self.client(key) as client:
            sent = {"query": document, "variables": variables or {}}
            answer = (await client.post("/graphql", json=sent)).json()
        assert "errors" not in answer, answer
        return answer["data"]


@pytest.fixture(scope="session")
def rest_postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database of its own, so that nothing empties it between tests."""
    with databases.fresh_postgres(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
async def both_served(
    rest_postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[str, Served]]:
    """The product over each kind of database."""
    folder = tmp_path_factory.mktemp("rest")
    async with AsyncExitStack() as stack:
        yield await on_both(stack, folder, rest_postgres_url)


async def on_both(stack: AsyncExitStack, folder: Path, postgres_url: str) -> Mapping[str, Served]:
    """The product over each kind of database, until the stack is closed."""
    urls = {"sqlite": None, "postgresql": postgres_url}
    return {kind: await started(stack, folder / kind, url) for kind, url in urls.items()}


async def started(stack: AsyncExitStack, folder: Path, url: str | None, **more: Any) -> Served:
    """The product over a database, until the stack is closed; `more` are other settings."""
    key, port, drain = tokens.new_key(), free_port(), Drain()
    settings = Settings(
        data_dir=folder,
        database_url=url,
        admin_key=SecretStr(key),
        secret_key=SecretStr(SECRET),
        demo=False,
        root_dialect="sample",
        allowed_hosts=("127.0.0.1",),
        **more,
    )
    house = await stack.enter_async_context(opened(settings, worker=True))
    app = application(house, drain, [*DIALECTS.values(), SAMPLE])
    await stack.enter_async_context(running(app, port))
    stack.push_async_callback(drain.stop, 1)
    return Served(f"http://127.0.0.1:{port}", drain, key, await _other(house.database))


async def _other(database: Database) -> str:
    viewer = await stranger(database)
    async with database.write() as tx:
        made = await create_api_key(
            tx, viewer, SECRET, WantedKey("Other", role=Role.ADMIN, account_admin=True)
        )
    return str(made.key)


@pytest.fixture(params=BOTH)
def served(request: pytest.FixtureRequest, both_served: Mapping[str, Served]) -> Served:
    """The product, served: each test runs on both kinds of database."""
    return both_served[request.param]


@pytest.fixture
async def sample(served: Served) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the sample's API."""
    async with served.client(base="/sample") as client:
        yield client
