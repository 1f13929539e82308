"""Concord's own rows: tool sets and tools that everybody reads, at every start as this program has them.

Their ids are made of their names, so two installations agree, and so do two versions of one.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.built_in import BUILT_IN_SETS, BuiltInSet
from backend.domain.ids import SYSTEM_ACCOUNT, SYSTEM_PRINCIPAL, SYSTEM_WORKSPACE
from backend.domain.kept import differs
from backend.domain.tool import BuiltIn, ToolKind, ToolStatus
from backend.domain.tool_set import SyncStatus
from backend.platform import clock
from backend.platform.ids import id_of
from backend.store.database import Transaction
from backend.store.row import add_all, change
from backend.store.table import Table, Text
from backend.store.tool import schema_digest, tool
from backend.store.tool_set import tool_set

Columns = Mapping[str, object]

_WHOSE: Columns = {
    "workspace_id": SYSTEM_WORKSPACE,
    "created_by": SYSTEM_PRINCIPAL,
    "owner_id": SYSTEM_PRINCIPAL,
    "labels": {},
    "extensions": {},
    "retention_tier": "MEDIUM",
}


async def seed(tx: Transaction) -> None:
    """Write what is missing of Concord's rows and what differs; whoever calls keeps others from it."""
    await _write(tx, tool_set, [_set(each) for each in BUILT_IN_SETS])
    tools = [(each, number) for each in BUILT_IN_SETS for number in each.tools]
    await _write(tx, tool, [_tool(each, number) for each, number in tools])


async def _write(tx: Transaction, table: Table, rows: Sequence[Columns]) -> None:
    found = {row.id: row for row in await tx.fetch(_system(table), {"home": SYSTEM_WORKSPACE})}
    moment = clock.now()
    missing = [each for each in rows if each["id"] not in found]
    await add_all(tx, table, [{"created_at": moment, "updated_at": moment, **each} for each in missing])
    for row in rows:
        known = found.get(row["id"])
        if known is not None and differs(known._asdict(), row):
            await change(tx, table, known.id, row)


def _set(built: BuiltInSet) -> Columns:
    named = {"handle": built.handle, "name": built.name, "description": built.description}
    return {
        **_WHOSE,
        **named,
        "id": id_of("tls", built.handle),
        "kind": ToolKind.BUILTIN.name,
        "headers": {},
        "managed": False,
        "sync_status": SyncStatus.NEVER.name,
        "sync_failures": 0,
    }


def _tool(built: BuiltInSet, number: int) -> Columns:
    said = _said(built.tools[number])
    return {
        **_WHOSE,
        **said,
        "id": id_of("tol", f"{built.handle}/{said['name']}"),
        "account_id": SYSTEM_ACCOUNT,
        "number": number,
        "tool_set_id": id_of("tls", built.handle),
        "kind": ToolKind.BUILTIN.name,
        "handle": said["name"],
        "call_name": said["name"],
        "config": {},
        "status": ToolStatus.AVAILABLE.name,
        "enabled": True,
        "requires_approval": False,
        "approval_by_hand": False,
        "timeout_seconds": built.tools[number].seconds,
        "schema_digest": schema_digest(said),
    }


def _said(built: BuiltIn) -> Columns:
    return {
        "name": built.name,
        "description": built.description,
        "input_schema": dict(built.input_schema),
        "output_schema": None,
    }


@lru_cache
def _system(table: Table) -> Select[Any]:
    return select(table).where(table.c.workspace_id == bindparam("home", type_=Text()))
