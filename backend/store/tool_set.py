"""A tool set: tools of one kind. One at an MCP server shares its life with the server, and is discovered."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Index, column as sql_column, select, table as sql_table

from backend.domain import law
from backend.domain.errors import Forbidden
from backend.domain.law import Laws
from backend.domain.tool import ToolKind
from backend.domain.tool_set import SyncStatus
from backend.domain.url import url_template
from backend.domain.viewer import Role, Viewer
from backend.platform import clock
from backend.store.agent import agent
from backend.store.database import Transaction
from backend.store.noun import Find, Noun, Twin
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.row import change
from backend.store.scope import locate
from backend.store.secret import secret
from backend.store.statement import Row
from backend.store.table import (
    Column,
    Flag,
    Integer,
    Json,
    Table,
    Text,
    Time,
    is_system,
    kept,
    metadata,
    reference,
)
from backend.store.tool_match import approval_law, match_law

_SERVER = sql_table("mcp_server", sql_column("id"), sql_column("tool_set_id"))


def _server_id(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """The server whose tools these are."""
    return select(_SERVER.c.id).where(_SERVER.c.tool_set_id == column("id")).scalar_subquery()


tool_set = Table(
    "tool_set",
    metadata,
    *kept(),
    Column("kind", Text, nullable=False),
    Column("base_url", Text),
    Column("headers", Json, nullable=False),
    Column("sealed", Text),
    reference("secret_id", "secret", nullable=True),
    reference("agent_id", "agent", nullable=True),
    Column("include", Json),
    Column("exclude", Json),
    Column("approval", Json),
    Column("managed", Flag, nullable=False),
    Column("sync_status", Text, nullable=False),
    Column("sync_error", Text),
    Column("sync_failures", Integer, nullable=False),
    Column("sync_due_at", Time),
    Column("synced_at", Time),
    Index(None, "agent_id", "created_at", "id"),
    Index(None, "secret_id", "created_at", "id"),
    info={"derived": {"is_system": is_system, "mcp_server_id": _server_id}},
)

_DUE = tool_set.c.sync_due_at.is_not(None)

Index("ix_tool_set_due", tool_set.c.sync_due_at, sqlite_where=_DUE, postgresql_where=_DUE)

SYNCS = "syncs"
"""The topic that is rung when a discovery is due, with the set's id."""

LAWS: Laws = MappingProxyType(
    {
        "base_url": law.optional(url_template),
        "secret_id": law.optional(law.ID),
        "include": law.optional(match_law),
        "exclude": law.optional(match_law),
        "approval": law.optional(approval_law),
        "managed": law.flag(default=False),
    }
)
FIXED: Laws = MappingProxyType({"kind": law.member_of(ToolKind), "agent_id": law.optional(law.ID)})


async def find_tool_set(
    tx: Transaction,
    viewer: Viewer,
    reference_: str,
    when: Precondition | None,
    need: Role = Role.EDITOR,
) -> Row:
    """Find a set for a change and lock it, also in the trash. FORBIDDEN if it is managed by others."""
    found = await locate(tx, viewer.at_least(need), tool_set, reference_)
    require_unmanaged(viewer, found)
    await hold_within(tx, viewer, found, when, tool_set.c.workspace_id)
    hold(when, viewer, found)
    return found


def in_set(table: Table, parent: str) -> Find:
    """How the rows of a table that belong to a set are found: behind the set, which is locked before them and
    says whether they may be changed. `parent` is the column that `within` means.
    """

    async def find(
        tx: Transaction, viewer: Viewer, reference_: str, when: Precondition | None, need: Role
    ) -> Row:
        seen = await locate(tx, viewer.needing(Role.VIEWER), table, reference_, lock=False)
        owner = await locate(tx, viewer.at_least(need), tool_set, seen.tool_set_id)
        require_unmanaged(viewer, owner)
        found = await locate(tx, viewer.at_least(need), table, seen.id)
        await hold_within(tx, viewer, found, when, table.c[parent])
        hold(when, viewer, found)
        return found

    return find


def require_unmanaged(viewer: Viewer, found: Row) -> None:
    """Refuse to change a managed set, and what is in it, unless an API key asks (FORBIDDEN)."""
    if found.managed and viewer.key_id is None:
        raise Forbidden(f"Tool set {found.id} is managed: only API keys change it and its tools.")


def never_synced(kind: ToolKind) -> Mapping[str, object]:
    """Where the discovery of a new set's tools stands: due at once at an MCP server."""
    if kind is ToolKind.MCP:
        return {"sync_status": SyncStatus.DUE, "sync_failures": 0, "sync_due_at": clock.now()}
    return {"sync_status": SyncStatus.NEVER, "sync_failures": 0}


async def make_due(tx: Transaction, set_id: str) -> None:
    """Have the tools of a set discovered anew; a discovery under way counts no more."""
    await change(tx, tool_set, set_id, never_synced(ToolKind.MCP))
    tx.ring(SYNCS, set_id)


TOOL_SET = Noun(
    "ToolSet",
    tool_set,
    LAWS,
    FIXED,
    references=MappingProxyType({"agent_id": agent, "secret_id": secret}),
    find=find_tool_set,
    children=(("tool", "tool_set_id"),),
    twin=Twin("McpServer", "id", "tool_set_id"),
)
