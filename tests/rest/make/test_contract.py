"""The served description against the contract: paths, parameters, bodies, fields, what is required, words."""

from collections.abc import Mapping
from typing import Any

import httpx2
import pytest

from tests.rest.conftest import Served
from tests.rest.make.contract import CONTRACT, OPERATIONS
from tests.rest.make.world import PREFIX
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

OPEN = {
    "createAiAgent": {"contexts": "of what it holds nothing is known: contexts are uploaded"},
    "listAiAgentContexts": {"isTemporary": "there are no temporary files"},
    "createAiAgentContext": {"isTemporary": "likewise"},
    "listAiAgents": {"isTemporary": "likewise"},
    "getAiAgent": {"isTemporary": "likewise"},
}
"""Fields that are not served: DIALECT.md, Deviations."""
FREE = {"makeConnectionId", "outputParserFormat"}
"""What is given back as it was sent."""
WIDER = {"null"}
"""What the graph lets be null, and never is of rows that are served here."""


@pytest.fixture(scope="session")
async def description(both_served: Mapping[str, Served]) -> Any:
    """The description, which is the same over each database."""
    async with httpx2.AsyncClient(base_url=both_served["sqlite"].url, **LOOPBACK) as client:
        return (await client.get("/make/openapi.json")).json()


def served(description: Any, name: str) -> Any:
    operation = OPERATIONS[name]
    return description["paths"][f"/api/v2{operation.path}"][operation.method.lower()]


async def test_exactly_the_operations_of_the_contract_are_served(description: Any) -> None:
    found = {
        (method.upper(), f"/make{path}")
        for path, item in description["paths"].items()
        for method in item.keys() - {"parameters"}
    }
    assert found == {(each.method, PREFIX + each.path) for each in OPERATIONS.values()}


async def test_a_key_is_described_as_token_and_as_bearer(description: Any) -> None:
    schemes = description["components"]["securitySchemes"]
    documented = CONTRACT.whole["components"]["securitySchemes"]["token"]
    assert {name: schemes["token"][name] for name in ("type", "in", "name")} == {
        name: documented[name] for name in ("type", "in", "name")
    }
    assert schemes["bearer"]["scheme"] == "bearer"


@pytest.mark.parametrize("name", sorted(OPERATIONS))
async def test_parameters_are_those_of_the_contract(description: Any, name: str) -> None:
    found = {each["name"]: each for each in served(description, name)["parameters"]}
    assert found.keys() == OPERATIONS[name].parameters.keys()
    for word, said in OPERATIONS[name].parameters.items():
        assert (found[word]["in"], found[word]["required"]) == (said["in"], said["required"])
        compare(found[word]["schema"], said["schema"], (name, word), description)


@pytest.mark.parametrize("name", sorted(name for name, each in OPERATIONS.items() if CONTRACT.body(each)))
async def test_bodies_are_those_of_the_contract(description: Any, name: str) -> None:
    media, schema = CONTRACT.body(OPERATIONS[name])
    body = served(description, name)["requestBody"]
    assert list(body["content"]) == [media]
    compare(body["content"][media]["schema"], schema, (name,), description)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
async def test_answers_are_those_of_the_contract(description: Any, name: str) -> None:
    responses = served(description, name)["responses"]
    for status in OPERATIONS[name].says["responses"]:
        assert status in responses
        schema = CONTRACT.answer(OPERATIONS[name], int(status))
        if schema is not None:
            found = responses[status]["content"]["application/json"]["schema"]
            compare(found, schema, (name, status), description)


@pytest.mark.parametrize(("event", "schema"), [("step", "StepMessage")])
async def test_the_data_of_the_stream_are_described(description: Any, event: str, schema: str) -> None:
    content = served(description, "runAiAgentStream")["responses"]["200"]["content"]["text/event-stream"]
    said = CONTRACT.whole["components"]["schemas"][schema]
    compare(content["x-data"], said, ("runAiAgentStream", event), description)


def test_the_contract_holds_all_that_the_seed_names() -> None:
    assert len([each for each in OPERATIONS.values() if each.in_seed]) == 7


def compare(told: Any, said: Any, place: tuple[str, ...], root: Any) -> None:
    """Fail where what is served is described otherwise than the contract has it."""
    told, said = resolved(told, root), CONTRACT.resolved(said)
    if not told:
        assert place[-1] in FREE, place
        return
    if "properties" in said:
        missing = said["properties"].keys() - told["properties"].keys()
        assert missing <= set(OPEN.get(place[0], {})), (place, missing)
        assert told["properties"].keys() <= said["properties"].keys(), place
        of_body = not any(word.isdecimal() for word in place)
        needed, required = set(said.get("required", [])), set(told.get("required", []))
        assert required == needed if of_body else needed <= required, (place, needed, required)
        for name in said["properties"].keys() - missing:
            compare(told["properties"][name], said["properties"][name], (*place, name), root)
    elif "items" in said:
        compare(told["items"], said["items"], (*place, "[]"), root)
    assert types(told) - WIDER <= types(said), (place, told, said)
    assert told.get("format") == said.get("format") or "format" not in said, place
    assert set(told.get("enum", [])) - {None} <= set(said.get("enum", told.get("enum", []))), place


def resolved(schema: Any, root: Any) -> Any:
    while "$ref" in schema:
        schema = root["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def types(schema: Any) -> set[str]:
    found = schema.get("type", [])
    listed = {found} if isinstance(found, str) else set(found)
    return listed | {"integer"} if "number" in listed else listed
