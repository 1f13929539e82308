"""Bindings: a published version uses other servers, tool sets and secrets than its draft did."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, bindparam, select

from backend.domain.errors import BadInput, Conflict, Path
from backend.domain.law import mapping, sequence
from backend.domain.link import LinkKind
from backend.domain.link_list import Linked, Links
from backend.domain.viewer import Viewer
from backend.store.database import Transaction
from backend.store.link_target import targets_named
from backend.store.scope import refer
from backend.store.statement import Row
from backend.store.table import Table, Text, metadata

BOUND: Mapping[LinkKind, str] = MappingProxyType(
    {
        LinkKind.MCP_SERVER: "mcp_server",
        LinkKind.TOOL_SET: "tool_set",
        LinkKind.SECRET: "secret",
    }
)
"""The kinds of links that may be bound, each with the table of its targets."""

Bindings = list[dict[str, Any]]
"""What is bound to what: `[{kind, from, to}]`, the ids of rows."""

_PATH = ("bindings",)


async def bindings(
    tx: Transaction, viewer: Viewer, home: str, links: Links, given: Sequence[object] | None
) -> Bindings:
    """The bindings that an input `[{from, to}]` means. Each `from` is what one of the links leads to.

    BAD_INPUT names a `from` that nothing leads to, or that is bound twice; NOT_FOUND a `to` that is no row of
    the same noun.
    """
    found: Bindings = []
    for index, each in enumerate(sequence(given, ("bindings",))):
        path = ("bindings", index)
        pair = mapping(each, path)
        kind, used = await _used(tx, links, str(pair["from"]), (*path, "from"))
        if used in {other["from"] for other in found}:
            raise BadInput(f"{used} is bound twice.", (*path, "from"))
        table = metadata.tables[BOUND[kind]]
        row = await refer(tx, viewer, table, str(pair["to"]), home, (*path, "to"))
        found.append({"kind": kind.name, "from": used, "to": row.id})
    return found


async def bound(tx: Transaction, links: Links, pairs: Bindings) -> Links:
    """The links with their targets bound; links to single tools of a bound server go to its tool of the same
    name. CONFLICT if there is none, or if two links would lead to the same.
    """
    after, missing = await _led(tx, links, pairs)
    if missing:
        raise Conflict(f"No tool {missing[0]!r} is there to bind to: sync its set, or unlink it.", _PATH)
    if len({each.sort for each in after}) < len(after):
        raise Conflict("Two links would lead to the same: unlink one of them.", _PATH)
    return after


async def turned_back(tx: Transaction, links: Links, pairs: Bindings) -> Links:
    """The links as they were before these bindings, as far as they can be: a tool without a twin stays, and
    so does what would lead where another link leads already.
    """
    turned = [{**pair, "from": pair["to"], "to": pair["from"]} for pair in pairs]
    return await as_far_as_possible(tx, links, turned)


async def as_far_as_possible(tx: Transaction, links: Links, pairs: Bindings) -> Links:
    """The links with their targets bound, but for those that cannot be."""
    after, _ = await _led(tx, links, pairs)
    kept = Counter(each.sort for each in after)
    return tuple(old if kept[new.sort] > 1 else new for old, new in zip(links, after, strict=True))


async def _led(tx: Transaction, links: Links, pairs: Bindings) -> tuple[Links, list[str]]:
    """The links with their targets bound, and the names of tools that have no twin, whose links stay."""
    goals = {(pair["kind"], pair["from"]): pair["to"] for pair in pairs}
    sets = await _sets(tx, pairs)
    after: list[Linked] = []
    missing: list[str] = []
    for each in links:
        goal = goals.get((each.kind.name, each.target_id), each.target_id)
        if each.kind is LinkKind.TOOL and goal is not None and sets:
            goal, name = await _twin(tx, goal, sets)
            missing += [] if goal else [name]
        after.append(replace(each, target_id=goal or each.target_id))
    return tuple(after), missing


async def _used(tx: Transaction, links: Links, reference: str, path: Path) -> tuple[LinkKind, str]:
    held = tuple(each for each in links if each.kind in BOUND)
    named = await targets_named(tx, held, reference, path)
    for each in held:
        if each.target_id in named:
            return each.kind, str(each.target_id)
    raise BadInput(
        f"{reference!r} is no MCP server, tool set or secret that the version is linked with.", path
    )


async def _sets(tx: Transaction, pairs: Bindings) -> dict[str, str]:
    """The tool sets that are bound, those of MCP servers too."""
    sets = {}
    for pair in pairs:
        if pair["kind"] == LinkKind.TOOL_SET.name:
            sets[pair["from"]] = pair["to"]
        if pair["kind"] == LinkKind.MCP_SERVER.name:
            before, after = [await _row(tx, "mcp_server", pair[word]) for word in ("from", "to")]
            if before is not None and after is not None:
                sets[before.tool_set_id] = after.tool_set_id
    return sets


async def _twin(tx: Transaction, tool_id: str, sets: Mapping[str, str]) -> tuple[str | None, str]:
    """The tool of the same name in the set that its own is bound to, else itself; None if it has no twin."""
    tool = await _row(tx, "tool", tool_id)
    if tool is None or tool.tool_set_id not in sets:
        return tool_id, ""
    column = "call_name" if tool.remote_name is None else "remote_name"
    name = getattr(tool, column)
    twin = await tx.first(
        _named_in(metadata.tables["tool"], column), {"tool_set": sets[tool.tool_set_id], "name": name}
    )
    return (None if twin is None else twin.id), name


async def _row(tx: Transaction, table: str, row_id: str) -> Row:
    return await tx.first(_by_id(metadata.tables[table]), {"row": row_id})


@lru_cache
def _by_id(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("row", type_=Text()))


@lru_cache
def _named_in(table: Table, column: str) -> Select[Any]:
    return select(table.c.id).where(
        table.c.tool_set_id == bindparam("tool_set", type_=Text()),
        table.c[column] == bindparam("name", type_=Text()),
        table.c.deleted_at.is_(None),
    )
