"""Every operation of the contract: a success, a refusal, and nothing of another tenant's."""

from typing import Any

import pytest

from tests.rest.aeontel.cases import CASES, Case
from tests.rest.aeontel.conftest import Tenants
from tests.rest.aeontel.contract import OPERATIONS
from tests.rest.aeontel.world import World, unknown

pytestmark = pytest.mark.anyio

SERVED = sorted(OPERATIONS)


def test_every_operation_has_a_case() -> None:
    assert sorted(CASES) == SERVED


async def place(world: World, case: Case) -> dict[str, str]:
    """The names that the path is filled with: of a row made for it, if it is to be changed for good."""
    if case.fresh:
        return {"id": await world.make(case.fresh)}
    if case.trashed:
        return {"id": await world.trash(case.trashed)}
    return {"id": world.names.get(case.row, "")}


@pytest.mark.parametrize("name", SERVED)
async def test_an_operation_answers_as_the_contract_says(ours: World, name: str) -> None:
    case = CASES[name]
    await ours.ask(name, await place(ours, case), **case.sent(ours.names))


@pytest.mark.parametrize("name", SERVED)
async def test_an_operation_refuses_in_the_envelope(ours: World, name: str) -> None:
    case = CASES[name]
    names = unknown(ours.names) if case.status == 404 and case.refused(ours.names) == {} else ours.names
    row = {"id": names.get(case.row, "")}
    answer = await ours.ask(name, row, status=case.status, **case.refused(ours.names))
    assert answer["error"]["code"] == {400: "validation_error", 404: "not_found"}[case.status]


@pytest.mark.parametrize("name", SERVED)
async def test_what_is_somebody_elses_is_as_unknown_as_what_is_not_there(tenants: Tenants, name: str) -> None:
    case = CASES[name]
    foreign = tenants.theirs.names
    answers = []
    for names in (foreign, unknown(foreign)):
        row = {"id": names.get(case.row, "")}
        sent = (
            (case.named or case.sent)(names) if case.named or not case.row else case.sent(tenants.ours.names)
        )
        answers.append(await answered(tenants.ours, name, row, sent, names))
    assert answers[0] == answers[1]
    assert answers[0][0] in {404, 200}
    if answers[0][0] == 200:
        assert answers[0][1]["data"] == []


async def answered(world: World, name: str, row: dict[str, str], sent: Any, names: Any) -> tuple[int, Any]:
    """The status and the answer, in which whatever was named is called alike."""
    operation = OPERATIONS[name]
    response = await world.raw(operation.method, operation.path.format_map(row), **sent)
    text = response.text
    for noun, each in names.items():
        text = text.replace(each, f"<{noun}>")
    answer = response.__class__(response.status_code, text=text).json()
    if "error" in answer:
        answer["error"].pop("requestId")
    return response.status_code, answer
