"""Rows to read: two tenants and Concord's own workspace, with nulls, ties and odd text, always the same."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import insert

from backend.store import tables
from backend.store.database import Database
from tests.graph.by_hand import rows_by_hand
from tests.graph.cast import ACCOUNTS, ADA, BO, PEOPLE, ROOMS
from tests.graph.filler import Filler
from tests.graph.odd import ODD, PATHS, Columns
from tests.graph.served import served
from tests.graph.told import Told


@cache
def dataset() -> Mapping[str, list[Columns]]:
    """All rows by table, the same in every run: those made by hand, and some of every other table."""
    rows = rows_by_hand()
    schema = served()
    Filler(tables.metadata, Told(schema.model, schema.plain), rows).fill()
    return rows


async def fill(database: Database) -> None:
    """Write the rows into an empty database."""
    rows = dataset()
    async with database.write() as tx:
        for table in tables.metadata.sorted_tables:
            await tx.many(insert(table), rows.get(table.name, ()))


__all__ = ["ACCOUNTS", "ADA", "BO", "ODD", "PATHS", "PEOPLE", "ROOMS", "dataset", "fill"]
