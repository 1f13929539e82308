"""Connections of the event loop's own thread: for statements so short that to cross to another thread and
back would cost more than they do. The loop stands still for them.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from backend.store import sqlite_deadline
from backend.store.sqlite_deadline import Deadline

PRAGMAS = "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; "


class DirectSession:
    """A connection whose statements are done when they return, within so many seconds."""

    def __init__(self, path: Path, timeout: float, pragmas: str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        self.connection.executescript(PRAGMAS + pragmas)
        self._deadline = Deadline(timeout)
        self.connection.set_progress_handler(self._deadline, sqlite_deadline.STEPS)

    async def fetch(self, text: str, arguments: Sequence[object]) -> list[Sequence[object]]:
        """Run one statement and read all of its rows."""
        with self._deadline:
            return self.connection.execute(text, arguments).fetchall()

    async def many(self, text: str, arguments: Sequence[Sequence[object]]) -> None:
        """Run one statement once for each list of arguments."""
        self.connection.executemany(text, arguments)

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()
