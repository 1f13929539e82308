"""The tools of a snapshot: what links offer to a model, each under a name of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.domain.errors import Conflict
from backend.domain.link import ApprovalRule, LinkKind
from backend.domain.link_list import Linked, Links
from backend.domain.tool import AGENT_ARGUMENTS, ToolKind, ToolStatus, call_name_from
from backend.store.database import Transaction
from backend.store.mcp_server import mcp_server
from backend.store.snapshot_links import Rows, rows_by
from backend.store.statement import Row
from backend.store.tool import tool
from backend.store.tool_set import tool_set

CALLED = (LinkKind.TOOL, LinkKind.TOOL_SET, LinkKind.MCP_SERVER, LinkKind.AGENT)
"""The kinds of links that offer tools, in the order in which names are given out."""

TIMEOUT = 60
"""Seconds that a call may take, where no row says it."""

Spec = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Tool sets by their ids, with their tools and servers."""

    sets: Rows
    tools: Mapping[str, Sequence[Row]]
    servers: Mapping[str, Row]


async def offered(
    tx: Transaction, links: Links, rows: Rows, before: Sequence[Mapping[str, Any]] = ()
) -> tuple[list[Spec], list[Spec]]:
    """The tools that links offer behind those of `before`, and the servers where some of them are.

    Two of one name: the later is called `<set handle>_<name>`, and if that is taken, CONFLICT.
    """
    called = [each for kind in CALLED for each in links if each.kind is kind]
    shelf = await _shelf(tx, called, rows)
    tools = [dict(each) for each in before]
    known = {each["toolId"] for each in tools if each.get("toolId") is not None}
    for link in called:
        for spec in _specs(link, rows, shelf):
            if spec["toolId"] not in known:
                known |= {spec["toolId"]} - {None}
                tools.append(_named(spec, tools, shelf))
    return tools, [each for link in called for each in _server(link, rows, shelf)]


async def _shelf(tx: Transaction, called: Sequence[Linked], rows: Rows) -> Shelf:
    """Everything in the sets that are linked, or whose server or single tools are."""
    linked = [rows[str(each.target_id)] for each in called if each.target_id in rows]
    whole = [each.target_id for each in called if each.kind is LinkKind.TOOL_SET and each.target_id]
    of_rows = [row.tool_set_id for row in linked if hasattr(row, "tool_set_id")]
    ids = sorted({*whole, *of_rows})
    sets = await rows_by(tx, tool_set, "id", ids)
    servers = await rows_by(tx, mcp_server, "tool_set_id", ids)
    tools: dict[str, list[Row]] = {}
    for row in (await rows_by(tx, tool, "tool_set_id", ids)).values():
        tools.setdefault(row.tool_set_id, []).append(row)
    return Shelf(sets, tools, {row.tool_set_id: row for row in servers.values()})


def _specs(link: Linked, rows: Rows, shelf: Shelf) -> Iterator[Spec]:
    if link.inline is not None:
        if link.kind is LinkKind.TOOL:
            yield _inline(link, link.inline)
        return
    row = rows[str(link.target_id)]
    match link.kind:
        case LinkKind.AGENT:
            yield _agent(link, row)
        case LinkKind.TOOL:
            yield from (_tool(link, row, shelf) for _ in range(_is_offered(row)))
        case LinkKind.TOOL_SET:
            yield from _of_set(link, row.id, shelf)
        case LinkKind.MCP_SERVER:
            yield from _of_set(link, row.tool_set_id, shelf)


def _of_set(link: Linked, set_id: str, shelf: Shelf) -> Iterator[Spec]:
    settings = link.settings or {}
    wanted, unwanted = settings.get("tools"), settings.get("excludedTools") or ()
    for row in shelf.tools.get(set_id, ()):
        names = {row.call_name, row.remote_name} - {None}
        if _is_offered(row) and (wanted is None or names & set(wanted)) and not names & set(unwanted):
            yield _tool(link, row, shelf)


def _is_offered(row: Row) -> bool:
    return row.deleted_at is None and row.enabled and row.status == ToolStatus.AVAILABLE.name


def _tool(link: Linked, row: Row, shelf: Shelf) -> Spec:
    owner, server = shelf.sets[row.tool_set_id], shelf.servers.get(row.tool_set_id)
    return {
        **spec_of(link, row.call_name, row.description, row.input_schema),
        "toolId": row.id,
        "toolSetId": row.tool_set_id,
        "mcpServerId": None if server is None else server.id,
        "agentId": owner.agent_id,
        "outputSchema": row.output_schema,
        "kind": row.kind,
        "config": _config(row, owner),
        "approval": _asks(link, row),
        "timeoutSeconds": row.timeout_seconds,
        "runtimeUserId": row.runtime_user_id,
    }


