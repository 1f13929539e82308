"""Contexts of Make's agents, and the providers of their models."""

from typing import Any

import pytest

from backend.platform.ids import id_from_uuid
from tests.rest.make.world import PREFIX, World

pytestmark = pytest.mark.anyio

BYTES = "query ($id: ID!) { file(id: $id) { url size } }"
SWITCH = """
mutation ($id: ID!) { updateModelProvider(id: $id, input: {models: [
    {name: "on", label: "On"}, {name: "off", enabled: false}]}) { modelProvider { id } } }
"""


async def listed(world: World, agent: str) -> list[Any]:
    found: list[Any] = await world.ask("listAiAgentContexts", params={"agentId": agent})
    return found


async def test_a_file_is_kept_and_shown_with_its_agent(ours: World) -> None:
    agent = await ours.agent()
    files = {"file": ("C:\\rates\\rates.csv", b"EUR 1.1", "text/csv")}
    made = await ours.ask("createAiAgentContext", data={"agentId": agent}, files=files, status=201)
    assert made == {
        "id": made["id"],
        "agentId": agent,
        "documentName": "rates.csv",
        "createdAt": made["createdAt"],
        "metadata": {"type": "csv"},
    }
    assert await listed(ours, agent) == [made]
    assert (await ours.ask("getAiAgent", {**ours.names, "agentId": agent}))["contexts"] == [made]
    file = (await ours.graph(BYTES, id=id_from_uuid("fil", made["id"])))["file"]
    assert file["size"] == 7


async def test_contexts_are_in_the_order_in_which_they_came_and_go_one_by_one(ours: World) -> None:
    agent = await ours.agent()
    made = [await ours.context(agent) for _ in range(3)]
    await ours.ask("deleteAiAgentContext", {**ours.names, "contextId": made[1]}, status=204)
    assert [each["id"] for each in await listed(ours, agent)] == [made[0], made[2]]
    await ours.ask("deleteAiAgentContext", {**ours.names, "contextId": made[1]}, status=404)


async def test_an_agent_with_a_context_runs(ours: World) -> None:
    agent = await ours.agent()
    await ours.context(agent)
    assert (await ours.run(agent, "hello"))["response"] == "You said: hello"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"json": {"agentId": "x"}}, 415),
        ({"data": {"agentId": "x"}, "files": {"file": ("a", b"a")}}, 404),
        ({"data": {"other": "x"}, "files": {"file": ("a", b"a")}}, 400),
        ({"files": {"other": ("a", b"a")}}, 400),
    ],
)
async def test_a_form_that_cannot_be_meant_is_refused(ours: World, sent: dict[str, Any], status: int) -> None:
    await ours.ask("createAiAgentContext", status=status, **sent)


async def test_a_text_in_the_place_of_the_file_is_no_upload(ours: World) -> None:
    form = {"agentId": (None, ours.names["agentId"]), "file": (None, "upl_00000000000000000000000000")}
    told = await ours.ask("createAiAgentContext", files=form, status=400)
    assert [each["name"] for each in told["suberrors"]] == ["file"]


async def test_a_file_that_is_sent_as_mere_bytes_is_of_the_kind_that_its_name_tells(ours: World) -> None:
    files = {"file": ("rates.csv", b"EUR 1.1", "application/octet-stream")}
    form = {"agentId": ours.names["agentId"]}
    made = await ours.ask("createAiAgentContext", data=form, files=files, status=201)
    assert made["metadata"] == {"type": "csv"}


async def test_providers_are_those_of_the_team_by_their_numbers(ours: World) -> None:
    found = await ours.ask("listLlmProviders")
    assert {"Anthropic", "Offline"} <= {each["name"] for each in found}
    for each in found:
        assert await ours.ask("getLlmProvider", {**ours.names, "providerId": each["id"]}) == each


async def test_the_models_of_a_provider_are_those_that_are_switched_on(ours: World) -> None:
    await ours.graph(SWITCH, id=f"number:{ours.names['providerId']}")
    assert await ours.ask("listLlmProviderModels") == [{"name": "on", "label": "On"}]


@pytest.mark.parametrize("provider", ["x", "0", "-1", "1.0", "9" * 30, "٣"])
async def test_what_is_no_number_names_no_provider(ours: World, provider: str) -> None:
    await ours.ask("getLlmProvider", {**ours.names, "providerId": provider}, status=404)


async def test_a_method_that_is_not_there_is_refused_in_the_envelope(ours: World) -> None:
    async with ours.served.client() as client:
        answer = await client.put(f"{PREFIX}/ai-agents/v1/contexts")
    assert (answer.status_code, answer.json()["code"], answer.headers["allow"]) == (405, "SC405", "GET, POST")
