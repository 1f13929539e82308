"""An MCP server: where its tools are found and called, and how whoever calls is known there."""

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Forbidden, Path
from backend.domain.law import Laws
from backend.domain.sealed import Sealed
from backend.domain.url import url

MOST_WORDS = 100
MOST_VARIABLES = 100
LONGEST_SECRET = 8_192


class Transport(Enum):
    """How the server is spoken to."""

    AUTO = "AUTO"
    STREAMABLE_HTTP = "STREAMABLE_HTTP"
    SSE = "SSE"
    STDIO = "STDIO"


class ServerAuth(Enum):
    """How whoever calls is known to the server."""

    NONE = "NONE"
    API_KEY = "API_KEY"
    BEARER = "BEARER"
    OAUTH = "OAUTH"


class ServerStatus(Enum):
    """What discovery and use last found."""

    UNKNOWN = "UNKNOWN"
    CONNECTED = "CONNECTED"
    DISCONNECTED = "DISCONNECTED"
    ERROR = "ERROR"


_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_BROKEN = re.compile(r"[\x00\ud800-\udfff]")
_word = law.text(4_096)
_OAUTH: Laws = MappingProxyType(
    {
        "clientId": law.text(1_000, shortest=1),
        "tokenEndpoint": url,
        "authorizationEndpoint": url,
        "scopes": law.text(2_000),
        "expiresAt": law.text(40),  # no input has it: it is kept when the tokens are
    }
)
_oauth = law.closed(_OAUTH)


def oauth(value: object, path: Path) -> object:
    """What is told to everybody of an OAuth client."""
    return _oauth(value, path)


def command(value: object, path: Path) -> list[object]:
    """A program and its arguments."""
    words = law.sequence(value, path)
    if not 1 <= len(words) <= MOST_WORDS or not words[0]:
        raise BadInput(f"{path[-1]} is a program and up to {MOST_WORDS - 1} arguments.", path)
    return [_word(each, (*path, index)) for index, each in enumerate(words)]


def secret(value: object, path: Path) -> Sealed:
    """A secret of 1 to 8,192 characters, no NUL among them."""
    if not isinstance(value, Sealed) or not 1 <= len(value.reveal()) <= LONGEST_SECRET:
        raise BadInput(f"{path[-1]} must have 1 to {LONGEST_SECRET:,} characters.", path)
    if _BROKEN.search(value.reveal()):
        raise BadInput(f"{path[-1]} holds a character that cannot be sent.", path)
    return value


def variables(value: object, path: Path) -> dict[str, Sealed]:
    """Variables of the program's environment, their values sealed."""
    given = law.mapping(value, path)
    if len(given) > MOST_VARIABLES:
        raise BadInput(f"There may be up to {MOST_VARIABLES} variables.", path)
    for name in given:
        if not _VARIABLE.fullmatch(name):
            raise BadInput(
                "A variable's name has letters, digits and underscores, and no digit at its head.", path
            )
    return {name: secret(each, (*path, name)) for name, each in given.items()}


def require_reachable(columns: Mapping[str, object], *, stdio: bool) -> None:
    """Refuse a server without what its transport needs (BAD_INPUT), and STDIO where it is off (FORBIDDEN)."""
    if columns["transport"] == Transport.STDIO.name:
        if not stdio:
            raise Forbidden(
                "This installation starts no programs: set CONCORD_STDIO_SERVERS, or use a URL.",
                ("transport",),
            )
        if columns["command"] is None:
            raise BadInput("A server over STDIO needs command: the program and its arguments.", ("command",))
        return
    if columns["url"] is None:
        raise BadInput("A server needs url, unless its transport is STDIO.", ("url",))
    if columns["command"] is not None:
        raise BadInput("Only a server over STDIO has a command.", ("command",))


SERVER_LAWS: Laws = MappingProxyType(
    {
        "transport": law.standing(law.member_of(Transport), Transport.AUTO.name),
        "url": law.optional(url),
        "command": law.optional(command),
        "auth": law.standing(law.member_of(ServerAuth), ServerAuth.NONE.name),
        "oauth": law.optional(oauth),
        "secret_id": law.optional(law.ID),
    }
)
"""The law of each column of its own that may be written and is no secret."""
