"""Conversations of Sema4.ai: whose they are, with which version, and what is said and streamed in them."""

from typing import Any

import orjson
import pytest

from backend.rest.fault import Failed, Fault
from backend.rest.sema4.messages import RUN_FAILED, answered
from tests.rest.sema4.conftest import Tenants
from tests.rest.sema4.world import World

pytestmark = pytest.mark.anyio

CLOCK = '{ tools(filter: {name: {eq: "current_time"}}, first: 1) { nodes { id } } }'
SLOWLY = """mutation($session: ID!) {
  startRun(sessionId: $session, input: {text: "slow 1000ms words 60"}) { run { id } }
}"""
CANCEL = "mutation($run: ID!) { cancelRun(id: $run) { run { id } } }"
WITH_CLOCK = """mutation($w: ID, $links: [LinkInput!]!) {
  createAgent(
    workspaceId: $w, publish: true, input: {name: "Clock", links: [{kinds: [TOOL], links: $links}]}
  ) {
    agent { id }
  }
}"""


async def begun(world: World, agent: str, name: str = "Orders") -> dict[str, Any]:
    """A new conversation, as the names that its paths hold."""
    made = await world.ask("createConversation", agent_id=agent, json={"name": name})
    assert (made["name"], made["agent_id"]) == (name, agent)
    return {"agent_id": agent, "conversation_id": made["id"]}


async def ids(world: World, agent: str) -> list[str]:
    return [each["id"] for each in (await world.ask("listConversations", agent_id=agent))["data"]]


