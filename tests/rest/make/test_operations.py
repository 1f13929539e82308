"""Every operation of the contract: a success, a refusal, and nothing of another tenant's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.rest.make.conftest import Tenants
from tests.rest.make.contract import OPERATIONS
from tests.rest.make.world import World, unknown

pytestmark = pytest.mark.anyio

Sent = dict[str, Any]
SAY: Sent = {"json": {"messages": [{"role": "user", "content": "hello"}], "config": {}}}


@dataclass(frozen=True, slots=True)
class Case:
    """What is sent with names; what else, which is refused with the status; and the status of success.

    `gone` says that the row of that name is used up, and `team` that the operation names no row but the team.
    """

    sent: Callable[[World, Mapping[str, Any]], Sent] = lambda *_: {}
    refused: Callable[[World], Sent] = lambda _: {"params": {"teamId": None}}
    refusal: int = 400
    status: int = 200
    gone: str = ""
    team: bool = False


def form(_: World, names: Mapping[str, Any]) -> Sent:
    return {"data": {"agentId": names["agentId"]}, "files": {"file": ("a.txt", b"a", "text/plain")}}


CASES: Mapping[str, Case] = {
    "listAiAgents": Case(refused=lambda _: {"params": {"pg[limit]": 0}}, team=True),
    "createAiAgent": Case(
        lambda world, _: {"json": world.body()}, lambda _: {"json": {"name": "A"}}, status=201, team=True
    ),
    "getAiAgent": Case(),
    "deleteAiAgent": Case(status=204, gone="agentId"),
    "modifyAiAgent": Case(
        lambda *_: {"json": {"name": "B"}}, lambda _: {"json": {"systemPrompt": ""}}, status=204
    ),
    "runAiAgent": Case(lambda *_: SAY, lambda _: {"json": {"messages": "hello"}}),
    "runAiAgentStream": Case(lambda *_: SAY, lambda _: {"json": {}}),
    "listAiAgentContexts": Case(
        lambda _, names: {"params": {"agentId": names["agentId"]}}, lambda _: {"params": {"agentId": None}}
    ),
    "createAiAgentContext": Case(form, lambda _: {"files": {"file": ("a", b"a")}}, status=201),
    "deleteAiAgentContext": Case(status=204, gone="contextId"),
    "listLlmProviders": Case(team=True),
    "getLlmProvider": Case(),
    "listLlmProviderModels": Case(),
}


def test_every_operation_has_a_case() -> None:
    assert sorted(CASES) == sorted(OPERATIONS)


async def names_of(world: World, case: Case) -> dict[str, Any]:
    """The names that the path is filled with: of a row made for it, if it is used up."""
    made = await world.agent() if case.gone else ""
    if case.gone == "contextId":
        made = await world.context(made)
    return {**world.names, **({case.gone: made} if case.gone else {})}


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"runAiAgentStream"}))
async def test_an_operation_answers_as_the_contract_says(ours: World, name: str) -> None:
    case = CASES[name]
    names = await names_of(ours, case)
    await ours.ask(name, names, status=case.status, **case.sent(ours, names))


@pytest.mark.parametrize("name", sorted(CASES))
async def test_an_operation_refuses_in_the_envelope(ours: World, name: str) -> None:
    case = CASES[name]
    answer = await ours.ask(name, status=case.refusal, **case.refused(ours))
    assert answer["code"] == f"SC{case.refusal}"


@pytest.mark.parametrize("name", sorted(CASES))
async def test_an_operation_refuses_who_shows_no_key(ours: World, name: str) -> None:
    sent = CASES[name].sent(ours, ours.names)
    answer = await ours.ask(name, status=401, headers={"authorization": "Token wrong"}, **sent)
    assert answer["code"] == "SC401"


@pytest.mark.parametrize("name", sorted(name for name, case in CASES.items() if not case.team))
async def test_what_is_somebody_elses_is_as_unknown_as_what_is_not_there(tenants: Tenants, name: str) -> None:
    ours, foreign = tenants.ours, tenants.theirs.names
    answers = []
    for named in (foreign, unknown(foreign)):
        names = {**named, "team": ours.names["team"]}
        answers.append(await ours.ask(name, names, status=404, **CASES[name].sent(ours, names)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("name", sorted(CASES))
async def test_a_team_that_is_not_seen_is_as_unknown_as_one_that_is_not_there(
    unseen: tuple[World, int], name: str
) -> None:
    world, team = unseen
    answers = []
    for number in (team, 999_999):
        names = {**world.names, "team": number}
        sent = CASES[name].sent(world, names)
        if name == "createAiAgent":
            sent["json"]["teamId"] = number
        answer = await world.ask(name, names, status=403, **sent)
        answers.append(answer["detail"].replace(str(number), "<team>"))
        assert (answer["message"], answer["code"]) == ("Permission denied", "SC403")
    assert answers[0] == answers[1]
