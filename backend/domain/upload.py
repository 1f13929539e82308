"""An upload: bytes that are announced, then come, then become one row. The laws of what is announced."""

import re
from datetime import timedelta
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws


class UploadStatus(Enum):
    """How far an upload is: `PENDING → COMPLETE → CONSUMED`, `PENDING | COMPLETE → EXPIRED`."""

    PENDING = "PENDING"
    COMPLETE = "COMPLETE"
    CONSUMED = "CONSUMED"
    EXPIRED = "EXPIRED"


AWAITED = timedelta(minutes=15)
"""How long the bytes of an upload are awaited."""

KEPT = timedelta(hours=24)
"""How long bytes that came wait to be used, and how long an upload that is over can still be read."""

MAX_SIZE = 512 * 1024 * 1024
"""Bytes of the largest upload."""

_MEDIA_TYPE = re.compile(r"[\w.+!#$&^-]+/[\w.+!#$&^-]+(?:\s*;[ -~]*)?", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_name = law.text(255, shortest=1)
_media_type = law.text(255)


def file_name(value: object, path: Path) -> str:
    """A file's own name, without any folder."""
    name = _name(value, path)
    if "/" in str(name) or "\\" in str(name) or _CONTROL.search(str(name)):
        raise BadInput(f"{path[-1]} is a file's own name: no slashes, no control characters.", path)
    return str(name)


def media_type(value: object, path: Path) -> str:
    """A media type as a header spells it."""
    kept = str(_media_type(value, path))
    if not _MEDIA_TYPE.fullmatch(kept):
        raise BadInput(f"{path[-1]} must be a media type such as text/markdown.", path)
    return kept


def sha256(value: object, path: Path) -> str:
    """A digest in hex; it is kept in lower case."""
    kept = value.lower() if isinstance(value, str) else ""
    if not _SHA256.fullmatch(kept):
        raise BadInput(f"{path[-1]} must be the 64 hex digits of a SHA-256.", path)
    return kept


UPLOAD_LAWS: Laws = MappingProxyType(
    {
        "name": file_name,
        "media_type": media_type,
        "size": law.whole_number(0, MAX_SIZE),
        "sha256": law.optional(sha256),
        "labels": law.labels,
        "external_id": law.EXTERNAL_ID,
        "extensions": law.EXTENSIONS,
    }
)
"""The law of each column that is said when an upload is made."""
