"""Pinning: what an MCP server told of its tools becomes rows, and rows of what it tells no more are GONE."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from backend.domain import law
from backend.domain.errors import BadInput
from backend.domain.tool import Discovered, ToolStatus, object_schema
from backend.domain.viewer import Viewer
from backend.store.codec import json_text, text
from backend.store.data_schema import schema_law
from backend.store.database import Transaction
from backend.store.noun import alter
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.tool import TOOL, add_tool, schema_digest, tool
from backend.store.tool_match import Matcher, asks

Said = Mapping[str, Any]
"""A tool's name, title, description and schemas, by their columns."""

MOST = 1_000
"""Tools of one server; more are left out."""

_LONGEST = {"title": 200, "description": 4_000}
_OF_SET = (
    select(tool)
    .where(tool.c.tool_set_id == bindparam("set", type_=Text()))
    .order_by(tool.c.id)
    .with_for_update(key_share=True)
)


async def pin(tx: Transaction, viewer: Viewer, owner: Row, discovered: Sequence[Discovered]) -> int:
    """Make the tools of a set that is locked those that were discovered; how many of them can be used."""
    told = usable(discovered)
    known = {row.remote_name: row for row in await tx.fetch(_OF_SET, {"set": owner.id})}
    matcher = Matcher()
    for name, said in told.items():
        status = ToolStatus.AVAILABLE if _let_through(owner, said, matcher) else ToolStatus.FILTERED
        ruled = {"status": status.name, "requires_approval": asks(owner.approval, said, matcher)}
        if name in known:
            await _renew(tx, viewer, known[name], said, ruled)
        else:
            columns = {**said, "owner_id": owner.owner_id}
            await add_tool(tx, viewer, owner, columns, {**ruled, "remote_name": name})
    for name, row in known.items():
        if name not in told:
            await alter(tx, viewer, TOOL, row, {}, {"status": ToolStatus.GONE.name})
    return len(told)


async def _renew(tx: Transaction, viewer: Viewer, row: Row, said: Said, ruled: Said) -> None:
    """What the user has written stays: the approval, the title, and a description that is not as pinned."""
    made = {"status": ruled["status"], "schema_digest": schema_digest(said)}
    if not row.approval_by_hand:
        made["requires_approval"] = ruled["requires_approval"]
    if made["schema_digest"] != row.schema_digest:
        as_pinned = schema_digest(row._asdict()) == row.schema_digest
        made |= {name: said[name] for name in ("input_schema", "output_schema")}
        made |= {"description": said["description"]} if as_pinned else {}
    await alter(tx, viewer, TOOL, row, {}, made)


def _let_through(owner: Row, said: Said, matcher: Matcher) -> bool:
    if owner.exclude and matcher.fits(owner.exclude, said):
        return False
    return not owner.include or matcher.fits(owner.include, said)


def usable(discovered: Sequence[Discovered]) -> dict[str, Said]:
    """What can be used of what was told, by the tools' names; of two tools of one name the first."""
    kept: dict[str, Said] = {}
    for each in discovered[:MOST]:
        said = {
            "name": each.name,
            **{name: _cut(getattr(each, name), longest) for name, longest in _LONGEST.items()},
            "input_schema": each.input_schema,
            "output_schema": each.output_schema,
        }
        if _can_be_used(said):
            kept.setdefault(each.name, said)
    return kept


def _cut(value: str | None, longest: int) -> str | None:
    return None if value is None else value[:longest]


def _can_be_used(said: Said) -> bool:
    try:
        law.NAME(said["name"], ("name",))
        schema_law(object_schema(said["input_schema"], ("inputSchema",)), ("inputSchema",))
        if said["output_schema"] is not None:
            schema_law(said["output_schema"], ("outputSchema",))
        for name in ("name", "title", "description"):
            text(said[name])
        for name in ("input_schema", "output_schema"):
            json_text(said[name])
    except BadInput:
        return False
    return True
