"""Fixtures of the tests of tools."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.web import Web, web_server


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """A server on loopback."""
    async with web_server() as web:
        yield web
