"""One who asks the graph, without HTTP: documents in, answers out, streams as they come."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import httpx2
import orjson
from graphql import GraphQLSchema
from starlette.applications import Starlette
from starlette.middleware import Middleware

from backend.domain.viewer import Viewer
from backend.graph.answer import Answer, RequestError
from backend.graph.context import Services
from backend.graph.execute import Graph
from backend.graph.limits import Limits
from backend.graph.operation import Documents
from backend.graph.routes import graphql_routes
from backend.graph.schema import Schema
from backend.graph.transport import Options
from backend.platform.blobs import Blobs
from backend.platform.edge import Edge
from backend.platform.lru import Lru
from backend.platform.signing import Signer
from backend.store.database import Database
from tests.patience import WITHIN
from tests.tenants import SECRET

Json = Any
"""What JSON holds; tests say what they expect of it by comparing."""

Partial = Callable[[str], Mapping[str, Any] | None]


_KEPT = 100_000_000
"""Characters of documents and plans that are kept."""

NO_BLOBS = Blobs("file:///dev/null/blobs")
"""Where nothing can be put or read."""


def graph_over(
    schema: Schema,
    database: Database,
    partial: Partial = lambda _: None,
    blobs: Blobs = NO_BLOBS,
    **lent: Json,
) -> Graph:
    """A graph over an open database, with what else the composition root lends."""
    services = Services(SECRET, partial, blobs, Signer(SECRET), **lent)
    return Graph(schema, database, services, _documents(schema.plain, database.dialect))


@cache
def _documents(schema: GraphQLSchema, dialect: str) -> Documents:
    """What is planned for a kind of database, kept for all tests of the process, which ask much alike."""
    made = Documents(schema, Limits())
    made._known, made._plans = Lru(_KEPT), Lru(_KEPT)
    return made


@dataclass(frozen=True, slots=True)
class Asker:
    """A graph, and the viewer in whose name it is asked."""

    graph: Graph
    viewer: Viewer

    def as_(self, viewer: Viewer) -> "Asker":
        """The same graph, asked by another."""
        return replace(self, viewer=viewer)

    async def body(self, source: str, /, **variables: Json) -> bytes:
        """The answer's bytes, or those of the errors of a refused request."""
        try:
            operation = self.graph.prepare(source, None)
            return (await self.graph.execute(operation, variables, self.viewer)).body
        except RequestError as error:
            return orjson.dumps({"errors": error.errors})

    async def answer(self, source: str, /, **variables: Json) -> Json:
        """The answer as JSON."""
        return orjson.loads(await self.body(source, **variables))

    async def data(self, source: str, /, **variables: Json) -> Json:
        """The answer's data; the test fails if there are errors."""
        answer = await self.answer(source, **variables)
        assert "errors" not in answer, (answer["errors"], source, variables)
        return answer["data"]

    async def change(self, source: str, /, **variables: Json) -> Json:
        """What the one mutation of a document answers, inside its payload's one field."""
        (payload,) = (await self.data(source, **variables)).values()
        (row,) = payload.values()
        return row

    async def refusal(self, source: str, /, **variables: Json) -> Json:
        """The code and the input's path of the one error that a request is to meet."""
        answer = await self.answer(source, **variables)
        (error,) = answer["errors"]
        extensions = error["extensions"]
        return extensions["code"], extensions.get("path", [])

    @asynccontextmanager
    async def follow(self, source: str, /, **variables: Json) -> AsyncIterator[AsyncGenerator[Json, None]]:
        """The frames of a subscription, as they come, while the block lasts."""
        answers = self.graph.subscribe(self.graph.prepare(source, None), variables, self.viewer)
        async with aclosing(_frames(answers)) as frames:
            yield frames

    async def followed(self, source: str, /, **variables: Json) -> list[Json]:
        """All frames of a subscription that ends by itself."""
        async with asyncio.timeout(WITHIN), self.follow(source, **variables) as frames:
            return [frame async for frame in frames]


async def _frames(answers: AsyncGenerator[Answer, None]) -> AsyncGenerator[Json, None]:
    """The subscription's one field of each answer; an answer with errors comes as it is."""
    async with aclosing(answers):
        async for answer in answers:
            told = orjson.loads(answer.body)
            yield told if answer.failed else next(iter(told["data"].values()))


def client_of(asker: Asker) -> httpx2.AsyncClient:
    """A client of the graph behind the edge."""

    async def admit(_: str | None) -> Viewer:
        return asker.viewer

    first, others = graphql_routes(asker.graph, admit, Options(explorer=False))
    routes = [first, *others]
    application = Starlette(routes=routes, middleware=[Middleware(Edge)])
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(application), base_url="http://concord")
