"""The application around the hand-written statements: `python -m scripts.benchmarks.by_hand.app URL PORT`.

It has the product's driver, authentication and HTTP server, and Starlette's own routing and responses. With
`completed` behind, it takes documents, and graphql-core completes each answer over the one statement's tree.
"""

import sys
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from typing import Any

import orjson
import uvloop
from graphql import DocumentNode, GraphQLResolveInfo, execute_sync, parse, validate
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.cli import loading
from backend.graph.schema import build
from backend.platform.server import server
from backend.store.authenticate import authenticate
from backend.store.database import Database
from scripts.benchmarks.by_hand.statements import BY_HAND, statement
from scripts.benchmarks.world import SECRET, opened

Body = Mapping[str, Any]
Finish = Callable[[Body, str], bytes]
"""Makes the answer's bytes of the request and the statement's text."""


def application(database: Database, finish: Finish) -> Starlette:
    """A route for each query."""
    routes = [Route(f"/{name}", _endpoint(database, name, finish), methods=["POST"]) for name in BY_HAND]
    return Starlette(routes=routes)


def _endpoint(database: Database, name: str, finish: Finish) -> Callable[[Request], Awaitable[Response]]:
    by_hand, text = BY_HAND[name], statement(database.dialect, name)
    scope_of = _as_json if database.dialect == "sqlite" else list

    async def answer(request: Request) -> Response:
        key = request.headers["authorization"].removeprefix("Bearer ")
        viewer = await authenticate(database, key, SECRET)
        body = orjson.loads(await request.body())
        variables = body["variables"]
        rows = await database.single(text, [scope_of(viewer.scope), *by_hand.parameters(variables)])
        return Response(finish(body, by_hand.answer(rows, variables)), media_type="application/json")

    return answer


def _as_json(scope: object) -> str:
    return orjson.dumps(scope).decode()


def joined(_: Body, answer: str) -> bytes:
    """What the statement wrote, as it is."""
    return answer.encode()


def completer() -> Finish:
    """What graphql-core makes of it. A document is parsed and validated once."""
    schema = build().plain

    @lru_cache
    def document(source: str) -> DocumentNode:
        parsed = parse(source)
        if errors := validate(schema, parsed):
            raise errors[0]
        return parsed

    def completed(body: Body, answer: str) -> bytes:
        tree = orjson.loads(answer)["data"]
        result = execute_sync(
            schema,
            document(body["query"]),
            root_value=tree,
            variable_values=body["variables"],
            field_resolver=_held,
        )
        return orjson.dumps(result.formatted)

    return completed


def _held(source: Any, info: GraphQLResolveInfo[Any], /, **_: Any) -> Any:
    return source[info.path.key]


async def _serve(url: str, port: int, finish: Finish) -> None:
    async with opened(url) as database:
        app = application(database, finish)
        await server(
            app, host="127.0.0.1", port=port, grace=1, max_message=1_000_000, before_shutdown=_nothing
        ).serve()


async def _nothing() -> None:
    pass


if __name__ == "__main__":
    loading.settle()
    _, url_, port_, *how = sys.argv
    uvloop.run(_serve(url_, int(port_), completer() if how == ["completed"] else joined))
