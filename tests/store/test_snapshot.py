"""The snapshot: what a session runs with, as it was at its start."""

from typing import Any

import pytest

from backend.domain.errors import Conflict
from backend.domain.sealed import Sealed
from backend.domain.viewer import Viewer
from backend.platform.secrets import Place
from backend.store import snapshot as snapshots
from backend.store.agent import AGENT
from backend.store.agent_edit import update_agent
from backend.store.database import Database
from backend.store.environment import ENVIRONMENT
from backend.store.life import Life
from backend.store.link_change import add_link, remove_link, update_link
from backend.store.memory_store import MEMORY_STORE
from backend.store.model_provider_edit import create_model_provider, update_model_provider
from backend.store.noun import create
from backend.store.secret import SECRET
from backend.store.secret_edit import create_secret
from backend.store.session import session
from backend.store.session_child import DEEPEST, start_child
from backend.store.session_start import start_session
from backend.store.tool import TOOL
from backend.store.tool_call import tool_call
from backend.store.tool_edit import update_tool
from backend.store.webhook_endpoint import create_webhook_endpoint
from tests.stage import CLOCK, Stage
from tests.store.agents import do, new_agent, row_of
from tests.store.test_tool_call import call_id, requested, running
from tests.store.tools import found, new_set, new_tool, synced, tools_of

pytestmark = pytest.mark.anyio

CANARY = "canary-in-the-mine"


def links(kind: str, *targets: Any) -> list[dict[str, Any]]:
    """A set of links; a target may come with settings."""
    made = [each if "target" in each else {"target": each} for each in targets]
    return [{"kinds": [kind], "links": made}]


async def begun(database: Database, viewer: Viewer, linked: Any, **columns: Any) -> dict[str, Any]:
    """The snapshot of a session of a new agent with these links."""
    agent_id = await new_agent(database, viewer, links=linked, **columns)
    row = await row_of(database, session, await do(database, start_session, viewer, agent_id, {}))
    snapshot: dict[str, Any] = row.snapshot
    return snapshot


async def test_a_built_in_tool_is_one_of_the_systems(database: Database, admin: Viewer) -> None:
    made = await begun(database, admin, CLOCK, limits={"historyRuns": 3}, model_settings={"temperature": 1})
    (tool,) = made["tools"]
    assert (tool["name"], tool["kind"], tool["config"]) == (
        "current_time",
        "BUILTIN",
        {"builtIn": "current_time"},
    )
    assert (made["number"], made["ofDraft"], made["variationId"]) == (1, False, None)
    assert (made["limits"]["historyRuns"], made["modelSettings"]) == (3, {"temperature": 1})
    assert made["servers"] == made["skills"] == made["memory"] == made["endpoints"] == []


async def test_what_is_linked_is_frozen(database: Database, admin: Viewer) -> None:
    tool = await new_tool(database, admin, name="Send", description="Send it.", requires_approval=True)
    agent_id = await new_agent(database, admin, links=links("TOOL", {"tool": tool.id}))
    before = await row_of(database, session, await do(database, start_session, admin, agent_id, {}))
    await do(database, update_tool, admin, tool.id, {"description": "Other.", "enabled": False})
    (kept,) = before.snapshot["tools"]
    assert (kept["toolId"], kept["toolSetId"]) == (tool.id, tool.tool_set_id)
    assert (kept["description"], kept["approval"], kept["timeoutSeconds"]) == ("Send it.", True, 60)
    after = await row_of(database, session, await do(database, start_session, admin, agent_id, {}))
    assert after.snapshot["tools"] == []
    await do(database, update_agent, admin, agent_id, {"instructions": "x"}, publish=True)
    assert (await row_of(database, session, before.id)).snapshot == before.snapshot


