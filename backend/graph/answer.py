"""What comes of a GraphQL request: answers, or the errors for which nothing was executed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from backend.domain.dress import NULL
from backend.domain.errors import ConcordError, RateLimited
from backend.platform.unexpected import apology
from backend.store.plan.ink import TEXT
from backend.store.plan.layout import Layout
from backend.store.plan.tree import Pick

ErrorBody = Mapping[str, Any]
"""One element of `errors`: `message`, and `locations`, `path`, `extensions` where there are any."""


@dataclass(slots=True)
class Answer:
    """One result. `body` is the whole `{"data": …, "errors": …}` as JSON; `failed` says that data is null.

    Of a dressed document `body` is the data as it is dressed, and what went wrong is in `errors` alone.
    """

    body: bytes
    failed: bool = False
    errors: Sequence[ErrorBody] = ()

    def telling(self, cost: Mapping[str, int]) -> "Answer":
        """The answer with what it cost, in `extensions.cost`."""
        return replace(self, body=self.body[:-1] + b',"extensions":{"cost":' + orjson.dumps(cost) + b"}}")


class RequestError(ValueError):
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


def internal() -> ErrorBody:
    """An unexpected failure, which has been logged, as an element of `errors`."""
    return error_body(apology(), "INTERNAL")


def error_body(message: str, code: str, path: list[str | int] | None = None, **more: Any) -> ErrorBody:
    """An element of `errors` with its code, with the path of the input it is about, and what else is told."""
    return {"message": message, "extensions": {"code": code, **({"path": path} if path else {}), **more}}


def answered(
    picks: Sequence[Pick],
    texts: Mapping[str, str] | None,
    errors: Sequence[ErrorBody] = (),
    *,
    is_dressed: bool,
) -> Answer:
    """The answer of root fields that were picked so, each a JSON text; without texts the data is null."""
    if is_dressed:
        return _dressed(picks, texts, errors)
    if texts is None:
        return Answer(orjson.dumps({"errors": list(errors), "data": None}), failed=True, errors=errors)
    tail = f'}},"errors":{orjson.dumps(list(errors)).decode()}}}' if errors else "}}"
    pieces, before = ['{"data":{'], '"'
    for key, text in texts.items():
        pieces += (before, key, '":', text)
        before = ',"'
    pieces.append(tail)
    return Answer("".join(pieces).encode(), errors=errors)


def _dressed(picks: Sequence[Pick], texts: Mapping[str, str] | None, errors: Sequence[ErrorBody]) -> Answer:
    if texts is None:
        return Answer(NULL.encode(), failed=True, errors=errors)
    pieces = Layout(TEXT, lambda pick: texts[pick.key]).object(picks)
    return Answer(TEXT.joined(pieces).encode(), errors=errors)
