"""A handle that was not given is made of the row's name: with -2, -3 … behind it when another row has it."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.ids import handle_from
from backend.store.database import Transaction
from backend.store.row import add, add_unless
from backend.store.table import Table, Text


async def add_with_handle(
    tx: Transaction, table: Table, columns: Mapping[str, object], within: str, like: str | None = None
) -> None:
    """Insert a row whose handle is unique among the rows that share the column `within`.

    `like` is the handle that is made, if it is not made of the name. CONFLICT if one that was given is taken.
    """
    if columns.get("handle") is not None:
        await add(tx, table, columns)
        return
    base = made = like or handle_from(str(columns["name"]))
    while not await add_unless(tx, table, {**columns, "handle": made}, (within, "handle")):
        made = await _free(tx, table, within, columns[within], base)


async def _free(tx: Transaction, table: Table, within: str, whose: object, base: str) -> str:
    bounds = {"whose": whose, "least": f"{base}-", "beyond": f"{base}."}  # "." comes right after "-"
    taken = {row.handle for row in await tx.fetch(_taken(table, within), bounds)}
    return next(made for made in (f"{base}-{n}" for n in count(2)) if made not in taken)


@lru_cache
def _taken(table: Table, within: str) -> Select[Any]:
    handle = table.c.handle
    return select(handle).where(
        table.c[within] == bindparam("whose", type_=Text()),
        handle >= bindparam("least", type_=Text()),
        handle < bindparam("beyond", type_=Text()),
    )
