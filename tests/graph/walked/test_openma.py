"""Six operations of OpenMA, walked through the graph: versions, skills, vaults, memory, sessions."""

import pytest

from backend.store.agent_edit import update_agent
from backend.store.memory_embed import embed_due
from tests.graph.walked.walker import Walker
from tests.store.agents import do, versions

pytestmark = pytest.mark.anyio


async def test_a_live_agent_is_patched_against_a_version(walker: Walker) -> None:
    agent = await walker.stage.agent()
    await walker.new("Skill", name="Sums", handle="sums", body="Add them.")
    sandbox = {
        "target": {"toolSet": "handle:sandbox"},
        "settings": {"tools": ["bash", "read"], "approvalTools": ["bash"]},
        "extensions": {"openma": {"tool": {"type": "agent_toolset_20260401"}}},
    }
    definition = {"name": "pick", "kind": "CLIENT", "description": "Asks the customer."}
    custom = {"target": {"inline": {"kind": "TOOL", "definition": definition}}}
    server = {"name": "orders", "url": "https://mcp.example.com"}
    links = [
        {"kinds": ["TOOL", "TOOL_SET"], "links": [sandbox, custom]},
        {"kinds": ["SKILL"], "links": [{"target": {"skill": "handle:sums"}, "settings": {"version": 1}}]},
        {
            "kinds": ["MCP_SERVER"],
            "links": [{"target": {"inline": {"kind": "MCP_SERVER", "definition": server}}}],
        },
    ]
    told = {
        "instructions": "Find orders.",
        "models": ["offline"],
        "modelSettings": {"temperature": 0.3},
        "links": links,
        "extensions": {"openma": {"harness": "default"}},
    }
    await walker.walk("o1_update_agent", id=agent, version=1, input=told)
    assert [each.number for each in await versions(walker.stage.database, agent)] == [1, 2]


async def test_an_older_version_is_read_by_its_number(walker: Walker) -> None:
    agent, stage = await walker.stage.agent(instructions="First."), walker.stage
    await do(stage.database, update_agent, stage.viewer, agent, {"instructions": "Second."}, publish=True)
    await walker.walk("o2_get_version", id=agent, version="number:1")


async def test_a_skill_is_made_of_parts_that_were_uploaded(walker: Walker) -> None:
    manual = await walker.upload(b"---\nname: Sums\n---\n\nAdd them.", "SKILL.md", "text/markdown")
    table = await walker.upload(b"1,2,3", "sums.csv", "text/csv")
    files = [{"path": "SKILL.md", "uploadId": manual}, {"path": "tables/sums.csv", "uploadId": table}]
    told = {"name": "Sums", "description": "How to add.", "handle": "sums", "files": files}
    await walker.walk("o3_create_skill", input=told)
    assert await walker.used() == ["CONSUMED", "CONSUMED"]


async def test_a_vault_is_given_another_token(walker: Walker) -> None:
    value = {"token": "first"}
    given = {"name": "Orders", "kind": "BEARER", "hosts": ["orders.example.com"], "value": value}
    secret = await walker.new("Secret", **given, extensions={"openma": {"metadata": {"team": "desk"}}})
    await walker.walk("o4_update_vault", id=secret["id"], input={"value": {"token": "second"}})


async def test_a_memory_is_searched_by_meaning(walker: Walker) -> None:
    store = (await walker.new("MemoryStore", name="Notes", handle="notes"))["id"]
    create = """
    mutation ($store: ID!, $input: CreateMemoryEntryInput!) {
      createMemoryEntry(memoryStoreId: $store, input: $input) { memoryEntry { id } }
    }
    """
    for key, text in (("refunds", "Refunds take five days."), ("colours", "The sky is blue.")):
        await walker.asker.change(create, store=store, input={"key": key, "content": text})
    await embed_due(walker.stage.database)
    await walker.walk("o5_search_memory", reads=2, id=store, query="How long do refunds take?", limit=1)


async def test_a_session_begins_with_input_vaults_and_resources(walker: Walker) -> None:
    agent = await walker.stage.agent()
    await walker.new("Environment", name="Box", handle="box")
    await walker.new("MemoryStore", name="Notes", handle="notes")
    value = {"name": "Orders", "handle": "orders", "kind": "BEARER", "hosts": ["orders.example.com"]}
    await walker.new("Secret", **value, value={"token": "t"})
    rates = await walker.upload(b"EUR 1.1", "rates.csv", "text/csv")
    checkout = {"kind": "REPOSITORY", "definition": {"url": "https://git.example.com/desk.git"}}
    named = {"kind": "SECRET", "definition": {"name": "ORDERS_KEY"}}
    links = [
        {"target": {"secret": "handle:orders"}},
        {"target": {"inline": named}},
        {"target": {"upload": rates}, "settings": {"mountPath": "/rates.csv"}},
        {"target": {"memoryStore": "handle:notes"}, "settings": {"access": "READ_ONLY"}},
        {"target": {"inline": checkout}, "settings": {"mountPath": "/desk"}},
    ]
    session = {
        "title": "Order 17",
        "environmentId": "handle:box",
        "secrets": [
            {"name": "GIT_TOKEN", "value": "git-token"},
            {"name": "ORDERS_KEY", "value": "sk-orders"},
        ],
        "links": links,
        "extensions": {"openma": {"metadata": {"channel": "mail"}}},
    }
    told = {"messages": [{"role": "USER", "text": "Where is 17?"}]}
    await walker.walk("o6_create_session", agentId=agent, session=session, input=told)
