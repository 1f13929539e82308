"""A mask: it keeps secret texts, however they are spelt, out of what is told of an answer."""

import html
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from backend.domain.headers import MASK
from backend.domain.sealed import Sealed

SHORTEST = 8
"""Characters of what follows a scheme (`Bearer …`) that make it a secret of its own."""


class Mask:
    """Puts `•••` in the place of these texts."""

    def __init__(self, hidden: Iterable[Sealed]) -> None:
        spelt = {each for text in hidden for each in _spellings(text.reveal())}
        # The longest first: a part of it may be another one.
        self._hidden = sorted(spelt, key=len, reverse=True)

    @property
    def longest(self) -> int:
        """Characters of the longest text."""
        return len(self._hidden[0]) if self._hidden else 0

    def text(self, text: str) -> str:
        """The text without them, and without NUL, which no log can hold."""
        for each in self._hidden:
            text = text.replace(each, MASK)
        return text.replace("\0", "\ufffd")

    def value(self, value: Any) -> Any:
        """A JSON value without them, in its keys too."""
        match value:
            case str():
                return self.text(value)
            case Mapping():
                return {self.text(name): self.value(each) for name, each in value.items()}
            case list():
                return [self.value(each) for each in value]
            case None | bool():
                return value
        written = str(value)
        return value if self.text(written) == written else MASK


def _spellings(text: str) -> Iterator[str]:
    """The text, and as it stands in a URL, in JSON, in HTML, in Base64 and in messages of Python."""
    behind = text.partition(" ")[2]
    for each in {text, behind if len(behind) >= SHORTEST else ""} - {""}:
        yield from (each, quote(each, safe=""), quote(each), quote_plus(each), html.escape(each))
        yield from (json.dumps(each)[1:-1], json.dumps(each, ensure_ascii=False)[1:-1])
        yield from (b64encode(each.encode()).decode(), repr(each)[1:-1])
