"""A rehearsal: changes are made, seen, and undone at its end, so that one world serves many of them."""

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from backend.store.database import Database, Driver, Raw, Session

T = TypeVar("T")


class _Over(Exception):
    """The rehearsal is over: undo it."""


class _Stage:
    """A driver inside one transaction: a write is a savepoint of it, and a read sees what was written."""

    def __init__(self, session: Session, kept: Driver) -> None:
        self._session = session
        self.name = kept.name
        self.largest = kept.largest

    async def open(self) -> None:
        """It is open."""

    async def close(self) -> None:
        """It ends with the rehearsal."""

    def own(self) -> None:
        """Nothing to claim."""

    async def end_frozen(self) -> None:
        """Nothing to end."""

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """What is there, and what the rehearsal wrote so far."""
        yield self._session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Session]:
        """A part of the rehearsal, undone by any error."""
        await self._session.fetch("SAVEPOINT part", ())
        try:
            yield self._session
        except BaseException:
            await self._session.fetch("ROLLBACK TO SAVEPOINT part", ())
            raise
        await self._session.fetch("RELEASE SAVEPOINT part", ())

    async def append(self, work: Callable[[Session], Coroutine[Any, Any, T]]) -> T:
        """A part of the rehearsal too."""
        async with self.write() as session:
            return await work(session)

    async def glance(self, text: str, arguments: Sequence[object]) -> Raw:
        """Run one reading statement."""
        return await self._session.fetch(text, arguments)

    single = glance


class Rehearsed(Database):
    """An open database whose changes are kept, but for those inside `rehearsal()`."""

    def __init__(self, opened: Database) -> None:
        super().__init__(opened._driver, opened.bus, opened._keyring)

    @asynccontextmanager
    async def rehearsal(self) -> AsyncIterator[None]:
        """Whatever is written inside is undone at the end; rehearsals do not nest and do not overlap."""
        kept = self._driver
        try:
            async with kept.write() as session:
                self._driver = _Stage(session, kept)
                yield
                raise _Over
        except _Over:
            pass
        finally:
            self._driver = kept
