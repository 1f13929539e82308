"""Binds: where a variable of a document comes from. Each reads one thing of a request."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from backend.domain.errors import BadInput
from backend.rest.kind import ABSENT, TEXT, Kind, Misfit, nested
from backend.rest.request import Request

Where = Literal["path", "query", "header"]
Path = tuple[str | int, ...]

_KEPT = 256


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as OpenAPI has it; `is_json` says that its text is JSON of the schema."""

    name: str
    where: Where
    schema: Mapping[str, Any]
    required: bool = False
    is_json: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Bind:
    """`read` gives the value, or ABSENT (BAD_INPUT); a `certain` bind is never absent.

    `within` is the path in the vendor's words of what lies at a path inside the value.
    """

    read: Callable[[Request], Any]
    certain: bool = False
    parameters: tuple[Parameter, ...] = ()
    within: Callable[[Path], Path] | None = None

    def place(self, path: Path) -> Path:
        """The path in the vendor's words of what lies at a path inside the value."""
        if self.within is not None:
            return self.within(path)
        return (self.parameters[0].name, *path) if self.parameters else ()


def path(name: str, kind: Kind = TEXT) -> Bind:
    """A variable of the path."""
    parameter = Parameter(name, "path", kind.schema, required=True)
    return Bind(
        lambda request: _parsed(kind, request.path[name], name), certain=True, parameters=(parameter,)
    )


def query(
    name: str,
    kind: Kind = TEXT,
    *,
    default: Any = ABSENT,
    required: bool = False,
    description: str = "",
) -> Bind:
    """A query parameter; its default is in the vendor's words."""
    otherwise = default if default is ABSENT else kind.read(default)

    def read(request: Request) -> Any:
        text = request.query(name)
        if text is not None:
            return _parsed(kind, text, name)
        if required:
            raise BadInput(f"{name} is required.", (name,))
        return otherwise

    schema = {**kind.schema, **({} if default is ABSENT else {"default": default})}
    parameter = Parameter(name, "query", schema, required=required, description=description)
    return Bind(read, certain=required or default is not ABSENT, parameters=(parameter,))


def header(name: str, kind: Kind = TEXT, description: str = "") -> Bind:
    """A request header."""
    key = name.lower()

    def read(request: Request) -> Any:
        text = request.header(key)
        return _parsed(kind, text, name) if text else ABSENT

    return Bind(read, parameters=(Parameter(name, "header", kind.schema, description=description),))


def comma(name: str, kind: Kind = TEXT, description: str = "") -> Bind:
    """A query parameter that holds several values between commas, or is sent several times."""

    def read(request: Request) -> Any:
        found = request.queries().get(name)
        if found is None:
            return ABSENT
        return [
            _parsed(kind, part.strip(), name) for text in found for part in text.split(",") if part.strip()
        ]

    schema = {"type": "array", "items": dict(kind.schema)}
    return Bind(read, parameters=(Parameter(name, "query", schema, description=description),))


def json(name: str, kind: Kind, description: str = "") -> Bind:
    """A query parameter whose text is JSON. Pages of one list all send the same: its value is kept, and
    nobody changes it.
    """
    value_of = lru_cache(_KEPT)(lambda text: kind.read(kind.parse(text)))

    def read(request: Request) -> Any:
        text = request.query(name)
        return ABSENT if text is None else _checked(value_of, text, name)

    parameter = Parameter(name, "query", kind.schema, is_json=True, description=description)
    return Bind(read, parameters=(parameter,))


def const(value: Any) -> Bind:
    """Always this value."""
    return Bind(lambda _: value, certain=True)


def viewer(attribute: Literal["principal", "account", "home"]) -> Bind:
    """Whom the credential stands for, or where they are at home."""
    return Bind(lambda request: getattr(request.viewer, attribute) or ABSENT, certain=attribute != "home")


def foreign(attribute: Literal["principal", "account", "home"], bind: Bind) -> Bind:
    """Whether the bind's value is not what the credential stands for."""

    def read(request: Request) -> Any:
        value = bind.read(request)
        return value if value is ABSENT else value != getattr(request.viewer, attribute)

    return replace(bind, read=read)


def ref(prefix: str, bind: Bind) -> Bind:
    """A reference in other words than an id: `ref("handle", path("name"))`."""
    return over(bind, lambda value: f"{prefix}:{value}")


def over(bind: Bind, function: Callable[[Any], Any]) -> Bind:
    """What a pure function makes of the bind's value."""

    def read(request: Request) -> Any:
        value = bind.read(request)
        return value if value is ABSENT else function(value)

    return replace(bind, read=read)


def first_of(*binds: Bind) -> Bind:
    """The first that is not absent."""

    def read(request: Request) -> Any:
        return next((value for each in binds if (value := each.read(request)) is not ABSENT), ABSENT)

    parameters = tuple(one for each in binds for one in each.parameters)
    return Bind(read, any(each.certain for each in binds), parameters)


def given(name: str, bind: Bind) -> Bind:
    """The bind, if this query parameter is sent."""

    def read(request: Request) -> Any:
        return ABSENT if request.query(name) is None else bind.read(request)

    return replace(bind, read=read, certain=False)


def unless(name: str, bind: Bind) -> Bind:
    """The bind, if this query parameter is not sent."""

    def read(request: Request) -> Any:
        return bind.read(request) if request.query(name) is None else ABSENT

    return replace(bind, read=read, certain=False)


def apart(name: str, bind: Bind) -> Bind:
    """The bind, which may not be sent together with this query parameter."""

    def read(request: Request) -> Any:
        value = bind.read(request)
        if value is not ABSENT and request.query(name) is not None:
            own = bind.parameters[0].name
            raise BadInput(f"Send {own} or {name}, not both.", (own,))
        return value

    return replace(bind, read=read)


def where(conditions: Mapping[str, Bind | Sequence[Bind]], tree: Bind | None = None) -> Bind:
    """A filter: the tree, and each bind's value at its path of the filter, all of which must be true."""
    pairs = [
        (place, bind)
        for place, binds in conditions.items()
        for bind in ([binds] if isinstance(binds, Bind) else binds)
    ]
    shortcuts = [(tuple(place.split(".")), bind) for place, bind in pairs]

    def read(request: Request) -> Any:
        values = [(place, bind.read(request)) for place, bind in pairs]
        said = [nested(place, value) for place, value in values if value is not ABSENT]
        held = tree.read(request) if tree else ABSENT
        # one OR of one condition, so that an error's path tells the tree from the others
        told = {"OR": [held]} if held is not ABSENT and held != {} else {}
        return {"AND": said, **told} if said else told or ABSENT

    def within(path: Path) -> Path:
        inside = path[2:]
        if path[:1] == ("OR",) and tree:
            return tree.place(inside)
        named = (bind for place, bind in shortcuts if inside and inside[: len(place)] == place[: len(inside)])
        return next((bind.place(()) for bind in named), ())

    every = [bind for _, bind in pairs] + ([tree] if tree else [])
    return Bind(read, parameters=tuple(one for each in every for one in each.parameters), within=within)


def _parsed(kind: Kind, text: str, name: str) -> Any:
    return _checked(kind.parse, text, name)


def _checked(read: Callable[[str], Any], text: str, name: str) -> Any:
    try:
        return read(text)
    except Misfit as error:
        place = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in error.path)
        raise BadInput(f"{name}{place} {error.message}.", (name, *error.path)) from None
