"""Connections to PostgreSQL: asyncpg's pool makes and mends them, and between statements they are kept here.

To take one from that pool and to give it back costs more than a statement that finds a row by its key.
"""

import asyncio
from contextlib import suppress
from typing import Any

import asyncpg

UNUSED = 60.0
"""Seconds after which what nobody needed goes back to asyncpg's pool, which closes it some minutes later."""


class Connections:
    """Up to `most` connections of a pool. Who takes one keeps or releases it: whatever is done in between, no
    transaction is open then.
    """

    def __init__(self, pool: "asyncpg.Pool[Any]", most: int) -> None:
        self._pool = pool
        self._most = most
        self._free = asyncio.Semaphore(most)
        self._kept: list[Any] = []
        self._unused = 0
        self._tidying = asyncio.create_task(self._tidy())

    async def take(self) -> Any:
        """A connection, the one used last if any is kept."""
        await self._free.acquire()
        try:
            while self._kept:
                connection = self._kept.pop()
                self._unused = min(self._unused, len(self._kept))
                if is_open(connection):
                    return connection
                await self._pool.release(connection)
            return await self._pool.acquire()
        except BaseException:
            self._free.release()
            raise

    def keep(self, connection: Any) -> None:
        """Have one at hand for the next who asks."""
        self._kept.append(connection)
        self._free.release()

    async def release(self, connection: Any) -> None:
        """Give one back to the pool, which looks whether it can be used on: something failed."""
        try:
            await self._pool.release(connection)
        finally:
            self._free.release()

    def taken(self) -> "Taken":
        """A connection for a while."""
        return Taken(self)

    async def close(self) -> None:
        """Close them all, as soon as nobody has any."""
        self._tidying.cancel()
        with suppress(asyncio.CancelledError):
            await self._tidying
        for _ in range(self._most):
            await self._free.acquire()
        await self._give_back(len(self._kept))
        await self._pool.close()

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(UNUSED)
            await self._give_back(self._unused)
            self._unused = len(self._kept)

    async def _give_back(self, count: int) -> None:
        """Give so many back to the pool, those used longest ago, as far as there still are so many."""
        for _ in range(min(count, len(self._kept))):
            if self._kept:
                with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):  # it is lost, then
                    await self._pool.release(self._kept.pop(0))


class Taken:
    """A connection while a block lasts: it is kept at its end, and released if that is an error."""

    __slots__ = ("_connection", "_connections")

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def __aenter__(self) -> Any:
        """Take it."""
        self._connection = await self._connections.take()
        return self._connection

    async def __aexit__(self, _: object, error: BaseException | None, __: object) -> None:
        """Keep or release it."""
        if error is None:
            self._connections.keep(self._connection)
        else:
            await self._connections.release(self._connection)


def is_open(connection: Any) -> bool:
    """Whether a connection can be used."""
    try:
        return not connection.is_closed()
    except asyncpg.InterfaceError:  # the pool has parted with it, since the server ended it
        return False
