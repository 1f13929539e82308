"""Connections to PostgreSQL whose answers are measured as they come in.

Bytes are counted by the packet, which costs nothing that can be measured. Where they are too many the
connection is cut, since PostgreSQL sends a row that it has begun to its end.
"""

import asyncio
from typing import Any

import asyncpg
from typing_extensions import override

from backend.store.answer_size import AnswerTooLarge

_OVER = b"Z\0\0\0\5"
"""Stands before the last byte of every answer: PostgreSQL is ready for the next statement."""


class MeasuredConnection(asyncpg.Connection):  # type: ignore[misc]  # not typed there
    """A connection whose answers have up to `largest` bytes: one that is larger ends it (AnswerTooLarge)."""

    largest: int

    def __init__(self, protocol: Any, transport: asyncio.Transport, *given: Any) -> None:
        super().__init__(protocol, transport, *given)
        transport.set_protocol(Measure(protocol, transport, self.largest))


class Measure(asyncio.Protocol):
    """Hands on what a connection receives, until an answer is too large."""

    def __init__(self, protocol: Any, transport: asyncio.Transport, largest: int) -> None:
        self._largest = self._left = largest
        self._transport = transport
        self._protocol = protocol
        self._take = protocol.data_received
        self.eof_received = protocol.eof_received  # type: ignore[method-assign]  # as it is
        self.pause_writing = protocol.pause_writing  # type: ignore[method-assign]
        self.resume_writing = protocol.resume_writing  # type: ignore[method-assign]

    @override
    def data_received(self, data: bytes) -> None:
        """Count, and hand on or cut."""
        self._left = self._largest if data[-6:-1] == _OVER else self._left - len(data)
        if self._left >= 0:
            self._take(data)
        else:
            self._take = len  # what may still come in is nobody's
            self._transport.abort()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Say why."""
        self._protocol.connection_lost(AnswerTooLarge(self._largest) if self._take is len else exc)
