"""A workspace: the room in which a team's rows lie."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import Index, bindparam, func, select

from backend.domain import law
from backend.domain.agent import RetentionTier, differs
from backend.domain.errors import NotFound
from backend.domain.ids import ReferenceKind, is_id, parse_reference
from backend.domain.viewer import Viewer
from backend.store import retirement
from backend.store.account import account
from backend.store.database import Transaction
from backend.store.handle import add_with_handle
from backend.store.idempotency import once
from backend.store.known import forget
from backend.store.row import born, change
from backend.store.scope import REFERENCE_COLUMN, locate, placed
from backend.store.statement import Row
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
    Column("handle", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("labels", Json, nullable=False),
    Column("external_id", Text),
    Column("extensions", Json, nullable=False),
    reference("created_by", "principal"),
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

LAWS: law.Laws = MappingProxyType(
    {
        "name": law.NAME,
        "handle": law.handle,
        "labels": law.labels,
        "external_id": law.EXTERNAL_ID,
        "extensions": law.EXTENSIONS,
        "retention_tier": law.member_of(RetentionTier),
    }
)
"""The law of each column that can be written."""

_EMPTY = dict.fromkeys(("name", "labels", "extensions"))
_MADE = ("handle", "retention_tier")
_OF_ACCOUNT = workspace.c.account_id == bindparam("account")
_LAST = select(func.coalesce(func.max(workspace.c.number), 0).label("number")).where(_OF_ACCOUNT)
_LOCK_ACCOUNT = (
    select(account.c.id).where(account.c.id == bindparam("account")).with_for_update(key_share=True)
)
_BY = {
    kind: select(workspace)
    .where(_OF_ACCOUNT, workspace.c[column] == bindparam("value", type_=workspace.c[column].type))
    .with_for_update(key_share=True)
    for kind, column in REFERENCE_COLUMN.items()
}


async def place(tx: Transaction, viewer: Viewer, reference_: str | None) -> str:
    """The workspace in which a new row is made: the one named, by id or otherwise, else the viewer's home."""
    if reference_ is None or is_id(reference_):
        return placed(viewer, reference_)
    found = await locate(tx, viewer, workspace, reference_, "workspaceId", lock=False)
    return placed(viewer, found.id)


async def create_workspace(
    tx: Transaction, viewer: Viewer, columns: Mapping[str, object], *, idempotency_key: str | None = None
) -> str:
    """Make a workspace in the viewer's account and return its id. It takes an administrator of the account.

    This viewer does not see it yet: read it with `viewer.seeing(id, Role.ADMIN)`.
    """
    viewer.require_account_admin()
    wanted = {name: value for name, value in columns.items() if value is not None or name not in _MADE}
    own = law.lawful({**_EMPTY, **wanted}, LAWS)

    async def make() -> str:
        await tx.fetch(_LOCK_ACCOUNT, {"account": viewer.account})
        (last,) = await tx.fetch(_LAST, {"account": viewer.account})
        whose = {"account_id": viewer.account, "created_by": viewer.principal, "number": last.number + 1}
        made = born("wsp") | whose
        await add_with_handle(tx, workspace, {**own, **made}, "account_id")
        tx.after_commit(forget)
        return str(made["id"])

    return await once(tx, viewer, "createWorkspace", idempotency_key, columns, make)


async def update_workspace(
    tx: Transaction, viewer: Viewer, reference_: str, columns: Mapping[str, object]
) -> str:
    """Change the columns that are given and return the id. It takes an administrator of the account."""
    found = await _managed(tx, viewer, reference_)
    retirement.require_present(found)
    own = law.lawful(columns, LAWS)
    if differs(found._asdict(), own):
        await change(tx, workspace, found.id, own)
    return str(found.id)


async def archive_workspace(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """Put a workspace out of use; what lies in it stays readable. Returns its id."""
    found = await _managed(tx, viewer, reference_)
    await retirement.archive(tx, workspace, found)
    return str(found.id)


async def unarchive_workspace(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """Put an archived workspace to use again. Returns its id."""
    found = await _managed(tx, viewer, reference_)
    await retirement.unarchive(tx, workspace, found)
    return str(found.id)


async def delete_workspace(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """Put a workspace into the trash: nobody sees what lies in it until it is restored. Returns its id."""
    found = await _managed(tx, viewer, reference_)
    await retirement.discard(tx, workspace, found)
    tx.after_commit(forget)
    return str(found.id)


async def restore_workspace(tx: Transaction, viewer: Viewer, reference_: str) -> str:
    """Take a workspace out of the trash. Returns its id; see `create_workspace` for how to read it."""
    found = await _managed(tx, viewer, reference_)
    await retirement.restore(tx, workspace, found)
    tx.after_commit(forget)
    return str(found.id)


async def _managed(tx: Transaction, viewer: Viewer, reference_: str) -> Row:
    """A workspace of the viewer's account, also in the trash, where the viewer's scope does not reach."""
    viewer.require_account_admin()
    named = parse_reference(reference_, ("id",))
    value = int(named.value) if named.kind is ReferenceKind.NUMBER else named.value
    found = await tx.first(_BY[named.kind], {"account": viewer.account, "value": value})
    if found is None:
        raise NotFound(f"No workspace is called {reference_!r}.", ("id",))
    return found
