"""What the transports of GraphQL share: the graph they ask, who may ask, and how they are set."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from backend.domain.viewer import Viewer
from backend.graph.answer import Answer
from backend.graph.request import GraphQLRequest
from backend.graph.trusted import Trusted
from backend.platform.drain import Drain

Authenticate = Callable[[str | None], Awaitable[Viewer]]
"""The viewer that a credential stands for; raises Unauthenticated."""


class Operation(Protocol):
    """A document that was parsed, validated and planned."""

    @property
    def kind(self) -> Literal["query", "mutation", "subscription"]:
        """What the operation is."""


class Graph(Protocol):
    """What executes. The operations it is given are the ones it prepared."""

    def prepare(self, query: str, operation_name: str | None) -> Operation:
        """The operation of a document; raises RequestError."""

    async def execute(
        self, operation: Any, variables: dict[str, Any], viewer: Viewer, *, telling: bool = False
    ) -> Answer:
        """The result of a query or mutation, `telling` what it cost; raises RequestError for variables that
        do not fit and for what costs too much, RateLimited.
        """

    def subscribe(
        self, operation: Any, variables: dict[str, Any], viewer: Viewer
    ) -> AsyncGenerator[Answer, None]:
        """The results of a subscription, until it ends or is closed; raises RequestError before the first."""


@dataclass(frozen=True, slots=True)
class Options:
    """How GraphQL is served. Sizes are in bytes, times in seconds.

    `trusted` says which documents are taken. `origins` are the pages' origins that may open WebSockets
    besides our own. `explorer` serves GraphiQL from `explorer_build`. `drain` ends the streams when the
    server stops.
    """

    trusted: Trusted = field(default_factory=Trusted)
    max_body: int = 1_048_576
    origins: tuple[str, ...] = ()
    explorer: bool = True
    explorer_build: Path | None = None
    heartbeat: float = 10.0
    init_timeout: float = 10.0
    max_subscriptions: int = 100
    drain: Drain = field(default_factory=Drain)


@dataclass(frozen=True, slots=True)
class Service:
    """A graph, who may ask it, and how it is served."""

    graph: Graph
    authenticate: Authenticate
    options: Options

    def operation(self, request: GraphQLRequest) -> Operation:
        """The operation that is asked for, if its document is taken here; raises RequestError."""
        return self.graph.prepare(self.options.trusted.text(request), request.operation_name)
