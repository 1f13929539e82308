"""Every operation of the contract: a success, a refusal, and nothing of another tenant's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.rest.sema4.conftest import Tenants
from tests.rest.sema4.contract import CONTRACT, OPERATIONS, media as media_of
from tests.rest.sema4.packages import packed
from tests.rest.sema4.world import World, new_name

pytestmark = pytest.mark.anyio

Names = dict[str, Any]
Make = Callable[[Names], Names]


def nothing(_: Names) -> Names:
    return {}


def body(**values: Any) -> Make:
    return lambda _: {"json": values}


def package(_: Names) -> Names:
    return {"files": {"file": ("agent.zip", packed(new_name()), "application/zip")}}


def broken(_: Names) -> Names:
    return {"files": {"file": ("agent.zip", b"x", "application/zip")}}


@dataclass(frozen=True, slots=True)
class Case:
    """One operation: the names in its path, what is sent, and what is refused with which status.

    Without `refused` rows that are not there are named. The agent is live if it is to be, and `attached` says
    what it has.
    """

    names: tuple[str, ...] = ("agent_id",)
    sent: Make = nothing
    refused: Make | None = None
    status: int = 404
    live: bool = False
    attached: bool = False


SERVER, MODEL = ("agent_id", "mcp_server_id"), ("agent_id", "semantic_data_model_id")
TALK = ("agent_id", "conversation_id")

CASES: Mapping[str, Case] = {
    "listAgents": Case((), refused=lambda _: {"params": {"next": "x"}}, status=422),
    "createAgent": Case((), lambda _: {"json": {"name": new_name()}}, body(), 422),
    "getAgent": Case(),
    "updateAgent": Case(sent=body(description="New."), refused=body(name=""), status=422),
    "deleteAgent": Case(),
    "editAgent": Case(live=True),
    "publishAgent": Case(sent=body(), refused=body(mcp_server_mappings={"x": "y"}), status=422),
    "discardDraft": Case(sent=body(), live=True),
    "getAgentState": Case(),
    "listAgentMcpServers": Case(),
    "attachMcpServer": Case(
        sent=lambda names: {"json": {"mcp_server_id": names["mcp_server_id"]}}, refused=body(), status=422
    ),
    "detachMcpServer": Case(SERVER, attached=True),
    "listAgentSemanticDataModels": Case(),
    "attachSemanticDataModel": Case(
        sent=lambda names: {"json": {"semantic_data_model_id": names["semantic_data_model_id"]}},
        refused=body(),
        status=422,
    ),
    "detachSemanticDataModel": Case(MODEL, attached=True),
    "exportAgent": Case(),
    "importAgent": Case((), package, broken, 422),
    "updateAgentFromPackage": Case(sent=package, refused=broken, status=422),
    "diffAgentPackage": Case(sent=package, refused=broken, status=422),
    "listConversations": Case(),
    "createConversation": Case(sent=body(name="Orders"), refused=body(), status=422),
    "deleteConversation": Case(TALK),
    "listMessages": Case(TALK),
    "postMessage": Case(TALK, body(content="hello"), body(), 422),
    "streamMessage": Case(TALK, body(content="hello"), body(), 422),
    "listMcpServers": Case((), refused=lambda _: {"params": {"limit": 0}}, status=422),
    "createMcpServer": Case((), body(name="Docs", url="https://mcp.invalid/docs"), body(), 422),
    "listSemanticDataModels": Case((), refused=lambda _: {"params": {"limit": 0}}, status=422),
    "createSemanticDataModel": Case((), body(name="Sales"), body(), 422),
}
NOWHERE: Names = {
    "agent_id": "agt_00000000000000000000000000",
    "mcp_server_id": "mcp_00000000000000000000000000",
    "semantic_data_model_id": "sdm_00000000000000000000000000",
    "conversation_id": "ses_00000000000000000000000000",
}


async def peopled(world: World, case: Case) -> Names:
    """Rows that an operation may name."""
    agent = await (world.live() if case.live else world.agent())
    if case.live:
        await world.ask("editAgent", agent_id=agent["id"])
    server, model = await world.server(), await world.model()
    talk = await world.ask("createConversation", agent_id=agent["id"], json={"name": "Orders"})
    if case.attached:
        where = {"agent_id": agent["id"]}
        await world.ask("attachMcpServer", **where, json={"mcp_server_id": server["id"]})
        sent = {"semantic_data_model_id": model["id"]}
        await world.ask("attachSemanticDataModel", **where, json=sent)
    return {
        "agent_id": agent["id"],
        "mcp_server_id": server["id"],
        "semantic_data_model_id": model["id"],
        "conversation_id": talk["id"],
    }


def named(case: Case, names: Names) -> Names:
    return {name: names[name] for name in case.names}


def test_every_operation_has_a_case() -> None:
    assert sorted(CASES) == sorted(OPERATIONS)
    assert len([each for each in OPERATIONS.values() if each.in_seed]) == 17
    assert CONTRACT.whole["openapi"] == "3.1.0"


@pytest.mark.parametrize("name", sorted(CASES))
async def test_an_operation_answers_as_the_contract_says(ours: World, name: str) -> None:
    case, operation = CASES[name], OPERATIONS[name]
    names = await peopled(ours, case)
    if (media_of(operation, operation.success) or {"application/json": None}).keys() == {"application/json"}:
        await ours.ask(name, **named(case, names), **case.sent(names))
        return
    response = await ours.raw(name, **named(case, names), **case.sent(names))
    assert response.status_code == operation.success
    media = media_of(operation, operation.success) or {}
    assert response.headers["content-type"].partition(";")[0] in media


@pytest.mark.parametrize("name", sorted(CASES))
async def test_an_operation_refuses_in_the_envelope(ours: World, name: str) -> None:
    case = CASES[name]
    names = NOWHERE if case.refused is None else await peopled(ours, case)
    sent = (case.refused or case.sent)(names)
    assert await ours.refused(name, case.status, **named(case, names), **sent)


@pytest.mark.parametrize("name", sorted(CASES))
async def test_an_operation_needs_a_key(ours: World, name: str) -> None:
    case = CASES[name]
    sent = {**case.sent(NOWHERE), "headers": {"authorization": "Bearer nobody"}}
    await ours.refused(name, 401, **named(case, NOWHERE), **sent)


@pytest.mark.parametrize("name", sorted(name for name, case in CASES.items() if case.names))
async def test_what_is_somebody_elses_is_as_unknown_as_what_is_not_there(tenants: Tenants, name: str) -> None:
    case = CASES[name]
    theirs = await peopled(tenants.theirs, case)
    for base in (tenants.ours.base, tenants.theirs.base, "/sema4/api/v2"):
        told = [await answered(tenants.ours, base, name, names) for names in (theirs, NOWHERE)]
        assert told[0] == told[1]
        assert told[0][0] == 404
    agent = await tenants.theirs.ask("getAgent", agent_id=theirs["agent_id"])
    assert agent["id"] == theirs["agent_id"]


async def answered(world: World, base: str, name: str, names: Names) -> tuple[int, str]:
    """The status and the answer, in which whatever was named is called alike."""
    case, operation = CASES[name], OPERATIONS[name]
    path = operation.path.format_map(names)
    response = await world.client.request(operation.method, base + path, **case.sent(names))
    text = response.text
    for noun, each in names.items():
        text = text.replace(each, f"<{noun}>")
    return response.status_code, text


@pytest.mark.parametrize(
    ("name", "word"),
    [("attachMcpServer", "mcp_server_id"), ("attachSemanticDataModel", "semantic_data_model_id")],
)
async def test_what_is_somebody_elses_cannot_be_attached(tenants: Tenants, name: str, word: str) -> None:
    agent = (await tenants.ours.agent())["id"]
    theirs = await peopled(tenants.theirs, CASES[name])
    told = []
    for target in (theirs[word], NOWHERE[word]):
        message = await tenants.ours.refused(name, 404, agent_id=agent, json={word: target})
        told.append(message.replace(target, "…"))
    assert told[0] == told[1]


async def test_lists_hold_nothing_of_somebody_elses(tenants: Tenants) -> None:
    theirs = await peopled(tenants.theirs, CASES["listAgents"])
    for name in ("listAgents", "listMcpServers", "listSemanticDataModels"):
        told = (await tenants.ours.raw(name, params={"limit": 200})).text
        assert not [each for each in theirs.values() if each in told]
        base = tenants.theirs.base
        strange = await tenants.ours.client.get(base + OPERATIONS[name].path)
        assert strange.status_code == 404


async def test_nothing_is_made_in_somebody_elses_tenant(tenants: Tenants) -> None:
    for name in ("createAgent", "createMcpServer", "createSemanticDataModel", "importAgent"):
        operation = OPERATIONS[name]
        answers = []
        for tenant in (tenants.theirs.base.split("/")[3], "wsp_00000000000000000000000000"):
            path = f"/sema4/tenants/{tenant}/api/v2{operation.path}"
            response = await tenants.ours.client.request("POST", path, **CASES[name].sent({}))
            answers.append((response.status_code, response.text.replace(tenant, "…")))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404
