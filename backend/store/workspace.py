"""A workspace: the room in which a team's rows lie."""

from sqlalchemy import Index, select

from backend.domain.ids import is_id
from backend.domain.viewer import Viewer
from backend.store.database import Transaction
from backend.store.number import next_number
from backend.store.scope import locate, placed
from backend.store.table import (
    Column,
    Integer,
    Json,
    Table,
    Text,
    identity,
    metadata,
    reference,
    stamps,
    trash,
)

workspace = Table(
    "workspace",
    metadata,
    identity(),
    reference("account_id", "account"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("handle", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("labels", Json, nullable=False),
    Column("external_id", Text),
    Column("extensions", Json, nullable=False),
    reference("created_by", "principal"),
    # Null where the workspace is older than owners: then its maker owns it.
    reference("owner_id", "principal", nullable=True),
    reference("service_user_id", "principal", nullable=True),
    *stamps(),
    *trash(),
    Index(None, "account_id", "external_id", unique=True),
    Index(None, "account_id", "handle", unique=True),
    Index(None, "account_id", "number", unique=True),
    Index(None, "account_id", "created_at", "id"),
    Index(None, "account_id", "updated_at", "id"),
    Index(None, "account_id", "name", "id"),
    Index(None, "deleted_at"),
)

_IS_DELETED = workspace.c.deleted_at.is_not(None)

Index("ix_workspace_trash", workspace.c.id, sqlite_where=_IS_DELETED, postgresql_where=_IS_DELETED)

IN_TRASH = select(workspace.c.id).where(_IS_DELETED)
"""Workspaces in which nothing is begun. There are few, so whoever looks for work reads them all first."""


async def number_of_next(tx: Transaction, account_id: str) -> int:
    """The number of the account's next workspace: 1, 2, 3 …; none is ever given twice."""
    return await next_number(tx, account_id, workspace, first=1)


async def place(tx: Transaction, viewer: Viewer, reference_: str | None) -> str:
    """The workspace in which a new row is made: the one named, by id or otherwise, else the viewer's home."""
    if reference_ is None or is_id(reference_):
        return placed(viewer, reference_)
    found = await locate(tx, viewer, workspace, reference_, "workspaceId", lock=False)
    return placed(viewer, found.id)
