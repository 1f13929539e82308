"""A version of an agent: a draft, at most one, or published, numbered 1, 2, 3 … and never changed again."""

from collections.abc import Mapping

from sqlalchemy import Index, bindparam, func, select, text

from backend.domain.agent import CONFIGURATION, PROFILE, VersionState
from backend.domain.configuration import CONFIGURATION_LAWS
from backend.domain.errors import BadInput, NotFound
from backend.domain.ids import ReferenceKind, parse_reference
from backend.domain.law import NOTE, lawful
from backend.domain.spelling import camel
from backend.domain.viewer import Viewer
from backend.platform import clock, json_schema
from backend.store.database import Transaction
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
    Column("input_schema", Json),
    Column("output_schema", Json),
    Column("built_ins", Json, nullable=False),
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
)

_BY_ID = select(agent_version).where(agent_version.c.id == bindparam("version"))
_BY_NUMBER = select(agent_version).where(
    agent_version.c.agent_id == bindparam("agent"), agent_version.c.number == bindparam("number")
)
_LAST = select(func.coalesce(func.max(agent_version.c.number), 0).label("number")).where(
    agent_version.c.agent_id == bindparam("agent")
)


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
        raise NotFound(f"Agent {agent_id} has no version called {reference_!r}.", ("versionId",))
    return found


async def next_number(tx: Transaction, agent_id: str) -> int:
    """The number of the next version to be published; whoever asks has locked the agent."""
    (last,) = await tx.fetch(_LAST, {"agent": agent_id})
    return int(last.number) + 1


def configured(columns: Mapping[str, object]) -> dict[str, object]:
    """The columns that say how a version runs, as they are kept; null is the default (BAD_INPUT)."""
    kept = lawful(columns, CONFIGURATION_LAWS)
    for column in ("input_schema", "output_schema"):
        if kept.get(column) is not None:
            _check_schema(kept[column], camel(column))
    return kept


def _check_schema(schema: object, path: str) -> None:
    try:
        json_schema.check(schema)
    except json_schema.SchemaError as error:
        raise BadInput(f"{path} is no usable JSON Schema: {error.message}", (path, *error.path)) from error


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


def settings(row: Row) -> dict[str, object]:
    """The columns of a version that say how it runs."""
    return {name: getattr(row, name) for name in CONFIGURATION}


def successor(agent: Row, base_id: str) -> dict[str, object]:
    """What a new version takes from the agent, and which version it began as."""
    whose = {"workspace_id": agent.workspace_id, "agent_id": agent.id, "base_version_id": base_id}
    return whose | profile(agent)


async def add_version(tx: Transaction, viewer: Viewer, columns: Mapping[str, object]) -> str:
    """Insert a version, a draft unless the columns say otherwise, and return its id."""
    row = {**born("ver"), "created_by": viewer.principal, "state": VersionState.DRAFT, **columns}
    await add(tx, agent_version, row)
    return str(row["id"])
