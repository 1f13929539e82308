"""Pages of Sema4.ai: `next` is followed in every way that clients do, and paths may end in a slash."""

from collections.abc import Callable
from urllib.parse import quote

import httpx2
import pytest

from tests.rest.sema4.world import World, new_name
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

NAME = """mutation($id: ID!) {
  updateWorkspace(id: $id, input: {externalId: "acme"}) { workspace { handle number } }
}"""

WAYS: dict[str, Callable[[str, str], str]] = {
    "as a token": lambda base, value: f"{base}/agents?next={quote(value, safe='')}",
    "unescaped": lambda base, value: f"{base}/agents?next={value}",
    "unescaped, with a slash behind": lambda base, value: f"{base}/agents/?next={value}/",
    "the bare token": lambda base, value: f"{base}/agents?next={value.rpartition('next=')[2]}",
    "as a path": lambda base, value: base + value,
    "as a path, with a slash behind": lambda base, value: f"{base}{value}/",
    "as a URL": lambda base, value: f"{base}/agents?next={quote(f'https://x.invalid{base}{value}', safe='')}",
    "with other filters": lambda base, value: f"{base}/agents?limit=200&name=zzz&next={value}",
}


async def family(world: World, how_many: int = 5) -> tuple[str, list[str]]:
    """Agents with a word in front of their names, newest first."""
    word = new_name("Family")
    made = [await world.agent(name=f"{word} {letter}") for letter in "abcdefgh"[:how_many]]
    return word, [each["id"] for each in reversed(made)]


@pytest.mark.parametrize("way", WAYS)
async def test_all_pages_are_reached(ours: World, way: str) -> None:
    word, wanted = await family(ours)
    page = await ours.ask("listAgents", params={"name": word.upper(), "limit": 2})
    found = [each["id"] for each in page["data"]]
    while page["has_more"]:
        response = await ours.client.get(WAYS[way](ours.base, page["next"]))
        assert response.status_code == 200, response.text
        page = response.json()
        assert len(page["data"]) <= 2
        found += [each["id"] for each in page["data"]]
    assert page["next"] is None
    assert found == wanted


async def test_next_is_a_path_without_an_ampersand(ours: World) -> None:
    word, _ = await family(ours, 2)
    page = await ours.ask("listAgents", params={"name": word, "limit": 1})
    assert page["next"].startswith("/agents?next=")
    assert "&" not in page["next"]


async def test_attachments_have_pages_too(ours: World) -> None:
    agent = (await ours.agent())["id"]
    servers = [(await ours.server())["id"] for _ in range(3)]
    for server in servers:
        await ours.ask("attachMcpServer", agent_id=agent, json={"mcp_server_id": server})
    first = await ours.ask("listAgentMcpServers", agent_id=agent, params={"limit": 2})
    assert first["next"].startswith(f"/agents/{agent}/mcp-servers?next=")
    last = (await ours.client.get(ours.base + first["next"])).json()
    assert [each["id"] for each in first["data"] + last["data"]] == servers[::-1]
    assert (last["next"], last["has_more"]) == (None, False)


@pytest.mark.parametrize(
    "value", ["nonsense", "/", "next=", "Wzdd", "WyJhIiwwXQ", "WyJhIiwxXQ", "e30", "%ff", "*"]
)
async def test_what_is_no_token_is_refused(ours: World, value: str) -> None:
    response = await ours.client.get(f"{ours.base}/agents?next={value}")
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "unprocessable_entity"


async def test_a_token_of_another_list_is_refused(ours: World) -> None:
    word, _ = await family(ours, 2)
    page = await ours.ask("listAgents", params={"name": word, "limit": 1})
    await ours.refused("listMcpServers", 422, params={"next": page["next"]})


@pytest.mark.parametrize("limit", ["0", "201", "ten", "-1", "1.5"])
async def test_a_limit_out_of_bounds_is_refused(ours: World, limit: str) -> None:
    await ours.refused("listAgents", 422, params={"limit": limit})


