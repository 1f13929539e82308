"""The served description against the contract: paths, parameters, bodies, fields, what is required, words."""

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import httpx2
import pytest

from tests.rest.aeontel.contract import CONTRACT, DEVIATIONS, OPERATIONS
from tests.rest.conftest import Served
from tests.rest.documented import Operation, resolved
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

OURS = {"Idempotency-Key"}
"""Parameters that we take besides."""
UNSERVED = {"listRuns": {"mode"}}
"""Parameters that are not served: DIALECT.md, Deviations."""
NARROWER = {
    ("createTool", "target"): "there are no functions that a server tool could wrap",
    ("createTool", "functionId"): "likewise",
    ("createTool", "functionVersionId"): "likewise",
    ("updateTool", "functionId"): "likewise",
    ("updateTool", "functionVersionId"): "likewise",
    ("updateTool", "target"): "a tool stays of its kind",
}
WIDER = {"null"}


@pytest.fixture(scope="session")
async def served_description(both_served: Mapping[str, Served]) -> Any:
    """The description, which is the same over each database."""
    url = both_served["sqlite"].url
    async with httpx2.AsyncClient(base_url=url, **LOOPBACK) as client:
        return (await client.get("/aeontel/openapi.json")).json()


def ours(description: Any, operation: Operation) -> Any:
    return description["paths"][operation.path][operation.method.lower()]


async def test_exactly_the_operations_of_the_contract_are_served_under_their_names(
    served_description: Any,
) -> None:
    served = {
        (method.upper(), path): says["operationId"]
        for path, item in served_description["paths"].items()
        for method, says in item.items()
    }
    # where the first of several documents has another name
    renamed = {"startRun": "createRun", "findOrganization": "createWorkspace"}
    expected = {(each.method, each.path): each.name for each in OPERATIONS.values()}
    assert {place: renamed.get(name, name) for place, name in served.items()} == expected


@pytest.mark.parametrize("name", sorted(OPERATIONS))
async def test_parameters_are_those_of_the_contract(served_description: Any, name: str) -> None:
    operation = OPERATIONS[name]
    served = {each["name"]: each for each in ours(served_description, operation)["parameters"]}
    documented = operation.parameters
    assert documented.keys() - served.keys() == UNSERVED.get(name, set())
    for word in documented.keys() & served.keys():
        said, told = schema_of(documented[word]), schema_of(served[word])
        assert served[word]["in"] == documented[word]["in"]
        if word not in {"filter", "orderBy"}:
            assert told.get("enum") == said.get("enum") or set(said["enum"]) == set(told["enum"]), word
            assert told.get("default") == said.get("default"), word
            assert told["type"] == said["type"], word


async def test_parameters_beyond_the_contract_are_shortcuts_of_lists(served_description: Any) -> None:
    for operation in OPERATIONS.values():
        served = {each["name"] for each in ours(served_description, operation)["parameters"]}
        beyond = served - operation.parameters.keys() - OURS
        assert not beyond or operation.name == "listTools", (operation.name, beyond)


def schema_of(parameter: Any) -> Any:
    held = parameter["content"]["application/json"] if "content" in parameter else parameter
    return CONTRACT.resolved(held["schema"]) if not held["schema"].get("$ref", "").endswith("Filter") else {}


@pytest.mark.parametrize(
    "name", sorted(name for name, each in OPERATIONS.items() if CONTRACT.body(each) is not None)
)
async def test_bodies_are_those_of_the_contract(served_description: Any, name: str) -> None:
    operation = OPERATIONS[name]
    _, schema = CONTRACT.body(operation)
    documented = CONTRACT.resolved(schema)
    assert documented is not None
    served = ours(served_description, operation)["requestBody"]["content"]["application/json"]["schema"]
    assert sorted(served.get("required", [])) == sorted(documented.get("required", []))
    unserved = {field for each, field in NARROWER if each == name}
    assert documented["properties"].keys() - served["properties"].keys() <= unserved
    assert served["properties"].keys() <= documented["properties"].keys()
    for field, said in documented["properties"].items():
        if (name, field) not in NARROWER:
            compare(served["properties"][field], said, f"{name}.{field}", served_description)


@pytest.mark.parametrize("name", sorted(OPERATIONS))
async def test_answers_are_those_of_the_contract(served_description: Any, name: str) -> None:
    operation = OPERATIONS[name]
    response = ours(served_description, operation)["responses"]["200"]
    served = response["content"]["application/json"]["schema"]
    compare(served, CONTRACT.answer(operation, 200), name, served_description)


FREE = (
    "input", "output", "data", "headers", "connectorConfig", "definition", "examples",
    "connectorId", "functionId", "functionVersionId",
)  # fmt: skip
"""Fields that hold whatever they were given, or come out of the extensions, whose types nobody declares."""


def compare(served: Any, documented: Any, place: str, root: Mapping[str, Any]) -> None:
    """Fail where the two say different things of a field."""
    entity = documented.get("$ref", "").rpartition("/")[2]
    told, said = resolved(served, root), CONTRACT.resolved(documented)
    if place.rpartition(".")[2] in FREE or not said:
        return
    if "properties" in said:
        assert told["properties"].keys() == said["properties"].keys() - {"userRole"}, place
        assert set(said.get("required", [])) <= set(told.get("required", [])), place
        for field, inner in said["properties"].items():
            if field not in {"userRole", *DEVIATIONS.get(entity, {})}:
                compare(told["properties"][field], inner, f"{place}.{field}", root)
        return
    if "const" in told:
        assert types(said) & {"null", "boolean"}, place
        return
    if "items" in said:
        compare(told["items"], said["items"], f"{place}[]", root)
    assert types(told) - WIDER == types(said) - WIDER, place
    assert set(told.get("enum", [])) - {None} <= set(said.get("enum", told.get("enum", []))), place


def types(schema: Any) -> set[str]:
    found = schema.get("type", [])
    return {found} if isinstance(found, str) else set(found)


def test_the_contract_holds_all_that_the_seed_names() -> None:
    assert len([each for each in OPERATIONS.values() if each.in_seed]) == 10
    assert CONTRACT.whole["openapi"] == "3.1.0"


def test_every_deviation_is_told_in_the_dialects_page_and_no_other() -> None:
    page = files("backend.rest.aeontel").joinpath("DIALECT.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    told = {name for cell in cells for name in re.findall(r"`(\w+\.\w+)`", cell)}
    assert told == {f"{schema}.{field}" for schema, fields in DEVIATIONS.items() for field in fields}
    for unserved in {word for words in UNSERVED.values() for word in words}:
        assert f"`{unserved}`" in page
