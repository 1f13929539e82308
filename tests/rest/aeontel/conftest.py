"""Two tenants of each kind of database, each with one of everything."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

from tests.conftest import BOTH
from tests.rest.aeontel.world import World, inhabited
from tests.rest.conftest import Served

GUEST = 'mutation { createPrincipal(input: {kind: USER, name: "Guest"}) { principal { id } } }'


@dataclass(frozen=True, slots=True)
class Tenants:
    """Ours, and somebody else's."""

    ours: World
    theirs: World


@pytest.fixture(scope="session")
async def both_tenants(both_served: Mapping[str, Served]) -> AsyncIterator[Mapping[str, Tenants]]:
    """The tenants on each kind of database."""
    async with AsyncExitStack() as stack:
        found = {}
        for kind, served in both_served.items():
            ours = await stack.enter_async_context(inhabited(served, served.key))
            theirs = await stack.enter_async_context(inhabited(served, served.other))
            guest = await served.query(GUEST)
            ours.names["guest"] = guest["createPrincipal"]["principal"]["id"]
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
