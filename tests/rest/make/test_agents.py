"""Agents of Make: what is made is read again, what is changed, what is not there."""

from typing import Any

import pytest

from backend.platform.ids import id_from_uuid, uuid_of
from tests.rest.make.world import NOWHERE, PREFIX, World

pytestmark = pytest.mark.anyio

FORMAT = {
    "type": "make-schema",
    "schema": [
        {"name": "order", "type": "uinteger", "label": "Order", "required": True},
        {"name": "note", "type": "text"},
        {"name": "more", "type": "heard-of-nowhere"},
    ],
}
VIEWERS = """
mutation ($home: ID!) { createApiKey(input: {name: "Reads", role: VIEWER}, workspaceId: $home) { key } }
"""
VERSION = "query ($id: ID!) { agent(id: $id) { hasDraft defaultVersion { number outputSchema } } }"
MADE = """
mutation ($publish: Boolean) {
  createAgent(publish: $publish, input: {name: "Elsewhere", instructions: "Wait."}) { agent { id } } }
"""


async def read(world: World, agent: str) -> Any:
    return await world.ask("getAiAgent", {**world.names, "agentId": agent})


async def change(world: World, agent: str, **body: Any) -> None:
    await world.ask("modifyAiAgent", {**world.names, "agentId": agent}, status=204, json=body)


def ours_of(agent: str) -> str:
    """Our id of the agent."""
    return str(id_from_uuid("agt", agent))


async def version(world: World, agent: str) -> Any:
    return (await world.graph(VERSION, id=ours_of(agent)))["agent"]


def whole(world: World) -> dict[str, Any]:
    """All that an agent may be made with."""
    names = world.names
    return {
        "invocationConfig": {"recursionLimit": 12, "timeout": 90_000},
        "historyConfig": {"iterationsFromHistoryCount": 3},
        "llmConfig": {"maxTokens": 100_000, "temperature": 0.5, "topP": 0.9},
        "scenarios": [{"makeScenarioId": names["scenario"], "approvalMode": "manual-approval"}],
        "mcpConfigs": [{"mcpConnectionId": names["mcp"], "toolIds": ["find"], "name": "orders"}],
        "outputParserFormat": FORMAT,
    }


async def test_creating_answers_a_reduced_object_with_the_id_under_both_names(ours: World) -> None:
    made = await ours.ask("createAiAgent", json=ours.body(llmConfig={"temperature": 1}), status=201)
    assert made.pop("id") == made["agentId"]
    assert made == {**ours.body(), "agentId": made["agentId"]}


async def test_an_agent_is_read_with_all_that_it_was_made_with(ours: World) -> None:
    said = whole(ours)
    agent = await ours.agent(**said)
    found = await read(ours, agent)
    created = found.pop("createdAt")
    assert found == {**ours.body(), **said, "id": agent, "contexts": []}
    assert created.endswith("Z")


async def test_an_agent_is_named_by_the_uuid_inside_our_id(ours: World) -> None:
    agent = await ours.agent()
    assert uuid_of(ours_of(agent)) == agent
    assert (await read(ours, agent.upper()))["id"] == agent


async def test_configurations_that_are_absent_get_their_defaults(ours: World) -> None:
    found = await read(ours, await ours.agent())
    assert found["invocationConfig"] == {"recursionLimit": 300, "timeout": 600_000}
    assert found["historyConfig"] == {"iterationsFromHistoryCount": 10}
    assert (found["llmConfig"], found["scenarios"], found["mcpConfigs"]) == ({}, [], [])


async def test_a_change_leaves_alone_what_it_does_not_name(ours: World) -> None:
    agent = await ours.agent(**whole(ours))
    before = await read(ours, agent)
    await change(ours, agent, systemPrompt="Be kind.")
    assert await read(ours, agent) == {**before, "systemPrompt": "Be kind."}
    found = await version(ours, agent)
    assert (found["hasDraft"], found["defaultVersion"]["number"]) == (False, 2)


