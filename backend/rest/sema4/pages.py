"""Pages of Sema4.ai: `next` names the page behind a row, and keeps how many rows there are and which.

Clients take `next` for a token behind `?next=`, for a path below the base URL or for a URL, and put it
behind `?next=` unescaped, with a slash at the end. So it is written `/agents?next=<token>`, without an
ampersand, and read from behind its last `next=`.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import orjson

from backend.domain.errors import BadInput
from backend.rest.bind import Bind, Parameter, query
from backend.rest.give import Paged
from backend.rest.kind import ABSENT, TEXT, whole
from backend.rest.request import Request

DEFAULT = 50
MOST = 200
LONGEST = 100
"""Rows of the longest page that is given, of which the next one goes on."""

_BASE = re.compile(r".*?/api/v\d")
_LIMIT = query("limit", whole(1, MOST), default=DEFAULT)
_NAME = query("name")


@dataclass(frozen=True, slots=True)
class Token:
    """Where a page begins, how many rows it has, and with what their names begin."""

    after: str
    limit: int
    name: str | None = None

    def text(self) -> str:
        """The token as it travels."""
        held = orjson.dumps([self.after, self.limit, *([self.name] if self.name else [])])
        return urlsafe_b64encode(held).decode().rstrip("=")


def token_of(request: Request) -> Token | None:
    """The token of a request (BAD_INPUT)."""
    text = request.query("next")
    if text is None:
        return None
    text = text.rpartition("next=")[2].partition("&")[0].rstrip("/=")
    try:
        after, limit, *name = orjson.loads(urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}"))
        found = Token(str(after), int(limit), *map(str, name))
    except (ValueError, TypeError):
        raise BadInput("next names no page of this list: take it from the page before.", ("next",)) from None
    if not 1 <= found.limit <= MOST:
        raise BadInput("next names no page of this list: take it from the page before.", ("next",))
    return found


def _limit(request: Request) -> Any:
    token = token_of(request)
    return min(token.limit if token else _LIMIT.read(request), LONGEST)


def _after(request: Request) -> Any:
    token = token_of(request)
    return token.after if token else ABSENT


def _name(request: Request) -> Any:
    token = token_of(request)
    return _NAME.read(request) if token is None else ABSENT if token.name is None else token.name


def _next(request: Request, cursor: str) -> str:
    token = token_of(request)
    limit = token.limit if token else _LIMIT.read(request)
    name = _name(request)
    made = Token(cursor, limit, None if name is ABSENT else name)
    path = _BASE.sub("", str(request.scope["path"]), count=1).rstrip("/")
    return f"{path}?next={made.text()}"


NEXT = Paged("next", _next)
"""How a page tells where the next one is."""

PAGE = MappingProxyType(
    {
        "first": Bind(_limit, certain=True, parameters=_LIMIT.parameters),
        "after": Bind(_after, parameters=(Parameter("next", "query", TEXT.schema),)),
    }
)
NAME = Bind(_name, parameters=_NAME.parameters)
"""The beginning of names, in any case."""
