"""Laws of what may be written: each takes a value, refuses what cannot be meant, and returns what is kept."""

import json
from collections.abc import Callable, Mapping, Sequence
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
