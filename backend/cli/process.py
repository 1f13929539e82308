"""The two processes at work, from the moment their settings are read until they are told to stop."""

import asyncio
import signal

from backend.app import House, opened, web_server
from backend.cli import loading
from backend.cli.welcome import first_key, welcome
from backend.platform.server import listening
from backend.platform.settings import Settings

STOPS = (signal.SIGINT, signal.SIGTERM)


async def served(settings: Settings) -> None:
    """Serve until a signal."""
    with listening(settings.host, settings.port) as door:
        async with opened(settings, worker=settings.worker) as house:

            def greet() -> None:
                print(welcome(settings, door.getsockname()[1], _shown(house)), flush=True)

            made = web_server(house, greet)
            loading.settle()
            await made.serve(sockets=[door])


async def worked(settings: Settings) -> None:
    """Execute runs until a signal."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for each in STOPS:
        loop.add_signal_handler(each, stop.set)
    async with opened(settings, worker=True) as house:
        loading.settle()
        key = _shown(house)
        print(*([first_key(key)] if key else []), "The worker waits for runs.", sep="\n", flush=True)
        await stop.wait()


def _shown(house: House) -> str | None:
    """The key to show: one that was made now. A key of the settings is known to who set it."""
    return None if house.settings.admin_key else house.new_key