async def test_a_configuration_that_is_sent_replaces_the_whole_one(ours: World) -> None:
    agent = await ours.agent(**whole(ours))
    await change(
        ours,
        agent,
        invocationConfig={"timeout": 1_500},
        llmConfig={"topP": 0.1},
        scenarios=[],
        historyConfig={},
        mcpConfigs=[{"mcpConnectionId": ours.names["mcp"]}],
    )
    found = await read(ours, agent)
    assert found["invocationConfig"] == {"recursionLimit": 300, "timeout": 2_000}
    assert (found["llmConfig"], found["scenarios"]) == ({"topP": 0.1}, [])
    assert found["historyConfig"] == {"iterationsFromHistoryCount": 10}
    assert found["outputParserFormat"] == FORMAT


async def test_the_team_and_the_connection_are_not_changed(ours: World) -> None:
    agent = await ours.agent()
    before = await read(ours, agent)
    await change(ours, agent, teamId=NOWHERE, makeConnectionId=NOWHERE, name="Other")
    assert await read(ours, agent) == {**before, "name": "Other"}


async def test_a_format_of_fields_is_the_schema_of_answers_until_it_is_text(ours: World) -> None:
    agent = await ours.agent(outputParserFormat=FORMAT)
    assert (await version(ours, agent))["defaultVersion"]["outputSchema"] == {
        "type": "object",
        "properties": {
            "order": {"type": "integer", "minimum": 0, "title": "Order"},
            "note": {"type": "string"},
            "more": {},
        },
        "required": ["order"],
    }
    await change(ours, agent, outputParserFormat={"type": "text"})
    assert (await read(ours, agent))["outputParserFormat"] == {"type": "text"}
    assert (await version(ours, agent))["defaultVersion"]["outputSchema"] is None


async def test_fields_that_are_not_known_are_passed_over(ours: World) -> None:
    agent = await ours.agent(unheard="of", contexts=[{}])
    await change(ours, agent, unheard={"of": 1})
    assert "unheard" not in await read(ours, agent)


async def test_an_agent_of_elsewhere_is_read_once_it_is_published(ours: World) -> None:
    for publish, status in ((True, 200), (False, 404)):
        made = (await ours.graph(MADE, publish=publish))["createAgent"]["agent"]["id"]
        names = {**ours.names, "agentId": uuid_of(made)}
        await ours.ask("getAiAgent", names, status=status)
        listed = [each["id"] for each in await ours.ask("listAiAgents")]
        assert (uuid_of(made) in listed) is publish


async def test_a_deleted_agent_is_gone_for_every_operation(ours: World) -> None:
    agent = await ours.agent()
    names = {**ours.names, "agentId": agent}
    context = await ours.context(agent)
    await ours.ask("deleteAiAgent", names, status=204)
    said = {"json": {"messages": [{"role": "user", "content": "hello"}]}}
    for name, sent in (
        ("getAiAgent", {}),
        ("modifyAiAgent", {"json": {"name": "B"}}),
        ("deleteAiAgent", {}),
        ("runAiAgent", said),
        ("runAiAgentStream", said),
        ("listAiAgentContexts", {"params": {"agentId": agent}}),
        ("deleteAiAgentContext", {}),
    ):
        await ours.ask(name, {**names, "contextId": context}, status=404, **sent)
    assert agent not in [each["id"] for each in await ours.ask("listAiAgents")]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"makeConnectionId": NOWHERE}, "secret"),
        ({"scenarios": [{"makeScenarioId": NOWHERE, "approvalMode": "auto-run"}]}, "tool"),
        ({"mcpConfigs": [{"mcpConnectionId": NOWHERE}]}, "mcp server"),
    ],
)
async def test_a_number_that_nobody_has_is_a_bad_request_that_names_it(
    ours: World, body: dict[str, Any], word: str
) -> None:
    answer = await ours.ask("createAiAgent", status=400, json=ours.body(**body))
    told = answer["detail"] + str(answer.get("suberrors"))
    assert (word in told, str(NOWHERE) in told) == (True, True)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"name": None}, "name"),
        ({"systemPrompt": ""}, "systemPrompt"),
        ({"makeConnectionId": "7"}, "makeConnectionId"),
        ({"invocationConfig": {"recursionLimit": 0}}, "invocationConfig.recursionLimit"),
        ({"llmConfig": {"temperature": "hot"}}, "llmConfig.temperature"),
        ({"llmConfig": {"temperature": 7}}, "llmConfig"),
        ({"scenarios": [{"makeScenarioId": 1}]}, "scenarios[0].approvalMode"),
        ({"outputParserFormat": {"type": "xml"}}, "outputParserFormat.type"),
    ],
)
async def test_what_is_wrong_with_a_field_stands_in_a_suberror_with_its_name(
    ours: World, body: dict[str, Any], place: str
) -> None:
    answer = await ours.ask("createAiAgent", status=400, json=ours.body(**body))
    assert [each["name"] for each in answer["suberrors"]] == [place]
    assert (answer["message"], answer["code"]) == ("Bad request", "SC400")


