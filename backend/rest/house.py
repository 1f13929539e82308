"""The house: what a dialect is served with. It is made by app.py, which alone knows how each part works."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal, Protocol

from graphql import FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, extend_schema, parse

from backend.domain.dress import Spellings
from backend.domain.viewer import Viewer
from backend.platform.drain import Drain
from backend.rest.give import Open


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
    def body(self) -> bytes:
        """The dressed answer as JSON: the data without GraphQL's envelope, `null` if there is none."""

    @property
    def errors(self) -> Sequence[Mapping[str, Any]]:
        """Errors as in GraphQL: `message`, and `code` and `path` in `extensions`."""


Put = Callable[[str, str, AsyncIterator[bytes], Viewer, str | None], Awaitable[str]]
"""Keeps the bytes of a file, of this name and media type, for a workspace: the id of the upload it is."""

Prepare = Callable[[str], Prepared]
"""Reads a document, and keeps it (ValueError if it is wrong)."""

PreparedOf = Callable[[str], Prepared]
"""Gives a document of a dialect by its name."""


def dressed(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema with the directives that say how an answer is dressed."""
    text = files("backend.rest").joinpath("directives.graphql").read_text(encoding="utf-8")
    return extend_schema(schema, parse(text))


@dataclass(frozen=True, slots=True)
class House:
    """What every dialect shares.

    `reader` gives what reads the documents of a dialect by its spellings. `authenticate` gives the
    viewer of a credential (UNAUTHENTICATED). `execute` and `subscribe` answer what was prepared; they raise
    RATE_LIMITED, all else lies in the answer's errors. `put` keeps files that come, `open` gives those that
    are kept. `max_body` is in bytes, `heartbeat` in seconds.
    """

    schema: GraphQLSchema
    reader: Callable[[Spellings], Prepare]
    authenticate: Callable[[str | None], Awaitable[Viewer]]
    execute: Callable[[Any, dict[str, Any], Viewer], Awaitable[Answered]]
    subscribe: Callable[[Any, dict[str, Any], Viewer], AsyncGenerator[Answered, None]]
    put: Put
    open: Open
    max_body: int = 1_048_576
    heartbeat: float = 10.0
    drain: Drain = field(default_factory=Drain)
