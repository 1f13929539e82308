"""A webhook: which types an endpoint wants, what it is signed with, and when a delivery is tried again."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.event import EventKind
from backend.domain.law import Laws
from backend.domain.sealed import Sealed
from backend.domain.url import url


class DeliveryStatus(Enum):
    """How a delivery stands."""

    PENDING = "PENDING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    DISABLED = "DISABLED"


BACK_OFF = tuple(timedelta(seconds=each) for each in (0, 5, 30, 120, 600, 3_600, 21_600, 86_400))
"""How long each attempt waits for: the first goes at once, and after the last there is none."""
PATIENCE = timedelta(days=3)
"""How long an endpoint may fail before it is switched off."""
LARGEST_HEADERS = 4_096
"""Bytes of the answer's headers that are kept."""
KEY_PREFIX = "whsec_"
KEY_BYTES = 32

_PATTERN = re.compile(r"(?P<noun>\*|[a-z][a-zA-Z]*)\.(?P<what>\*|[a-zA-Z]+)")
_KINDS = frozenset(kind.value for kind in EventKind)


def pattern(value: object, path: Path) -> str:
    """An activity's type or `event.<Kind>`, with `*` for either part."""
    found = _PATTERN.fullmatch(value) if isinstance(value, str) and len(value) <= 100 else None
    if found is None:
        raise BadInput("A type is such as agent.published, agent.* or event.RunCompleted.", path)
    if found["noun"] == "event" and found["what"] not in {"*", *_KINDS}:
        raise BadInput(f"There are no events of kind {found['what']}: see the types of Event.", path)
    return found[0]


def wants(patterns: object, kind: str) -> bool:
    """Whether one of an endpoint's patterns means the type."""
    noun, _, what = kind.partition(".")
    meant = {kind, f"{noun}.*", f"*.{what}", "*.*"}
    return isinstance(patterns, list) and any(each in meant for each in patterns)


def signing_key(value: object, path: Path) -> Sealed:
    """A key that signs deliveries: `whsec_` and 32 bytes in base64 (BAD_INPUT, which does not repeat it)."""
    if not isinstance(value, Sealed) or not _is_key(value.reveal()):
        raise BadInput(f"A key is {KEY_PREFIX} and {KEY_BYTES} bytes in base64.", path)
    return value


def _is_key(text: str) -> bool:
    try:
        found = b64decode(text.removeprefix(KEY_PREFIX), validate=True)
    except (NotBase64, ValueError):
        return False
    return text.startswith(KEY_PREFIX) and len(found) == KEY_BYTES


def fitting(headers: Mapping[str, str]) -> dict[str, str]:
    """The first of an answer's headers, as many as are kept."""
    kept: dict[str, str] = {}
    size = 0
    for name, value in headers.items():
        size += len(name.encode(errors="replace")) + len(value.encode(errors="replace")) + 8
        if size > LARGEST_HEADERS:
            break
        kept[name] = value
    return kept


ENDPOINT_LAWS: Laws = MappingProxyType(
    {
        "url": url,
        "types": law.listed(pattern, 50, 1),
        "enabled": law.flag(default=True),
    }
)
ENDPOINT_FIXED: Laws = MappingProxyType({"agent_id": law.optional(law.ID)})
