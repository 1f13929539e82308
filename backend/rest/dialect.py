"""Dialects: how one vendor speaks. What is said, and to whom, is the graph's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from backend.domain import errors
from backend.domain.dress import Spellings
from backend.rest.credential import Scheme
from backend.rest.route import Route


@dataclass(frozen=True, slots=True)
class Meaning:
    """An error code of ours in the vendor's words: the HTTP status and their own code or type."""

    status: int
    code: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an envelope tells of: `path` names the input in the vendor's words, if one is to blame."""

    status: int
    code: str
    message: str
    path: str | None
    request_id: str | None


def _codes(parent: type[errors.ConcordError]) -> dict[str, int]:
    found = {each.code: each.status for each in parent.__subclasses__()}
    for each in parent.__subclasses__():
        found |= _codes(each)
    return found


STATUSES: Mapping[str, int] = MappingProxyType(
    _codes(errors.ConcordError)
    | {
        "TIMEOUT": 408,
        "METHOD_NOT_ALLOWED": 405,
        "NOT_ACCEPTABLE": 406,
        "UNSUPPORTED_MEDIA_TYPE": 415,
        "INTERNAL": 500,
    }
)
"""Every code that an answer may have, and its plain HTTP status."""


DANGLING = "NOT_FOUND_IN_BODY"
"""A meaning that a dialect may have besides: of a body that refers to what is not there. Else that is
NOT_FOUND.
"""


def meanings(words: Mapping[int, str], **others: Meaning) -> dict[str, Meaning]:
    """A table of all codes: by their plain status the vendor's word for it, but for these others."""
    plain = {code: Meaning(status, words[status]) for code, status in STATUSES.items() if code not in others}
    return {**plain, **others}


@dataclass(frozen=True, slots=True)
class Dialect:
    """One vendor's API. It is mounted at `/<name>`; `package` holds its operations.

    Keys are shown in one of `schemes`. `envelope` writes errors, of which `error_schema` is the JSON Schema;
    `components` are those to which its binds refer. `strict` refuses keys of bodies that no table knows, and
    `strict_queries` parameters that no bind reads; else they are ignored. `slashes` lets a path end in a
    slash that says nothing. `described_at` are paths that tell its description, as `/openapi.json` does.
    """

    name: str
    package: str
    title: str
    version: str
    description: str
    routes: tuple[Route, ...]
    schemes: tuple[Scheme, ...]
    meanings: Mapping[str, Meaning]
    envelope: Callable[[Trouble], Any]
    error_schema: Mapping[str, Any]
    spellings: Spellings = field(default_factory=dict)
    components: Mapping[str, Any] = field(default_factory=dict)
    strict: bool = False
    strict_queries: bool = False
    slashes: bool = False
    described_at: tuple[str, ...] = ()
