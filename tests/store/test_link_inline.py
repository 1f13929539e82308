"""A link's own definition: what each kind holds, and that nothing secret of it is shown."""

import json
from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.headers import MASK
from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.platform.secrets import Keyring, Place
from backend.store.agent_edit import update_agent
from backend.store.database import Database
from backend.store.link_change import add_link
from backend.store.statement import Row
from tests.store.agents import do, new_agent
from tests.store.links import linked_now, to_inline
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
PATH = ("input", "target", "inline", "definition")
TOOL = {"name": "Ask", "kind": "HTTP"}
SERVER = {"name": "Mail", "url": "https://mcp.example"}


async def defined(database: Database, viewer: Viewer, kind: str, definition: object) -> Row:
    """The row of an agent's one link, which has this definition."""
    agent = await new_agent(database, viewer)
    await do(database, add_link, viewer, {"agentId": agent}, to_inline(kind, definition))
    (row,) = await linked_now(database, agent)
    return row


def inside(row: Row, viewer: Viewer) -> dict[str, str]:
    """What is sealed in the row."""
    return Keyring(SECRET).unseal(row.sealed, Place(viewer.account, "link", row.stable_id, "sealed"))


@pytest.mark.parametrize(
    ("kind", "definition"),
    [
        ("TOOL", TOOL),
        ("TOOL", {"name": "Ask", "kind": "CLIENT", "description": "d", "inputSchema": {"type": "object"}}),
        ("TOOL", {**TOOL, "config": {"method": "GET", "path": "/x"}}),
        ("MCP_SERVER", {**SERVER, "transport": "SSE"}),
        ("SKILL", {"name": "Sums", "description": "d", "body": "Add them."}),
        ("SEMANTIC_DATA_MODEL", {"name": "Sales", "definition": {"tables": [{"name": "t"}]}}),
        ("REPOSITORY", {"url": "https://code.example/a", "checkout": "main"}),
    ],
    ids=str,
)
async def test_a_definition_is_kept_as_it_is_given(
    database: Database, admin: Viewer, kind: str, definition: dict[str, Any]
) -> None:
    row = await defined(database, admin, kind, {**definition, "name": definition.get("name")})
    assert (row.kind, row.target_id, row.inline, row.sealed) == (kind, None, definition, None)


@pytest.mark.parametrize(
    ("kind", "definition", "path"),
    [
        ("AGENT", {}, (*PATH[:-1], "kind")),
        ("FILE", {}, (*PATH[:-1], "kind")),
        ("SECRET", {"name": "x"}, (*PATH[:-1], "kind")),
        ("TOOLS", {}, (*PATH[:-1], "kind")),
        ("TOOL", [], PATH),
        ("TOOL", {"kind": "HTTP"}, (*PATH, "name")),
        ("TOOL", {"name": "Ask"}, (*PATH, "kind")),
        ("TOOL", {**TOOL, "kind": "MCP"}, (*PATH, "kind")),
        ("TOOL", {**TOOL, "inputSchema": {"type": "string"}}, (*PATH, "inputSchema")),
        (
            "TOOL",
            {**TOOL, "inputSchema": {"type": "object", "required": 1}},
            (*PATH, "inputSchema", "required"),
        ),
        ("TOOL", {**TOOL, "kind": "CLIENT", "config": {"path": "/x"}}, (*PATH, "config")),
        ("TOOL", {**TOOL, "config": {"method": "GET", "body": "x"}}, (*PATH, "config", "body")),
        ("TOOL", {**TOOL, "config": {"headers": {"A b": "x"}}}, (*PATH, "config", "headers")),
        ("TOOL", {**TOOL, "colour": "red"}, (*PATH, "colour")),
        ("MCP_SERVER", {"name": "Mail"}, (*PATH, "url")),
        ("MCP_SERVER", {**SERVER, "url": "ftp://mcp.example"}, (*PATH, "url")),
        ("MCP_SERVER", {**SERVER, "url": f"https://me:{CANARY}@mcp.example"}, (*PATH, "url")),
        ("MCP_SERVER", {**SERVER, "transport": "STDIO"}, (*PATH, "transport")),
        ("MCP_SERVER", {**SERVER, "token": ""}, (*PATH, "token")),
        ("MCP_SERVER", {**SERVER, "token": {"a": CANARY}}, (*PATH, "token")),
        ("MCP_SERVER", {**SERVER, "token": CANARY * 1_000}, (*PATH, "token")),
        ("MCP_SERVER", {**SERVER, "headers": {"x-key": [CANARY]}}, (*PATH, "headers", "x-key")),
        ("MCP_SERVER", {**SERVER, "headers": {"x-key": MASK}}, (*PATH, "headers", "x-key")),
        ("SKILL", {"name": "Sums"}, (*PATH, "body")),
        ("SKILL", {"name": "Sums", "body": "x" * 65_536}, PATH),
        ("SEMANTIC_DATA_MODEL", {"name": "Sales"}, (*PATH, "definition")),
        ("REPOSITORY", {"checkout": "main"}, (*PATH, "url")),
    ],
    ids=str,
)
async def test_what_cannot_be_meant_names_its_place_and_repeats_no_secret(
    database: Database, admin: Viewer, kind: str, definition: object, path: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput) as refused:
        await defined(database, admin, kind, definition)
    assert refused.value.path == path
    assert CANARY not in refused.value.message


@pytest.mark.parametrize("wrapped", [str, Sealed], ids=["text", "sealed"])
async def test_tokens_and_secret_headers_are_sealed_and_shown_as_nothing(
    database: Database, admin: Viewer, wrapped: Any
) -> None:
    headers = {"Authorization": wrapped(CANARY), "x-team": wrapped("blue"), "cookie": "{{ secrets.JAR }}"}
    shown = {"Authorization": MASK, "x-team": "blue", "cookie": "{{ secrets.JAR }}"}
    server = await defined(
        database, admin, "MCP_SERVER", {**SERVER, "token": wrapped(CANARY), "headers": headers}
    )
    assert server.inline == {**SERVER, "headers": shown}
    withheld = json.dumps({"Authorization": CANARY})
    assert inside(server, admin) == {"token": CANARY, "headers": withheld}
    tool = await defined(database, admin, "TOOL", {**TOOL, "config": {"path": "/x", "headers": headers}})
    assert tool.inline == {**TOOL, "config": {"method": "GET", "path": "/x", "headers": shown}}
    assert inside(tool, admin) == {"headers": withheld}
    assert CANARY not in f"{server}{tool}"


async def test_what_is_sealed_can_be_opened_in_every_copy(database: Database, admin: Viewer) -> None:
    agent = await new_agent(database, admin)
    given = to_inline("MCP_SERVER", {**SERVER, "token": CANARY})
    await do(database, add_link, admin, {"agentId": agent}, given)
    for number in range(2):
        await do(database, update_agent, admin, agent, {"instructions": str(number)}, publish=True)
        (row,) = await linked_now(database, agent)
        assert inside(row, admin) == {"token": CANARY}
