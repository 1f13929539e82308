"""Making and changing tool sets and MCP servers: a set of kind MCP and its server in one transaction."""

from collections.abc import Mapping
from typing import Any

from backend.domain.errors import BadInput, Conflict, Path, inside
from backend.domain.kept import differs
from backend.domain.law import mapping, sequence
from backend.domain.mcp_server import SERVER_LAWS
from backend.domain.spelling import camel, snake
from backend.domain.tool import ToolKind
from backend.domain.tool_set import MOST_TOOLS, SHARED, require_needed, require_of_kind
from backend.domain.url import leads_elsewhere
from backend.domain.viewer import Role, Viewer
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.idempotency import once
from backend.store.mcp_server import MCP_SERVER, WATCHED, add_server, alter_server, server_of
from backend.store.noun import alter, insert, lawful_new, open_row
from backend.store.precondition import Precondition
from backend.store.row import the_row
from backend.store.sealing import HEADERS, closed, leave, opened, part_headers
from backend.store.statement import Row
from backend.store.tool import add_tool, require_none_led
from backend.store.tool_set import LAWS, SYNCS, TOOL_SET, make_due, never_synced, tool_set
from backend.store.workspace import place

Columns = Mapping[str, object]

_BASE_URL: Path = ("baseUrl",)
_URL: Path = ("mcpServer", "url")
_SIFTING = ("headers", "secret_id", "sealed", "include", "exclude", "approval")
"""Columns of a set after a change of which its tools are discovered anew."""


async def create_tool_set(
    tx: Transaction,
    viewer: Viewer,
    columns: Columns,
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
    stdio: bool = False,
) -> str:
    """Make a set, of kind MCP with its server, else perhaps with tools, and return its id.

    `stdio` says whether the installation starts programs. BAD_INPUT, NOT_FOUND, FORBIDDEN and CONFLICT name
    the column.
    """
    home = await place(tx, viewer.at_least(Role.EDITOR), workspace)
    own = {name: value for name, value in columns.items() if name not in {"mcp_server", "tools", "headers"}}
    own = lawful_new(TOOL_SET, own)
    kind = ToolKind[str(own["kind"])]
    require_of_kind(kind, columns)
    require_needed(kind, columns)

    async def make() -> str:
        made = await _add(tx, viewer, home, own, columns.get("headers"))
        if kind is ToolKind.MCP:
            with inside("mcpServer"):
                await add_server(tx, viewer, made, _server(columns), stdio=stdio)
        for index, each in enumerate(_tools(columns)):
            with inside("tools", index):
                await add_tool(tx, viewer, made, each)
        return str(made.id)

    asked = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createToolSet", idempotency_key, asked, make)


async def create_mcp_server(
    tx: Transaction,
    viewer: Viewer,
    columns: Columns,
    *,
    workspace: str | None = None,
    idempotency_key: str | None = None,
    stdio: bool = False,
) -> str:
    """Make a server and its set, and return the server's id (as `create_tool_set`)."""
    home = await place(tx, viewer.at_least(Role.EDITOR), workspace)
    shared = {name: value for name, value in columns.items() if name in SHARED}
    own = lawful_new(TOOL_SET, {**shared, "kind": ToolKind.MCP})

    async def make() -> str:
        made = await _add(tx, viewer, home, own, None)
        return await add_server(tx, viewer, made, columns, stdio=stdio)

    asked = {"workspace": home, "columns": columns}
    return await once(tx, viewer, "createMcpServer", idempotency_key, asked, make)


async def update_tool_set(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Columns,
    *,
    when: Precondition | None = None,
    stdio: bool = False,
) -> str:
    """Change the columns that are given, those of the set's server among them, and return the set's id."""
    found = await open_row(tx, viewer, TOOL_SET, reference, when)
    given = {name: value for name, value in columns.items() if name not in {"mcp_server", "headers"}}
    kind = ToolKind[found.kind]
    require_of_kind(kind, columns)
    if kind is ToolKind.HTTP and given.get("base_url", "") is None:
        require_needed(kind, given)
    server = await server_of(tx, found.id) if kind is ToolKind.MCP else None
    moved = _moved(found, server, columns)
    if moved == _BASE_URL:
        await require_none_led(tx, found.id, moved)
    made = _headers(tx, viewer, found, columns, moved)
    after = await alter(tx, viewer, TOOL_SET, found, given, made)
    if server is not None:
        with inside("mcpServer"):
            changed = await alter_server(tx, viewer, server, _server(columns), stdio=stdio)
        await alter(tx, viewer, MCP_SERVER, changed, _shared(after, columns))
        if _differ(found, after, _SIFTING) or _differ(server, changed, WATCHED):
            await make_due(tx, found.id)
    return str(found.id)


