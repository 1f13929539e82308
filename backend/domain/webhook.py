"""A webhook: which types an endpoint wants, what signs it, what it is about, and when it is tried again."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.event import EventKind
from backend.domain.ids import PREFIXES
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
OVERLAP = timedelta(days=1)
"""How long a key goes on signing beside the one that took its place."""
GONE = 410
"""The answer of a receiver that wants to be told nothing more."""
LARGEST_HEADERS = 4_096
"""Bytes of the answer's headers that are kept."""
SHOWN_HEADERS = frozenset({"content-length", "content-type", "date", "retry-after", "server", "x-request-id"})
"""Those that are kept at all: others may hold what only the receiver should know."""
TRIAL = "webhook.test"
"""The type of a delivery that is made for its own sake."""
KEY_PREFIX = "whsec_"
KEY_BYTES = 32

_PATTERN = re.compile(r"(?P<noun>\*|[a-z][a-zA-Z]*)\.(?P<what>\*|[a-zA-Z]+)")
_KINDS = frozenset(kind.value for kind in EventKind)
_ABOUT = {PREFIXES[noun]: f"{noun.lower()}_id" for noun in ("Agent", "Session", "Run")}


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


def succeeding(before: Mapping[str, str], key: str, now: datetime) -> dict[str, str]:
    """What is kept of a key that takes the place of another, if there was one: for a day both sign."""
    former = before.get("key")
    if former == key:
        return dict(before)
    overlap = {} if former is None else {"former": former, "until": (now + OVERLAP).isoformat()}
    return {"key": key, **overlap}


def signing(kept: Mapping[str, str], now: datetime) -> tuple[Sealed, ...]:
    """The keys that sign now, of what is kept: the present one, and for a day the one before."""
    overlaps = "former" in kept and now < datetime.fromisoformat(kept["until"])
    return tuple(Sealed(kept[name]) for name in ("key", "former")[: 1 + overlaps])


def about(kind: str, subject_id: str, parent_id: str | None, data: Mapping[str, object]) -> dict[str, str]:
    """The agent, session and run that an activity is about, by `agent_id`, `session_id` and `run_id`.

    What is purged is named no more: its deliveries would go with it, untold.
    """
    if kind.endswith(".purged"):
        return {}
    ids = [each for each in (data.get("agentId"), parent_id, subject_id) if isinstance(each, str)]
    return {_ABOUT[each[:3]]: each for each in ids if each[:3] in _ABOUT}


def _is_key(text: str) -> bool:
    try:
        found = b64decode(text.removeprefix(KEY_PREFIX), validate=True)
    except (NotBase64, ValueError):
        return False
    return text.startswith(KEY_PREFIX) and len(found) == KEY_BYTES


def fitting(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of an answer that are kept: those that are shown, as many as there is room for."""
    kept: dict[str, str] = {}
    size = 0
    shown = ((name.lower(), value) for name, value in headers.items() if name.lower() in SHOWN_HEADERS)
    for name, value in shown:
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
