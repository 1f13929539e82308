"""Two tenants on each kind of database, each with one of everything."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from tests import databases
from tests.conftest import BOTH
from tests.rest.conftest import Served, on_both
from tests.rest.make.world import PROVIDER, World, inhabited

WORKSPACE = 'mutation { createWorkspace(input: {name: "Apart"}) { workspace { id number } } }'
KEY = """
mutation ($home: ID!) { createApiKey(input: {name: "One team", role: EDITOR}, workspaceId: $home) { key } }
"""


@dataclass(frozen=True, slots=True)
class Tenants:
    """Ours, and somebody else's."""

    ours: World
    theirs: World


@pytest.fixture(scope="session")
def make_postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database of these tests alone."""
    with databases.fresh_postgres(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
async def both_served(
    make_postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Mapping[str, Served]]:
    """The product of these tests alone: agents of other dialects need no instructions, as Make's do."""
    folder = tmp_path_factory.mktemp("make")
    async with AsyncExitStack() as stack:
        yield await on_both(stack, folder, make_postgres_url)


@pytest.fixture(scope="session")
async def both_tenants(both_served: Mapping[str, Served]) -> AsyncIterator[Mapping[str, Tenants]]:
    """The tenants on each kind of database."""
    async with AsyncExitStack() as stack:
        found = {}
        for kind, served in both_served.items():
            ours = await stack.enter_async_context(inhabited(served, served.key))
            theirs = await stack.enter_async_context(inhabited(served, served.other))
            # Accounts count alike: this number is theirs alone.
            made = [(await theirs.graph(PROVIDER))["createModelProvider"]["modelProvider"] for _ in range(3)]
            theirs.names["providerId"] = made[-1]["number"]
            found[kind] = Tenants(ours, theirs)
        yield found


@pytest.fixture(params=BOTH)
def tenants(request: pytest.FixtureRequest, both_tenants: Mapping[str, Tenants]) -> Tenants:
    """Two tenants: each test runs on both kinds of database."""
    return both_tenants[request.param]


@pytest.fixture
def ours(tenants: Tenants) -> World:
    """Our tenant."""
    return tenants.ours


@pytest.fixture
async def unseen(ours: World) -> AsyncIterator[tuple[World, int]]:
    """Our tenant by a key that sees one team, and the number of another team of the account."""
    apart = (await ours.graph(WORKSPACE))["createWorkspace"]["workspace"]["number"]
    home = f"number:{ours.names['team']}"
    key = (await ours.graph(KEY, home=home))["createApiKey"]["key"]
    async with ours.served.client(key) as client:
        world = World(ours.served, key, client, ours.description)
        world.names |= ours.names
        yield world, apart