async def update_mcp_server(
    tx: Transaction,
    viewer: Viewer,
    reference: str,
    columns: Columns,
    *,
    when: Precondition | None = None,
    stdio: bool = False,
) -> str:
    """Change the columns that are given, those of its set among them, and return the server's id."""
    found = await open_row(tx, viewer, MCP_SERVER, reference, when)
    owner = await the_row(tx, tool_set, found.tool_set_id)
    after = await alter_server(tx, viewer, found, columns, stdio=stdio)
    if owner.sealed is not None and leads_elsewhere(found.url, after.url):
        message = f"Tool set {owner.id} keeps headers for where url led: change url there, and them with it."
        raise Conflict(message, ("url",))
    await alter(tx, viewer, TOOL_SET, owner, _shared(after, columns))
    if _differ(found, after, WATCHED):
        await make_due(tx, owner.id)
    return str(found.id)


async def _add(tx: Transaction, viewer: Viewer, home: str, own: Columns, headers: object) -> Row:
    row_id, texts = new_id("tls"), dict[str, str]()
    shown = part_headers(headers, ("headers",), {}, texts)
    kept = closed(tx, viewer.account, tool_set, row_id, texts)
    status = never_synced(ToolKind[str(own["kind"])])
    await insert(tx, viewer, TOOL_SET, home, {**own, "id": row_id, "headers": shown, **kept, **status})
    if "sync_due_at" in status:
        tx.ring(SYNCS, row_id)
    return await the_row(tx, tool_set, row_id)


def _moved(found: Row, server: Row | None, columns: Columns) -> Path | None:
    """The input that leads the set elsewhere, if one does (BAD_INPUT)."""
    if "base_url" in columns:
        base_url = LAWS["base_url"](columns["base_url"], _BASE_URL)
        if leads_elsewhere(found.base_url, base_url):
            return _BASE_URL
    told = _server(columns)
    if server is not None and "url" in told:
        url = SERVER_LAWS["url"](told["url"], _URL)
        if leads_elsewhere(server.url, url):
            return _URL
    return None


def _headers(
    tx: Transaction, viewer: Viewer, found: Row, columns: Columns, moved: Path | None
) -> dict[str, object]:
    """The columns of headers that are given to a set; `moved` leads it elsewhere (CONFLICT; `leave`)."""
    if "headers" not in columns and moved is None:
        return {}
    kept = opened(tx, viewer.account, tool_set, found)
    texts = dict(kept)
    if moved is not None:
        leave(texts, (HEADERS,), columns, moved)
    if "headers" not in columns:
        return {}
    shown = part_headers(columns["headers"], ("headers",), found.headers, texts)
    made: dict[str, object] = {"headers": shown}
    return made if texts == kept else made | closed(tx, viewer.account, tool_set, found.id, texts)


def _server(columns: Columns) -> dict[str, object]:
    """What is said of the set's server; what it shares with the set is said there (BAD_INPUT)."""
    given = {snake(name): value for name, value in mapping(columns.get("mcp_server"), ("mcpServer",)).items()}
    for name in SHARED:
        if name in given:
            raise BadInput(f"{camel(name)} is that of the tool set: say it there.", (camel(name),))
    return given


def _tools(columns: Columns) -> list[dict[str, object]]:
    given: list[Any] = sequence(columns.get("tools"), ("tools",))
    if len(given) > MOST_TOOLS:
        raise BadInput(f"Up to {MOST_TOOLS} tools can be made with their set.", ("tools",))
    return [_tool(columns, each, index) for index, each in enumerate(given)]


def _tool(columns: Columns, given: Mapping[str, object], index: int) -> dict[str, object]:
    made = {snake(name): value for name, value in given.items()}
    if made.pop("tool_set_id", None) is not None:
        raise BadInput("The tool is made in this set: leave toolSetId out.", ("tools", index, "toolSetId"))
    if made.pop("kind", None) not in {None, columns["kind"]}:
        raise BadInput(f"Its kind is that of the set, {columns['kind']}.", ("tools", index, "kind"))
    return made


def _shared(row: Row, columns: Columns) -> dict[str, object]:
    return {name: getattr(row, name) for name in SHARED if name in columns}


def _differ(before: Row, after: Row, names: tuple[str, ...]) -> bool:
    return differs(before._asdict(), {name: getattr(after, name) for name in names})