async def test_the_longest_page_goes_on_where_it_was_cut(ours: World) -> None:
    page = await ours.ask("listAgents", params={"limit": 200})
    assert len(page["data"]) <= 100
    assert page["has_more"] == (page["next"] is not None)


async def test_a_slash_at_the_end_changes_nothing(ours: World) -> None:
    agent = (await ours.agent())["id"]
    for path in ("/agents", f"/agents/{agent}", f"/agents/{agent}/state", f"/agents/{agent}/mcp-servers"):
        plain = await ours.client.get(ours.base + path)
        slashed = await ours.client.get(f"{ours.base}{path}/")
        assert (slashed.status_code, slashed.content) == (200, plain.content)
    assert (await ours.client.get(f"{ours.base}/agents//")).status_code == 404


async def test_a_body_of_null_is_passed_over_where_none_is_read(ours: World) -> None:
    agent = (await ours.agent())["id"]
    for path in ("/agents", f"/agents/{agent}", f"/agents/{agent}/state"):
        headers = {"content-type": "application/json"}
        response = await ours.client.request("GET", ours.base + path, content=b"null", headers=headers)
        assert response.status_code == 200


async def test_the_short_base_is_the_home_of_the_key(ours: World) -> None:
    agent = await ours.agent()
    answer = await ours.client.get(f"/sema4/api/v2/agents/{agent['id']}")
    assert answer.json() == agent
    made = await ours.client.post("/sema4/api/v2/agents", json={"name": new_name()})
    assert made.status_code == 201
    assert await ours.ask("getAgent", agent_id=made.json()["id"]) == made.json()


async def test_the_base_path_tells_the_description_without_a_key(ours: World) -> None:
    async with httpx2.AsyncClient(base_url=ours.served.url, **LOOPBACK) as nobody:
        told = [
            (await nobody.get(path)).json()
            for path in ("/sema4/openapi.json", ours.base, f"{ours.base}/", "/sema4/api/v2")
        ]
        assert (await nobody.get("/sema4/api/v3")).status_code == 404
    assert told[0]["openapi"] == "3.1.0"
    assert told == told[:1] * 4


async def test_a_tenant_that_is_not_there_has_nothing(ours: World) -> None:
    agent = (await ours.agent())["id"]
    home = ours.base.split("/")[3]
    for tenant in ("wsp_00000000000000000000000000", "nobody", "handle:nobody", "ext:nobody", home.upper()):
        base = f"/sema4/tenants/{tenant}/api/v2"
        assert (await ours.client.get(f"{base}/agents/{agent}")).status_code == 404
        made = await ours.client.post(f"{base}/agents", json={"name": new_name()})
        assert made.status_code == 404
        for path in ("/agents", "/mcp-servers", "/semantic-data-models"):
            assert (await ours.client.get(base + path)).status_code == 404


async def test_a_tenant_has_the_names_of_its_workspace(ours: World) -> None:
    told = await ours.served.query(NAME, {"id": ours.base.split("/")[3]})
    named = told["updateWorkspace"]["workspace"]
    agent = await ours.agent()
    for tenant in (f"handle:{named['handle']}", "ext:acme", f"number:{named['number']}"):
        answer = await ours.client.get(f"/sema4/tenants/{tenant}/api/v2/agents/{agent['id']}")
        assert answer.json() == agent


async def test_errors_have_the_envelope_that_clients_read(ours: World) -> None:
    async with httpx2.AsyncClient(base_url=ours.served.url, **LOOPBACK) as nobody:
        answer = await nobody.get(f"{ours.base}/agents")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthorized")
    for content, status in ((b"{", 422), (b"[]", 422), (b"\xff", 422), (b" " * 1_100_000, 413)):
        headers = {"content-type": "application/json"}
        answer = await ours.client.post(f"{ours.base}/agents", content=content, headers=headers)
        assert answer.status_code == status
        assert answer.json()["error"].keys() == {"code", "message"}
    answer = await ours.client.put(f"{ours.base}/agents")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "method_not_allowed")
