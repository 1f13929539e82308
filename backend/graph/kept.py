"""Kept rows: the fields and inputs of everything that has a name and a life of its own."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, dataclass_transform

import strawberry

from backend.domain.kept import RetentionTier
from backend.graph.connection import Connection
from backend.graph.declare import at_path, column, computed, many, one, part, payload, through
from backend.graph.described import expose, field, input_type, optional, said
from backend.graph.given import columns
from backend.graph.node import Node
from backend.graph.scalars import JSON
from backend.store.precondition import Precondition

if TYPE_CHECKING:
    from backend.graph.account import Principal, Workspace
    from backend.graph.activity import Activity

T = TypeVar("T", bound=type)

PrincipalType = Annotated["Principal", strawberry.lazy("backend.graph.account")]
ActivityType = Annotated["Activity", strawberry.lazy("backend.graph.activity")]
WorkspaceType = Annotated["Workspace", strawberry.lazy("backend.graph.account")]

expose(
    RetentionTier,
    SHORT="Purged after 7 days in the trash.",
    MEDIUM="Purged after 30 days in the trash.",
    LONG="Purged after 90 days in the trash.",
    NONE="Never purged by the sweeper.",
)


EXTENSIONS = "What only one dialect knows, under its name: given back as sent, and read by nobody here."
"""What a row's extensions are, wherever there are any …"""
EXTENSIONS_GIVEN = (
    "What only one dialect knows, under its name: up to 64 kB of JSON, merged into what is there; null takes "
    "a key away."
)
"""… and what is said where they are written."""
NAME_GIVEN = "What people call it: 1 to 200 characters."
"""What is said where a name is written."""


@strawberry.type
@dataclass_transform(
    field_specifiers=(column, one, many, through, part, payload, at_path, computed),
    kw_only_default=True,
)
class Kept(Node):
    """Not in the schema by itself: each kept noun inherits these fields."""

    name: str = column("What people call it.", filter=True, order=True)
    description: str | None = column("What it is for.", filter=True)
    handle: str = column(
        "Its readable name for paths and prompts, unique in the workspace.", filter=True, order=True
    )
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    is_system: bool = column(
        "Whether it comes with Concord: everybody reads it, nobody edits it.", filter=True
    )
    workspace: WorkspaceType | None = one(
        "The workspace it is in; null for what comes with Concord.", key="workspace_id", filter=True
    )
    created_by: PrincipalType | None = one("Who made it.", key="created_by", filter=True)
    owner: PrincipalType | None = one("Who owns it.", key="owner_id", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)
    archived_at: datetime | None = column("When it was put out of use.", filter=True, order=True)
    deleted_at: datetime | None = column("When it was put in the trash.", filter=True, order=True)
    retention_tier: RetentionTier = column("How long it stays in the trash.", filter=True)
    activities: Connection[ActivityType] = many(
        "What happened to it, the last first.", on="subject_id", filter=True
    )


@input_type
class NamedInput:
    """Not in the schema by itself: what may be said of a row that has a name in its workspace."""

    name: strawberry.Maybe[str | None] = field(NAME_GIVEN)
    description: strawberry.Maybe[str | None] = field("What it is for: up to 4,000 characters.")
    handle: strawberry.Maybe[str | None] = field(
        "Its readable name, unique in the workspace; made from the name if not given."
    )
    external_id: strawberry.Maybe[str | None] = field(
        "The id that your own systems give it; unique in the workspace."
    )
    labels: strawberry.Maybe[JSON | None] = field("A JSON object of texts: up to 64 labels.")
    extensions: strawberry.Maybe[JSON | None] = field(EXTENSIONS_GIVEN)


@dataclass_transform(field_specifiers=(field, optional), kw_only_default=True)
def named_input(made: T) -> T:
    """The input of a new row: what its changes may say, and a name, which may not be left out."""
    made.__annotations__["name"] = str
    made.name = field(NAME_GIVEN)  # type: ignore[attr-defined]  # the changes declare it
    return input_type(made)


@input_type
class KeptInput(NamedInput):
    """Not in the schema by itself: the inputs of each kept noun inherit these fields."""

    owner_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The principal who owns it: its id, or ext:<externalId>. To change it takes an administrator."
    )
    retention_tier: strawberry.Maybe[RetentionTier | None] = field("How long it stays in the trash.")


@input_type
class RowIf:
    """What you believe of a row; if it is not so, nothing is changed: CONFLICT."""

    updated_at: datetime | None = optional("When it was last changed: whether it is still as you read it.")
    deleted: bool | None = optional("Whether it is in the trash.")
    archived: bool | None = optional("Whether it is out of use.")
    owned: bool | None = optional("Whether you own it; if not: FORBIDDEN.")
    within: strawberry.ID | None = optional(
        "Its workspace, or what it is part of; if it lies elsewhere: NOT_FOUND."
    )


If = Annotated[RowIf | None, said("What you believe of the row: checked in the transaction.", name="if")]


def believed(if_: Any) -> Precondition | None:
    """The precondition as the store takes it."""
    return None if if_ is None else Precondition(**columns(if_))  # type: ignore[arg-type]  # its fields are some of the same
