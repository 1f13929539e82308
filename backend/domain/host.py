"""A host, as a row names it: exact, in lower case, without scheme and port."""

import re
from collections.abc import Iterable

from backend.domain.errors import BadInput, Path

LONGEST = 253

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
ALL_BELOW = "*."
"""Before a host: all hosts whose names end in it, and not the host itself."""


def host(value: object, path: Path) -> str:
    """The host's name or IPv4 address, in lower case."""
    name = value.lower() if isinstance(value, str) else ""
    if len(name) > LONGEST or not _HOST.fullmatch(name):
        raise BadInput("A host is a name such as api.example.com, without scheme, port and path.", path)
    return name


def host_pattern(value: object, path: Path) -> str:
    """A host, or all hosts below one: `*.example.com`."""
    if isinstance(value, str) and value.startswith(ALL_BELOW):
        return ALL_BELOW + host(value.removeprefix(ALL_BELOW), path)
    return host(value, path)


def is_listed(name: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns means the host, in lower case."""
    plain = name.removesuffix(".")
    return any(
        plain.endswith(each.removeprefix("*")) if each.startswith(ALL_BELOW) else plain == each
        for each in patterns
    )
