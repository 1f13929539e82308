"""An activity: something that happened to a row, of a type such as `agent.published`. Patterns pick types."""

import re
from collections.abc import Callable, Sequence

from backend.domain.errors import BadInput, Path

MOST_PATTERNS = 50

_PATTERN = re.compile(r"[a-z][a-zA-Z]*\.(?:\*|[a-z][a-zA-Z]*)")

Picks = Callable[[str], bool]
"""Whether a type is wanted."""


def picked(patterns: Sequence[str] | None, path: Path) -> Picks:
    """What picks the types that fit a pattern: `agent.published`, or `agent.*` for all of a noun's.

    None picks all. BAD_INPUT names the pattern that is none, or says that there are too many.
    """
    if patterns is None:
        return lambda _: True
    if len(patterns) > MOST_PATTERNS:
        raise BadInput(f"Name up to {MOST_PATTERNS} types, not {len(patterns)}.", path)
    for index, pattern in enumerate(patterns):
        if not _PATTERN.fullmatch(pattern):
            raise BadInput(
                f"{pattern[:80]!r} is no type: say one such as agent.published, or agent.* for all.",
                (*path, index),
            )
    wanted = frozenset(patterns)
    return lambda kind: kind in wanted or f"{kind.partition('.')[0]}.*" in wanted
