"""Connections of SQLite whose answers are measured as they are read: one value by SQLite, all rows here."""

import sqlite3
from sys import getsizeof
from time import monotonic
from typing import Any

from typing_extensions import override

from backend.store.answer_size import AnswerTooLarge

QUICK = 0.001
"""Seconds in which no machine reads much. An ordinary page is read by then, and not measured."""


class MeasuredConnection(sqlite3.Connection):
    """A connection whose answers have up to `largest` bytes."""

    def __init__(self, largest: int, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.largest = largest
        self.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, largest)

    @override
    def execute(self, *given: Any) -> sqlite3.Cursor:
        """Run a statement, whose rows are measured."""
        return self.cursor(_Measured).execute(*given)


class _Measured(sqlite3.Cursor):
    connection: MeasuredConnection

    @override
    def fetchall(self) -> list[Any]:
        """The rows (AnswerTooLarge as soon as they are too large)."""
        rows: list[Any] = []
        size = measured = 0
        quick = monotonic() + QUICK
        for row in self:
            rows.append(row)
            if monotonic() > quick:
                size += sum(getsizeof(cell) for each in rows[measured:] for cell in each)
                measured = len(rows)
                if size > self.connection.largest:
                    raise AnswerTooLarge(self.connection.largest)
        return rows
