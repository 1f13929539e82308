"""Scope: the one place that says which rows a viewer sees, and where a row is found for a change."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, column, func, select

from backend.domain.errors import BadInput, Conflict, NotFound, Path
from backend.domain.ids import SYSTEM_WORKSPACE, Reference, ReferenceKind, parse_reference
from backend.domain.viewer import Role, Viewer
from backend.store.database import Transaction
from backend.store.statement import Row
from backend.store.table import Text, TextList

Columns = Callable[[str], ColumnElement[Any]]

Parent = tuple[str, str]
"""The column that names a row's parent, and the parent's id."""

WORKSPACE_COLUMN = {"workspace": "id", "account": None, "principal": None}
"""The column that holds a row's workspace, if it is not `workspace_id`; None: it belongs to an account."""

ACCOUNT_COLUMN = {"account": "id"}
"""The column that holds a row's account, where it is not `account_id`."""

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


def is_named_by(table: Table, kind: ReferenceKind, *, inside: bool = False) -> bool:
    """Whether the table's rows have such a name, everywhere or inside their parent."""
    # A number that is no account's only counts rows inside another.
    counted = kind is ReferenceKind.NUMBER and "account_id" not in table.c
    return REFERENCE_COLUMN[kind] in table.c and (inside or not counted)


def parent_of(table: Table, column: str) -> Table:
    """The table of the parents that a column of the table names."""
    (key,) = table.c[column].foreign_keys
    return key.column.table


async def locate(
    tx: Transaction,
    viewer: Viewer,
    table: Table,
    reference: str,
    path: str = "id",
    *,
    lock: bool = True,
    inside: Parent | None = None,
) -> Row:
    """Find a row for a change and lock it: NOT_FOUND if unseen, FORBIDDEN if the viewer's role is too small.

    With `lock=False` it may change until the transaction ends: for rows that are only read. An external id,
    handle or number that several workspaces use means the row of the viewer's home. `inside` looks for it in
    one parent only.
    """
    rows = await _found(tx, viewer, table, named(table, reference, (path,)), lock=lock, inside=inside)
    row = chosen(rows, viewer, table, reference, (path,))
    home = workspace_column(table.name)
    if home is None:
        viewer.require_account_admin()
    else:
        viewer.require(getattr(row, home))
    return row


async def refer(tx: Transaction, viewer: Viewer, table: Table, reference: str, home: str, path: Path) -> Row:
    """The row that an input of a row in the workspace `home` refers to: one of `home`, else Concord's own.

    NOT_FOUND if it is unseen, CONFLICT if it is in the trash; BAD_INPUT if it lies in another workspace, for
    whoever reads the one row could not read the other.
    """
    rows = await _found(tx, viewer, table, named(table, reference, path), lock=False)
    if not rows:
        raise NotFound(f"No {table.name.replace('_', ' ')} is called {reference!r}.", path)
    column = workspace_column(table.name)
    near = {home if column is None else getattr(row, column): row for row in rows}
    chosen = near.get(home) or near.get(SYSTEM_WORKSPACE)
    if chosen is None:
        raise BadInput(f"{reference!r} lies in another workspace than {home}: make one there.", path)
    if getattr(chosen, "deleted_at", None) is not None:
        raise Conflict(f"{chosen.id} is in the trash: restore it first.", path)
    return chosen


async def _found(
    tx: Transaction,
    viewer: Viewer,
    table: Table,
    wanted: Reference,
    *,
    lock: bool,
    inside: Parent | None = None,
) -> Sequence[Row]:
    value = int(wanted.value) if wanted.kind is ReferenceKind.NUMBER else wanted.value
    column_, parent = inside or (None, None)
    scoped = {"value": value, "scope": viewer.scope, "account": viewer.account, "parent": parent}
    return await tx.fetch(_located(table, tx.dialect, wanted.kind, column_, lock=lock), scoped)


def named(table: Table, reference: str, path: Path) -> Reference:
    """The reference, if the table's rows have such a name (NOT_FOUND, BAD_INPUT)."""
    wanted = parse_reference(reference, path)
    if not is_named_by(table, wanted.kind):
        raise BadInput(f"Rows of {table.name} have no {wanted.kind}: use its id.", path)
    return wanted


@lru_cache
def _located(
    table: Table, dialect: str, kind: ReferenceKind, parent: str | None, *, lock: bool
) -> Select[Any]:
    column_ = table.c[REFERENCE_COLUMN[kind]]
    spelled = column_ == bindparam("value", type_=column_.type)
    found = select(table).where(spelled, visible(table, dialect)).order_by(table.c.id)
    if parent is not None:
        found = found.where(table.c[parent] == bindparam("parent", type_=Text()))
    # The key stays free, so that rows which refer to this one can be inserted meanwhile.
    return found.with_for_update(key_share=True) if lock else found


def chosen(rows: Sequence[Row], viewer: Viewer, table: Table, reference: str, path: Path) -> Row:
    """The row that is meant: of several that are called alike the one in the viewer's home (NOT_FOUND,
    BAD_INPUT).
    """
    if not rows:
        raise NotFound(f"No {table.name.replace('_', ' ')} is called {reference!r}.", path)
    if len(rows) == 1:
        return rows[0]
    at_home = [row for row in rows if getattr(row, workspace_column(table.name) or "id") == viewer.home]
    if len(at_home) == 1:
        return at_home[0]
    raise BadInput(f"{reference!r} is ambiguous: several workspaces have such a row. Use its id.", path)


def placed(viewer: Viewer, workspace: str | None) -> str:
    """The workspace in which a new row is made: the one named, else the viewer's home. It takes an editor."""
    target = workspace or viewer.home
    if target is None:
        raise BadInput("Name a workspaceId: this key has no home workspace.", ("workspaceId",))
    if target not in viewer.workspaces:
        raise NotFound(f"No workspace is called {target!r}.", ("workspaceId",))
    viewer.at_least(Role.EDITOR).require(target)
    return target