async def test_a_set_offers_those_of_its_tools_that_the_link_lets_through(
    database: Database, admin: Viewer
) -> None:
    owner = await new_set(database, admin, kind="HTTP", base_url="https://a.example", headers={"a": "b"})
    for name in ("one", "two", "three", "four"):
        await new_tool(database, admin, name=name, tool_set_id=owner.id, config={"path": f"/{name}"})
    settings = {
        "tools": ["one", "two", "three"],
        "excludedTools": ["three"],
        "approval": "LISTED",
        "approvalTools": ["two"],
        "prompt": "Mind the gap.",
    }
    made = await begun(
        database, admin, links("TOOL_SET", {"target": {"toolSet": owner.id}, "settings": settings})
    )
    assert [(each["name"], each["approval"]) for each in made["tools"]] == [("one", False), ("two", True)]
    assert made["tools"][0]["description"] == "Mind the gap."
    assert made["tools"][0]["config"] == {
        "method": "GET",
        "path": "/one",
        "baseUrl": "https://a.example",
        "setHeaders": {"a": "b"},
    }


async def test_two_tools_of_one_name_are_told_apart_by_their_sets(database: Database, admin: Viewer) -> None:
    sets = [await new_set(database, admin, kind="CLIENT", handle=each) for each in ("left", "right.hand")]
    tools = [await new_tool(database, admin, name="go", tool_set_id=each.id) for each in sets]
    targets = [{"tool": each.id} for each in tools]
    made = await begun(database, admin, links("TOOL", *targets))
    assert [each["name"] for each in made["tools"]] == ["go", "right_hand_go"]
    # A tool that is reached by two links is one tool.
    linked = [*links("TOOL", *targets), *links("TOOL_SET", *({"toolSet": each.id} for each in sets))]
    made = await begun(database, admin, linked)
    assert [each["name"] for each in made["tools"]] == ["go", "right_hand_go"]
    third = await new_tool(database, admin, name="right_hand_go", tool_set_id=sets[0].id)
    with pytest.raises(Conflict, match="right_hand_go"):
        await begun(database, admin, links("TOOL", {"tool": third.id}, *targets))


async def test_an_agent_is_a_tool_that_takes_a_text(database: Database, admin: Viewer) -> None:
    other = await new_agent(database, admin, handle="the.other", description="Knows more.")
    inline = {"kind": "TOOL", "definition": {"name": "pick", "kind": "CLIENT", "description": "Pick one."}}
    linked = [*links("AGENT", {"agent": other}), *links("TOOL", {"inline": inline})]
    made = await begun(database, admin, linked)
    pick, asked = made["tools"]
    assert (pick["name"], pick["kind"], pick["toolId"]) == ("pick", "CLIENT", None)
    assert (asked["name"], asked["kind"], asked["agentId"]) == ("the_other", "AGENT", other)
    assert sorted(asked["inputSchema"]["properties"]) == ["data", "text"]


async def test_a_server_is_told_without_its_credentials(database: Database, admin: Viewer) -> None:
    server = {"url": "https://mcp.example", "auth": "API_KEY", "api_key": Sealed(CANARY)}
    owner = await new_set(database, admin, kind="MCP", handle="far", mcp_server=server)
    await synced(database, owner.id, found("look"))
    row = (await tools_of(database, owner.id))["look"]
    made = await begun(database, admin, links("TOOL_SET", {"toolSet": owner.id}))
    (tool,), (told,) = made["tools"], made["servers"]
    assert (tool["toolId"], tool["kind"], tool["config"]) == (row.id, "MCP", {"remoteName": "look"})
    assert (told["url"], told["auth"], told["toolSetId"]) == ("https://mcp.example", "API_KEY", owner.id)
    assert tool["mcpServerId"] == told["mcpServerId"]
    assert CANARY not in str(made)


async def test_memory_is_told_by_its_stores(database: Database, admin: Viewer) -> None:
    store = await do(database, create, admin, MEMORY_STORE, {"name": "Facts", "kind": "KNOWLEDGE"})
    settings = {"access": "READ_ONLY", "entryKey": "a/b"}
    made = await begun(
        database, admin, links("MEMORY_STORE", {"target": {"memoryStore": store}, "settings": settings})
    )
    (told,) = made["memory"]
    assert (told["memoryStoreId"], told["kind"]) == (store, "KNOWLEDGE")
    assert (told["entryKey"], told["access"]) == ("a/b", "READ_ONLY")


