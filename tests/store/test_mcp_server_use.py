"""An MCP server in use: its headers and those of its set, its credential, and what no answer may repeat."""

from base64 import b64encode
from typing import Any

import pytest

from backend.domain.errors import Conflict, Forbidden, NotFound
from backend.domain.sealed import Sealed, revealed
from backend.domain.viewer import Viewer
from backend.store.database import Database
from backend.store.life import Life
from backend.store.mcp_server import MCP_SERVER, mcp_server, server_of
from backend.store.mcp_server_use import Reached, server_in_use
from backend.store.secret import SECRET
from backend.store.secret_edit import create_secret
from backend.store.secret_named import Using
from backend.store.tool_set_edit import create_mcp_server
from tests.store.agents import do, row_of
from tests.store.tools import URL, new_set
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"


async def new_secret(database: Database, viewer: Viewer, kind: str, **columns: Any) -> str:
    given = {"name": kind.lower(), "kind": kind, **columns}
    made: str = await do(database, create_secret, viewer, given)
    return made


async def new_server(database: Database, viewer: Viewer, **columns: Any) -> str:
    given = {"name": "Box", "url": URL, **columns}
    made: str = await do(database, create_mcp_server, viewer, given, stdio=True)
    return made


async def used(database: Database, viewer: Viewer, server_id: str, **using: Any) -> Reached:
    async with database.write() as tx:
        return await server_in_use(tx, Using(str(viewer.home), **using), server_id)


async def test_the_headers_of_its_set_go_with_its_own_which_count_more(
    database: Database, admin: Viewer
) -> None:
    ours = {"X-A": "set", "X-Token": Sealed(CANARY), "X-B": "set"}
    server = {"url": URL, "headers": {"x-b": "server", "x-token": Sealed("servers-own")}}
    owner = await new_set(database, admin, "MCP", headers=ours, mcp_server=server)
    async with database.write() as tx:
        row = await server_of(tx, owner.id)
    told = await used(database, admin, row.id)
    assert revealed(told.headers) == {"x-a": "set", "x-b": "server", "x-token": "servers-own"}
    assert CANARY not in str(told)
    assert "servers-own" not in str(told)


async def test_the_secret_of_its_set_says_who_calls_if_it_does_not_say_so_itself(
    database: Database, admin: Viewer
) -> None:
    of_set = await new_secret(database, admin, "BEARER", value={"token": Sealed(CANARY)})
    server: dict[str, Any] = {"url": URL, "auth": "BEARER"}
    owner = await new_set(database, admin, "MCP", secret_id=of_set, mcp_server=server)
    async with database.write() as tx:
        row = await server_of(tx, owner.id)
    assert revealed((await used(database, admin, row.id)).headers) == {"authorization": f"Bearer {CANARY}"}
    server = {"url": URL, "auth": "API_KEY", "api_key": Sealed("its-own")}
    owner = await new_set(database, admin, "MCP", name="Two", secret_id=of_set, mcp_server=server)
    async with database.write() as tx:
        row = await server_of(tx, owner.id)
    assert revealed((await used(database, admin, row.id)).headers) == {"x-api-key": "its-own"}


@pytest.mark.parametrize(
    ("kind", "auth", "value", "header"),
    [
        ("VALUE", "API_KEY", {"value": Sealed(CANARY)}, {"x-api-key": CANARY}),
        ("VALUE", "BEARER", {"value": Sealed(CANARY)}, {"authorization": f"Bearer {CANARY}"}),
        (
            "BASIC",
            "BEARER",
            {"user": Sealed("me"), "password": Sealed(CANARY)},
            {"authorization": f"Basic {b64encode(f'me:{CANARY}'.encode()).decode()}"},
        ),
    ],
    ids=["key", "bearer", "basic"],
)
async def test_a_secret_is_sent_as_its_kind_and_the_server_say(
    database: Database, admin: Viewer, kind: str, auth: str, value: Any, header: dict[str, str]
) -> None:
    secret_id = await new_secret(database, admin, kind, value=value)
    server_id = await new_server(database, admin, auth=auth, secret_id=secret_id)
    told = await used(database, admin, server_id)
    assert revealed(told.headers) == header
    assert {each.reveal() for each in told.hidden} >= {CANARY}


async def test_secrets_of_a_program_are_variables_of_it(database: Database, admin: Viewer) -> None:
    program = {"url": None, "transport": "STDIO", "command": ["x"], "env": {"A": Sealed("own")}}
    held = {"variables": {"B": Sealed(CANARY)}}
    several = await new_secret(database, admin, "ENV", value=held)
    server_id = await new_server(database, admin, secret_id=several, **program)
    assert revealed((await used(database, admin, server_id)).environment) == {"A": "own", "B": CANARY}
    one = await new_secret(
        database, admin, "VALUE", value={"value": Sealed(CANARY)}, settings={"variable": "C"}
    )
    server_id = await new_server(database, admin, name="Two", secret_id=one, **program)
    assert revealed((await used(database, admin, server_id)).environment) == {"A": "own", "C": CANARY}


