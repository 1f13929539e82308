"""Parameters of a plan: where each comes from in a later request, and the codec that checks it on its way
in.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

import orjson

from backend.domain.errors import BadInput
from backend.domain.json_path import steps
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.codec import real, storable
from backend.store.plan.model import Kind, Leaf
from backend.store.plan.tree import Path, Value

Codec = Callable[[object], object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Constant:
    """A parameter that is the same in every request."""

    value: object

    def read(self, variables: Mapping[str, object], viewer: Viewer | None = None) -> object:
        """The value itself."""
        return self.value


@dataclass(frozen=True, slots=True)
class FromViewer:
    """A parameter that the viewer fills: `account`, `home`, `principal` or `scope`."""

    name: str
    encode: Codec

    def read(self, variables: Mapping[str, object], viewer: Viewer) -> object:
        """What the viewer has."""
        return self.encode(getattr(viewer, self.name))


@dataclass(frozen=True, slots=True)
class FromVariable:
    """A parameter inside the request's variables; what its codec refuses is BAD_INPUT naming the input's
    path.
    """

    origin: Path
    path: Path
    encode: Codec

    def read(self, variables: Mapping[str, object], viewer: Viewer | None = None) -> object:
        """The checked value."""
        found: Any = variables
        for step in self.origin:
            found = found[step]
        try:
            return self.encode(found)
        except BadInput as error:
            raise _placed(error, self.path) from error


@dataclass(frozen=True, slots=True)
class FromList:
    """A parameter that is a list written in the document, some of whose elements are variables."""

    elements: tuple[Constant | FromVariable, ...]
    path: Path
    encode: Codec

    def read(self, variables: Mapping[str, object], viewer: Viewer) -> object:
        """The checked list."""
        return checked(self.encode, [each.read(variables) for each in self.elements], self.path)


Getter = Constant | FromViewer | FromVariable | FromList


def getter(value: Value, encode: Codec) -> Getter:
    """How a later request fills the value, which is checked now as well."""
    if not value.holds_variables:
        return scalar(value, encode)
    checked(encode, [each.content for each in value.items()], value.path)
    return FromList(tuple(scalar(each, _same) for each in value.items()), value.path, encode)


def scalar(value: Value, encode: Codec) -> Constant | FromVariable:
    """How a later request fills a value that is no list of variables: a literal is encoded now."""
    first = checked(encode, value.content, value.path)
    return Constant(first) if value.origin is None else FromVariable(value.origin, value.path, encode)


def checked(encode: Callable[[object], T], value: object, path: Path) -> T:
    """The encoded value; what is refused is said with the place of the input."""
    try:
        return encode(value)
    except BadInput as error:
        raise _placed(error, path) from error


def _placed(error: BadInput, path: Path) -> BadInput:
    return type(error)(error.message, error.path or path)


def codec_of(leaf: Leaf, dialect: str) -> Codec:
    """The codec of parameters that are compared with the leaf."""
    if leaf.kind is Kind.ENUM:
        return _member(leaf.members)
    if leaf.kind is Kind.TIME:
        return _time_text if dialect == "sqlite" else _time
    return _CODECS[leaf.kind]


def list_codec(each: Codec, dialect: str, limit: int) -> Codec:
    """The codec of a list that is one parameter."""

    def encode(value: object) -> object:
        listed = value if isinstance(value, list | tuple) else [value]
        if len(listed) > limit:
            raise BadInput(f"A list may hold up to {limit} values; this one holds {len(listed)}.")
        encoded = [_present(each, element) for element in listed]
        return orjson.dumps(encoded).decode() if dialect == "sqlite" else encoded

    return encode


def scope_codec(dialect: str) -> Codec:
    """The codec of the viewer's workspaces."""
    return _json_list if dialect == "sqlite" else _list


def number(value: object) -> float:
    """A finite number; one that the document writes with very many digits comes as their text."""
    return real(float(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else value)


def path_steps(value: object) -> tuple[str, ...]:
    """The keys of a path into a JSON column."""
    return steps(storable(value))


def step_codec(index: int, dialect: str) -> Codec:
    """The codec of one key of a path, as the database's `->` takes it: never for a place in an array."""

    def encode(value: object) -> object:
        step = path_steps(value)[index]
        return f'$."{step}"' if dialect == "sqlite" else step

    return encode


def whole(value: object) -> int:
    """A whole number of up to 53 bits."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInput(f"Expected a whole number, found {value!r}.")
    if abs(value) > 2**53 - 1:
        raise BadInput("A number may have up to 53 bits.")
    return value


def small(value: object) -> int:
    """A whole number of up to 32 bits, as GraphQL's Int is."""
    number = whole(value)
    if not -(2**31) <= number < 2**31:
        raise BadInput("A number may have up to 32 bits.")
    return number


def maybe(value: object) -> str | None:
    """A text, or null."""
    return None if value is None else storable(value)


def identifier(value: object) -> str:
    """An id; a whole number is taken for its digits."""
    return storable(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def _moment(value: object) -> datetime:
    if isinstance(value, str):
        try:
            return clock.parse(value).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise BadInput(
                f"Expected a moment such as 2026-01-31T09:30:00Z, found {value[:60]!r}."
            ) from error
    raise BadInput(f"Expected a moment such as 2026-01-31T09:30:00Z, found {value!r}.")


def _same(value: object) -> object:
    return value


def _time(value: object) -> object:
    return _moment(value)


def _time_text(value: object) -> object:
    return clock.text(_moment(value))


def _boolean(value: object) -> object:
    if not isinstance(value, bool):
        raise BadInput(f"Expected true or false, found {value!r}.")
    return value


def _member(members: frozenset[str]) -> Codec:
    def encode(value: object) -> object:
        if value not in members:
            raise BadInput(f"Expected one of {', '.join(sorted(members))}, found {value!r}.")
        return value

    return encode


def _present(each: Codec, value: object) -> object:
    if value is None:
        raise BadInput("A list of values may not hold null; use isNull.")
    return each(value)


def _list(value: Any) -> object:
    return list(value)


@lru_cache(1_000)  # a viewer's workspaces are the same in each of its requests
def _json_list(value: Any) -> object:
    return orjson.dumps(value).decode()


_DIGITS = re.compile(r"-?[0-9]+")

_CODECS: dict[Kind, Codec] = {
    Kind.ID: identifier,
    Kind.TEXT: storable,
    Kind.INT: whole,
    Kind.BIGINT: whole,
    Kind.FLOAT: number,
    Kind.BOOLEAN: _boolean,
}
