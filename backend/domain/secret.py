"""A secret: what its kind holds is given together and never told again; where it may be sent is listed."""

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.host import host
from backend.domain.law import Laws
from backend.domain.sealed import Sealed, revealed
from backend.domain.url import alike, url
from backend.domain.variable import check_value, variable


class SecretKind(Enum):
    """What a secret holds."""

    VALUE = "VALUE"
    BEARER = "BEARER"
    BASIC = "BASIC"
    OAUTH = "OAUTH"
    ENV = "ENV"
    GROUP = "GROUP"


KEYS: Mapping[SecretKind, tuple[str, ...]] = MappingProxyType(
    {
        SecretKind.VALUE: ("value",),
        SecretKind.BEARER: ("token",),
        SecretKind.BASIC: ("user", "password"),
        SecretKind.OAUTH: ("accessToken", "refreshToken", "clientSecret"),
        SecretKind.ENV: ("variables",),
        SecretKind.GROUP: (),
    }
)
"""What each kind is given, all of it together; OAUTH alone may be given in part."""

MOST_CHILDREN = 20
LARGEST = 65_536
"""Bytes of all that one secret holds, written as JSON."""

_MAY_BE_EMPTY = frozenset({"password"})
_BROKEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What would end a header's line, or begin another."""

_SETTINGS: Laws = MappingProxyType(
    {
        "clientId": law.text(500, shortest=1),
        "tokenEndpoint": url,
        "scopes": law.text(2_000),
        "serverUrl": url,
        "variable": variable,
        "commands": law.listed(law.text(200, shortest=1), 50),
    }
)


SECRET_LAWS: Laws = MappingProxyType(
    {"hosts": law.listed(host, 50), "settings": law.closed(_SETTINGS), "expires_at": law.optional(law.moment)}
)
"""The law of each column of a secret that may be changed, beside its value."""

SECRET_FIXED: Laws = MappingProxyType({"kind": law.member_of(SecretKind), "parent_id": law.optional(law.ID)})


def held(
    kind: SecretKind, given: Mapping[str, object], path: Path, before: Mapping[str, Sealed]
) -> dict[str, Sealed]:
    """What a secret of the kind holds once this is given to it (BAD_INPUT, which repeats no value).

    Of OAUTH what is not given stays as it was before, and null takes it away.
    """
    wanted = {name: each for name, each in given.items() if each is not None}
    for name in wanted:
        if name not in KEYS[kind]:
            raise BadInput(f"A secret of kind {kind.name} is given {_spelt(kind)}.", (*path, name))
    if kind is SecretKind.OAUTH:
        gone = given.keys() - wanted.keys()
        made = {name: each for name, each in before.items() if name not in gone} | _texts(wanted, path)
    else:
        for name in KEYS[kind]:
            if name not in wanted:
                raise BadInput(f"A secret of kind {kind.name} is given {_spelt(kind)}.", (*path, name))
        made = _variables(wanted, path) if kind is SecretKind.ENV else _texts(wanted, path)
    if law.written_size(revealed(made), path) > LARGEST:
        raise BadInput(f"A secret may hold up to {LARGEST:,} bytes of JSON.", path)
    return made


def check_expiry(kind: SecretKind, expires_at: object) -> None:
    """Refuse a moment of expiry where nothing expires (BAD_INPUT)."""
    if expires_at is not None and kind is not SecretKind.OAUTH:
        raise BadInput("Only a secret of kind OAUTH expires: leave expiresAt out.", ("expiresAt",))


def server_of(kind: str, settings: Mapping[str, object]) -> str | None:
    """The server that a credential is for: in a group there is one live credential for each."""
    if kind not in {SecretKind.OAUTH.name, SecretKind.BEARER.name} or "serverUrl" not in settings:
        return None
    return alike(str(settings["serverUrl"]))


def _spelt(kind: SecretKind) -> str:
    keys = KEYS[kind]
    if not keys:
        return "no value: the secrets that lie in it are"
    return " and ".join(keys) + (" together" if len(keys) > 1 and kind is not SecretKind.OAUTH else "")


def _texts(wanted: Mapping[str, object], path: Path) -> dict[str, Sealed]:
    return {name: _text(name, each, (*path, name)) for name, each in wanted.items()}


def _text(name: str, value: object, path: Path) -> Sealed:
    if not isinstance(value, Sealed):
        raise BadInput(f"{name} must be text.", path)
    text = value.reveal()
    if not text and name not in _MAY_BE_EMPTY:
        raise BadInput(f"{name} may not be empty.", path)
    if name == "value":
        check_value(text, path)
    elif _BROKEN.search(text):
        raise BadInput(f"{name} may hold no line breaks and no control characters.", path)
    if name == "user" and ":" in text:
        raise BadInput("user may hold no colon: what follows one is taken for the password.", path)
    return value


def _variables(wanted: Mapping[str, object], path: Path) -> dict[str, Sealed]:
    here = (*path, "variables")
    made: dict[str, Sealed] = {}
    for name, value in law.mapping(wanted["variables"], here).items():
        variable(name, here)
        if not isinstance(value, Sealed):
            raise BadInput("The value of a variable must be text.", (*here, name))
        check_value(value.reveal(), (*here, name))
        made[name] = value
    return made
