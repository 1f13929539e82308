"""Kinds: what a value of the vendor's may be, how it becomes ours, and how OpenAPI describes it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import orjson

from backend.domain.media_type import UNKNOWN

ABSENT: Final[Any] = type("Absent", (), {"__repr__": lambda _: "ABSENT"})()
"""The value of what was not sent."""

_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)


class Misfit(Exception):
    """The value is not of its kind; the message says what is. `path` leads to it inside the value."""

    def __init__(self, message: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a form, as the upload that has its bytes."""

    upload: str


@dataclass(frozen=True, slots=True)
class Kind:
    """`schema` is its JSON Schema, `read` takes a JSON value and `parse` the text of a parameter (Misfit)."""

    schema: Mapping[str, Any]
    read: Callable[[Any], Any]
    parse: Callable[[str], Any]


def _typed(types: type | tuple[type, ...], words: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, types) or (isinstance(value, bool) and types is not bool):
            raise Misfit(f"must be {words}")
        return value

    return read


def _as_json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise Misfit("must be valid JSON") from None


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise Misfit("must be a whole number")
    return int(text)


def _filled(text: str) -> str:
    if not text:
        raise Misfit("must not be empty")
    return text


def _number(text: str) -> float:
    value = _as_json(text)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Misfit("must be a number")
    return value


def _flag(text: str) -> bool:
    if text.lower() not in {"true", "false", "1", "0"}:
        raise Misfit("must be true or false")
    return text.lower() in {"true", "1"}


def textless(words: str) -> Callable[[str], Any]:
    """The `parse` of a kind that no text is of, and what one must be instead."""

    def parse(_: str) -> Any:
        raise Misfit(f"must be {words}")

    return parse


def _upload(value: Any) -> str:
    if not isinstance(value, Kept):
        raise Misfit("must be a file, sent with its name")
    return value.upload


TEXT = Kind({"type": "string"}, _typed(str, "a string"), str)
FILLED = Kind({"type": "string", "minLength": 1}, lambda value: _filled(TEXT.read(value)), _filled)
NUMBER = Kind({"type": "number"}, _typed((int, float), "a number"), _number)
FLAG = Kind({"type": "boolean"}, _typed(bool, "true or false"), _flag)
OBJECT = Kind({"type": "object", "additionalProperties": True}, _typed(dict, "an object"), _as_json)
ANY = Kind({}, lambda value: value, _as_json)
BYTES = Kind({"type": "string", "contentMediaType": UNKNOWN}, _upload, textless("a file"))
"""The id of the upload that a file of a form is."""
URI = replace(TEXT, schema={"type": "string", "format": "uri"})
MOMENT = replace(TEXT, schema={"type": "string", "format": "date-time"})


def whole(least: int | None = None, most: int | None = None) -> Kind:
    """Whole numbers within bounds."""
    bounds = {"minimum": least, "maximum": most}
    plain = _typed(int, "a whole number")
    said = {"at least": least, "at most": most}
    words = " and ".join(f"{word} {bound}" for word, bound in said.items() if bound is not None)

    def bounded(value: int) -> int:
        if (least is not None and value < least) or (most is not None and value > most):
            raise Misfit(f"must be {words}")
        return value

    schema = {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
    return Kind(schema, lambda value: bounded(plain(value)), lambda text: bounded(_whole(text)))


def choice(table: Mapping[str, Any]) -> Kind:
    """One of the vendor's words, theirs to ours."""
    words = f"must be one of {', '.join(table)}"

    def read(value: Any) -> Any:
        if not isinstance(value, str) or value not in table:
            raise Misfit(words)
        return table[value]

    return Kind({"type": "string", "enum": list(table)}, read, read)


def several(kind: Kind, most: int | None = None) -> Kind:
    """A list; as text, between commas."""

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Misfit("must be a list")
        if most is not None and len(value) > most:
            raise Misfit(f"must hold at most {most} values")
        return [_at(index, kind.read, each) for index, each in enumerate(value)]

    def parse(text: str) -> list[Any]:
        return [kind.parse(part.strip()) for part in text.split(",") if part.strip()]

    limit = {} if most is None else {"maxItems": most}
    return Kind({"type": "array", "items": dict(kind.schema), **limit}, read, parse)


def inside(kind: Kind, place: str) -> Kind:
    """A value that our input holds deeper: `inside(TEXT, "target.tool")` makes {"target": {"tool": …}}."""
    return made(kind, lambda value: nested(place, value))


def made(kind: Kind, function: Callable[[Any], Any]) -> Kind:
    """What a pure function makes of values of the kind; it may raise Misfit."""
    return Kind(
        kind.schema,
        lambda value: function(kind.read(value)),
        lambda text: function(kind.parse(text)),
    )


def nested(place: str, value: Any) -> Any:
    """The value inside objects: of `a.b`, {"a": {"b": value}}."""
    for name in reversed(place.split(".")):
        value = {name: value}
    return value


def _at(place: str | int, read: Callable[[Any], Any], value: Any) -> Any:
    try:
        return read(value)
    except Misfit as error:
        raise Misfit(error.message, (place, *error.path)) from None
