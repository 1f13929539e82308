"""A file: bytes that are kept, by name. The laws of what can be said of it."""

import re
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws

LONGEST_NAME = 200
"""Characters of the name of a kept row."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_path = law.text(512, shortest=1)


def mount_path(value: object, path: Path) -> str:
    """An absolute path inside a sandbox."""
    kept = str(_path(value, path))
    parts = kept.split("/")
    if parts[0] or not all(parts[1:]) or {".", ".."}.intersection(parts) or _CONTROL.search(kept):
        raise BadInput(f"{path[-1]} must be an absolute path without `..`, such as /data/rates.csv.", path)
    return kept


def file_name_of(name: str) -> str:
    """The name of a file made of an upload's, which may be longer: cut before its last dot."""
    if len(name) <= LONGEST_NAME:
        return name
    dot = name.rfind(".")
    ending = name[dot:] if len(name) - dot <= 16 and dot >= 0 else ""
    return name[: LONGEST_NAME - len(ending)] + ending


FILE_LAWS: Laws = MappingProxyType(
    {
        "mount_path": law.optional(mount_path),
        "downloadable": law.flag(default=True),
        "expires_at": law.optional(law.moment),
    }
)
"""The law of each column of its own that can be changed."""