def _config(row: Row, owner: Row) -> dict[str, Any]:
    """What calling it takes besides its arguments; what is withheld of headers is looked up at each call."""
    match ToolKind[row.kind]:
        case ToolKind.HTTP:
            return {**row.config, "baseUrl": owner.base_url, "setHeaders": owner.headers}
        case ToolKind.MCP:
            return {**row.config, "remoteName": row.remote_name}
        case ToolKind.BUILTIN:
            return {**row.config, "builtIn": row.call_name}
    return dict(row.config)


def _agent(link: Linked, row: Row) -> Spec:
    said = row.description or f"Ask the agent {row.name}."
    return {
        **spec_of(link, call_name_from(row.handle), said, AGENT_ARGUMENTS),
        "agentId": row.id,
        "kind": ToolKind.AGENT.name,
    }


def _inline(link: Linked, definition: Mapping[str, Any]) -> Spec:
    schema = definition.get("inputSchema") or {"type": "object"}
    return {
        **spec_of(link, call_name_from(definition["name"]), definition.get("description"), schema),
        "kind": definition.get("kind", ToolKind.CLIENT.name),
        "config": definition.get("config") or {},
    }


def spec_of(link: Linked, name: str, description: str | None, input_schema: Mapping[str, Any]) -> Spec:
    """A tool that is no row: all keys of one, and what the link says of it."""
    prompt = (link.settings or {}).get("prompt")
    return {
        "linkId": link.stable_id,
        "linkKind": link.kind.name,
        "toolId": None,
        "toolSetId": None,
        "mcpServerId": None,
        "agentId": None,
        "name": name,
        "description": "\n\n".join(filter(None, (description, prompt))),
        "inputSchema": dict(input_schema),
        "outputSchema": None,
        "kind": None,
        "config": {},
        "approval": _asks(link, None),
        "timeoutSeconds": TIMEOUT,
        "runtimeUserId": None,
    }


def _asks(link: Linked, row: Row | None) -> bool:
    """Whether somebody has to agree to a call."""
    settings = link.settings or {}
    match ApprovalRule[settings.get("approval", ApprovalRule.DEFAULT.name)]:
        case ApprovalRule.ALWAYS:
            return True
        case ApprovalRule.NEVER:
            return False
        case ApprovalRule.LISTED:
            listed = settings.get("approvalTools") or ()
            return row is not None and bool({row.call_name, row.remote_name} & set(listed))
        case ApprovalRule.DEFAULT:
            return row is not None and bool(row.requires_approval)


def _named(spec: Spec, before: Sequence[Spec], shelf: Shelf) -> Spec:
    taken = {each["name"] for each in before}
    if spec["name"] not in taken:
        return spec
    owner = shelf.sets.get(spec["toolSetId"])
    longer = spec["name"] if owner is None else f"{call_name_from(owner.handle)}_{spec['name']}"
    if longer in taken:
        message = f"Link {spec['linkId']} offers a second tool called {longer}: give one another name."
        raise Conflict(message, ("agentId",))
    return {**spec, "name": longer}


def _server(link: Linked, rows: Rows, shelf: Shelf) -> Iterator[Spec]:
    """The server that a link leads to, or whose tools or one of them it does."""
    if link.inline is not None:
        if link.kind is LinkKind.MCP_SERVER:
            # No row has its tools: they are found when a run first needs them (snapshot_inline.py).
            said = {"name": link.inline["name"], "settings": dict(link.settings or {})}
            yield {**_reached(link, None, link.inline), **said}
        return
    row = rows[str(link.target_id)]
    set_id = row.id if link.kind is LinkKind.TOOL_SET else getattr(row, "tool_set_id", None)
    server = shelf.servers.get(set_id) if set_id else None
    if server is not None:
        yield _reached(link, server, server._asdict())


def _reached(link: Linked, server: Row | None, where: Mapping[str, Any]) -> Spec:
    return {
        "linkId": link.stable_id,
        "linkKind": link.kind.name,
        "mcpServerId": None if server is None else server.id,
        "toolSetId": None if server is None else server.tool_set_id,
        "transport": where.get("transport", "AUTO"),
        "url": where.get("url"),
        "auth": where.get("auth", "NONE"),
    }
