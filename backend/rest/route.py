"""Routes: an endpoint is a value, whose documents say what is done and what is answered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from backend.platform import accept
from backend.rest.bind import Bind
from backend.rest.fault import MISSING, Fault
from backend.rest.give import PATIENCE, PLAIN, Give, Paged, Whole
from backend.rest.parcel import Parcel
from backend.rest.request import Request
from backend.rest.table import Table

_NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait until the run has ended that is named at this place of the answer, but no longer than that."""

    at: str
    patience: float


@dataclass(frozen=True, slots=True)
class Refuse:
    """End with this fault if anything stands at this place of the answer."""

    at: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask another document. These variables of it are read from the answer before; the others are bound.

    A place of an answer is `run.id`, or `nodes.0.id` in the first of a list. If nothing stands there, it is
    `missing`. `codes` says which of its errors' codes mean another here.
    """

    document: str
    variables: Mapping[str, str]
    missing: Fault = MISSING
    codes: Mapping[str, str] = field(default_factory=lambda: _NONE)


def wait(at: str, patience: float = PATIENCE) -> Wait:
    """`wait("run.id")`: until that run has ended."""
    return Wait(at, patience)


def ask(document: str, **variables: str) -> Ask:
    """`ask("GetRunResult", id="run.id")`: the next document, which may be a subscription."""
    return Ask(document, variables)


def refuse(at: str, message: str, code: str = "CONFLICT") -> Refuse:
    """`refuse("nodes.0.id", "The name is taken.")`: go no further if the list holds anything."""
    return Refuse(at, Fault(code, message))


Step = Wait | Refuse | Ask


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


@dataclass(frozen=True, slots=True)
class Route:
    """One row. `at` is its method and path, `document` the operation that it begins with.

    Rows of one method and path are tried in order: the first whose `when` holds answers. `bind` fills
    variables, `body` those that the body tells; with `files` it is a multipart form, whose files are kept as
    uploads in that workspace. Or a `parcel` tells them, which is a file. `then` goes on from
    the answer, of a list from its first row, and the last document's is given. A page is `paged` where its
    next one keeps what was asked. `location` is a template of that header: `/v1/agents/{id}`, from the
    answer. `faults` are codes that the function raises which makes the answer. `words` are told of an
    error at this path of a document, `if.hasDraft`, where ours name a next step that this dialect lacks.
    """

    at: str
    document: str
    bind: Mapping[str, Bind] = field(default_factory=lambda: _NONE)
    body: Table | None = None
    files: Bind | None = None
    parcel: Parcel | None = None
    when: When | None = None
    then: tuple[Step, ...] = ()
    paged: Paged | None = None
    give: Give = PLAIN
    status: int = 200
    faults: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=lambda: _NONE)
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
