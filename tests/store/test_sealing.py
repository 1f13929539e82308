"""What a row keeps sealed is for where it leads: who leads it elsewhere gives it again, and reads nothing."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from backend.domain.errors import BadInput, Conflict
from backend.domain.sealed import Sealed
from backend.domain.viewer import Role, Viewer
from backend.store.database import Database
from backend.store.mcp_server import mcp_server
from backend.store.model_provider import model_provider
from backend.store.model_provider_edit import create_model_provider, update_model_provider
from backend.store.sealing import opened
from backend.store.table import Table
from backend.store.tool import tool
from backend.store.tool_edit import update_tool
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import (
    create_mcp_server,
    create_tool_set,
    update_mcp_server,
    update_tool_set,
)
from tests.store.agents import do, row_of
from tests.store.tools import new_set, new_tool

pytestmark = pytest.mark.anyio

HERE, THERE = "https://here.example/v1", "https://evil.example/v1"
KEY = {"X-Key": Sealed("canary")}
MASK = {"X-Key": Sealed("•••")}
CLIENT = {"clientId": "c", "tokenEndpoint": HERE}
SERVER = {"name": "Box", "url": HERE, "headers": KEY, "api_key": Sealed("k")}
OAUTH = {"name": "Box", "url": HERE, "oauth": {**CLIENT, "clientSecret": Sealed("canary")}}
STDIO = {"name": "Box", "transport": "STDIO", "command": ["run"], "env": {"A": Sealed("canary")}}
SET = {"name": "Box", "kind": "HTTP", "base_url": HERE, "headers": KEY}
MCP = {"name": "Box", "kind": "MCP", "headers": KEY, "mcp_server": {"url": HERE}}

Verb = Callable[..., Awaitable[Any]]
server = (mcp_server, create_mcp_server, update_mcp_server)
of_set = (tool_set, create_tool_set, update_tool_set)
provider = (model_provider, create_model_provider, update_model_provider)


async def made(database: Database, admin: Viewer, create: Verb, columns: Any) -> str:
    more = {} if create is create_model_provider else {"stdio": True}
    return str(await do(database, create, admin, columns, **more))


async def texts(database: Database, viewer: Viewer, table: Table, row_id: str) -> dict[str, str]:
    async with database.read() as tx:
        return opened(tx, viewer.account, table, await row_of(database, table, row_id))


@pytest.mark.parametrize(
    ("noun", "columns", "moved", "path", "named"),
    [
        (server, SERVER, {"url": THERE}, ("url",), "headers and apiKey"),
        (server, SERVER, {"url": "http://here.example/v1"}, ("url",), "headers and apiKey"),
        (server, SERVER, {"url": "https://here.example:8443/v1", "headers": None}, ("url",), "apiKey"),
        (server, OAUTH, {"url": THERE}, ("url",), "clientSecret"),
        (
            server,
            OAUTH,
            {"oauth": {**CLIENT, "tokenEndpoint": THERE}},
            ("oauth", "tokenEndpoint"),
            "clientSecret",
        ),
        (server, OAUTH, {"oauth": {"clientId": "c"}}, ("oauth", "tokenEndpoint"), "clientSecret"),
        (server, STDIO, {"command": ["run", "--for=evil"]}, ("command",), "env"),
        (of_set, SET, {"base_url": THERE}, ("baseUrl",), "headers"),
        (of_set, MCP, {"mcp_server": {"url": THERE}}, ("mcpServer", "url"), "headers"),
        (provider, {"name": "Own", "base_url": HERE, "headers": KEY}, {"base_url": THERE}, ("baseUrl",), ""),
        (provider, {"name": "Own", "base_url": HERE, "headers": KEY}, {"base_url": None}, ("baseUrl",), ""),
    ],
)
async def test_who_leads_a_row_elsewhere_gives_what_it_keeps_sealed_again(
    database: Database, admin: Viewer, noun: Any, columns: Any, moved: Any, path: Any, named: str
) -> None:
    table, create, update = noun
    row_id = await made(database, admin, create, columns)
    before = await row_of(database, table, row_id)
    with pytest.raises(Conflict, match=f"give {named}") as refused:
        await do(database, update, admin, row_id, moved)
    assert tuple(refused.value.path) == path
    assert await row_of(database, table, row_id) == before


@pytest.mark.parametrize(
    ("noun", "columns", "moved", "left"),
    [
        (server, SERVER, {"url": THERE, "headers": KEY, "api_key": Sealed("n")}, {"apiKey": "n"}),
        (server, SERVER, {"url": THERE, "headers": None, "api_key": None}, {}),
        (server, SERVER, {"url": f"{HERE}/other"}, {"apiKey": "k"}),
        (server, SERVER, {"url": HERE.replace("here", "HERE")}, {"apiKey": "k"}),
        (server, OAUTH, {"url": THERE, "oauth": None}, {}),
        (
            server,
            OAUTH,
            {"oauth": {**CLIENT, "tokenEndpoint": THERE, "clientSecret": Sealed("n")}},
            {"clientSecret": "n"},
        ),
        (server, OAUTH, {"oauth": {**CLIENT, "scopes": "a"}}, {"clientSecret": "canary"}),
        (server, STDIO, {"command": ["other"], "env": None, "transport": "STDIO"}, {}),
        (of_set, SET, {"base_url": THERE, "headers": None}, {}),
        (of_set, SET, {"base_url": f"{HERE}/other"}, {}),
        (of_set, MCP, {"mcp_server": {"url": THERE}, "headers": KEY}, {}),
        (
            provider,
            {"name": "Own", "base_url": HERE, "headers": KEY},
            {"base_url": THERE, "headers": KEY},
            {},
        ),
    ],
)
async def test_what_is_given_anew_is_kept_for_where_the_row_leads_then(
    database: Database, admin: Viewer, noun: Any, columns: Any, moved: Any, left: Any
) -> None:
    table, create, update = noun
    row_id = await made(database, admin, create, columns)
    more = {} if update is update_model_provider else {"stdio": True}
    await do(database, update, admin, row_id, moved, **more)
    found = await texts(database, admin, table, row_id)
    assert {name: text for name, text in found.items() if name != "headers"} == left


@pytest.mark.parametrize(
    ("noun", "columns", "moved"),
    [
        (server, SERVER, {"url": THERE, "api_key": None}),
        (of_set, SET, {"base_url": THERE}),
        (provider, {"name": "Own", "base_url": HERE, "headers": KEY}, {"base_url": THERE}),
    ],
)
async def test_a_mask_keeps_nothing_for_elsewhere(
    database: Database, admin: Viewer, noun: Any, columns: Any, moved: Any
) -> None:
    _, create, update = noun
    row_id = await made(database, admin, create, columns)
    with pytest.raises(BadInput, match="keeps a value"):
        await do(database, update, admin, row_id, {**moved, "headers": MASK})


@pytest.mark.parametrize(
    ("noun", "columns", "moved", "path"),
    [
        (server, SERVER, {"url": "https://u:p@evil.example"}, ("url",)),
        (server, OAUTH, {"oauth": {"tokenEndpoint": "evil"}}, ("oauth", "tokenEndpoint")),
        (server, STDIO, {"command": []}, ("command",)),
        (of_set, SET, {"base_url": "evil"}, ("baseUrl",)),
        (of_set, MCP, {"mcp_server": {"url": "evil"}}, ("mcpServer", "url")),
        (provider, {"name": "Own", "base_url": HERE, "headers": KEY}, {"base_url": "evil"}, ("baseUrl",)),
    ],
)
async def test_what_leads_nowhere_is_no_conflict(
    database: Database, admin: Viewer, noun: Any, columns: Any, moved: Any, path: Any
) -> None:
    _, create, update = noun
    row_id = await made(database, admin, create, columns)
    with pytest.raises(BadInput) as refused:
        await do(database, update, admin, row_id, moved)
    assert tuple(refused.value.path) == path


async def test_a_server_is_not_led_elsewhere_behind_its_sets_headers(
    database: Database, admin: Viewer
) -> None:
    owner = await row_of(database, tool_set, await made(database, admin, create_tool_set, MCP))
    async with database.read() as tx:
        (found,) = await tx.fetch(mcp_server.select())
    with pytest.raises(Conflict, match=f"Tool set {owner.id} keeps headers"):
        await do(database, update_mcp_server, admin, found.id, {"url": THERE})


async def test_a_tool_led_elsewhere_by_itself_or_by_its_set_takes_no_headers_along(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, "HTTP", base_url=HERE)
    config = {"path": "/a", "headers": {"X-Key": "canary"}}
    mine = await new_tool(database, admin, tool_set_id=owner.id, config=config)
    editor = Viewer(admin.principal, admin.account, {str(admin.home): Role.EDITOR}, admin.home)
    there = {"path": f"{THERE}/a", "headers": {"X-Key": "•••"}}
    with pytest.raises(BadInput, match="keeps a value"):
        await do(database, update_tool, editor, mine.id, {"config": there})
    with pytest.raises(Conflict, match=f"{mine.id} would send headers there") as refused:
        await do(database, update_tool_set, editor, owner.id, {"base_url": THERE})
    assert tuple(refused.value.path) == ("baseUrl",)
    here = {"path": f"{HERE}/b", "headers": {"X-Key": "•••"}}
    await do(database, update_tool, editor, mine.id, {"config": here})
    await do(database, update_tool_set, editor, owner.id, {"base_url": THERE})
    assert await texts(database, admin, tool, mine.id) == {"headers": '{"X-Key": "canary"}'}
