"""An application as a server that a test talks to: on a port of our own machine, and ended with its block."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from tests.patience import eventually


@asynccontextmanager
async def running(app: ASGIApp, port: int) -> AsyncIterator[None]:
    """Serve the application on this port until the block ends."""
    # No word of logging: uvicorn would change it for every test that follows.
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve())

    async def started() -> bool:
        return server.started

    await eventually(started)
    try:
        yield
    finally:
        server.should_exit = True
        await serving
