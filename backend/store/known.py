"""Viewers that were looked up a moment ago; a change of keys, members or workspaces forgets them all."""

from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from weakref import WeakKeyDictionary

from backend.domain.viewer import Viewer
from backend.store.database import Database

KEPT = 1.0
"""Seconds for which a viewer is remembered: so long may another process take a key that was revoked here."""
MOST = 10_000


@dataclass(frozen=True, slots=True)
class Known:
    """A viewer, when its key expires, and until when (monotonic seconds) both may be taken for granted."""

    viewer: Viewer
    expires_at: datetime | None
    until: float


_known: WeakKeyDictionary[Database, dict[str, Known]] = WeakKeyDictionary()


def recall(database: Database, digest: str) -> Known | None:
    """The viewer of the key with this digest, if it was looked up within the last second."""
    known = _known.get(database, {}).get(digest)
    return known if known is not None and known.until > monotonic() else None


def remember(database: Database, digest: str, viewer: Viewer, expires_at: datetime | None) -> Known:
    """Keep a viewer for a second."""
    of_database = _known.setdefault(database, {})
    if len(of_database) >= MOST:
        of_database.clear()
    known = of_database[digest] = Known(viewer, expires_at, monotonic() + KEPT)
    return known


async def forget() -> None:
    """Look every key up again."""
    _known.clear()
