"""A GraphQL request as every transport reads it: the document, the operation's name, the variables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from backend.domain.errors import BadInput
from backend.platform.body import BodyError, parse_object

_FIELDS = 20
"""The most parameters a URL may carry: three are read."""


@dataclass(frozen=True, slots=True, repr=False)
class GraphQLRequest:
    """What is to be executed. `variables` are as sent, not yet coerced, so it does not print."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


def from_object(given: Mapping[str, Any]) -> GraphQLRequest:
    """The request in a decoded JSON object; raises BadInput with the path of what is wrong."""
    query = given.get("query")
    if not isinstance(query, str):
        raise BadInput("`query` must be a string that holds a GraphQL document.", ("query",))
    operation_name = given.get("operationName")
    if not isinstance(operation_name, str | None):
        raise BadInput("`operationName` must be a string or null.", ("operationName",))
    _object_or_null(given, "extensions")
    return GraphQLRequest(query, operation_name or None, _object_or_null(given, "variables"))


def from_query_string(query_string: bytes) -> GraphQLRequest:
    """The request in a URL, its `variables` and `extensions` in JSON; raises BadInput."""
    try:
        text = query_string.decode()
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError:
        raise BadInput("The URL's query is not a form of a few fields in UTF-8.") from None
    given: dict[str, Any] = dict(pairs)
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _decoded(name, given[name])
        else:
            given.pop(name, None)
    return from_object(given)


def _object_or_null(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadInput(f"`{name}` must be an object or null.", (name,))
    return value


def _decoded(name: str, text: str) -> dict[str, Any]:
    try:
        return parse_object(text)
    except BodyError:
        raise BadInput(f"`{name}` must be a JSON object.", (name,)) from None
