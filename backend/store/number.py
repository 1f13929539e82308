"""Numbers: small ones that name rows for those who name things by numbers, unique in an account."""

from functools import lru_cache

from sqlalchemy import ForeignKey, Insert

from backend.store.database import Transaction
from backend.store.row import upsert
from backend.store.table import Column, Integer, Table, Text, metadata

FIRST = 1_000
"""Where accounts begin to count; smaller numbers are those of Concord's own rows, the same for everybody."""

numbering = Table(
    "numbering",
    metadata,
    Column("account_id", Text, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("noun", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)


async def next_number(tx: Transaction, account_id: str, table: Table, first: int = FIRST) -> int:
    """The next number of the account's rows of a table; none is ever given twice."""
    values = {"account_id": account_id, "noun": table.name, "last": first}
    (row,) = await tx.fetch(_next(tx.dialect), values)
    return int(row.last)


@lru_cache
def _next(dialect: str) -> Insert:
    made = upsert(numbering, dialect)
    counted = {"last": numbering.c.last + 1}
    keys = (numbering.c.account_id, numbering.c.noun)
    return made.on_conflict_do_update(index_elements=keys, set_=counted).returning(numbering.c.last)
