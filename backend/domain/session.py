"""A session: what may be written on it when it starts and afterwards, and the secrets that it keeps."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws
from backend.domain.sealed import Sealed

MOST_SECRETS = 100
LONGEST_SECRET = 16_384
MOST_VARIABLES = 65_536
"""Bytes of a session's variables, written as JSON."""

_SECRET_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,126}[A-Za-z0-9_])?")
_secret = law.text(LONGEST_SECRET, shortest=1)


def variables(value: object, path: Path) -> object:
    """Any JSON value; null is the empty object."""
    kept = {} if value is None else value
    if law.written_size(kept, path) > MOST_VARIABLES:
        raise BadInput(f"{path[-1]} may have up to {MOST_VARIABLES:,} bytes of JSON.", path)
    return kept


CHANGEABLE: Laws = MappingProxyType(
    {
        "title": law.optional(law.text(500)),
        "external_id": law.EXTERNAL_ID,
        "end_user_id": law.optional(law.text(255, shortest=1)),
        "labels": law.labels,
        "extensions": law.EXTENSIONS,
    }
)
"""The law of each column that may be changed while a session lives."""

SESSION_LAWS: Laws = MappingProxyType(
    {**CHANGEABLE, "thread": law.optional(law.text(255, shortest=1)), "variables": variables}
)
"""The law of each column that whoever starts a session may write."""


def named_secrets(value: object, path: Path) -> Mapping[str, Sealed | None]:
    """Secrets by their names, from a list of `{name, value}`; None takes one away (BAD_INPUT)."""
    kept: dict[str, Sealed | None] = {}
    for at, each in enumerate(law.sequence(value, path)):
        given, here = law.mapping(each, (*path, at)), (*path, at)
        name = given.get("name")
        if not isinstance(name, str) or not _SECRET_NAME.fullmatch(name):
            raise BadInput("A secret's name has 1 to 128 of A-Z, a-z, 0-9, _, . and -.", (*here, "name"))
        if name in kept:
            raise BadInput(f"The secret {name} stands twice in the list.", (*here, "name"))
        kept[name] = _sealed(given.get("value"), (*here, "value"))
    return kept


def _sealed(value: object, path: Path) -> Sealed | None:
    if value is None:
        return None
    if not isinstance(value, Sealed):
        raise BadInput(f"{path[-1]} must be text.", path)
    _secret(value.reveal(), path)
    return value
