"""Case folding: one letter for one letter, by a table that does not ask the machine's locale, alike on both
databases.
"""

_LETTERS = [chr(code) for code in range(0x80, 0x20000)]
"""All that may have a case: behind two planes there are ideographs only, and every start pays for looking."""

UPPER = "".join(each for each in _LETTERS if each.lower() != each and len(each.lower()) == 1) + "İ"
"""The letters beyond ASCII that folding changes …"""
LOWER = "".join(map(str.lower, UPPER[:-1])) + "i"
"""… and what each becomes. İ, whose lower case is two characters, becomes i."""

_TABLE = str.maketrans(UPPER, LOWER)

POSTGRES_FUNCTION = f"""
CREATE OR REPLACE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(value) = length(value) THEN lower(value COLLATE "C")
    ELSE translate(lower(value COLLATE "C"), '{UPPER}', '{LOWER}') END
$$
"""


def fold(value: str | None) -> str | None:
    """The text without its case: `Ä` is `ä`, `ß` stays, `İ` is `i`."""
    if value is None:
        return None
    lowered = "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in value)
    return lowered if value.isascii() else lowered.translate(_TABLE)
