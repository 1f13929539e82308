"""The database: the one place that owns connections, begins and commits.

Four rules hold here and nowhere else: we own pools and transactions, SQLAlchemy only writes the text; a list
is one parameter; values cross by our own codecs; text that a database cannot hold is refused before any SQL.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy.sql import ClauseElement

from backend.domain.errors import Unavailable
from backend.platform.bus import Bus
from backend.platform.secrets import Keyring
from backend.store import postgres, sqlite
from backend.store.answer_size import LARGEST
from backend.store.failure import entered, translated
from backend.store.statement import Row, Statement, compiled

T = TypeVar("T")

Act = Callable[[], Awaitable[None]]
Raw = list[Sequence[object]]
Fetch = Callable[[str, Sequence[object]], Awaitable[Raw]]
"""Runs a text with its arguments: `tx.raw`, or `database.single`."""


class Session(Protocol):
    """What a driver gives inside a transaction."""

    async def fetch(self, text: str, arguments: Sequence[object]) -> Raw:
        """Run one statement and read all of its rows."""

    async def many(self, text: str, arguments: Sequence[Sequence[object]]) -> None:
        """Run one statement once for each list of arguments."""


class Driver(Protocol):
    """One kind of database."""

    name: str
    largest: int

    async def open(self) -> None:
        """Connect."""

    async def close(self) -> None:
        """Let go of every connection."""

    def own(self) -> None:
        """Claim the database for this process, if it can be claimed."""

    async def end_frozen(self) -> None:
        """End the transactions of clients that have stood still for long."""

    def read(self) -> AbstractAsyncContextManager[Session]:
        """A snapshot."""

    def write(self) -> AbstractAsyncContextManager[Session]:
        """A transaction that is committed at the end, and undone by any error."""

    async def append(self, work: Callable[["Session"], Coroutine[Any, Any, T]]) -> T:
        """A write transaction so short that it waits for nothing but its statements."""

    async def glance(self, text: str, arguments: Sequence[object]) -> Raw:
        """Run one reading statement that finds few rows by their keys, which is its own snapshot."""

    async def single(self, text: str, arguments: Sequence[object]) -> Raw:
        """Run one reading statement, which is its own snapshot."""


class Transaction:
    """One transaction. A verb takes it, writes, and returns; only the database commits."""

    def __init__(self, session: Session, dialect: str, bus: Bus, keyring: Keyring | None = None) -> None:
        self._session = session
        self._bus = bus
        self._keyring = keyring
        self.dialect = dialect
        self.acts: list[Act] = []

    @property
    def keyring(self) -> Keyring:
        """The installation's keys, for what is sealed or digested (TypeError without any)."""
        if self._keyring is None:
            raise TypeError("This database was opened without keys: give connect() a keyring.")
        return self._keyring

    async def fetch(self, statement: ClauseElement, values: Mapping[str, object] | None = None) -> list[Row]:
        """Run a statement of SQLAlchemy Core; rows are named tuples of Python values."""
        values = values or {}
        made = compiled(statement, self.dialect, tuple(values))
        with translated():
            return made.rows(await self._session.fetch(made.text, made.arguments(values)))

    async def first(self, statement: ClauseElement, values: Mapping[str, object] | None = None) -> Row | None:
        """The first row, or None."""
        rows = await self.fetch(statement, values)
        return rows[0] if rows else None

    async def many(self, statement: ClauseElement, values: Sequence[Mapping[str, object]]) -> None:
        """Run a statement once for each mapping; all must have the same keys."""
        if values:
            made: Statement = compiled(statement, self.dialect, tuple(values[0]))
            with translated():
                await self._session.many(made.text, [made.arguments(each) for each in values])

    async def raw(self, text: str, arguments: Sequence[object]) -> Raw:
        """Run a plan's text, driver values in, driver values out (TOO_EXPENSIVE if it takes too long)."""
        with translated(asked=True):
            return await self._session.fetch(text, arguments)

    @asynccontextmanager
    async def undone(self) -> AsyncIterator[None]:
        """Undo at the end what is done inside, acts after the commit too; the transaction goes on."""
        acts = len(self.acts)
        await self.raw("SAVEPOINT trial", ())
        yield
        await self.raw("ROLLBACK TO SAVEPOINT trial", ())
        del self.acts[acts:]

    def after_commit(self, act: Act) -> None:
        """Do this once the transaction is committed, and not at all if it is undone."""
        self.acts.append(act)

    def ring(self, topic: str, message: str) -> None:
        """Publish this on the bus once the transaction is committed."""
        self.after_commit(partial(self._bus.publish, topic, message))


