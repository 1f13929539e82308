"""A graph of a few fields behind the real edge: the edge knows no nouns, so these are as good as ours.

`python -m tests.graph.edge.stand_in PORT '{"heartbeat": 0.05}'` serves it; the key is in KEY.
"""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from inspect import isawaitable
from pathlib import Path
from typing import Any, Literal

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    build_schema,
    execute,
    get_operation_ast,
    get_variable_values,
    subscribe,
    validate,
)
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from backend.domain.errors import RateLimited, Unauthenticated, Unavailable
from backend.domain.viewer import Role, Viewer
from backend.graph.answer import Answer, RequestError
from backend.graph.limits import check_limits, parse_document
from backend.graph.routes import graphql_routes
from backend.graph.transport import Options
from backend.graph.trusted import Trusted, digest_of
from backend.platform import server as platform_server
from backend.platform.cors import allow
from backend.platform.edge import Edge
from backend.platform.front import Front
from backend.platform.logging import configure
from backend.platform.probes import probe_routes
from backend.platform.server import server
from backend.platform.telemetry import expose

KEY = "ck_stand_in"
UNCHECKED = "ck_unchecked"
"""A key that the stand-in is not able to check."""

SDL = """
type Query {
  hello(name: String = "world"): String!
  me: Person
  echo(value: Int, like: Like): Int
  limited: String
  broken: String
  streams: Int!
  begun: Int!
}
input Like { not: Like, and: [Like!], word: String }
type Person { name: String!, friend: Person, words: [String!]! }
type Mutation {
  remember(word: String!, after: Float): [String!]!
  forget: Boolean
}
type Subscription {
  count(to: Int!, every: Float): Int!
  silence: Int!
  limited: Int!
  broken: Int!
}
"""


@dataclass(frozen=True, slots=True)
class Operation:
    kind: Literal["query", "mutation", "subscription"]
    document: DocumentNode
    name: str | None
    node: OperationDefinitionNode


class StandIn:
    """The interface of the real graph, over graphql-core."""

    def __init__(self) -> None:
        self.schema = build_schema(SDL)
        self.words: list[str] = []
        self.streams = 0
        self.begun = 0
        person: dict[str, Any] = {"name": "Ada", "words": self.words}
        person["friend"] = person
        self.root = {
            "hello": lambda _, name: f"hello {name}",
            "me": person,
            "echo": lambda _, value=None, **__: value,
            "broken": _break,
            "limited": _limit,
            "streams": lambda _: self.streams,
            "begun": lambda _: self.begun,
            "remember": self.remember,
            "forget": lambda _: self.words.clear(),
        }
        self.events: dict[str, Callable[..., AsyncIterator[Any]]] = {
            "count": self.count,
            "silence": self.silence,
            "limited": limited,
            "broken": broken,
        }

    def prepare(self, query: str, operation_name: str | None) -> Operation:
        try:
            document = parse_document(query)
        except GraphQLError as error:
            raise RequestError([error.formatted]) from None
        errors = check_limits(document) or validate(self.schema, document)
        if errors:
            raise RequestError([error.formatted for error in errors])
        node = get_operation_ast(document, operation_name)
        if node is None:
            raise RequestError([{"message": "Say which operation."}])
        return Operation(node.operation.value, document, operation_name, node)

    async def execute(
        self, operation: Operation, variables: dict[str, Any], viewer: Viewer, *, telling: bool = False
    ) -> Answer:
        self._coerce(operation, variables)
        made = execute(self.schema, operation.document, self.root, viewer, variables, operation.name)
        result = made if isinstance(made, ExecutionResult) else await made
        for error in result.errors or ():
            if isinstance(error.original_error, RateLimited | ZeroDivisionError):
                raise error.original_error
        return _answer(result).telling({"requested": 1}) if telling else _answer(result)

    async def subscribe(
        self, operation: Operation, variables: dict[str, Any], viewer: Viewer
    ) -> AsyncGenerator[Answer, None]:
        self._coerce(operation, variables)
        source: Any = subscribe(
            self.schema, operation.document, self.events, viewer, variables, operation.name
        )
        async with aclosing(await source if isawaitable(source) else source) as results:
            async for result in results:
                yield _answer(result)

    def _coerce(self, operation: Operation, variables: dict[str, Any]) -> None:
        coerced = get_variable_values(self.schema, operation.node.variable_definitions or (), variables)
        if isinstance(coerced, list):
            raise RequestError([error.formatted for error in coerced])

    async def remember(self, _: Any, word: str, after: float = 0) -> list[str]:
        self.begun += 1
        await asyncio.sleep(after)  # lint-skip: sleep  (a slow resolver)
        self.words.append(word)
        return self.words

    async def count(self, _: Any, to: int, every: float = 0) -> AsyncGenerator[dict[str, int], None]:
        self.streams += 1
        try:
            for number in range(1, to + 1):
                yield {"count": number}
                await asyncio.sleep(every)  # lint-skip: sleep  (a slow stream)
        finally:
            self.streams -= 1

    async def silence(self, _: Any) -> AsyncGenerator[dict[str, int], None]:
        self.streams += 1
        try:
            await asyncio.Event().wait()
            yield {"silence": 0}
        finally:
            self.streams -= 1


async def limited(_: Any) -> AsyncGenerator[dict[str, str], None]:
    yield {"limited": _limit(_)}


async def broken(_: Any) -> AsyncGenerator[dict[str, int], None]:
    yield {"broken": 1 // 0}


def _break(_: Any) -> str:
    return str(1 // 0)


def _limit(_: Any) -> str:
    raise RateLimited("Too many; try again later.", retry_after=7)


def _answer(result: ExecutionResult) -> Answer:
    return Answer(orjson.dumps(result.formatted), failed=result.data is None)


async def authenticate(credential: str | None) -> Viewer:
    if credential == UNCHECKED:
        raise Unavailable("The database does not answer; try again.")
    if credential != KEY:
        raise Unauthenticated("Show a key: `Authorization: Bearer ck_…`.")
    return Viewer("usr_1", "acc_1", {"wsp_1": Role.EDITOR}, "wsp_1")


async def _ready() -> bool:
    return True


async def _fail(_: Request) -> JSONResponse:
    raise ZeroDivisionError("a secret that no client may read")


def application(options: Options) -> Front:
    first, others = graphql_routes(StandIn(), authenticate, options)
    rest = Starlette(
        routes=[*others, *probe_routes(_ready, expose), Route("/fail", _fail)],
        middleware=[Middleware(Edge), Middleware(allow, origins=options.origins)],
    )
    return Front(first, {}, lambda app: Edge(allow(app, options.origins)), rest)


def main(port: int, settings: dict[str, Any]) -> None:
    configure("info", "json")
    build = settings.pop("explorer_build", None)
    platform_server.HEAD_WITHIN = settings.pop("head_within", platform_server.HEAD_WITHIN)
    documents, only = settings.pop("trusted", []), settings.pop("trusted_only", False)
    trusted = Trusted({digest_of(each): each for each in documents}, only=only)
    options = replace(Options(), trusted=trusted, explorer_build=build and Path(build), **settings)
    serving = server(
        application(options),
        host="127.0.0.1",
        port=port,
        grace=5,
        before_shutdown=lambda: options.drain.stop(2),
        max_message=options.max_body,
    )
    serving.run()


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}"))
