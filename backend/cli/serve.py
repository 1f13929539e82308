"""`concord serve` and `concord worker`: the two processes that Concord runs as."""

import asyncio
import signal
from typing import Annotated

import uvloop
from cyclopts import Parameter

from backend.app import House, opened, web_server
from backend.cli import loading
from backend.cli.begin import begun
from backend.cli.failure import Failure
from backend.cli.welcome import first_key, welcome
from backend.platform.logging import log
from backend.platform.server import listening
from backend.platform.settings import Settings

Host = Annotated[str | None, Parameter(help="Address to listen on; else CONCORD_HOST.")]
Port = Annotated[int | None, Parameter(help="Port to listen on, 0 for a free one; else CONCORD_PORT.")]
NoWorker = Annotated[bool, Parameter(negative="", help="Execute no runs here; else CONCORD_WORKER.")]

STOPS = (signal.SIGINT, signal.SIGTERM)


def serve(*, host: Host = None, port: Port = None, no_worker: NoWorker = False) -> None:
    """Serve GraphQL over HTTP, and execute runs, until SIGINT or SIGTERM.

    The database is made or brought up to date first. The first start makes an administrator's key and shows
    it this once.
    """
    with begun(host=host, port=port, worker=False if no_worker else None) as settings:
        if not settings.worker and settings.database.startswith("sqlite:"):
            log.warning("nothing executes runs: this process was told not to, and SQLite has no other")
        uvloop.run(_serve(settings))


def worker() -> None:
    """Execute runs, without HTTP, until SIGINT or SIGTERM. Many workers may share one PostgreSQL database."""
    with begun() as settings:
        if settings.database.startswith("sqlite:"):
            raise Failure(
                "An SQLite database belongs to the process that serves it, which executes the runs too: "
                "run concord serve, or set CONCORD_DATABASE_URL to a PostgreSQL database."
            )
        uvloop.run(_work(settings))


async def _serve(settings: Settings) -> None:
    with listening(settings.host, settings.port) as door:
        async with opened(settings, worker=settings.worker) as house:

            def greet() -> None:
                print(welcome(settings, door.getsockname()[1], _shown(house)), flush=True)

            made = web_server(house, greet)
            loading.settle()
            await made.serve(sockets=[door])


async def _work(settings: Settings) -> None:
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
