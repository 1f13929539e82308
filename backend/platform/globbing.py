"""Patterns of paths, such as `src/**/*.py`, matched in a time proportional to path and pattern."""

import fnmatch
import re
from collections.abc import Sequence
from functools import lru_cache

_ANY = "**"


class Glob:
    """A pattern: `*`, `?` and `[…]` stand for what has no slash, `**` for any number of folders."""

    def __init__(self, pattern: str) -> None:
        parts = [each for each in pattern.split("/") if each not in {"", "."}]
        self._steps = [None if each == _ANY else _part(each) for each in parts]

    def fits(self, parts: Sequence[str]) -> bool:
        """Whether a path, in parts, fits as a whole."""
        at = self._closed({0})
        for part in parts:
            at = self._closed({each for state in at for each in self._next(state, part)})
        return len(self._steps) in at

    def _next(self, state: int, part: str) -> list[int]:
        if state == len(self._steps):
            return []
        step = self._steps[state]
        if step is None:
            return [state]
        return [state + 1] if step.match(part) else []

    def _closed(self, states: set[int]) -> set[int]:
        """With the states behind each `**`, which may stand for nothing."""
        ahead = sorted(states)
        for state in ahead:
            if state < len(self._steps) and self._steps[state] is None and state + 1 not in states:
                states.add(state + 1)
                ahead.append(state + 1)
        return states


@lru_cache(maxsize=256)
def _part(pattern: str) -> re.Pattern[str]:
    # What fnmatch makes of a star never goes back over what it has passed.
    return re.compile(fnmatch.translate(pattern))
