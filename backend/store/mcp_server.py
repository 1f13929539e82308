"""An MCP server: made with its tool set, whose life, name, handle and labels it shares."""

from collections.abc import Mapping, MutableMapping
from types import MappingProxyType

from sqlalchemy import Index, bindparam, select

from backend.domain.law import lawful, mapping
from backend.domain.mcp_server import SERVER_LAWS, require_reachable, secret, variables
from backend.domain.sealed import Sealed
from backend.domain.tool_set import SHARED
from backend.domain.url import leads_elsewhere
from backend.domain.viewer import Viewer
from backend.platform.ids import new_id
from backend.store.database import Transaction
from backend.store.noun import Noun, Twin, alter, insert, lawful_new
from backend.store.sealing import HEADERS, closed, leave, opened, part_headers, put, put_several
from backend.store.secret import secret as credential
from backend.store.statement import Row
from backend.store.table import (
    Column,
    Json,
    Table,
    Text,
    Time,
    has_value,
    is_system,
    kept,
    metadata,
    reference,
)
from backend.store.tool_set import in_set

mcp_server = Table(
    "mcp_server",
    metadata,
    *kept(numbered=True),
    reference("tool_set_id", "tool_set", ondelete="CASCADE"),
    Column("transport", Text, nullable=False),
    Column("url", Text),
    Column("command", Json),
    Column("headers", Json, nullable=False),
    Column("auth", Text, nullable=False),
    Column("oauth", Json),
    reference("secret_id", "secret", nullable=True),
    Column("sealed", Text),
    Column("status", Text, nullable=False),
    Column("error", Text),
    Column("checked_at", Time),
    Index(None, "tool_set_id", unique=True),
    Index(None, "secret_id", "created_at", "id"),
    info={"derived": {"is_system": is_system, "has_value": has_value}},
)

MCP_SERVER = Noun(
    "McpServer",
    mcp_server,
    SERVER_LAWS,
    references=MappingProxyType({"secret_id": credential}),
    find=in_set(mcp_server, "workspace_id"),
    twin=Twin("ToolSet", "tool_set_id", "id"),
)

WATCHED = ("transport", "url", "command", "headers", "auth", "oauth", "secret_id", "sealed")
"""Columns that say where the tools are found and as whom: after a change of them they are discovered anew."""

_REACHED = ("transport", "url", "command")
_TOKENS = ("accessToken", "refreshToken")
_GIVEN_BY = {"headers": HEADERS, "api_key": "apiKey", "env": "env"}
"""The sealed text that a column gives anew."""
_AT_URL = (HEADERS, "apiKey", "clientSecret", *_TOKENS)
"""The sealed texts that are sent to the server's URL; the client's secret gets tokens which are."""
_OF_SET = select(mcp_server).where(mcp_server.c.tool_set_id == bindparam("set", type_=Text()))
_OF_SET_LOCKED = _OF_SET.with_for_update(key_share=True)


async def server_of(tx: Transaction, set_id: str, *, lock: bool = True) -> Row:
    """The server of a set of kind MCP, locked."""
    (found,) = await tx.fetch(_OF_SET_LOCKED if lock else _OF_SET, {"set": set_id})
    return found


async def add_server(
    tx: Transaction, viewer: Viewer, owner: Row, columns: Mapping[str, object], *, stdio: bool
) -> str:
    """Make the server of a new set and return its id (BAD_INPUT, FORBIDDEN)."""
    row_id = new_id("mcp")
    shared = {name: getattr(owner, name) for name in SHARED}
    plain, made = _parted(tx, viewer, row_id, {"headers": {}, **columns, **shared}, None)
    own = lawful_new(MCP_SERVER, plain)
    require_reachable(own, stdio=stdio)
    whose = {"id": row_id, "tool_set_id": owner.id, "status": "UNKNOWN"}
    return await insert(tx, viewer, MCP_SERVER, owner.workspace_id, {**own, **made, **whose})


async def alter_server(
    tx: Transaction, viewer: Viewer, found: Row, columns: Mapping[str, object], *, stdio: bool
) -> Row:
    """Change a server that is locked; the row as it is then (BAD_INPUT, FORBIDDEN, CONFLICT)."""
    plain, made = _parted(tx, viewer, found.id, columns, found)
    after = await alter(tx, viewer, MCP_SERVER, found, plain, made)
    if any(name in columns for name in _REACHED):
        require_reachable(after._asdict(), stdio=stdio)
    return after


def _parted(
    tx: Transaction, viewer: Viewer, row_id: str, columns: Mapping[str, object], before: Row | None
) -> tuple[dict[str, object], dict[str, object]]:
    """The columns that laws know, and those that are made of what is or may be secret."""
    given, made = dict(columns), dict[str, object]()
    kept_ = opened(tx, viewer.account, mcp_server, before)
    texts = dict(kept_)
    if before is not None:
        _leave(texts, given, before)
    if "headers" in given:
        shown = before.headers if before else {}
        made["headers"] = part_headers(given.pop("headers"), ("headers",), shown, texts)
    if "api_key" in given:
        put(texts, "apiKey", _secret(given.pop("api_key"), "apiKey"))
    if "env" in given:
        put_several(texts, "env", variables(given.pop("env"), ("env",)))
    if "oauth" in given:
        given["oauth"] = _oauth(given["oauth"], before, texts)
    if texts != kept_:
        made |= closed(tx, viewer.account, mcp_server, row_id, texts)
    return given, made


def _leave(texts: MutableMapping[str, str], given: Mapping[str, object], before: Row) -> None:
    """Take away what was for where the server and its token endpoint were, if they are elsewhere from now on.

    Tokens are got anew. CONFLICT for the rest, unless it is given anew (BAD_INPUT).
    """
    client = mapping(given.get("oauth"), ("oauth",))
    said = {**given, "oauth": _shown(client)}
    known = {"url": before.url, "command": before.command, "oauth": before.oauth}
    after = known | lawful({name: said[name] for name in known if name in given}, SERVER_LAWS)
    anew = {*_TOKENS, *(name for column, name in _GIVEN_BY.items() if column in given)}
    if "oauth" in given and (not client or "clientSecret" in client):
        anew.add("clientSecret")
    if leads_elsewhere(before.url, after["url"]):
        leave(texts, _AT_URL, anew, ("url",))
    if after["command"] != before.command:
        leave(texts, ("env",), anew, ("command",))
    if leads_elsewhere(*(mapping(each["oauth"], ()).get("tokenEndpoint") for each in (known, after))):
        leave(texts, ("clientSecret", "refreshToken"), anew, ("oauth", "tokenEndpoint"))


def _oauth(value: object, before: Row | None, texts: dict[str, str]) -> object:
    """What is shown of an OAuth client; its secret stays unless it is given. Another client has no tokens."""
    if not isinstance(value, Mapping):
        for name in ("clientSecret", *_TOKENS):
            put(texts, name, None)
        return value
    shown = _shown(value)
    if "clientSecret" in value:
        put(texts, "clientSecret", _secret(value["clientSecret"], "oauth", "clientSecret"))
    known = before.oauth if before and before.oauth else {}
    if {name: each for name, each in shown.items() if each is not None} == {
        name: each for name, each in known.items() if name != "expiresAt"
    }:
        return known or shown
    for name in _TOKENS:
        put(texts, name, None)
    return shown


def _shown(client: Mapping[str, object]) -> dict[str, object]:
    """An OAuth client without its secret."""
    return {name: each for name, each in client.items() if name != "clientSecret"}


def _secret(value: object, *path: str) -> Sealed | None:
    return None if value is None else secret(value, path)
