"""Sealing again: what a retired key sealed is sealed with the present one, wherever something is sealed.

Once all of it is, the retired key may be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Select, Update, bindparam, func, select, type_coerce, update

from backend.platform.logging import log
from backend.platform.secrets import Place, Unsealable
from backend.store.database import Transaction
from backend.store.reseal_session import reseal_sessions
from backend.store.scope import among, workspace_column
from backend.store.statement import Row
from backend.store.table import Integer, Table, Text, TextList, metadata

COLUMNS = ("sealed", "webhook_key")
"""What the columns are called in which something is sealed."""
BOUND_TO = {"link": "stable_id"}
"""The column whose value a place names, where it is not the row's id: so that copies can be opened."""

_KEY_AT, _KEY_LENGTH = len("sealed:") + 1, 12
"""Where the key's id stands in a sealed text."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A column in which something is sealed."""

    table: Table
    column: str


async def reseal_due(tx: Transaction, limit: int) -> int:
    """Seal up to so many texts again that a retired key sealed, and say how many there were.

    What cannot be opened is left as it is, and logged. Call it again until there are none.
    """
    done = 0
    if not tx.keyring.retired:
        return done
    for each in _kept():
        after = ""
        while done < limit and (rows := await _page(tx, each, after, limit - done)):
            after = rows[-1].id
            done += sum([await _reseal(tx, each, row) for row in rows])
    return done + await reseal_sessions(tx, limit - done)


async def _page(tx: Transaction, kept: Kept, after: str, limit: int) -> list[Row]:
    values = {"retired": tx.keyring.retired, "after": after, "limit": limit}
    return await tx.fetch(_due(kept.table, kept.column, tx.dialect), values)


async def _reseal(tx: Transaction, kept: Kept, row: Row) -> bool:
    place = Place(row.account, kept.table.name, row.bound_to, kept.column)
    try:
        values = tx.keyring.unseal(row.sealed, place)
    except Unsealable as error:
        log.warning("cannot be sealed again", row=row.id, table=kept.table.name, reason=str(error))
        return False
    new = {"row_id": row.id, "new_text": tx.keyring.seal(values, place), "new_key": tx.keyring.current}
    await tx.fetch(_again(kept.table, kept.column), new)
    return True


def _kept() -> Iterator[Kept]:
    """Every column in which something is sealed, by its name."""
    for table in metadata.sorted_tables:
        yield from (Kept(table, name) for name in COLUMNS if name in table.c)


def _key_of(table: Table, column: str) -> Any:
    if "sealed_with" in table.c:
        return table.c.sealed_with
    # A bare function would change sides with `any(…)`, and that one has to stand on the right.
    return type_coerce(func.substr(table.c[column], _KEY_AT, _KEY_LENGTH), Text())


@lru_cache
def _due(table: Table, column: str, dialect: str) -> Select[Any]:
    """A page of rows with what a retired key sealed, by their ids, and the account that each is of."""
    wanted = among(_key_of(table, column), bindparam("retired", type_=TextList()), dialect)
    bound_to: Column[str] = table.c[BOUND_TO.get(table.name, "id")]
    rows, account = table, table.c.id
    if workspace_column(table.name) == "workspace_id" and "workspace_id" in table.c:
        workspace = metadata.tables["workspace"]
        rows = table.join(workspace, workspace.c.id == table.c.workspace_id)  # type: ignore[assignment]
        account = workspace.c.account_id
    found = select(
        table.c.id, table.c[column].label("sealed"), bound_to.label("bound_to"), account.label("account")
    ).select_from(rows)
    later = table.c.id > bindparam("after", type_=Text())
    page = found.where(table.c[column].is_not(None), later, wanted).order_by(table.c.id)
    return page.limit(bindparam("limit", type_=Integer)).with_for_update(of=table, skip_locked=True)


@lru_cache
def _again(table: Table, column: str) -> Update:
    values: dict[str, Any] = {column: bindparam("new_text", type_=Text())}
    if "sealed_with" in table.c:
        values["sealed_with"] = bindparam("new_key", type_=Text())
    return update(table).where(table.c.id == bindparam("row_id", type_=Text())).values(values)
