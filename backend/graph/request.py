"""A GraphQL request as every transport reads it: the document, the operation's name, the variables.

The document is sent as `query`, or named by its SHA-256, which is spelt in two ways:

    documentId: "sha256:…"                                        GraphQL over HTTP has it so
    extensions: {persistedQuery: {version: 1, sha256Hash: "…"}}   and Apollo so
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from backend.domain.errors import BadInput
from backend.platform.body import BodyError, parse_object

_FIELDS = 20
"""The most parameters a URL may carry: five are read."""
PREFIX = "sha256:"
"""What the specification puts before a hash; Apollo and older generators do not."""


@dataclass(slots=True, repr=False)
class GraphQLRequest:
    """What is to be executed: the text in `query`, or the one whose hash is `digest`, or both.

    `variables` are as sent, not yet coerced, so it does not print. `asks_cost` says that the answer is to
    tell what it cost.
    """

    query: str | None
    digest: str | None
    operation_name: str | None
    variables: dict[str, Any]
    asks_cost: bool = False


def from_object(given: Mapping[str, Any]) -> GraphQLRequest:
    """The request in a decoded JSON object; raises BadInput with the path of what is wrong."""
    extensions = _object_or_null(given, "extensions")
    is_named = extensions or "documentId" in given
    query, digest = given.get("query"), _digest(given, extensions) if is_named else None
    if digest is not None and not query:
        query = None
    elif not isinstance(query, str):
        raise BadInput("`query` must be a string that holds a GraphQL document.", ("query",))
    operation_name = given.get("operationName")
    if operation_name is not None and not isinstance(operation_name, str):
        raise BadInput("`operationName` must be a string or null.", ("operationName",))
    variables = _object_or_null(given, "variables")
    asks_cost = extensions.get("cost") is True
    return GraphQLRequest(query, digest, operation_name or None, variables, asks_cost)


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


def _digest(given: Mapping[str, Any], extensions: Mapping[str, Any]) -> str | None:
    """The hash by which a document is named, or None."""
    identifier = given.get("documentId")
    if identifier is not None and not isinstance(identifier, str):
        raise BadInput("`documentId` must be a string or null.", ("documentId",))
    ours = identifier and identifier.removeprefix(PREFIX)
    theirs = _persisted(extensions.get("persistedQuery"))
    if ours and theirs and ours != theirs:
        raise BadInput("`documentId` and `persistedQuery` name two documents.", ("documentId",))
    return ours or theirs


def _persisted(given: object) -> str | None:
    match given:
        case None:
            return None
        case {"version": 1, "sha256Hash": str(digest)}:
            return digest.removeprefix(PREFIX)
    raise BadInput(
        "`persistedQuery` must be an object that holds `version` 1 and `sha256Hash`, a string.",
        ("extensions", "persistedQuery"),
    )


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
