"""Codecs: how a Python value crosses to each driver and back, by the type of its column or parameter."""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum

import orjson
from sqlalchemy import Boolean
from sqlalchemy.types import TypeEngine

from backend.domain.errors import BadInput
from backend.platform import clock
from backend.store.table import Json, Real, Text, TextList, Time

Codec = Callable[[object], object]

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""NUL as JSON spells it; behind an odd backslash, those characters are only text about it."""

LONGEST_TEXT = 1_048_576
"""Characters a text value may have."""


def encoder(kind: TypeEngine[object], dialect: str) -> Codec:
    """What turns a Python value into the driver's, for a parameter of this type."""
    return _ENCODERS[dialect].get(type(kind), _plain)


def decoder(kind: TypeEngine[object], dialect: str) -> Codec | None:
    """What turns the driver's value into Python's, or None if it is already right."""
    return _DECODERS[dialect].get(type(kind))


def text(value: object) -> object:
    """What a text column holds: null, an enum's name, or text that both databases can hold (BAD_INPUT)."""
    if value is None:
        return None
    return value.name if isinstance(value, Enum) else storable(value)


def storable(value: object) -> str:
    """Text that both databases can hold: no NUL, no lone surrogates, not too long (BAD_INPUT)."""
    if not isinstance(value, str):
        raise BadInput(f"Expected text, found {value!r}.")
    if len(value) > LONGEST_TEXT:
        raise BadInput(f"Text may have up to {LONGEST_TEXT:,} characters.")
    if "\0" in value:
        raise BadInput("Text may not hold the NUL character.")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise BadInput("Text may not hold half of a surrogate pair.") from error
    return value


def json_text(value: object) -> str | None:
    """A JSON value as the text that is stored: compact, keys in the order given."""
    if value is None:
        return None
    try:
        written = orjson.dumps(value).decode()
    except (TypeError, ValueError) as error:
        raise BadInput(f"This is no JSON value that can be stored: {error}.") from error
    if r"\u0000" in written and _NUL.search(written):
        raise BadInput("Text may not hold the NUL character.")
    return written


def real(value: object) -> float:
    """A finite number (BAD_INPUT). There is one zero: SQLite keeps no sign of it."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise BadInput(f"Expected a number, found {value!r}.")
    try:
        number = float(value) + 0.0
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise BadInput("A number may be up to 1.7976931348623157e308, and is never infinite or no number.")
    return number


def real_text(number: float) -> str:
    """A finite number as JSON, `1.0`, `0.1`, `1e-05` or `1e+16`: the shortest text nearer to it than to any
    other.
    """
    written = repr(float(number))
    if not _WHOLE <= abs(number) < _ROUND or not _halfway(number, written):
        return written
    # Python rounds a text halfway between two numbers to the even one; PostgreSQL writes no such text.
    closer = f"{number:.15e}"
    return f"{number:.16e}" if _halfway(number, closer) or float(closer) != number else closer


def _halfway(number: float, written: str) -> bool:
    neighbours = (math.nextafter(number, way) for way in (-math.inf, math.inf))
    return any(2 * int(Decimal(written)) == int(number) + int(each) for each in neighbours)


_WHOLE, _ROUND = 2.0**53, 1e41
"""Below, numbers are too close, and above too far apart for a short text to lie halfway between two."""


def _real(value: object) -> object:
    return None if value is None else real(value)


def _plain(value: object) -> object:
    return value


def _time_text(value: object) -> object:
    return None if value is None else clock.text(_moment(value))


def _time(value: object) -> object:
    return None if value is None else _moment(value)


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise BadInput(f"Expected a moment, found {value!r}.")
    return value.astimezone(UTC)


def _list_text(value: object) -> object:
    return None if value is None else orjson.dumps(value).decode()


def _list(value: object) -> object:
    return list(value) if isinstance(value, tuple | list | set | frozenset) else value


def _flag(value: object) -> object:
    return None if value is None else int(bool(value))


def _load_json(value: object) -> object:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def _load_time(value: object) -> object:
    return clock.parse(value) if isinstance(value, str) else value


def _load_flag(value: object) -> object:
    return None if value is None else bool(value)


_ENCODERS: dict[str, dict[type, Codec]] = {
    "sqlite": {
        Text: text,
        Time: _time_text,
        Json: json_text,
        TextList: _list_text,
        Real: _real,
        Boolean: _flag,
    },
    "postgresql": {Text: text, Time: _time, Json: json_text, TextList: _list, Real: _real},
}
_DECODERS: dict[str, dict[type, Codec]] = {
    "sqlite": {Time: _load_time, Json: _load_json, Boolean: _load_flag},
    "postgresql": {Json: _load_json},
}
