"""Tokens of OAuth are kept in the place of those that they were got by, and of no others."""

from typing import Any

import pytest

from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.store.database import Database
from backend.store.mcp_server import mcp_server
from backend.store.oauth_tokens import Granted, Tokens, are_kept, keep_tokens, tokens_of_server
from backend.store.row import change, the_row
from backend.store.sealing import closed, opened
from backend.store.tool_set_edit import create_mcp_server
from tests.store.agents import do
from tests.store.tools import URL

pytestmark = pytest.mark.anyio

GRANTED = Granted(Sealed("second-access"), Sealed("second-refresh"), None)


async def new_server(database: Database, viewer: Viewer) -> str:
    client = {
        "clientId": "me",
        "clientSecret": Sealed("client-key"),
        "tokenEndpoint": "https://auth.example/token",
    }
    given = {"name": "Box", "url": URL, "auth": "OAUTH", "oauth": client}
    made: str = await do(database, create_mcp_server, viewer, given)
    await seal(database, made, refreshToken="first-refresh")
    return made


async def texts(database: Database, server_id: str) -> dict[str, str]:
    async with database.read() as tx:
        row = await the_row(tx, mcp_server, server_id)
        return opened(tx, row.account_id, mcp_server, row)


async def tokens(database: Database, server_id: str) -> Tokens:
    async with database.read() as tx:
        row = await the_row(tx, mcp_server, server_id)
        return tokens_of_server(row, opened(tx, row.account_id, mcp_server, row))


async def seal(database: Database, server_id: str, **others: str) -> None:
    """Seal what the server keeps once more, with these texts among it."""
    async with database.write() as tx:
        row = await the_row(tx, mcp_server, server_id)
        held = opened(tx, row.account_id, mcp_server, row) | others
        await change(tx, mcp_server, row.id, closed(tx, row.account_id, mcp_server, row.id, held))


@pytest.mark.parametrize("others", [{}, {"env": "{}"}], ids=["as it was", "with another text"])
async def test_new_tokens_are_kept_although_the_row_was_sealed_again(
    database: Database, admin: Viewer, others: Any
) -> None:
    server_id = await new_server(database, admin)
    before = await tokens(database, server_id)
    await seal(database, server_id, **others)
    async with database.write() as tx:
        assert await are_kept(tx, before)
        assert await keep_tokens(tx, before, GRANTED)
        assert not await are_kept(tx, before)
    assert await texts(database, server_id) == {
        "accessToken": "second-access",
        "refreshToken": "second-refresh",
        "clientSecret": "client-key",
        **others,
    }


async def test_new_tokens_do_not_take_the_place_of_others_that_were_given_meanwhile(
    database: Database, admin: Viewer
) -> None:
    server_id = await new_server(database, admin)
    before = await tokens(database, server_id)
    await seal(database, server_id, refreshToken="from-a-person")
    async with database.write() as tx:
        assert not await keep_tokens(tx, before, GRANTED)
    assert (await texts(database, server_id))["refreshToken"] == "from-a-person"
