"""`concord serve` and `concord worker`: the two processes that Concord runs as.

What they do is loaded when all that is asked is right: it takes seconds, and a mistake is told at once.
"""

from importlib import import_module
from typing import Annotated

import uvloop
from cyclopts import Parameter

from backend.cli.begin import begun
from backend.cli.failure import Failure
from backend.platform.logging import log

Host = Annotated[str | None, Parameter(help="Address to listen on; else CONCORD_HOST.")]
Port = Annotated[int | None, Parameter(help="Port to listen on, 0 for a free one; else CONCORD_PORT.")]
NoWorker = Annotated[bool, Parameter(negative="", help="Execute no runs here; else CONCORD_WORKER.")]

PROCESS = "backend.cli.process"


def serve(*, host: Host = None, port: Port = None, no_worker: NoWorker = False) -> None:
    """Serve GraphQL over HTTP, and execute runs, until SIGINT or SIGTERM.

    The database is made or brought up to date first. The first start makes an administrator's key and shows
    it this once.
    """
    with begun(host=host, port=port, worker=False if no_worker else None) as settings:
        if not settings.worker and settings.database.startswith("sqlite:"):
            log.warning("nothing executes runs: this process was told not to, and SQLite has no other")
        uvloop.run(import_module(PROCESS).served(settings))


def worker() -> None:
    """Execute runs, without HTTP, until SIGINT or SIGTERM. Many workers may share one PostgreSQL database."""
    with begun() as settings:
        if settings.database.startswith("sqlite:"):
            raise Failure(
                "An SQLite database belongs to the process that serves it, which executes the runs too: "
                "run concord serve, or set CONCORD_DATABASE_URL to a PostgreSQL database."
            )
        uvloop.run(import_module(PROCESS).worked(settings))
