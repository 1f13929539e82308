"""Open streams end before the server stops: it counts them, tells them, and waits until the last has gone."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Drain:
    """Streams enter by `open()` and watch `stopping`; `stop()` sets it and waits for them."""

    def __init__(self) -> None:
        self.stopping = asyncio.Event()
        self.streams = 0
        self._empty = asyncio.Event()
        self._empty.set()

    @contextmanager
    def open(self) -> Iterator[None]:
        """Count a stream as live for the length of the block."""
        self.streams += 1
        self._empty.clear()
        try:
            yield
        finally:
            self.streams -= 1
            if not self.streams:
                self._empty.set()

    async def stop(self, seconds: float) -> None:
        """Tell every stream to end, and wait for them, though not longer than that."""
        self.stopping.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._empty.wait()
