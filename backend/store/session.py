"""A session: a conversation with one version of an agent, frozen at its start; `seq` counts its events."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    case,
    column as sql_column,
    func,
    literal_column,
    select,
    table as run_table,
)

from backend.domain.errors import BadInput, Conflict
from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.law import lawful
from backend.domain.session import SESSION_LAWS
from backend.domain.tool import BUILT_INS
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.platform.ids import new_id
from backend.store.agent import agent
from backend.store.agent_version import version_of
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.row import add
from backend.store.scope import locate, placed
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
    trash,
)

_RUN = run_table("run", sql_column("session_id"), sql_column("status"), sql_column("number"))


def status_of(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """Where a session stands, by its columns: CLOSED, or what its first active run says, or IDLE."""
    active = _RUN.c.status.in_([literal_column(f"'{name}'") for name in ("QUEUED", "RUNNING", "WAITING")])
    first = select(_RUN.c.status).where(_RUN.c.session_id == column("id"), active).order_by(_RUN.c.number)
    status = func.coalesce(first.limit(literal_column("1")).scalar_subquery(), literal_column("'IDLE'"))
    return case((column("closed_at").is_not(None), literal_column("'CLOSED'")), else_=status)


session = Table(
    "session",
    metadata,
    identity(),
    reference("workspace_id", "workspace"),
    reference("agent_id", "agent"),
    # Null once a draft that was tried out is discarded; the snapshot goes on saying which one it was.
    reference("agent_version_id", "agent_version", nullable=True, ondelete="SET NULL"),
    Column("title", Text),
    Column("external_id", Text),
    Column("labels", Json, nullable=False),
    Column("end_user_id", Text),
    Column("variables", Json, nullable=False),
    Column("snapshot", Json, nullable=False),
    Column("seq", Integer, nullable=False),
    reference("created_by", "principal"),
    Column("closed_at", Time),
    Column("close_reason", Text),
    *trash(),
    *stamps(),
    Index(None, "workspace_id", "external_id", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "workspace_id", "end_user_id", "created_at", "id"),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "agent_version_id"),
    Index(None, "deleted_at"),
    info={"derived": {"status": status_of}},
)


async def start_session(
    tx: Transaction,
    viewer: Viewer,
    agent_reference: str,
    columns: Mapping[str, object],
    *,
    version: str | None = None,
    workspace: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Open a session with the named version, else the default, else the draft, of which it keeps a copy.

    `columns` are title, external_id, end_user_id, labels and variables. The session lies in the agent's
    workspace; with a system agent in the one named, or the viewer's home. NOT_FOUND for what the viewer does
    not see, CONFLICT if the agent is archived or in the trash. Returns the id.
    """
    kept = lawful(dict.fromkeys(SESSION_LAWS) | dict(columns), SESSION_LAWS)

    async def make() -> str:
        found = await _usable_agent(tx, viewer, agent_reference)
        home = workspace if found.workspace_id == SYSTEM_WORKSPACE else found.workspace_id
        return await _open(tx, viewer, placed(viewer, home), await _version(tx, found, version), kept)

    given = {"agent": agent_reference, "version": version, "workspace": workspace} | kept
    return await once(tx, viewer, "startSession", idempotency_key, given, make)


async def _open(
    tx: Transaction, viewer: Viewer, home: str, chosen: Row, columns: Mapping[str, object]
) -> str:
    moment, identifier = clock.now(), new_id("ses")
    row = {
        "id": identifier,
        "workspace_id": home,
        "agent_id": chosen.agent_id,
        "agent_version_id": chosen.id,
        "snapshot": _snapshot(chosen),
        "seq": 0,
        "created_by": viewer.principal,
        "created_at": moment,
        "updated_at": moment,
    }
    await add(tx, session, row | dict(columns))
    return identifier


async def _usable_agent(tx: Transaction, viewer: Viewer, reference_: str) -> Row:
    # To see an agent is enough: the right to write is asked for where the session will lie.
    found = await locate(tx, viewer.needing(Role.VIEWER), agent, reference_, "agentId", lock=False)
    if found.deleted_at is not None:
        raise Conflict(f"Agent {found.id} is in the trash: restore it first.", ("agentId",))
    if found.archived_at is not None:
        raise Conflict(f"Agent {found.id} is archived: take it out of the archive first.", ("agentId",))
    return found


async def _version(tx: Transaction, found: Row, version: str | None) -> Row:
    return await version_of(tx, found.id, version or found.default_version_id or found.draft_version_id)


def _snapshot(version: Row) -> dict[str, Any]:
    return {
        "agentId": version.agent_id,
        "agentVersionId": version.id,
        "instructions": version.instructions,
        "models": version.models,
        "limits": version.limits,
        "inputSchema": version.input_schema,
        "outputSchema": version.output_schema,
        "tools": [_tool(name) for name in version.built_ins],
    }


def _tool(name: str) -> dict[str, Any]:
    known = BUILT_INS.get(name)
    if known is None:
        raise BadInput(f"There is no built-in tool {name!r}: this Concord has {', '.join(BUILT_INS)}.")
    schema = dict(known.input_schema)
    return {"name": name, "description": known.description, "inputSchema": schema, "kind": "BUILTIN"}
