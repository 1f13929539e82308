"""Routes: an endpoint is a value, whose documents say what is done and what is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from backend.platform import accept
from backend.rest.bind import Bind
from backend.rest.give import PLAIN, Give, Whole
from backend.rest.request import Request
from backend.rest.table import Table

PATIENCE = 300.0
"""Seconds that a request waits for the end of a run."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait until the run has ended that is named at this place of the answer, but no longer than that."""

    at: str
    patience: float


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask another document. These variables of it are read from the answer before; the others are bound."""

    document: str
    variables: Mapping[str, str]


def wait(at: str, patience: float = PATIENCE) -> Wait:
    """`wait("run.id")`: until that run has ended."""
    return Wait(at, patience)


def ask(document: str, **variables: str) -> Ask:
    """`ask("GetRunResult", id="run.id")`: the next document, which may be a subscription."""
    return Ask(document, variables)


Step = Wait | Ask


@dataclass(frozen=True, slots=True)
class When:
    """A condition on requests, its words in the description, and the query parameter that it reads."""

    holds: Callable[[Request], bool]
    words: str
    query: str | None = None


def accepts(media: str) -> When:
    """The client asks for this media type by name."""

    def holds(request: Request) -> bool:
        return accept.choose(request.header("accept") or "", (media,), wildcard=False) is not None

    return When(holds, f"if Accept names {media}")


def query_is(name: str, value: str) -> When:
    """A query parameter has this value."""
    return When(lambda request: request.query(name) == value, f"if {name} is {value}", name)


def body_is(name: str, value: Any) -> When:
    """A key of the body has this value."""
    return When(lambda request: request.body.get(name) == value, f"if the body's {name} is {value!r}")


_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Route:
    """One row. `at` is its method and path, `document` the operation that it begins with.

    Rows of one method and path are tried in order: the first whose `when` holds answers. `bind` fills
    variables, `body` those that the body tells; with `files` it is a multipart form, whose files are told by
    the ids of their uploads in that workspace. `then` goes on from the answer, of a list from its first row,
    and the last document's is given. `location` is a template of that header: `/v1/agents/{id}`, from the
    answer. `faults` are codes that the function raises which makes the answer.
    """

    at: str
    document: str
    bind: Mapping[str, Bind] = field(default_factory=lambda: _NONE)
    body: Table | None = None
    files: Bind | None = None
    when: When | None = None
    then: tuple[Step, ...] = ()
    give: Give = PLAIN
    status: int = 200
    faults: tuple[str, ...] = ()
    location: str | None = None
    summary: str = ""
    doc: str = ""

    @property
    def binds(self) -> tuple[Bind, ...]:
        """All that it reads of a request beside the body."""
        paged = (self.give.skip, self.give.most) if isinstance(self.give, Whole) else ()
        return (*self.bind.values(), *paged)

    @property
    def queries(self) -> frozenset[str]:
        """The query parameters that it reads."""
        read = {one.name for bind in self.binds for one in bind.parameters if one.where == "query"}
        return frozenset(read | ({self.when.query} if self.when and self.when.query else set()))

    @property
    def method(self) -> str:
        """Its method."""
        return self.at.partition(" ")[0]

    @property
    def path(self) -> str:
        """Its path, inside the dialect's prefix."""
        return self.at.partition(" ")[2]
