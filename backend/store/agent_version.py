"""A version of an agent: a draft, at most one, or published, numbered 1, 2, 3 … and never changed again."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    bindparam,
    column as sql_column,
    false,
    func,
    literal_column,
    select,
    table as sql_table,
    text,
    update,
)

from backend.domain.agent import PROFILE, VersionState
from backend.domain.configured import SCHEMAS, Configured
from backend.domain.errors import NotFound
from backend.domain.ids import ReferenceKind, parse_reference
from backend.domain.law import NOTE
from backend.domain.viewer import Viewer
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.link import write_links
from backend.store.row import add, born
from backend.store.statement import Row
from backend.store.table import (
    Column,
    Integer,
    Json,
    Table,
    Text,
    Time,
    identity,
    metadata,
    reference,
    stamps,
)

_AGENT = sql_table("agent", sql_column("id"), sql_column("default_version_id"))


def _is_default(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """Whether the version is its agent's default."""
    default = select(_AGENT.c.default_version_id).where(_AGENT.c.id == column("agent_id"))
    return func.coalesce(default.scalar_subquery() == column("id"), false())


agent_version = Table(
    "agent_version",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    reference("agent_id", "agent", ondelete="CASCADE"),
    Column("state", Text, nullable=False),
    Column("number", Integer),
    Column("base_version_id", Text),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("metadata", Json, nullable=False),
    Column("instructions", Text, nullable=False),
    Column("models", Json, nullable=False),
    Column("limits", Json, nullable=False),
    Column("model_settings", Json),
    Column("input_schema", Json),
    reference("input_schema_id", "data_schema", nullable=True),
    Column("output_schema", Json),
    reference("output_schema_id", "data_schema", nullable=True),
    reference("environment_id", "environment", nullable=True),
    Column("compaction", Json),
    Column("tool_selection", Json),
    Column("episodic_memory", Json),
    Column("extensions", Json, nullable=False, server_default="{}"),
    Column("bindings", Json, nullable=False, server_default="[]"),
    Column("note", Text),
    Column("published_at", Time),
    reference("published_by", "principal", nullable=True),
    reference("created_by", "principal"),
    *stamps(),
    Index(None, "agent_id", "number", unique=True),
    Index(
        "ix_agent_version_draft",
        "agent_id",
        unique=True,
        sqlite_where=text("state = 'DRAFT'"),
        postgresql_where=text("state = 'DRAFT'"),
    ),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "input_schema_id"),
    Index(None, "output_schema_id"),
    Index(None, "environment_id", "created_at", "id"),
    info={"derived": {"is_default": _is_default}},
)

_BY_ID = select(agent_version).where(agent_version.c.id == bindparam("version"))
_BY_NUMBER = select(agent_version).where(
    agent_version.c.agent_id == bindparam("agent"), agent_version.c.number == bindparam("number")
)
_LAST = select(func.coalesce(func.max(agent_version.c.number), 0).label("number")).where(
    agent_version.c.agent_id == bindparam("agent")
)
_FOLLOW = [
    update(agent_version)
    .where(
        agent_version.c[f"{name}_id"] == bindparam("schema", type_=Text()),
        agent_version.c.state == literal_column("'DRAFT'"),
    )
    .values({
        name: bindparam("definition", type_=Json()),
        "updated_at": bindparam("moment", type_=Time()),
    })
    for name in SCHEMAS
]  # fmt: skip


async def version(tx: Transaction, version_id: str) -> Row:
    """The row of a version that is known to exist."""
    found = await tx.first(_BY_ID, {"version": version_id})
    if found is None:
        raise NotFound(f"No agent version is called {version_id!r}.")
    return found


async def version_of(tx: Transaction, agent_id: str, reference_: str) -> Row:
    """A version of this agent, by its id or as `number:3` (NOT_FOUND)."""
    named = parse_reference(reference_, ("versionId",))
    found = None
    if named.kind is ReferenceKind.NUMBER:
        found = await tx.first(_BY_NUMBER, {"agent": agent_id, "number": int(named.value)})
    elif named.kind is ReferenceKind.ID:
        found = await tx.first(_BY_ID, {"version": named.value})
    if found is None or found.agent_id != agent_id:
        raise NotFound(f"The agent has no version called {reference_!r}.", ("versionId",))
    return found


async def next_number(tx: Transaction, agent_id: str) -> int:
    """The number of the next version to be published; whoever asks has locked the agent."""
    (last,) = await tx.fetch(_LAST, {"agent": agent_id})
    return int(last.number) + 1


async def follow_schema(tx: Transaction, schema: Row) -> None:
    """Give every draft that names a schema its definition; published versions never change."""
    for statement in _FOLLOW:
        values = {"schema": schema.id, "definition": schema.definition, "moment": clock.now()}
        await tx.fetch(statement, values)


def published(viewer: Viewer, number: int, note: str | None) -> dict[str, object]:
    """The columns of a version from the moment at which it is published."""
    return {
        "state": VersionState.PUBLISHED,
        "number": number,
        "note": NOTE(note, ("note",)),
        "published_at": clock.now(),
        "published_by": viewer.principal,
    }


def profile(row: Row) -> dict[str, object]:
    """The columns that an agent and its versions share, of either."""
    return {name: getattr(row, name) for name in PROFILE}


def successor(agent: Row, base_id: str) -> dict[str, object]:
    """What a new version takes from the agent, and which version it began as."""
    whose = {"workspace_id": agent.workspace_id, "agent_id": agent.id, "base_version_id": base_id}
    return whose | profile(agent)


async def add_version(
    tx: Transaction, viewer: Viewer, columns: Mapping[str, object], configured: Configured
) -> str:
    """Insert a version with its links, a draft unless the columns say otherwise, and return its id."""
    made = {**born("ver"), "created_by": viewer.principal, "state": VersionState.DRAFT, "bindings": []}
    row = {**made, **columns, **configured.columns}
    await add(tx, agent_version, row)
    holder = {"workspace_id": str(row["workspace_id"]), "agent_version_id": str(row["id"])}
    await write_links(tx, viewer, holder, (), configured.links)
    return str(row["id"])
