"""Scope: the one place that says which rows a viewer sees, and where a row is found for a change."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, column, func, select

from backend.domain.errors import BadInput, NotFound
from backend.domain.ids import Reference, ReferenceKind, parse_reference
from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.statement import Row
from backend.store.table import Text, TextList

Columns = Callable[[str], ColumnElement[Any]]

WORKSPACE_COLUMN = {"workspace": "id", "account": None, "principal": None}
"""The column that holds a row's workspace, if it is not `workspace_id`; None: it belongs to an account."""

ACCOUNT_COLUMN = {"account": "id"}
"""The column that holds a row's account, where it is not `account_id`."""

NUMBERED = frozenset({"workspace"})
"""Tables whose numbers name their rows: other numbers only count rows inside another."""

REFERENCE_COLUMN = {
    ReferenceKind.ID: "id",
    ReferenceKind.EXTERNAL: "external_id",
    ReferenceKind.HANDLE: "handle",
    ReferenceKind.NUMBER: "number",
}
"""The column that each spelling of a reference names."""


def workspace_column(table: str) -> str | None:
    """The column that holds the workspace of the table's rows, or None if they belong to an account."""
    return WORKSPACE_COLUMN.get(table, "workspace_id")


def account_column(table: str) -> str:
    """The column that holds the account of a table whose rows belong to an account."""
    return ACCOUNT_COLUMN.get(table, "account_id")


def among(value: ColumnElement[Any], listed: ColumnElement[Any], dialect: str) -> ColumnElement[bool]:
    """Whether a value is one of a list, which is one parameter."""
    if dialect == "sqlite":
        return value.in_(select(column("value")).select_from(func.json_each(listed).table_valued("value")))
    return value == func.any(listed)


def visible(table: Table, dialect: str, column_of: Columns | None = None) -> ColumnElement[bool]:
    """The predicate of rows in the viewer's scope; parameters `scope` (workspaces) or `account`.

    `column_of` gives the rows' columns by name, where they are not the table's own.
    """
    column_of = column_of or table.c.__getitem__
    home = workspace_column(table.name)
    if home is None:
        return column_of(account_column(table.name)) == bindparam("account", type_=Text())
    return among(column_of(home), bindparam("scope", type_=TextList()), dialect)


def is_named_by(table: Table, kind: ReferenceKind) -> bool:
    """Whether the table's rows have such a name."""
    return REFERENCE_COLUMN[kind] in table.c and (kind is not ReferenceKind.NUMBER or table.name in NUMBERED)


async def locate(
    tx: Transaction, viewer: Viewer, table: Table, reference: str, path: str = "id", *, lock: bool = True
) -> Row:
    """Find a row for a change and lock it: NOT_FOUND if unseen, FORBIDDEN if the viewer's role is too small.

    With `lock=False` it may change until the transaction ends: for rows that are only read. An external id,
    handle or number that several workspaces use means the row of the viewer's home.
    """
    named = _named(table, reference, path)
    value = int(named.value) if named.kind is ReferenceKind.NUMBER else named.value
    scoped = {"value": value, "scope": viewer.scope, "account": viewer.account}
    rows = await tx.fetch(_located(table, tx.dialect, named.kind, lock=lock), scoped)
    row = _chosen(rows, viewer, table, reference, path)
    home = workspace_column(table.name)
    if home is None:
        viewer.require_account_admin()
    else:
        viewer.require(getattr(row, home))
    return row


def _named(table: Table, reference: str, path: str) -> Reference:
    named = parse_reference(reference, (path,))
    if not is_named_by(table, named.kind):
        raise BadInput(f"Rows of {table.name} have no {named.kind}: use its id.", (path,))
    return named


@lru_cache
def _located(table: Table, dialect: str, kind: ReferenceKind, *, lock: bool) -> Select[Any]:
    column_ = table.c[REFERENCE_COLUMN[kind]]
    spelled = column_ == bindparam("value", type_=column_.type)
    found = select(table).where(spelled, visible(table, dialect)).order_by(table.c.id)
    # The key stays free, so that rows which refer to this one can be inserted meanwhile.
    return found.with_for_update(key_share=True) if lock else found


def _chosen(rows: Sequence[Row], viewer: Viewer, table: Table, reference: str, path: str) -> Row:
    if not rows:
        raise NotFound(f"No {table.name.replace('_', ' ')} is called {reference!r}.", (path,))
    if len(rows) == 1:
        return rows[0]
    at_home = [row for row in rows if getattr(row, workspace_column(table.name) or "id") == viewer.home]
    if len(at_home) == 1:
        return at_home[0]
    raise BadInput(f"{reference!r} is ambiguous: several workspaces have such a row. Use its id.", (path,))


def placed(viewer: Viewer, workspace: str | None) -> str:
    """The workspace in which a new row is made: the one named, else the viewer's home. It takes an editor."""
    target = workspace or viewer.home
    if target is None:
        raise BadInput("Name a workspaceId: this key has no home workspace.", ("workspaceId",))
    if target not in viewer.workspaces:
        raise NotFound(f"No workspace is called {target!r}.", ("workspaceId",))
    viewer.at_least(Role.EDITOR).require(target)
    return target
