"""A variable of a process's environment: its name, and what its value may hold."""

import re

from backend.domain.errors import BadInput, Path

_NAME = re.compile(r"[^\s=\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,255}")
_NEVER = re.compile(r"[\x00\ud800-\udfff]")


def variable(value: object, path: Path) -> str:
    """A variable's name. What is none is not repeated: it may be a value."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise BadInput("A variable's name has 1 to 255 characters, no spaces and no equals sign.", path)
    return value


def check_value(text: str, path: Path) -> None:
    """Refuse a value that no process can be given (BAD_INPUT, which does not repeat it)."""
    if _NEVER.search(text):
        raise BadInput("The value of a variable may hold no NUL and no half of a surrogate pair.", path)
