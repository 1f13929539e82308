"""Memory: what may be written into a store and under which key, and how it is looked for."""

import re
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws


class MemoryKind(Enum):
    """What a store of memories is for."""

    KNOWLEDGE = "KNOWLEDGE"
    SKILLS = "SKILLS"
    EPISODIC = "EPISODIC"


class SearchMode(Enum):
    """How memories are compared with what is looked for."""

    TEXT = "TEXT"
    SEMANTIC = "SEMANTIC"
    BOTH = "BOTH"


MOST_ENTRIES = 10_000
"""Entries that a store holds."""
MOST_STORES = 10
"""Stores in a stack or a search."""
LONGEST_CONTENT = 1_048_576
"""Bytes of an entry's content."""
MEDIA_TYPE = "text/markdown"
"""What an entry holds if nothing else is said."""

RESERVED = ("concord/", "system/", "cadenya/")
"""Beginnings of keys that are nobody's to write."""

_KEY = re.compile(r"[A-Za-z0-9!_.*'()-]+(?:/[A-Za-z0-9!_.*'()-]+)*")


def store_kind(value: object, path: Path) -> str:
    """The kind of a store that a user makes; null is KNOWLEDGE."""
    if value is None:
        return MemoryKind.KNOWLEDGE.name
    kind = str(_kind(value, path))
    if kind == MemoryKind.EPISODIC.name:
        raise BadInput("Episodic stores are made by runs alone: make one of KNOWLEDGE or SKILLS.", path)
    return kind


_kind = law.member_of(MemoryKind)


def key(value: object, path: Path) -> str:
    """The key of an entry: `facts/user.md`."""
    if not isinstance(value, str) or len(value) > 512 or not _KEY.fullmatch(value):
        raise BadInput(
            "A key has 1 to 512 of A-Z a-z 0-9 ! - _ . * ' ( ) and /; no slash at an end, no two together.",
            path,
        )
    if value.startswith(RESERVED):
        raise BadInput(f"Keys under {', '.join(RESERVED)} are reserved: choose another.", path)
    return value


def content(value: object, path: Path) -> str:
    """The content of an entry; null is the empty one."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(f"{path[-1]} must be text.", path)
    try:
        size = len(value.encode())
    except UnicodeEncodeError as error:
        raise BadInput(f"{path[-1]} may not hold half of a surrogate pair.", path) from error
    if size > LONGEST_CONTENT:
        raise BadInput(f"{path[-1]} may have up to {LONGEST_CONTENT:,} bytes.", path)
    return value


def media_type(value: object, path: Path) -> object:
    """What an entry holds, such as `text/plain`; null is `text/markdown`."""
    return MEDIA_TYPE if value is None else _media_type(value, path)


_media_type = law.text(127, shortest=1)

ENTRY_LAWS: Laws = MappingProxyType(
    {
        "key": key,
        "title": law.optional(law.text(200)),
        "description": law.DESCRIPTION,
        "content": content,
        "media_type": media_type,
        "labels": law.labels,
        "external_id": law.EXTERNAL_ID,
        "extensions": law.EXTENSIONS,
    }
)
"""The law of each column of an entry that can be written."""

query = law.text(4_000, shortest=1)
"""What is looked for."""

first = law.whole_number(1, 100)
"""How many are found at most."""
