"""One row: added, changed, removed. What is true of every table's rows is written here."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Delete, Insert, Select, Update, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from backend.platform import clock
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.scope import among
from backend.store.statement import Row
from backend.store.table import Table, Text, TextList


def born(prefix: str) -> dict[str, object]:
    """The columns that every new row begins with: its id, and the moment at which it is made."""
    moment = clock.now()
    return {"id": new_id(prefix), "created_at": moment, "updated_at": moment}


async def the_row(tx: Transaction, table: Table, row_id: str, *, lock: bool = False) -> Row:
    """A row that is known to exist, by its id; with `lock` nobody else changes it meanwhile."""
    (row,) = await tx.fetch(_by_id(table, lock=lock), {"row_id": row_id})
    return row


async def add(tx: Transaction, table: Table, columns: Mapping[str, object]) -> None:
    """Insert a row; CONFLICT if another one has its unique columns."""
    await tx.fetch(_insert(table), columns)


async def add_all(tx: Transaction, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows that have the same columns."""
    await tx.many(_insert(table), rows)


async def add_unless(
    tx: Transaction, table: Table, columns: Mapping[str, object], unique: tuple[str, ...]
) -> bool:
    """Insert a row unless another one has these unique columns; whether it was inserted."""
    return await tx.first(_insert_unless(table, tx.dialect, unique), columns) is not None


async def change(tx: Transaction, table: Table, row_id: str, columns: Mapping[str, object]) -> None:
    """Update the named columns of a row, and the time at which it was last changed."""
    changes = {"updated_at": clock.now(), **columns}
    statement = _update(table, tuple(sorted(changes)))
    await tx.fetch(statement, {"row_id": row_id} | {f"new_{name}": value for name, value in changes.items()})


async def remove(tx: Transaction, table: Table, row_id: str) -> None:
    """Delete a row, and with it what belongs to it alone."""
    await tx.fetch(_delete(table), {"row_id": row_id})


async def remove_all(
    tx: Transaction, table: Table, column: str, values: Sequence[str], kind: str | None = None
) -> None:
    """Delete the rows whose column is one of the values, and with them what belongs to them alone; of a kind
    only those of it.
    """
    await tx.fetch(_delete_all(table, column, tx.dialect, kind), {"values": values})


async def clear_all(tx: Transaction, table: Table, column: str, values: Sequence[str]) -> None:
    """Set the column to null in the rows in which it is one of the values."""
    await tx.fetch(_clear_all(table, column, tx.dialect), {"values": values})


def upsert(table: Table, dialect: str) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what to do on a conflict; both databases spell it alike."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@lru_cache
def _by_id(table: Table, *, lock: bool) -> Select[Any]:
    found = select(table).where(table.c.id == bindparam("row_id", type_=Text()))
    return found.with_for_update(key_share=True) if lock else found


@lru_cache
def _insert(table: Table) -> Insert:
    return insert(table)


@lru_cache
def _insert_unless(table: Table, dialect: str, unique: tuple[str, ...]) -> Insert:
    made = upsert(table, dialect)
    return made.on_conflict_do_nothing(index_elements=[table.c[name] for name in unique]).returning(
        table.c.id
    )


@lru_cache(maxsize=512)
def _update(table: Table, names: tuple[str, ...]) -> Update:
    changes = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("row_id")).values(changes)


@lru_cache
def _delete(table: Table) -> Delete:
    return delete(table).where(table.c.id == bindparam("row_id"))


@lru_cache
def _clear_all(table: Table, column: str, dialect: str) -> Update:
    named = among(table.c[column], bindparam("values", type_=TextList()), dialect)
    return update(table).where(named).values({column: None})


@lru_cache
def _delete_all(table: Table, column: str, dialect: str, kind: str | None) -> Delete:
    named = delete(table).where(among(table.c[column], bindparam("values", type_=TextList()), dialect))
    return named if kind is None else named.where(table.c.kind == kind)
