"""Headers that a row keeps: what looks like a secret is withheld, `•••` stands in its place and keeps it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from backend.domain.errors import BadInput, Path
from backend.domain.law import mapping
from backend.domain.sealed import Sealed, revealed

MASK = "•••"
"""Shown for a value that is withheld; written, it keeps the value that is there."""
MOST = 50
LARGEST = 8_192
"""Bytes of a header, its name and its value together."""

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BROKEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SECRET = re.compile(r"(?:proxy-)?authorization|cookie|.*(?:key|token|secret|password).*")
_REFERENCE = re.compile(r"\{\{-?\s*secrets\.[\w.-]*\w\s*-?\}\}")
_OURS = frozenset({
    "connection", "content-length", "host", "keep-alive", "proxy-authenticate", "proxy-connection", "te",
    "trailer", "transfer-encoding", "upgrade",
})  # fmt: skip
"""What belongs to the connection: whoever sends the request writes it."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Headers by name: as they are shown, with `•••` for those that are withheld, and the withheld values."""

    shown: Mapping[str, str] = field(default_factory=dict)
    withheld: Mapping[str, Sealed] = field(default_factory=dict)

    def kept(self) -> dict[str, str]:
        """The values that are there, by their names in lower case."""
        whole = {**self.shown, **revealed(self.withheld)}
        return {name.lower(): text for name, text in whole.items() if text != MASK}


def headers(given: object, path: Path, before: Headers | None = None) -> Headers:
    """Headers that are given, an object of texts which may be sealed, parted into shown and withheld.

    `•••` keeps the value of that name in `before`. BAD_INPUT names the header, and never repeats a value.
    """
    wanted = mapping(given, path)
    if len(wanted) > MOST:
        raise BadInput(f"There may be up to {MOST} headers.", path)
    kept = before.kept() if before else {}
    shown: dict[str, str] = {}
    withheld: dict[str, Sealed] = {}
    for name, value in wanted.items():
        _check_name(name, shown, path)
        text = _value(name, value, kept, (*path, name))
        shown[name] = MASK if _is_secret(name, text) else text
        if shown[name] == MASK:
            withheld[name] = Sealed(text)
    return Headers(shown, withheld)


def header_text(name: str, text: str, path: Path) -> str:
    """A header's value without blanks around it, if it can be sent (BAD_INPUT, which repeats no value)."""
    if _BROKEN.search(text):
        raise BadInput("A header's value may hold no line breaks and no control characters.", path)
    text = text.strip(" \t")
    if len(name.encode()) + len(text.encode()) > LARGEST:
        raise BadInput(f"A header may have up to {LARGEST:,} bytes.", path)
    return text


def _check_name(name: str, others: Mapping[str, str], path: Path) -> None:
    """Refuse a name that cannot be sent. What is no name is not repeated: it may be a value."""
    if not _NAME.fullmatch(name):
        raise BadInput("A header's name has letters, digits and dashes, and no spaces.", path)
    if name.lower() in _OURS:
        raise BadInput(f"{name} is written by whoever sends the request: leave it out.", (*path, name))
    if name.lower() in map(str.lower, others):
        raise BadInput(f"{name} is given twice: the case of a header's name does not count.", (*path, name))


def _value(name: str, value: object, kept: Mapping[str, str], path: Path) -> str:
    text = value.reveal() if isinstance(value, Sealed) else value
    if not isinstance(text, str):
        raise BadInput("A header's value must be text.", path)
    text = header_text(name, text, path)
    return _kept(name, kept, path) if text == MASK else text


def _kept(name: str, kept: Mapping[str, str], path: Path) -> str:
    if name.lower() not in kept:
        raise BadInput(f"{MASK} keeps a value that is there, and there is none: write the value.", path)
    return kept[name.lower()]


def _is_secret(name: str, text: str) -> bool:
    return bool(_SECRET.fullmatch(name.lower())) and not _REFERENCE.search(text)
