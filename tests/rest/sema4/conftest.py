"""Two tenants of each kind of database, and a colleague of ours whose key owns nothing."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from tests.conftest import BOTH
from tests.rest.conftest import Served
from tests.rest.sema4.world import World, inhabited

COLLEAGUE = 'mutation { createApiKey(input: {name: "Colleague", role: EDITOR}) { key } }'


@dataclass(frozen=True, slots=True)
class Tenants:
    """Ours, a colleague's in the same workspace, and somebody else's."""

    ours: World
    colleague: World
    theirs: World


@pytest.fixture(scope="session")
async def both_tenants(both_served: Mapping[str, Served]) -> AsyncIterator[Mapping[str, Tenants]]:
    """The tenants on each kind of database."""
    async with AsyncExitStack() as stack:
        found = {}
        for kind, served in both_served.items():
            key = (await served.query(COLLEAGUE))["createApiKey"]["key"]
            worlds = [
                await stack.enter_async_context(inhabited(served, each))
                for each in (served.key, key, served.other)
            ]
            found[kind] = Tenants(*worlds)
        yield found


@pytest.fixture(params=BOTH)
def tenants(request: pytest.FixtureRequest, both_tenants: Mapping[str, Tenants]) -> Tenants:
    """The tenants: each test runs on both kinds of database."""
    return both_tenants[request.param]


@pytest.fixture
def ours(tenants: Tenants) -> World:
    """Our tenant."""
    return tenants.ours


@pytest.fixture
def colleague(tenants: Tenants) -> World:
    """Another key of our workspace."""
    return tenants.colleague
