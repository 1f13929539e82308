"""A path into a JSON value: up to eight keys with dots between, `make.connectionId`. It enters no array."""

import re

from backend.domain.errors import BadInput

STEPS = 8

_STEP = re.compile(r"[A-Za-z0-9_-]{1,64}")


def steps(path: str) -> tuple[str, ...]:
    """The keys of a path, outermost first (BAD_INPUT)."""
    found = tuple(path.split(".", STEPS))
    if len(found) > STEPS or not all(map(_STEP.fullmatch, found)):
        raise BadInput(
            f"A path has 1 to {STEPS} keys with dots between, each of 1 to 64 letters, digits, _ or -; "
            f"{path[:80]!r} is none."
        )
    return found