class Database:
    """The database, the bus that is rung after its commits, and the keys for what is sealed in it.

    `largest` is how many bytes the answer of one statement may have.
    """

    def __init__(self, driver: Driver, bus: Bus, keyring: Keyring | None = None) -> None:
        self._driver = driver
        self._keyring = keyring
        self.bus = bus
        self.dialect = driver.name
        self.largest = driver.largest

    async def open(self) -> None:
        """Connect to the database."""
        with translated():
            await self._driver.open()

    async def close(self) -> None:
        """Close every connection."""
        await self._driver.close()

    def own(self) -> None:
        """Claim the database for a process that serves it (CONFLICT if another one has an SQLite file)."""
        self._driver.own()

    async def end_frozen(self) -> None:
        """End what a process that was frozen inside a transaction holds locked (nothing on SQLite)."""
        with translated():
            await self._driver.end_frozen()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """One snapshot; nothing can be written through it."""
        async with entered(self._driver.read()) as session:
            yield Transaction(session, self.dialect, self.bus, self._keyring)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """One transaction: committed at the end, undone by any error; then its acts, in order."""
        async with entered(self._driver.write()) as session:
            transaction = Transaction(session, self.dialect, self.bus, self._keyring)
            yield transaction
        for act in transaction.acts:
            await act()

    async def append(self, work: Callable[[Transaction], Coroutine[Any, Any, T]]) -> T:
        """A transaction as `write`, for work that waits for nothing but its statements, which must be short:
        SQLite commits together what is appended at the same time. What the work gives.
        """
        made: list[Transaction] = []

        async def within(session: Session) -> T:
            made.append(Transaction(session, self.dialect, self.bus, self._keyring))
            return await work(made[-1])

        with translated():
            given = await self._driver.append(within)
        for act in made[-1].acts:
            await act()
        return given

    async def fetch(self, statement: ClauseElement, values: Mapping[str, object]) -> list[Row]:
        """Run one reading statement of SQLAlchemy Core outside any transaction, its own snapshot. It finds
        few rows, by keys: SQLite does it at once, and PostgreSQL in a round trip where `read` takes three.
        """
        made = compiled(statement, self.dialect, tuple(values))
        with translated():
            return made.rows(await self._driver.glance(made.text, made.arguments(values)))

    async def single(self, text: str, arguments: Sequence[object]) -> Raw:
        """Run one reading plan outside any transaction, its own snapshot (TOO_EXPENSIVE as in `raw`)."""
        with translated(asked=True):
            return await self._driver.single(text, arguments)


def connect(
    url: str,
    bus: Bus,
    statement_timeout: float = 10,
    *,
    keyring: Keyring | None = None,
    largest: int = LARGEST,
) -> Database:
    """A database by its URL: `sqlite:///path` or `postgresql://user@host/name`. Call `open` before use.

    Without a keyring nothing can be sealed, opened or made under an idempotency key.
    """
    kind, _, rest = url.partition("://")
    if kind == "sqlite":
        path = Path(rest.removeprefix("/"))
        return Database(sqlite.SqliteDriver(path, statement_timeout, largest), bus, keyring)
    if kind in {"postgresql", "postgres"}:
        return Database(postgres.PostgresDriver(url, statement_timeout, largest), bus, keyring)
    raise Unavailable(f"CONCORD_DATABASE_URL starts with {kind!r}; it takes sqlite:/// or postgresql://.")
