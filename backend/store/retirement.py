"""The archive and the trash, alike for every table that has them. What is done already is left as it is."""

from backend.domain.errors import Conflict
from backend.platform import clock
from backend.store.database import Transaction
from backend.store.row import change
from backend.store.statement import Row
from backend.store.table import Table


async def archive(tx: Transaction, table: Table, row: Row) -> None:
    """Put a row out of use; it stays readable and is never swept."""
    if row.archived_at is None:
        await change(tx, table, row.id, {"archived_at": clock.now()})


async def unarchive(tx: Transaction, table: Table, row: Row) -> None:
    """Put an archived row to use again."""
    if row.archived_at is not None:
        await change(tx, table, row.id, {"archived_at": None})


async def discard(tx: Transaction, table: Table, row: Row) -> None:
    """Put a row into the trash, from where it can be restored until it is swept."""
    if row.deleted_at is None:
        await change(tx, table, row.id, {"deleted_at": clock.now()})


async def restore(tx: Transaction, table: Table, row: Row) -> None:
    """Take a row out of the trash."""
    if row.deleted_at is not None:
        await change(tx, table, row.id, {"deleted_at": None})


def require_present(row: Row) -> None:
    """Refuse to change what is in the trash (CONFLICT)."""
    if row.deleted_at is not None:
        raise Conflict(f"{row.id} is in the trash: restore it first.")


def require_deleted(row: Row) -> None:
    """Refuse to purge what is not in the trash (CONFLICT)."""
    if row.deleted_at is None:
        raise Conflict(f"{row.id} is not in the trash: delete it first.")
