"""Two tenants of each kind of database, each with one of everything."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest

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
    """The tenants on each kind of database, by where it is served."""
    async with AsyncExitStack() as stack:
        found = {}
        for served in both_served.values():
            ours = await stack.enter_async_context(inhabited(served, served.key))
            theirs = await stack.enter_async_context(inhabited(served, served.other))
            guest = await served.query(GUEST)
            ours.names["guest"] = guest["createPrincipal"]["principal"]["id"]
            found[served.url] = Tenants(ours, theirs)
        yield found


@pytest.fixture
def tenants(served: Served, both_tenants: Mapping[str, Tenants]) -> Tenants:
    """Two tenants: each test runs on both kinds of database."""
    return both_tenants[served.url]


@pytest.fixture
def ours(tenants: Tenants) -> World:
    """Our tenant."""
    return tenants.ours
