"""A database that keeps what is sent: every statement, and apart from them those that read an answer."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.sql import ClauseElement

from backend.store.database import Database, Raw, Transaction
from backend.store.failure import entered
from backend.store.statement import Row, compiled


@dataclass(slots=True)
class Sent:
    """Texts in their order: `statements` are all, `reads` those of them that plans and searches sent."""

    statements: list[str] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        """Keep a text that comes as it is: only plans and searches hold such."""
        self.statements.append(text)
        self.reads.append(text)

    def clear(self) -> None:
        """Forget them."""
        self.statements.clear()
        self.reads.clear()


class _Kept(Transaction):
    """A transaction that keeps what is sent: a plan's text comes by itself, a verb's as a statement."""

    sent: Sent

    async def fetch(self, statement: ClauseElement, values: Mapping[str, object] | None = None) -> list[Row]:
        """Keep the statement's text, and run it."""
        self.sent.statements.append(compiled(statement, self.dialect, tuple(values or {})).text)
        return await super().fetch(statement, values)

    async def many(self, statement: ClauseElement, values: Sequence[Mapping[str, object]]) -> None:
        """Keep the statement's text once, and run it."""
        if values:
            self.sent.statements.append(compiled(statement, self.dialect, tuple(values[0])).text)
        await super().many(statement, values)

    async def raw(self, text: str, arguments: Sequence[object]) -> Raw:
        """Keep the text, and run it."""
        self.sent.read(text)
        return await super().raw(text, arguments)


class Recording(Database):
    """An open database of which everything that is sent is kept in `sent`."""

    def __init__(self, opened: Database) -> None:
        super().__init__(opened._driver, opened.bus, opened._keyring)
        self.sent = Sent()

    async def fetch(self, statement: ClauseElement, values: Mapping[str, object]) -> list[Row]:
        """Keep the statement's text, and run it."""
        self.sent.statements.append(compiled(statement, self.dialect, tuple(values)).text)
        return await super().fetch(statement, values)

    async def single(self, text: str, arguments: Sequence[object]) -> Raw:
        """Keep the text, and run it."""
        self.sent.read(text)
        return await super().single(text, arguments)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """A snapshot of which what is sent is kept."""
        async with entered(self._driver.read()) as session:
            yield self._kept(_Kept(session, self.dialect, self.bus, self._keyring))

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A transaction of which what is sent is kept."""
        async with entered(self._driver.write()) as session:
            transaction = self._kept(_Kept(session, self.dialect, self.bus, self._keyring))
            yield transaction
        for act in transaction.acts:
            await act()

    def _kept(self, transaction: _Kept) -> _Kept:
        transaction.sent = self.sent
        return transaction
