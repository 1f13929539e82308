"""A worker outlives a restart of its PostgreSQL: its loops go on, and so does what was under way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from backend.platform.bus import Bus
from backend.platform.secrets import Keyring
from backend.store.database import connect
from backend.store.mcp_server import mcp_server
from backend.store.migrate import upgrade
from backend.store.tool_set_edit import create_mcp_server
from tests.at_work import at_work
from tests.fakes.gate import served
from tests.fakes.receiver import Receiver
from tests.patience import eventually
from tests.runtime.boxes import discovery_of
from tests.runtime.delivering import courier, endpoint, happen, settled
from tests.servers import initialised
from tests.stage import Stage, gapless, set_stage
from tests.store.agents import do, row_of
from tests.tenants import SECRET

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(
        "pgserver" not in {each.name for each in distributions()}, reason="pgserver has no wheel here"
    ),
]

LEASE = timedelta(seconds=2)
WITHIN = 30.0


@asynccontextmanager
async def staged(url: str, folder: Path) -> AsyncIterator[Stage]:
    """A stage on a PostgreSQL that nobody else uses."""
    await upgrade(url)
    bus = Bus(None)
    await bus.open()
    database = connect(url, bus, keyring=Keyring(SECRET))
    await database.open()
    try:
        yield await set_stage(database, folder)
    finally:
        await database.close()
        await bus.close()


async def discovered(stage: Stage, server_id: str) -> None:
    async def probe() -> bool:
        return bool((await row_of(stage.database, mcp_server, server_id)).status == "CONNECTED")

    await eventually(probe, WITHIN)


async def test_a_restart_of_postgresql_loses_no_run_no_delivery_and_no_discovery(
    hook: Receiver, tmp_path: Path
) -> None:
    with TemporaryDirectory(prefix="concord-postgres-") as folder:
        cluster = await asyncio.to_thread(initialised, Path(folder))
        serving = cluster.serving()
        await asyncio.to_thread(serving.__enter__)
        try:
            async with (
                staged(cluster.url, tmp_path) as stage,
                served() as gate,
                at_work(discovery_of(stage)),
                stage.engine(lease=LEASE) as engine,
                courier(stage, hook),
            ):
                await endpoint(stage, hook)
                session_id = await stage.session()
                run_id = await stage.run(session_id, "words 200 slow 5ms")

                async def speaking() -> bool:
                    return engine.partial(session_id) is not None

                await eventually(speaking, WITHIN)
                await asyncio.to_thread(serving.__exit__, None, None, None)
                serving = cluster.serving()
                await asyncio.to_thread(serving.__enter__)

                assert (await stage.ended(run_id, WITHIN)).status == "COMPLETED"
                assert gapless(await stage.events(session_id))
                later = await stage.run(await stage.session(), "hello")
                assert (await stage.ended(later, WITHIN)).status == "COMPLETED"
                await happen(stage)
                await settled(stage)
                given = {"name": "Box", "url": gate.url}
                await discovered(stage, await do(stage.database, create_mcp_server, stage.viewer, given))
        finally:
            await asyncio.to_thread(serving.__exit__, None, None, None)
