"""What a call of a tool is lent in secret: opened at each use, for one host, and named when it cannot be."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from backend.domain.errors import ConcordError, Conflict, Forbidden, NotFound
from backend.domain.sealed import Sealed
from backend.platform import clock
from backend.store.life import Life
from backend.store.link_change import add_link
from backend.store.run import Held
from backend.store.secret import SECRET, secret
from backend.store.secret_edit import create_secret, update_secret
from backend.store.session import session
from backend.store.session_life import update_session
from backend.store.tool import TOOL
from backend.store.tool_edit import update_tool
from backend.store.tool_secret import Need, Opened, open_secrets
from backend.store.tool_set import tool_set
from backend.store.tool_set_edit import update_tool_set
from tests.stage import Stage
from tests.store.agents import do, row_of
from tests.store.tools import new_set, new_tool
from tests.tenants import stranger

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"
HOST = "api.example.com"
LIFE = Life(SECRET)
VALUES: dict[str, dict[str, Any]] = {
    "VALUE": {"value": Sealed(CANARY)},
    "BEARER": {"token": Sealed(CANARY)},
    "BASIC": {"user": Sealed("ada"), "password": Sealed(CANARY)},
    "OAUTH": {"accessToken": Sealed(CANARY), "refreshToken": Sealed("refresh-it")},
    "ENV": {"variables": {"A": Sealed(CANARY)}},
}


async def key(stage: Stage, kind: str = "BEARER", **columns: Any) -> str:
    value = {"value": VALUES[kind]} if kind in VALUES else {}
    given = {"name": "The key", "kind": kind, "hosts": [HOST], **value, **columns}
    made: str = await do(stage.database, create_secret, stage.viewer, given)
    return made


def link(secret_id: str, **settings: Any) -> dict[str, Any]:
    """Links to one secret."""
    target = {"target": {"secret": secret_id}, "settings": settings}
    return {"kinds": ["SECRET"], "links": [target]}


class Tool:
    """A tool in a session, as its snapshot has it, and the set in which it lies."""

    def __init__(self, stage: Stage, session_id: str, set_id: str | None) -> None:
        self.stage = stage
        self.session_id = session_id
        self.set_id = set_id

    async def opened(self, *templates: str, host: str = HOST, signed: bool = False) -> Opened:
        """What a call is lent."""
        snapshot = (await self.stage.session_row(self.session_id)).snapshot
        held = Held("run_x", self.session_id, str(self.stage.viewer.home), 1)
        async with self.stage.database.write() as tx:
            (spec,) = snapshot["tools"]
            return await open_secrets(tx, held, snapshot, spec, Need(host, templates, signed))

    async def refused(self, *templates: str, **more: Any) -> str:
        """Why it is lent nothing; no secret is in the words."""
        with pytest.raises(ConcordError) as caught:
            await self.opened(*templates, **more)
        assert isinstance(caught.value, NotFound | Conflict | Forbidden)
        assert CANARY not in caught.value.message
        return caught.value.message


async def tool(stage: Stage, *links: Any, opened: Any = None, config: Any = None, **columns: Any) -> Tool:
    """A tool that an agent with these links has."""
    owner = await new_set(stage.database, stage.viewer, "HTTP", **columns)
    made = await new_tool(stage.database, stage.viewer, tool_set_id=owner.id, config=config or {})
    mine = {"kinds": ["TOOL"], "links": [{"target": {"tool": made.id}}]}
    agent_id = await stage.agent(links=[mine, *links])
    return Tool(stage, await stage.session(agent_id, opened or {}), owner.id)


async def test_nothing_is_opened_that_is_not_needed(stage: Stage) -> None:
    row = await key(stage, handle="key")
    found = await (await tool(stage)).opened("{{ a }} {{ secrets }}")
    assert (found.secrets, found.authorization, found.hidden) == ({}, None, ())
    assert (await row_of(stage.database, secret, row)).last_used_at is None


@pytest.mark.parametrize(
    ("kind", "shown", "plain"),
    [
        ("VALUE", CANARY, CANARY),
        ("BEARER", f"Bearer {CANARY}", CANARY),
        ("OAUTH", f"Bearer {CANARY}", CANARY),
        ("BASIC", "Basic YWRhOmNhbmFyeS1pbi10aGUtbWluZQ==", f"ada:{CANARY}"),
    ],
)
async def test_a_secret_is_shown_as_its_kind_has_it(stage: Stage, kind: str, shown: str, plain: str) -> None:
    row = await key(stage, kind, handle="key")
    found = await (await tool(stage, secret_id=row)).opened("{{ secrets.key }}")
    assert found.authorization == Sealed(shown)
    assert found.secrets == {("key",): Sealed(plain)}
    assert set(found.hidden) >= {Sealed(shown), Sealed(plain), *VALUES[kind].values()}
    assert CANARY not in repr(found)
    assert (await row_of(stage.database, secret, row)).last_used_at is not None


@pytest.mark.parametrize("kind", ["ENV", "GROUP"])
async def test_a_secret_that_is_nothing_to_show_is_refused_by_its_name(stage: Stage, kind: str) -> None:
    row = await key(stage, kind, handle="key")
    assert "The key" in await (await tool(stage, secret_id=row)).refused()
    assert "key" in await (await tool(stage)).refused("{{ secrets.key }}")


async def test_a_header_that_says_who_calls_spares_the_credential(stage: Stage) -> None:
    row = await key(stage, hosts=["elsewhere.example"])
    assert (await (await tool(stage, secret_id=row)).opened(signed=True)).authorization is None


@pytest.mark.parametrize(
    "host", ["b.example", f"x.{HOST}", "example.com", f"{HOST}.", f"{HOST}.evil.example"]
)
async def test_a_secret_goes_to_the_hosts_that_it_lists_alone(stage: Stage, host: str) -> None:
    row = await key(stage, handle="key")
    made = await tool(stage, link(row, alias="mine"), secret_id=row)
    assert "The key is not meant for" in await made.refused(host=host)
    assert "key is not meant for" in await made.refused("{{ secrets.key }}", host=host, signed=True)
    assert "mine is not meant for" in await made.refused("{{ secrets.mine }}", host=host, signed=True)
    assert (await row_of(stage.database, secret, row)).last_used_at is None


async def test_a_secret_that_lists_no_host_goes_to_the_one_that_its_set_writes_out(stage: Stage) -> None:
    row = await key(stage, hosts=[], handle="key")
    made = await tool(stage, secret_id=row)
    assert (await made.opened()).authorization == Sealed(f"Bearer {CANARY}")
    assert "not meant" in await made.refused(host="b.example")
    assert "not meant" in await made.refused("{{ secrets.key }}", signed=True)
    templated = await tool(stage, secret_id=row, base_url="https://{{ variables.host }}")
    assert "not meant" in await templated.refused()


async def test_a_secret_that_is_gone_is_named(stage: Stage) -> None:
    row = await key(stage, handle="key")
    made = await tool(stage, link(row, alias="mine"), secret_id=row)
    await do(stage.database, LIFE.delete, stage.viewer, row)
    assert "The key cannot be used: it is in the trash" in await made.refused()
    assert "mine cannot be used" in await made.refused("{{ secrets.mine }}", signed=True)
    async with stage.database.write() as tx:
        await tx.fetch(update(tool_set).values(secret_id=None))
    await do(stage.database, LIFE.purge, stage.viewer, row)
    assert "mine is gone" in await made.refused()
    assert "mine is gone" in await made.refused("{{ secrets.mine }}", signed=True)
    assert await made.refused("{{ secrets.key }}", signed=True) == "There is no secret called key."


async def test_a_secret_without_a_value_or_a_key_is_named(stage: Stage) -> None:
    row = await key(stage)
    made = await tool(stage, secret_id=row)
    await do(stage.database, update_secret, stage.viewer, row, {"value": None})
    assert "The key cannot be used" in await made.refused()
    async with stage.database.write() as tx:
        foreign = "sealed:000000000000:" + "A" * 60
        await tx.fetch(update(secret).where(secret.c.id == row).values(sealed=foreign))
        await tx.fetch(update(session).values(secrets={"own": foreign}))
    assert "The key cannot be used" in await made.refused()
    assert "own cannot be used" in await made.refused("{{ secrets.own }}", signed=True)


async def test_a_token_that_has_expired_is_named(stage: Stage) -> None:
    row = await key(stage, "OAUTH", expires_at=clock.now() - timedelta(seconds=1))
    made = await tool(stage, secret_id=row)
    assert "The key has expired" in await made.refused()
    await do(
        stage.database, update_secret, stage.viewer, row, {"expires_at": clock.now() + timedelta(hours=1)}
    )
    assert (await made.opened()).authorization is not None
    await do(stage.database, update_secret, stage.viewer, row, {"value": {"accessToken": None}})
    assert "nothing to show" in await made.refused()


async def test_a_rotated_secret_counts_at_once(stage: Stage) -> None:
    row = await key(stage)
    made = await tool(stage, secret_id=row)
    await do(stage.database, update_secret, stage.viewer, row, {"value": {"token": Sealed("next")}})
    assert (await made.opened()).authorization == Sealed("Bearer next")


async def test_a_name_means_the_sessions_own_then_a_linked_then_the_workspaces_secret(stage: Stage) -> None:
    await key(stage, "VALUE", handle="name", value={"value": Sealed("of the workspace")})
    linked = await key(stage, "VALUE", value={"value": Sealed("linked")})
    made = await tool(stage, link(linked, alias="name"), opened={"secrets": []})
    assert (await made.opened("{{ secrets.name }}")).secrets == {("name",): Sealed("linked")}
    own = {"secrets": [{"name": "name", "value": Sealed("of the session")}]}
    await do(stage.database, update_session, stage.viewer, made.session_id, own)
    assert (await made.opened("{{ secrets.name }}")).secrets == {("name",): Sealed("of the session")}
    bare = await tool(stage)
    assert (await bare.opened("{{ secrets.name }}")).secrets == {("name",): Sealed("of the workspace")}


async def test_what_a_session_links_counts_from_the_next_use_and_first(stage: Stage) -> None:
    of_version = await key(stage)
    made = await tool(stage, link(of_version))
    assert (await made.opened()).authorization == Sealed(f"Bearer {CANARY}")
    own = await key(stage, value={"token": Sealed("of the session")})
    target = {"target": {"secret": own}, "settings": {"alias": "own"}}
    await do(stage.database, add_link, stage.viewer, {"sessionId": made.session_id}, target)
    found = await made.opened("{{ secrets.own }}")
    assert found.authorization == Sealed("Bearer of the session")
    assert found.secrets == {("own",): Sealed("of the session")}


async def test_a_link_for_something_else_lends_nothing_to_tools(stage: Stage) -> None:
    for use in ("MODEL", "ENVIRONMENT"):
        made = await tool(stage, link(await key(stage), use=use, alias="mine"))
        assert (await made.opened()).authorization is None
        assert "no secret called mine" in await made.refused("{{ secrets.mine }}")


async def test_of_linked_secrets_the_first_for_the_host_is_shown_and_a_value_never_unasked(
    stage: Stage,
) -> None:
    rows = [await key(stage, "VALUE"), await key(stage, hosts=["b.example"]), await key(stage, "BASIC")]
    links = {"kinds": ["SECRET"], "links": [{"target": {"secret": each}} for each in rows]}
    made = await tool(stage, links)
    shown = (await made.opened()).authorization
    assert shown is not None
    assert shown.reveal().startswith("Basic ")
    assert (await made.opened(host="c.example")).authorization is None


async def test_a_linked_group_lends_what_lies_in_it(stage: Stage) -> None:
    group = await key(stage, "GROUP", hosts=[])
    child = await key(stage, parent_id=group)
    made = await tool(stage, link(group))
    assert (await made.opened()).authorization == Sealed(f"Bearer {CANARY}")
    await do(stage.database, LIFE.delete, stage.viewer, child)
    assert (await made.opened()).authorization is None


async def test_withheld_headers_are_opened_as_they_are_now(stage: Stage) -> None:
    config = {"path": "/x", "headers": {"X-Token": CANARY, "Accept": "text/html"}}
    made = await tool(stage, config=config, headers={"X-API-Key": "of the set"})
    found = await made.opened()
    assert found.headers.of_tool == {"x-token": Sealed(CANARY)}
    assert found.headers.of_set == {"x-api-key": Sealed("of the set")}
    assert set(found.hidden) == {Sealed(CANARY), Sealed("of the set")}
    await do(
        stage.database, update_tool_set, stage.viewer, made.set_id, {"headers": {"x-api-key": "rotated"}}
    )
    assert (await made.opened()).headers.of_set == {"x-api-key": Sealed("rotated")}


async def test_a_withheld_header_may_name_a_secret(stage: Stage) -> None:
    await key(stage, "VALUE", handle="key")
    made = await tool(stage, config={"headers": {"X-Token": "x {{ secrets.key | upcase }}"}})
    assert (await made.opened()).secrets == {("key",): Sealed(CANARY)}
    broken = await tool(stage, config={"headers": {"X-Token": "p{{ssw{%rd"}})
    assert (await broken.opened()).headers.of_tool == {"x-token": Sealed("p{{ssw{%rd")}


async def test_a_withheld_header_whose_value_is_gone_is_named(stage: Stage) -> None:
    made = await tool(stage, config={"headers": {"X-Token": CANARY}})
    (spec,) = (await stage.session_row(made.session_id)).snapshot["tools"]
    await do(stage.database, update_tool, stage.viewer, spec["toolId"], {"config": {"headers": {}}})
    assert "X-Token is gone" in await made.refused()
    await do(stage.database, Life(TOOL).delete, stage.viewer, spec["toolId"])
    await do(stage.database, Life(TOOL).purge, stage.viewer, spec["toolId"])
    assert "X-Token is gone" in await made.refused()


async def test_what_is_withheld_for_one_host_is_not_sent_to_another_that_a_session_remembers(
    stage: Stage,
) -> None:
    keys = {"X-Token": CANARY}
    mine, ours = await tool(stage, config={"headers": keys}), await tool(stage, headers=keys)
    (spec,) = (await stage.session_row(mine.session_id)).snapshot["tools"]
    elsewhere = {"path": "https://new.example", "headers": keys}
    await do(stage.database, update_tool, stage.viewer, spec["toolId"], {"config": elsewhere})
    moved = {"base_url": "https://new.example", "headers": keys}
    await do(stage.database, update_tool_set, stage.viewer, ours.set_id, moved)
    assert "start a new session" in await mine.refused()
    assert "start a new session" in await ours.refused()
    back = {"base_url": f"https://{HOST}/v2", "headers": keys}
    await do(stage.database, update_tool_set, stage.viewer, ours.set_id, back)
    assert (await ours.opened()).headers.of_set == {"x-token": Sealed(CANARY)}


async def test_a_tool_that_leads_elsewhere_than_its_set_is_not_lent_the_headers_of_that(stage: Stage) -> None:
    elsewhere = {"path": "https://evil.example/"}
    made = await tool(stage, config=elsewhere, headers={"X-Token": CANARY})
    assert "give the tool its own" in await made.refused(host="evil.example")
    own = {**elsewhere, "headers": {"x-token": "its own"}}
    made = await tool(stage, config=own, headers={"X-Token": CANARY})
    found = (await made.opened(host="evil.example")).headers
    assert (found.of_set, found.of_tool) == ({}, {"x-token": Sealed("its own")})


async def test_a_tool_that_a_link_defines_itself_has_its_headers(stage: Stage) -> None:
    config = {"path": f"https://{HOST}/", "headers": {"X-Token": CANARY}}
    definition = {"name": "own", "kind": "HTTP", "config": config}
    inline = {"target": {"inline": {"kind": "TOOL", "definition": definition}}}
    agent_id = await stage.agent(links=[{"kinds": ["TOOL"], "links": [inline]}])
    made = Tool(stage, await stage.session(agent_id), None)
    assert (await made.opened()).headers.of_tool == {"x-token": Sealed(CANARY)}
    async with stage.database.write() as tx:
        (row,) = await tx.fetch(session.select())
        snapshot = {**row.snapshot, "agentVersionId": "agv_none"}
        await tx.fetch(update(session).values(snapshot=snapshot))
    assert "X-Token is gone" in await made.refused()


async def test_a_tool_that_a_link_of_the_session_defines_has_its_headers(stage: Stage) -> None:
    config = {"path": f"https://{HOST}/", "headers": {"X-Token": CANARY}}
    definition = {"name": "own", "kind": "HTTP", "config": config}
    inline = {"target": {"inline": {"kind": "TOOL", "definition": definition}}}
    made = Tool(stage, await stage.session(None, {"links": [inline]}), None)
    assert (await made.opened()).headers.of_tool == {"x-token": Sealed(CANARY)}


async def test_secrets_of_other_workspaces_are_unknown(stage: Stage) -> None:
    given = {"name": "Key", "handle": "key", "kind": "VALUE", "hosts": [HOST], "value": VALUES["VALUE"]}
    await do(stage.database, create_secret, await stranger(stage.database), given)
    assert await (await tool(stage)).refused("{{ secrets.key }}") == "There is no secret called key."
