"""The deadline of SQLite's statements: what takes too long, or whose asker has gone, is interrupted."""

import asyncio
import math
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

    def __enter__(self) -> None:
        """A statement runs."""
        self._at = monotonic() + self._timeout

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """It is over. One whose asker goes away ends now, and what is over then is `settled`."""
        self._at = 0.0 if kind is not None and issubclass(kind, asyncio.CancelledError) else math.inf

    def settled(self) -> None:
        """Nothing runs that is to end."""
        self._at = math.inf
