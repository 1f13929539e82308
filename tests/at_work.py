"""Loops of the runtime at work for the length of a block: one that a failed test left would fail others."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol, TypeVar


class Loop(Protocol):
    """What works in the background, from its start until it is stopped."""

    def start(self) -> None:
        """Begin."""

    async def stop(self) -> None:
        """Let go."""


L = TypeVar("L", bound=Loop)


@asynccontextmanager
async def at_work(loop: L) -> AsyncIterator[L]:
    """The loop, started; it is stopped when the block ends, however that is."""
    loop.start()
    try:
        yield loop
    finally:
        await loop.stop()