async def test_the_team_of_the_body_is_that_of_the_query(ours: World) -> None:
    answer = await ours.ask("createAiAgent", status=400, json=ours.body(teamId=ours.names["team"] + 1))
    assert answer["suberrors"][0]["name"] == "teamId"


@pytest.mark.parametrize("team", ["", "0", "-1", "one", "1.5"])
async def test_a_team_is_a_positive_number(ours: World, team: str) -> None:
    answer = await ours.ask("listAiAgents", status=400, params={"teamId": team})
    assert answer["suberrors"][0]["name"] == "teamId"


@pytest.mark.parametrize("agent", ["agt", "0" * 32, "{0}", "%2F"])
async def test_what_is_no_uuid_names_no_agent(ours: World, agent: str) -> None:
    await ours.ask("getAiAgent", {**ours.names, "agentId": agent}, status=404)


@pytest.mark.parametrize("word", ["Token", "token", "Bearer"])
async def test_a_key_is_shown_as_token_or_bearer(ours: World, word: str) -> None:
    await ours.ask("listAiAgents", headers={"authorization": f"{word} {ours.key}"})


async def test_a_viewers_key_reads_and_does_not_write(ours: World) -> None:
    home = f"number:{ours.names['team']}"
    key = (await ours.graph(VIEWERS, home=home))["createApiKey"]["key"]
    shown: dict[str, Any] = {"headers": {"authorization": f"Token {key}"}}
    await ours.ask("getAiAgent", **shown)
    said = {"messages": [{"role": "user", "content": "hello"}]}
    for name, sent in (
        ("createAiAgent", ours.body()),
        ("modifyAiAgent", {"name": "B"}),
        ("deleteAiAgent", None),
        ("runAiAgent", said),
        ("runAiAgentStream", said),
    ):
        answer = await ours.ask(name, status=403, json=sent, **shown)
        assert answer["code"] == "SC403"
    files = {"file": ("a.txt", b"a", "text/plain")}
    form = {"data": {"agentId": ours.names["agentId"]}, "files": files}
    await ours.ask("createAiAgentContext", status=403, **form, **shown)
    await ours.ask("deleteAiAgentContext", status=403, **shown)


async def test_a_team_has_one_list_of_all_its_agents(ours: World) -> None:
    made = [await ours.agent(name=f"Many {each:02}") for each in range(52)]
    found = [each["id"] for each in await ours.ask("listAiAgents")]
    assert [each for each in found if each in made] == made
    sent = {"pg[sortBy]": "name", "pg[sortDir]": "desc", "pg[limit]": 1_000}
    names = [each["name"] for each in await ours.ask("listAiAgents", params=sent)]
    assert (len(names), names) == (len(found), sorted(names, reverse=True))
    for limit, offset in ((3, 0), (3, 2), (51, 1), (10, len(found)), (1, 0)):
        page = await ours.ask("listAiAgents", params={"pg[limit]": limit, "pg[offset]": offset})
        assert [each["id"] for each in page] == found[offset : offset + limit]


@pytest.mark.parametrize(
    "params", [{"pg[limit]": "0"}, {"pg[offset]": "-1"}, {"pg[sortBy]": "price"}, {"pg[sortDir]": "up"}]
)
async def test_a_page_that_cannot_be_meant_is_refused(ours: World, params: dict[str, str]) -> None:
    answer = await ours.ask("listAiAgents", status=400, params=params)
    assert answer["suberrors"][0]["name"] == next(iter(params))


async def test_the_prefix_of_their_addresses_is_kept(ours: World) -> None:
    async with ours.served.client() as client:
        answer = await client.get(f"{PREFIX}/ai-agents/v1/nothing")
    assert (answer.status_code, answer.json()["code"]) == (404, "SC404")
