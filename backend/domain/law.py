"""Laws of what may be written: each takes a value, refuses what cannot be meant, and returns what is kept."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum

from backend.domain.errors import BadInput, Path
from backend.domain.ids import is_handle
from backend.domain.spelling import camel

Law = Callable[[object, Path], object]
Laws = Mapping[str, Law]


def lawful(columns: Mapping[str, object], laws: Laws, path: Path = ()) -> dict[str, object]:
    """The columns as they are kept. BAD_INPUT names the field; a column without a law cannot be written."""
    kept: dict[str, object] = {}
    for column, value in columns.items():
        here = (*path, camel(column))
        if column not in laws:
            raise BadInput(f"{here[-1]} cannot be written.", here)
        kept[column] = laws[column](value, here)
    return kept


def optional(law: Law) -> Law:
    """The law, for a column that may also be null."""
    return lambda value, path: None if value is None else law(value, path)


def standing(law: Law, default: object) -> Law:
    """The law, for a column that has a default where nothing is said."""
    return lambda value, path: default if value is None else law(value, path)


def flag(*, default: bool) -> Law:
    """True or false."""

    def law(value: object, path: Path) -> bool:
        if value is not None and not isinstance(value, bool):
            raise BadInput(f"{path[-1]} must be true or false.", path)
        return default if value is None else value

    return law


def text(longest: int, *, shortest: int = 0) -> Law:
    """Text of so many characters; if any are needed, one of them is no space."""

    def law(value: object, path: Path) -> str:
        if not isinstance(value, str):
            raise BadInput(f"{path[-1]} must be text.", path)
        if len(value) > longest or len(value.strip()) < shortest:
            raise BadInput(f"{path[-1]} must have {shortest} to {longest:,} characters.", path)
        return value

    return law


def whole_number(least: int, most: int) -> Law:
    """A whole number in a range."""

    def law(value: object, path: Path) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadInput(f"{path[-1]} must be a whole number from {least:,} to {most:,}.", path)
        return value

    return law


def moment(value: object, path: Path) -> datetime:
    """A moment, in UTC."""
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise BadInput(f"{path[-1]} must be a moment with a time zone.", path)
    return value.astimezone(UTC)


def listed(law: Law, most: int, least: int = 0) -> Law:
    """A list of so many different values, each by the law; what is said twice is kept once."""

    def law_of_all(value: object, path: Path) -> list[object]:
        given = sequence(value, path)
        kept = list(dict.fromkeys(law(each, (*path, index)) for index, each in enumerate(given)))
        if not least <= len(kept) <= most:
            raise BadInput(f"{path[-1]} must have {least} to {most:,} members.", path)
        return kept

    return law_of_all


def number(least: float, most: float) -> Law:
    """A number in a range."""

    def law(value: object, path: Path) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise BadInput(f"{path[-1]} must be a number from {least:g} to {most:g}.", path)
        return value

    return law


def member_of(kind: type[Enum]) -> Law:
    """One of an enum, or its name; the name is kept."""

    def law(value: object, path: Path) -> str:
        name = value.name if isinstance(value, kind) else value
        if not isinstance(name, str) or name not in kind.__members__:
            raise BadInput(f"{path[-1]} must be one of {', '.join(kind.__members__)}.", path)
        return name

    return law


def json_object(most_bytes: int) -> Law:
    """A JSON object of so many bytes when written compactly; null is the empty one."""

    def law(value: object, path: Path) -> dict[str, object]:
        kept = mapping(value, path)
        if written_size(kept, path) > most_bytes:
            raise BadInput(f"{path[-1]} may have up to {most_bytes:,} bytes of JSON.", path)
        return kept

    return law


def mapping(value: object, path: Path) -> dict[str, object]:
    """An object with text for keys; null is the empty one."""
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise BadInput(f"{path[-1]} must be an object.", path)
    return dict(value)


def closed(laws: Laws, *needed: str) -> Callable[[object, Path], dict[str, object]]:
    """An object of some of these keys, each by its law; a key that is null is left out."""

    def law(value: object, path: Path) -> dict[str, object]:
        given = {key: each for key, each in mapping(value, path).items() if each is not None}
        for key in given:
            if key not in laws:
                raise BadInput(f"There is no key {key!r}: there are {', '.join(laws)}.", (*path, key))
        for key in needed:
            if key not in given:
                raise BadInput(f"{key} is needed.", (*path, key))
        return {key: laws[key](each, (*path, key)) for key, each in given.items()}

    return law


def sequence(value: object, path: Path) -> list[object]:
    """A list; null is the empty one."""
    if value is None:
        return []
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise BadInput(f"{path[-1]} must be a list.", path)
    return list(value)


def written_size(value: object, path: Path) -> int:
    """Bytes of the value written as compact JSON."""
    try:
        written = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise BadInput(f"{path[-1]} is no JSON that can be stored: {error}.", path) from None
    return len(written.encode(errors="surrogatepass"))


def labels(value: object, path: Path) -> dict[str, object]:
    """Up to 64 pairs of short texts."""
    kept = mapping(value, path)
    if len(kept) > 64:
        raise BadInput("There may be up to 64 labels.", path)
    for key, each in kept.items():
        _label_key(key, (*path, key))
        _label_value(each, (*path, key))
    return kept


_label_key = text(63, shortest=1)
_label_value = text(255)


def handle(value: object, path: Path) -> str:
    """A readable name for paths and prompts."""
    if not isinstance(value, str) or not is_handle(value):
        raise BadInput(
            "A handle has 1 to 64 of a-z, 0-9, dot, dash and underscore; no mark at its ends.",
            path,
        )
    return value


NAME = text(200, shortest=1)
DESCRIPTION = optional(text(4_000))
EXTERNAL_ID = optional(text(255, shortest=1))
METADATA = json_object(16_384)
EXTENSIONS = json_object(65_536)
ID = text(64, shortest=1)
NOTE = optional(text(2_000))