async def test_a_link_that_leads_to_nothing_any_more_is_named(database: Database, admin: Viewer) -> None:
    tool = await new_tool(database, admin)
    other = await new_agent(database, admin)
    for noun, target, row_id in ((TOOL, {"tool": tool.id}, tool.id), (AGENT, {"agent": other}, other)):
        agent_id = await new_agent(database, admin, links=links(noun.name.upper(), target))
        await do(database, Life(noun).delete, admin, row_id)
        with pytest.raises(Conflict, match=f"lnk_.*{row_id}.*restore it"):
            await do(database, start_session, admin, agent_id, {})
        await do(database, Life(noun).purge, admin, row_id)
        with pytest.raises(Conflict, match="gone"):
            await do(database, start_session, admin, agent_id, {})


async def test_a_snapshot_has_a_ceiling(
    database: Database, admin: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LARGEST", 1_000)
    with pytest.raises(Conflict, match="link less"):
        await begun(database, admin, [], instructions="x" * 1_000)


async def test_a_run_may_have_other_tools(stage: Stage) -> None:
    database, viewer = stage.database, stage.viewer
    tool = await new_tool(database, viewer, name="pick")
    other = await new_agent(database, viewer, handle="bea")
    agent_id = await stage.agent(links=[*CLOCK, *links("AGENT", {"agent": other})])
    session_id = await stage.session(agent_id)
    given = {"links": links("TOOL", {"tool": tool.id})}
    row = await stage.row(await stage.run(session_id, overrides=given))
    assert [each["name"] for each in row.overrides["tools"]] == ["bea", "pick"]
    assert sorted(row.overrides) == ["servers", "tools"]


async def test_a_child_has_its_parents_secrets_end_user_and_environment(stage: Stage) -> None:
    database, viewer = stage.database, stage.viewer
    claimed = await running(stage, requested(1, kind="AGENT"))
    secrets = [{"name": "key", "value": Sealed(CANARY)}]
    box = await do(database, create, viewer, ENVIRONMENT, {"name": "Box"})
    opened = {"secrets": secrets, "end_user_id": "u1", "environment_id": box}
    top = await stage.session(None, opened)
    async with database.write() as tx:
        await tx.fetch(tool_call.update().values(session_id=top))
    call = await row_of(database, tool_call, call_id(1))
    made, run_id = await do(database, start_child, viewer, call.id, await stage.agent(), {"text": "hi"})
    child = await stage.session_row(made)
    assert (child.parent_id, child.parent_tool_call_id, child.end_user_id) == (top, call.id, "u1")
    assert child.environment_id == box
    async with database.read() as tx:
        place = Place(viewer.account, "session", made, "secrets")
        assert tx.keyring.unseal(child.secrets["key"], place) == {"key": CANARY}
    row = await stage.row(run_id)
    assert (row.trigger, row.parent_run_id) == ("AGENT", claimed.held.id)


async def test_sessions_lie_inside_each_other_to_a_depth(stage: Stage) -> None:
    await running(stage, requested(1, kind="AGENT"))
    agent_id = await stage.agent()
    for depth in range(1, DEEPEST + 1):
        call = await row_of(stage.database, tool_call, call_id(1))
        if depth == DEEPEST:
            with pytest.raises(Conflict, match="deep"):
                await do(stage.database, start_child, stage.viewer, call.id, agent_id, {"text": "hi"})
            return
        made, _ = await do(stage.database, start_child, stage.viewer, call.id, agent_id, {"text": "hi"})
        async with stage.database.write() as tx:
            await tx.fetch(tool_call.update().values(session_id=made))


async def test_models_are_told_by_the_names_that_their_providers_know(
    database: Database, admin: Viewer
) -> None:
    models: list[dict[str, Any]] = [{"name": "small", "handle": "acme/small"}, {"name": "large"}]
    given = {"name": "Acme", "vendor": "acme", "models": models}
    provider = await do(database, create_model_provider, admin, given)
    made = await begun(database, admin, [], models=["acme/small", "offline", "handle:acme/large"])
    assert made["models"] == ["small", "offline", "large"]
    assert made["providers"]["small"]["modelProviderId"] == provider
    agent_id = await new_agent(database, admin, models=["large"])
    models[1]["enabled"] = False
    await do(database, update_model_provider, admin, provider, {"models": models})
    with pytest.raises(Conflict, match="switched off"):
        await do(database, start_session, admin, agent_id, {})


async def test_secrets_are_told_by_their_ids_and_one_that_is_gone_is_no_conflict(
    database: Database, admin: Viewer
) -> None:
    value = {"token": Sealed(CANARY)}
    given = {"name": "Key", "kind": "BEARER", "hosts": ["a.example"], "value": value}
    secret = await do(database, create_secret, admin, given)
    settings = {"alias": "key", "use": "MODEL"}
    linked = links("SECRET", {"target": {"secret": secret}, "settings": settings})
    made = await begun(database, admin, linked)
    (told,) = made["secrets"]
    assert (told["secretId"], told["alias"], told["use"]) == (secret, "key", "MODEL")
    assert (told["kind"], told["hosts"]) == ("BEARER", ["a.example"])
    assert CANARY not in str(made)
    agent_id = await new_agent(database, admin, links=linked)
    await do(database, Life(SECRET).delete, admin, secret)
    await do(database, start_session, admin, agent_id, {})


async def test_endpoints_that_want_events_are_noted(database: Database, admin: Viewer) -> None:
    for types in (["event.RunCompleted", "agent.*"], ["agent.published"]):
        given = {"name": "Hook", "url": "https://a.example", "types": types}
        await do(database, create_webhook_endpoint, admin, given)
    (told,) = (await begun(database, admin, []))["endpoints"]
    assert told["types"] == ["event.RunCompleted"]


async def test_a_session_has_its_own_links_behind_those_of_its_version(
    database: Database, admin: Viewer
) -> None:
    below, above, last = [
        await do(database, create, admin, MEMORY_STORE, {"name": name}) for name in ("Below", "Above", "Last")
    ]
    tool = await new_tool(database, admin, name="Send", description="Send it.")
    agent_id = await new_agent(
        database,
        admin,
        links=[*links("MEMORY_STORE", {"memoryStore": below}), *links("TOOL", {"tool": tool.id})],
    )
    skill = {"kind": "SKILL", "definition": {"name": "rhyme", "description": "How to.", "body": "Rhyme."}}
    targets = [
        {"memoryStore": below},
        {"memoryStore": above},
        {"tool": "handle:current_time"},
        {"inline": skill},
    ]
    opened = {"links": [{"target": each} for each in targets]}
    made = await do(database, start_session, admin, agent_id, opened)

    async def told() -> dict[str, list[str]]:
        snapshot = (await row_of(database, session, made)).snapshot
        named = {"tools": "name", "memory": "memoryStoreId", "skills": "name"}
        return {part: [each[name] for each in snapshot[part]] for part, name in named.items()}

    begun = {"tools": ["Send", "current_time"], "memory": [below, above], "skills": ["rhyme"]}
    assert await told() == begun
    await do(database, update_tool, admin, tool.id, {"enabled": False})
    on = {"sessionId": made}
    await do(database, add_link, admin, on, {"target": {"memoryStore": last}})
    assert await told() == begun | {"memory": [below, above, last]}
    await do(database, update_link, admin, on, last, {"position": 1})
    assert (await told())["memory"] == [below, last, above]
    for each in (above, "handle:current_time"):
        await do(database, remove_link, admin, on, each)
    assert await told() == {"tools": ["Send"], "memory": [below, last], "skills": ["rhyme"]}


async def test_a_link_of_a_session_cannot_lead_to_a_second_tool_of_one_name(
    database: Database, admin: Viewer
) -> None:
    agent_id = await new_agent(database, admin, handle="send")
    tool = await new_tool(database, admin, name="send")
    made = await do(database, start_session, admin, await new_agent(database, admin), {})
    await do(database, add_link, admin, {"sessionId": made}, {"target": {"tool": tool.id}})
    with pytest.raises(Conflict, match="second tool called send"):
        await do(database, add_link, admin, {"sessionId": made}, {"target": {"agent": agent_id}})
