"""Words: what text is searched by, the same for each way of writing it, on every machine and database.

A word is a run of letters and digits, whatever their case, width or composition, or one symbol: an emoji is a
word. All else stands between words, so text has no operators.
"""

import re
import unicodedata
from functools import cache

LONGEST = 64
"""Characters of a word; what is longer is cut."""

_BEYOND = 0x20000
"""Behind two planes there are ideographs, and hardly a mark or symbol: looking would take half a second."""
_PLAIN = re.compile("[a-z0-9]+")


def words(text: str) -> list[str]:
    """The words in their order: `Straße №7 🙂` is `strasse no7 🙂`."""
    if text.isascii():
        return [each[:LONGEST] for each in _PLAIN.findall(text.lower())]
    # The lower case of İ is two characters, as if its dot were an accent.
    folded = unicodedata.normalize("NFKC", text).replace("İ", "i").casefold()
    found = _pattern().findall(unicodedata.normalize("NFKC", folded))
    return [each[:LONGEST] for each in found]


@cache
def _pattern() -> re.Pattern[str]:
    marks, symbols = _of("M"), _of("So")
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks}])*|[{symbols}]")


def _of(category: str) -> str:
    """The characters of a category, as ranges in a set of a regular expression."""
    codes = [code for code in range(0x80, _BEYOND) if unicodedata.category(chr(code)).startswith(category)]
    known = frozenset(codes)
    starts = [code for code in codes if code - 1 not in known]
    ends = [code for code in codes if code + 1 not in known]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))
