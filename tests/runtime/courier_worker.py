"""A courier made to be killed: it delivers until then, with a lease that a test can wait for."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from backend.platform.bus import Bus
from backend.platform.logging import configure
from backend.platform.secrets import Keyring
from backend.platform.settings import Settings
from backend.runtime.courier import Courier
from backend.store.database import connect
from tests.tenants import SECRET


async def work(url: str, host: str, lease: float) -> None:
    """Deliver until killed."""
    bus = Bus(None)
    await bus.open()
    database = connect(url, bus, keyring=Keyring(SECRET))
    await database.open()
    settings = Settings(
        data_dir=Path(), anthropic_base_url=None, anthropic_api_key=None, allowed_hosts=(host,)
    )
    await Courier(database, settings, lease=timedelta(seconds=lease)).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    configure("warning", "console")
    asyncio.run(work(sys.argv[1], sys.argv[2], float(sys.argv[3])))
