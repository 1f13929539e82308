"""GraphQL over HTTP, by the specification: POST and GET, Accept honoured, and a status for every failure.

| what                                      | graphql-response+json | json  | event-stream |
|-------------------------------------------|-----------------------|-------|--------------|
| an answer, with or without errors         | 200                   | 200   | 200          |
| document or variables wrong               | 400, no `data`        | 200   | 200, `next`  |
| request malformed                         | 4xx                   | 4xx   | 4xx, JSON    |
| no or wrong credential                    | 401                   | 401   | 401, JSON    |
| the key's allowance is spent              | 429                   | 429   | 429, JSON    |
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.domain.errors import ConcordError, RateLimited, Unauthenticated
from backend.graph import credential
from backend.graph.answer import Answer, ErrorBody, RequestError, describe, error_body
from backend.graph.explorer import Explorer
from backend.graph.request import GraphQLRequest, from_object, from_query_string
from backend.graph.sse import event_stream
from backend.graph.transport import Operation, Service
from backend.platform import accept
from backend.platform.body import BodyError, parse_object, read_within
from backend.platform.event_stream import MEDIA_TYPE as EVENT_STREAM
from backend.platform.headers import Headers
from backend.platform.reply import Reply

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
HTML = "text/html"
TELLING = "concord-cost"
"""The header that asks what the answer cost, by `1`."""

_IN_UTF8 = "; charset=utf-8"
_METHODS = ("GET", "POST")
_ANSWERS = (JSON, GRAPHQL_JSON, EVENT_STREAM)
_UTF8 = {"charset=utf-8", 'charset="utf-8"'}
_HOW_TO_SUBSCRIBE = (
    f"Subscriptions are streams: ask with `Accept: {EVENT_STREAM}`, "
    "or over a WebSocket with the protocol graphql-transport-ws."
)


class Refused(Exception):
    """The request is refused for how it is made, not for what it asks."""

    def __init__(self, status: int, code: str, message: str, **headers: str) -> None:
        super().__init__(message)
        self.status = status
        self.error = error_body(message, code)
        self.headers = headers


@dataclass(frozen=True, slots=True)
class GraphQLOverHTTP:
    """The ASGI application at `/graphql`."""

    service: Service
    explorer: Explorer | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers.of(scope)
        offers = (*_ANSWERS, HTML) if scope["method"] == "GET" else _ANSWERS
        media = accept.choose(headers.get("accept") or "", offers)
        response = await self._respond(scope, receive, headers, media)
        await response(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive, headers: Headers, media: str | None) -> ASGIApp:
        try:
            _check_method(scope["method"])
            if media is None:
                raise Refused(406, "NOT_ACCEPTABLE", f"Accept one of {', '.join(_ANSWERS)}.")
            if media == HTML:
                return self._page()
            return await self._answer(scope, receive, headers, media)
        except Refused as error:
            return _failure(media, error.status, [error.error], error.headers)
        except BodyError as error:
            return _failure(media, error.status, [error_body(error.message, error.code)])
        except ConcordError as error:
            return _failure(media, error.status, [describe(error)], _told(error))
        except RequestError as error:
            return self._request_error(media, error)

    def _page(self) -> ASGIApp:
        if self.explorer is None:
            raise Refused(404, "NOT_FOUND", "The explorer is not served here; send GraphQL by POST.")
        return self.explorer.page()

    def _request_error(self, media: str | None, error: RequestError) -> ASGIApp:
        if media == EVENT_STREAM:
            answer = Answer(orjson.dumps({"errors": error.errors}), failed=True)
            return event_stream(_once(answer), self.service.options)
        return _failure(media, 200 if media == JSON else 400, error.errors)

    async def _answer(self, scope: Scope, receive: Receive, headers: Headers, media: str) -> ASGIApp:
        graph, options = self.service.graph, self.service.options
        viewer = await self.service.authenticate(credential.from_headers(headers))
        request = await self._request(scope, receive, headers)
        operation = self.service.operation(request)
        if operation.kind != "query":
            _check_kind(operation, scope["method"], headers)
        if operation.kind == "subscription":
            return event_stream(graph.subscribe(operation, request.variables, viewer), options)
        telling = request.asks_cost or headers.get(TELLING) == "1"
        answer = await graph.execute(operation, request.variables, viewer, telling=telling)
        if media == EVENT_STREAM:
            return event_stream(_once(answer), options)
        return Reply(200, answer.body, media + _IN_UTF8)

    async def _request(self, scope: Scope, receive: Receive, headers: Headers) -> GraphQLRequest:
        if scope["method"] == "GET":
            return from_query_string(scope["query_string"])
        _check_content(headers)
        return from_object(parse_object(await read_within(scope, receive, self.service.options.max_body)))


def _check_method(method: str) -> None:
    if method not in _METHODS:
        raise Refused(405, "METHOD_NOT_ALLOWED", "Use POST, or GET for queries.", allow="GET, POST")


def _check_content(headers: Headers) -> None:
    if not _is_json(headers.get("content-type") or ""):
        raise Refused(415, "UNSUPPORTED_MEDIA_TYPE", f"Send the request as {JSON}, in UTF-8.")
    if (headers.get("content-encoding") or "identity").lower() != "identity":
        raise Refused(415, "UNSUPPORTED_MEDIA_TYPE", "Send the request uncompressed.")


@lru_cache(64)
def _is_json(content_type: str) -> bool:
    kind, *parameters = (part.strip() for part in content_type.lower().split(";"))
    return kind == JSON and not any(each.startswith("charset=") and each not in _UTF8 for each in parameters)


def _check_kind(operation: Operation, method: str, headers: Headers) -> None:
    """Refuse what the method or the Accept header cannot carry."""
    if operation.kind == "mutation" and method == "GET":
        raise Refused(405, "METHOD_NOT_ALLOWED", "Mutations need POST.", allow="POST")
    if operation.kind != "subscription":
        return
    if accept.choose(headers.get("accept") or "", (EVENT_STREAM,), wildcard=False) is None:
        if method == "GET":
            raise Refused(405, "METHOD_NOT_ALLOWED", _HOW_TO_SUBSCRIBE, allow="POST")
        raise Refused(406, "NOT_ACCEPTABLE", _HOW_TO_SUBSCRIBE)


def _told(error: ConcordError) -> dict[str, str]:
    """What the headers say of an error."""
    if isinstance(error, RateLimited) and error.retry_after is not None:
        return {"retry-after": str(error.retry_after)}
    return {"www-authenticate": "Bearer"} if isinstance(error, Unauthenticated) else {}


def _failure(
    media: str | None, status: int, errors: Sequence[ErrorBody], headers: Mapping[str, str] | None = None
) -> Reply:
    form = GRAPHQL_JSON if media == GRAPHQL_JSON else JSON
    return Reply(status, orjson.dumps({"errors": errors}), form + _IN_UTF8, headers)


async def _once(answer: Answer) -> AsyncGenerator[Answer, None]:
    yield answer
