"""Changing workspaces: kept rows whose home is the account. It takes an administrator of the account."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import bindparam, select

from backend.domain import law
from backend.domain.errors import NotFound
from backend.domain.ids import ReferenceKind, parse_reference
from backend.domain.kept import patched
from backend.domain.viewer import Role, Viewer
from backend.store.activity import record
from backend.store.database import Transaction
from backend.store.handle import add_with_handle
from backend.store.idempotency import once
from backend.store.known import forget
from backend.store.life import Life
from backend.store.noun import Noun, lawful_new, referred, update
from backend.store.precondition import Precondition
from backend.store.principal import principal
from backend.store.row import born
from backend.store.scope import REFERENCE_COLUMN
from backend.store.seed_models import seed_models
from backend.store.statement import Row
from backend.store.workspace import number_of_next, workspace

_OF_ACCOUNT = workspace.c.account_id == bindparam("account")
_BY = {
    kind: select(workspace)
    .where(_OF_ACCOUNT, workspace.c[column] == bindparam("value", type_=workspace.c[column].type))
    .with_for_update(key_share=True)
    for kind, column in REFERENCE_COLUMN.items()
}


async def _managed(
    tx: Transaction, viewer: Viewer, reference: str, _when: Precondition | None, _need: Role
) -> Row:
    """A workspace of the viewer's account, also in the trash, where the viewer's scope does not reach."""
    viewer.require_account_admin()
    named = parse_reference(reference, ("id",))
    value = int(named.value) if named.kind is ReferenceKind.NUMBER else named.value
    found = await tx.first(_BY[named.kind], {"account": viewer.account, "value": value})
    if found is None:
        raise NotFound(f"No workspace is called {reference!r}.", ("id",))
    return found


WORKSPACE = Noun(
    "Workspace",
    workspace,
    MappingProxyType({"service_user_id": law.optional(law.ID)}),
    references=MappingProxyType({"service_user_id": principal}),
    role=Role.ADMIN,
    find=_managed,
)
_LIFE = Life(WORKSPACE)


async def create_workspace(
    tx: Transaction, viewer: Viewer, columns: Mapping[str, object], *, idempotency_key: str | None = None
) -> str:
    """Make a workspace in the viewer's account and return its id. It takes an administrator of the account.

    This viewer does not see it yet: read it with `viewer.seeing(id, Role.ADMIN)`.
    """
    viewer.require_account_admin()
    own = lawful_new(WORKSPACE, columns)

    async def make() -> str:
        return await _make(tx, viewer, own)

    return await once(tx, viewer, "createWorkspace", idempotency_key, columns, make)


async def _make(tx: Transaction, viewer: Viewer, own: Mapping[str, object]) -> str:
    made = born("wsp")
    home = str(made["id"])
    whose = {"account_id": viewer.account, "created_by": viewer.principal, "owner_id": viewer.principal}
    resolved = await referred(tx, viewer, WORKSPACE, home, own)
    row = made | whose | dict(own) | resolved | {"number": await number_of_next(tx, viewer.account)}
    row["extensions"] = patched({}, own["extensions"])
    await add_with_handle(tx, workspace, row, "account_id")
    await seed_models(tx, home, viewer.account)
    await record(tx, viewer, home, "workspace.created", home)
    tx.after_commit(forget)
    return home


async def update_workspace(
    tx: Transaction, viewer: Viewer, reference: str, columns: Mapping[str, object]
) -> str:
    """Change the columns that are given and return the id."""
    tx.after_commit(forget)
    return await update(tx, viewer, WORKSPACE, reference, columns)


archive_workspace = _LIFE.archive
unarchive_workspace = _LIFE.unarchive


async def delete_workspace(tx: Transaction, viewer: Viewer, reference: str) -> str:
    """Put a workspace into the trash: nobody sees what lies in it until it is restored. Returns its id."""
    tx.after_commit(forget)
    return await _LIFE.delete(tx, viewer, reference)


async def restore_workspace(tx: Transaction, viewer: Viewer, reference: str) -> str:
    """Take a workspace out of the trash. Returns its id; see `create_workspace` for how to read it."""
    tx.after_commit(forget)
    return await _LIFE.restore(tx, viewer, reference)
