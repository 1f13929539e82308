"""What links lead to when a session starts: the rows as they are then, none of them in the trash or gone."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.errors import Conflict
from backend.domain.link import LinkKind
from backend.domain.link_list import Linked, Links
from backend.store.database import Transaction
from backend.store.link_target import TARGETS
from backend.store.scope import among
from backend.store.statement import Row
from backend.store.table import Table, TextList, metadata

Rows = Mapping[str, Row]
"""Rows by their ids."""

_TABLES = dict(TARGETS.values())


async def targets(tx: Transaction, links: Links) -> Rows:
    """The rows that links lead to. CONFLICT for one that is in the trash or gone, but for secrets, which are
    looked up at each use.
    """
    found: dict[str, Row] = {}
    for kind in LinkKind:
        ids = [str(each.target_id) for each in links if each.kind is kind and each.target_id is not None]
        if ids and _TABLES.get(kind) in metadata.tables:
            found |= await rows_by(tx, metadata.tables[_TABLES[kind]], "id", ids)
    for each in links:
        if each.target_id is not None and each.kind is not LinkKind.SECRET:
            _require_there(each, found.get(each.target_id))
    return found


async def rows_by(tx: Transaction, table: Table, column: str, values: Sequence[str]) -> dict[str, Row]:
    """The rows whose column is one of the values, by their ids."""
    rows = await tx.fetch(_by(table, column, tx.dialect), {"values": values}) if values else []
    return {row.id: row for row in rows}


def _require_there(link: Linked, row: Row | None) -> None:
    if row is not None and row.deleted_at is None:
        return
    what = "is in the trash: restore it" if row is not None else "is gone: bring it back"
    raise Conflict(
        f"Link {link.stable_id} leads to {link.target_id}, which {what}, or take the link away.", ("agentId",)
    )


@lru_cache
def _by(table: Table, column: str, dialect: str) -> Select[Any]:
    named = among(table.c[column], bindparam("values", type_=TextList()), dialect)
    return select(table).where(named).order_by(table.c.created_at, table.c.id)
