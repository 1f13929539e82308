"""The deadline of SQLite's statements: what takes too long, or whose asker has gone, is interrupted."""

import asyncio
import math
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

STEPS = 1_000_000
"""Steps of SQLite's machine, some ten milliseconds, after which it asks whether to go on: a statement that is
done by then is never held up.
"""


class Deadline:
    """When a connection's statement is to end, on the monotonic clock. SQLite asks at every so many STEPS."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._at = math.inf

    def __call__(self) -> bool:
        """Whether the statement is to be interrupted now."""
        return monotonic() > self._at

    @contextmanager
    def running(self) -> Iterator[None]:
        """A statement runs. One whose asker goes away ends now, and what is over is `settled`."""
        self._at = monotonic() + self._timeout
        try:
            yield
        except asyncio.CancelledError:
            self._at = 0.0
            raise
        except BaseException:
            self.settled()
            raise
        self.settled()

    def settled(self) -> None:
        """Nothing runs that is to end."""
        self._at = math.inf
