"""Fixtures of the tests of tools."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.web import Web, web_server
from tests.runtime.tools.rooms import Caller
from tests.stage import Stage


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A server on loopback."""
    async with web_server() as web:
        yield web


@pytest.fixture
def caller(stage: Stage) -> Caller:
    """Calls of tools in a session that is linked with nothing."""
    return Caller(stage)