async def test_of_a_group_the_secret_for_the_server_is_sent(database: Database, admin: Viewer) -> None:
    group = await new_secret(database, admin, "GROUP")
    for url, token in ((URL, CANARY), ("https://other.example", "not-this-one")):
        given = {"value": {"token": Sealed(token)}, "settings": {"serverUrl": url}}
        await new_secret(database, admin, "BEARER", parent_id=group, **given)
    server_id = await new_server(database, admin, auth="BEARER", secret_id=group, url=URL.upper().rstrip("/"))
    told = await used(database, admin, server_id)
    assert revealed(told.headers) == {"authorization": f"Bearer {CANARY}"}
    server_id = await new_server(database, admin, name="Two", secret_id=group, url="https://third.example")
    with pytest.raises(Conflict, match=r"third\.example"):
        await used(database, admin, server_id)


async def test_what_is_linked_is_sent_to_the_server_that_it_names(database: Database, admin: Viewer) -> None:
    given = {"value": {"token": Sealed(CANARY)}, "settings": {"serverUrl": URL}}
    secret_id = await new_secret(database, admin, "BEARER", **given)
    snapshot = {"secrets": [{"secretId": secret_id, "alias": None, "use": "TOOLS"}]}
    told = await used(database, admin, await new_server(database, admin), snapshot=snapshot)
    assert revealed(told.headers) == {"authorization": f"Bearer {CANARY}"}
    other = await new_server(database, admin, name="Two", url="https://other.example")
    assert (await used(database, admin, other, snapshot=snapshot)).headers == {}


async def test_a_header_names_secrets_of_the_workspace_by_their_handles(
    database: Database, admin: Viewer
) -> None:
    meant = {"hosts": ["mcp.example.com"], "value": {"value": Sealed(CANARY)}}
    await new_secret(database, admin, "VALUE", handle="door", **meant)
    headers = {
        "X-Key": "K {{ secrets.door }}",
        "X-Who": "{{ session.endUserId }}",
        "X-No": "{{ secrets.no }}",
    }
    told = await used(database, admin, await new_server(database, admin, headers=headers))
    # What needs a session, and a secret that there is not, are left out where there is no session.
    assert revealed(told.headers) == {"x-key": f"K {CANARY}"}
    assert Sealed(CANARY) in told.hidden


async def test_a_secret_that_lists_other_hosts_is_not_sent(database: Database, admin: Viewer) -> None:
    listed = {"hosts": ["other.example"], "value": {"token": Sealed(CANARY)}}
    secret_id = await new_secret(database, admin, "BEARER", handle="door", **listed)
    server_id = await new_server(database, admin, auth="BEARER", secret_id=secret_id)
    with pytest.raises(Forbidden, match=r"mcp\.example\.com"):
        await used(database, admin, server_id)
    named = await new_server(database, admin, name="Two", headers={"X-Key": "K {{ secrets.door }}"})
    with pytest.raises(Forbidden, match=r"mcp\.example\.com"):
        await used(database, admin, named)


async def test_a_server_without_its_key_or_secret_is_refused_in_words(
    database: Database, admin: Viewer
) -> None:
    server_id = await new_server(database, admin, auth="BEARER")
    with pytest.raises(Conflict, match="apiKey"):
        await used(database, admin, server_id)
    secret_id = await new_secret(database, admin, "BEARER", value={"token": Sealed(CANARY)})
    server_id = await new_server(database, admin, name="Two", auth="BEARER", secret_id=secret_id)
    await do(database, Life(SECRET).delete, admin, secret_id)
    with pytest.raises(Conflict, match="trash"):
        await used(database, admin, server_id)


async def test_a_server_in_the_trash_or_of_others_is_not_used(database: Database, admin: Viewer) -> None:
    other = await stranger(database)
    theirs = await new_server(database, other)
    with pytest.raises(NotFound):
        await used(database, admin, theirs)
    mine = await new_server(database, admin)
    assert (await row_of(database, mcp_server, mine)).status == "UNKNOWN"
    await do(database, Life(MCP_SERVER).delete, admin, mine)
    with pytest.raises(Conflict, match="trash"):
        await used(database, admin, mine)


async def test_the_headers_of_a_server_together_do_no_more_than_one_template_may(
    database: Database, admin: Viewer
) -> None:
    loop = "{% for i in (1..4000) %}{% assign x = i %}{% endfor %}a"
    server_id = await new_server(database, admin, headers={f"x-{each}": loop for each in range(9)})
    told = await used(database, admin, server_id)
    # Where there is no session, what cannot be written is left out.
    assert revealed(told.headers) == {"x-0": "a", "x-1": "a"}
