"""Credentials: the vendors' ways of showing a key. The key itself is always one of ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.rest.request import Request


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way: what reads the key of a request, and how OpenAPI describes it."""

    name: str
    read: Callable[[Request], str | None]
    schema: Mapping[str, Any]


def authorization(word: str) -> Scheme:
    """`Authorization: <word> <key>`; the word counts in any case."""
    first = word.lower()

    def read(request: Request) -> str | None:
        scheme, _, key = (request.header("authorization") or "").strip().partition(" ")
        return key.strip() or None if scheme.lower() == first else None

    if first == "bearer":
        return Scheme("bearer", read, {"type": "http", "scheme": "bearer"})
    schema = {"type": "apiKey", "in": "header", "name": "Authorization", "description": f"`{word} <key>`"}
    return Scheme(first, read, schema)


def in_header(name: str) -> Scheme:
    """The key alone in a header of its own."""
    key = name.lower()
    return Scheme(
        name.lower(),
        lambda request: request.header(key) or None,
        {"type": "apiKey", "in": "header", "name": name},
    )


BEARER = authorization("Bearer")
TOKEN = authorization("Token")
X_API_KEY = in_header("x-api-key")
