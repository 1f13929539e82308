"""What comes of a GraphQL request: answers, or the errors for which nothing was executed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from backend.domain.errors import ConcordError, RateLimited

ErrorBody = Mapping[str, Any]
"""One element of `errors`: `message`, and `locations`, `path`, `extensions` where there are any."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One result. `body` is the whole `{"data": …, "errors": …}` as JSON; `failed` says that data is null."""

    body: bytes
    failed: bool = False

    def telling(self, cost: Mapping[str, int]) -> "Answer":
        """The answer with what it cost, in `extensions.cost`."""
        return replace(self, body=self.body[:-1] + b',"extensions":{"cost":' + orjson.dumps(cost) + b"}}")


class RequestError(Exception):
    """The document or its variables are wrong, and nothing was executed."""

    def __init__(self, errors: Sequence[ErrorBody]) -> None:
        super().__init__(errors[0]["message"])
        self.errors = errors


def describe(error: ConcordError) -> ErrorBody:
    """A domain error as an element of `errors`: in `extensions` its code, the input's path, and after how
    many seconds it is worth another try.
    """
    wait = error.retry_after if isinstance(error, RateLimited) else None
    more = {} if wait is None else {"retryAfter": wait}
    return error_body(error.message, error.code, list(error.path), **more)


def error_body(message: str, code: str, path: list[str | int] | None = None, **more: Any) -> ErrorBody:
    """An element of `errors` with its code, with the path of the input it is about, and what else is told."""
    return {"message": message, "extensions": {"code": code, **({"path": path} if path else {}), **more}}


def answered(texts: Mapping[str, str], errors: Sequence[ErrorBody]) -> Answer:
    """An answer with data; each root field is a JSON text."""
    data = ",".join([f'"{key}":{text}' for key, text in texts.items()])
    tail = f',"errors":{orjson.dumps(list(errors)).decode()}' if errors else ""
    return Answer(f'{{"data":{{{data}}}{tail}}}'.encode())


def failed(errors: Sequence[ErrorBody]) -> Answer:
    """An answer without data."""
    return Answer(orjson.dumps({"errors": list(errors), "data": None}), failed=True)
