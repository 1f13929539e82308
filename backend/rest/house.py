"""The house: what a dialect is served with. It is made by app.py, which alone knows how each part works."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode

from backend.domain.dress import Spellings
from backend.domain.viewer import Viewer
from backend.platform.drain import Drain


class Prepared(Protocol):
    """An operation's document: read, validated, and compiled for its dress."""

    @property
    def kind(self) -> Literal["query", "mutation", "subscription"]:
        """What the operation is."""

    @property
    def node(self) -> OperationDefinitionNode:
        """The operation as it is written."""

    @property
    def fragments(self) -> Mapping[str, FragmentDefinitionNode]:
        """The fragments that it may spread."""


class Answered(Protocol):
    """What came of an operation, or one answer of a subscription."""

    @property
    def text(self) -> str:
        """The dressed answer as JSON: the data without GraphQL's envelope, `null` if there is none."""

    @property
    def errors(self) -> Sequence[Mapping[str, Any]]:
        """Errors as in GraphQL: `message`, and `code` and `path` in `extensions`."""


@dataclass(frozen=True, slots=True)
class House:
    """What every dialect shares.

    `prepare` reads a document in a dialect's spellings (ValueError if it is wrong). `authenticate` gives the
    viewer of a credential (UNAUTHENTICATED). `execute` and `subscribe` answer what was prepared; they raise
    RATE_LIMITED, all else lies in the answer's errors. `max_body` is in bytes, `heartbeat` in seconds.
    """

    schema: GraphQLSchema
    prepare: Callable[[str, Spellings], Prepared]
    authenticate: Callable[[str | None], Awaitable[Viewer]]
    execute: Callable[[Any, dict[str, Any], Viewer], Awaitable[Answered]]
    subscribe: Callable[[Any, dict[str, Any], Viewer], AsyncGenerator[Answered, None]]
    max_body: int = 1_048_576
    heartbeat: float = 10.0
    drain: Drain = field(default_factory=Drain)