async def test_a_message_is_answered_with_all_that_was_said(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    first = await ours.ask("postMessage", **where, json={"content": "hello"})
    assert [each["role"] for each in first["data"]] == ["user", "agent"]
    assert first["data"][0]["content"] == [{"type": "text", "text": "hello"}]
    assert first["data"][1]["content"][0]["text"]
    second = await ours.ask("postMessage", **where, json={"content": "again"})
    assert [each["role"] for each in second["data"]] == ["user", "agent"] * 2
    assert second["data"][:2] == first["data"]
    assert (await ours.ask("listMessages", **where))["data"] == second["data"]


async def test_a_run_that_fails_is_no_answer(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    await ours.ask("postMessage", **where, json={"content": "first"})
    told = await ours.refused("postMessage", 422, **where, json={"content": "please\nfail\n"})
    assert told == "The offline model was told to fail."
    listed = (await ours.ask("listMessages", **where))["data"]
    assert [each["role"] for each in listed] == ["user", "agent", "user"]


async def test_a_conversation_that_is_being_answered_says_so(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    started = await ours.served.query(SLOWLY, {"session": where["conversation_id"]})
    for operation in ("postMessage", "streamMessage"):
        told = await ours.refused(operation, 409, **where, json={"content": "hello"})
        assert told == "The message before is still being answered: wait for its answer, then send this one."
    await ours.served.query(CANCEL, {"run": started["startRun"]["run"]["id"]})


@pytest.mark.parametrize(
    ("status", "error", "code", "says"),
    [
        ("TIMED_OUT", {"message": "It took too long."}, RUN_FAILED, "It took too long."),
        ("CANCELLED", None, RUN_FAILED, "The run was cancelled: say it again."),
        ("WAITING", None, "TIMEOUT", "The run goes on: list the messages of its conversation later."),
    ],
)
def test_a_run_that_did_not_complete_is_no_answer(status: str, error: Any, code: str, says: str) -> None:
    with pytest.raises(Failed) as failed:
        answered({"status": status, "error": error, "session": {}})
    assert failed.value.fault == Fault(code, says)


async def test_messages_have_pages(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    for text in ("one", "two", "three"):
        await ours.ask("postMessage", **where, json={"content": text})
    whole = await ours.ask("listMessages", **where)
    page = await ours.ask("listMessages", **where, params={"limit": 2})
    found = page["data"]
    while page["has_more"]:
        page = (await ours.client.get(ours.base + page["next"])).json()
        found += page["data"]
    assert found == whole["data"]


async def with_clock(world: World) -> dict[str, Any]:
    """A new conversation with an agent that can tell the time."""
    found = await world.served.query(CLOCK)
    links = [{"target": {"tool": found["tools"]["nodes"][0]["id"]}}]
    variables = {"w": world.base.split("/")[3], "links": links}
    made = (await world.served.query(WITH_CLOCK, variables))["createAgent"]["agent"]
    return await begun(world, made["id"])


async def test_a_tool_that_the_agent_uses_is_told_with_its_result(ours: World) -> None:
    where = await with_clock(ours)
    told = await ours.ask("postMessage", **where, json={"content": "call current_time {}"})
    parts = [part for each in told["data"] for part in each["content"] if part["type"] == "tool_call"]
    assert [(each["name"], each["status"]) for each in parts] == [("current_time", "finished")]
    assert parts[0]["result"]


async def test_the_answer_comes_last_however_much_the_agent_did_before(ours: World) -> None:
    where = await with_clock(ours)
    told = await ours.ask("postMessage", **where, json={"content": "turns 25 call current_time {}"})
    *worked, last = [each["content"] for each in told["data"] if each["role"] == "agent"]
    assert [part["type"] for content in worked for part in content].count("tool_call") == 25
    assert [part["type"] for part in last] == ["text"]


def frames(text: str) -> list[tuple[str, dict[str, Any]]]:
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(":")]
    parted = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [(each["event"], orjson.loads(each["data"])) for each in parted]


async def test_an_answer_is_streamed_as_it_is_written(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    response = await ours.raw("streamMessage", **where, json={"content": "hello"})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = frames(response.text)
    assert [name for name, _ in told] == ["agent_ready", *["agent_event"] * (len(told) - 1)]
    kinds = [data["event_type"] for _, data in told]
    assert kinds[:2] == ["agent_ready", "message_begin"]
    assert set(kinds[2:-2]) == {"message_content"}
    assert kinds[-2:] == ["message_end", "agent_finished"]
    ready, begin, *contents, end, finished = [data for _, data in told]
    assert {ready["thread_id"], begin["thread_id"], finished["thread_id"]} == {where["conversation_id"]}
    assert {ready["agent_id"], finished["agent_id"]} == {where["agent_id"]}
    assert [each["sequence_number"] for each in (begin, *contents, end)] == list(range(len(contents) + 2))
    text = "".join(each["delta"]["value"] for each in contents)
    assert end["data"]["content"] == [{"type": "text", "text": text}]
    listed = (await ours.ask("listMessages", **where))["data"]
    assert listed[-1]["content"] == end["data"]["content"]
    assert listed[-1]["message_id"] == end["message_id"]


async def test_a_run_that_fails_ends_the_stream_with_an_error(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    told = frames((await ours.raw("streamMessage", **where, json={"content": "fail"})).text)
    assert told[-1][1]["event_type"] == "agent_error"
    assert told[-1][1]["error"]


async def test_a_conversation_that_is_deleted_is_answered_once_more(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    gone = await ours.ask("deleteConversation", **where)
    assert gone == {"id": where["conversation_id"], "name": "Orders", "agent_id": where["agent_id"]}
    await ours.refused("deleteConversation", 404, **where)
    await ours.refused("listMessages", 404, **where)
    await ours.refused("postMessage", 404, **where, json={"content": "hello"})
    await ours.refused("streamMessage", 404, **where, json={"content": "hello"})


async def test_conversations_are_their_makers_alone(tenants: Tenants) -> None:
    ours, colleague = tenants.ours, tenants.colleague
    agent = (await ours.live())["id"]
    mine, his = await begun(ours, agent), await begun(colleague, agent)
    assert await ids(ours, agent) == [mine["conversation_id"]]
    assert await ids(colleague, agent) == [his["conversation_id"]]
    await colleague.refused("listMessages", 404, **mine)
    await colleague.refused("postMessage", 404, **mine, json={"content": "hello"})
    await colleague.refused("deleteConversation", 404, **mine)


async def test_a_conversation_is_not_found_with_another_agent(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    other = (await ours.agent())["id"]
    await ours.refused("listMessages", 404, **{**where, "agent_id": other})
    await ours.refused("deleteConversation", 404, **{**where, "agent_id": other})


async def test_the_owner_talks_to_the_draft_and_everybody_else_to_the_live_version(tenants: Tenants) -> None:
    ours, colleague = tenants.ours, tenants.colleague
    live = await ours.live(runbook_text="One.")
    agent = live["id"]
    before = await begun(ours, agent)
    await ours.ask("editAgent", agent_id=agent)
    draft, other = await begun(ours, agent), await begun(colleague, agent)
    document = "query($id: ID!) { session(id: $id) { ofDraft agentVersion { id } } }"
    for names, of_draft in ((before, False), (draft, True), (other, False)):
        found = await ours.served.query(document, {"id": names["conversation_id"]})
        assert found["session"]["ofDraft"] is of_draft
        assert (found["session"]["agentVersion"]["id"] == live["live_version_id"]) is not of_draft


async def test_without_a_live_version_only_the_owner_talks(tenants: Tenants) -> None:
    agent = (await tenants.ours.agent())["id"]
    await tenants.colleague.refused("createConversation", 409, agent_id=agent, json={"name": "Orders"})
    await begun(tenants.ours, agent)


async def test_publishing_deletes_the_conversations_that_tried_the_draft_out(tenants: Tenants) -> None:
    ours = tenants.ours
    agent = (await ours.live())["id"]
    kept = await begun(ours, agent)
    await ours.ask("editAgent", agent_id=agent)
    tried = await begun(ours, agent)
    assert set(await ids(ours, agent)) == {kept["conversation_id"], tried["conversation_id"]}
    await ours.ask("publishAgent", agent_id=agent, json={})
    assert await ids(ours, agent) == [kept["conversation_id"]]
    await ours.refused("listMessages", 404, **tried)


@pytest.mark.parametrize("body", [{}, {"content": 7}, {"content": None}])
async def test_what_is_no_message_is_refused(ours: World, body: dict[str, Any]) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    await ours.refused("postMessage", 422, **where, json=body)
    await ours.refused("streamMessage", 422, **where, json=body)
    await ours.refused("createConversation", 422, agent_id=where["agent_id"], json={"title": "x"})


async def test_conversations_stand_below_the_older_version_too(ours: World) -> None:
    where = await begun(ours, (await ours.agent())["id"])
    for base in (ours.base.replace("/v2", "/v1"), "/sema4/api/v1", "/sema4/api/v2"):
        agents = (await ours.client.get(f"{base}/agents/")).json()["data"]
        assert where["agent_id"] in {each["id"] for each in agents}
        path = f"{base}/agents/{where['agent_id']}/conversations"
        listed = (await ours.client.get(f"{path}/")).json()
        assert [each["id"] for each in listed["data"]] == [where["conversation_id"]]
        told = await ours.client.post(
            f"{path}/{where['conversation_id']}/messages/", json={"content": "hello"}
        )
        assert told.status_code == 200
