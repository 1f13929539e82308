"""The served description against the contract: paths, statuses, parameters, bodies, fields and words."""

from collections.abc import Mapping, Set as AbstractSet
from typing import Any

import httpx2
import pytest

from tests.rest.conftest import Served
from tests.rest.documented import Operation
from tests.rest.sema4.contract import CONTRACT, OPERATIONS, media as media_of
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

BASES = ("/tenants/{tenant}/api/v2", "/api/v2")
OLDER = ("/tenants/{tenant}/api/v1", "/api/v1")
WITHHELD = {"env"}
"""Fields that are never read back: DIALECT.md."""
NULLABLE = {"state", "name"}
"""Fields that are never null, although the graph's schema lets them be: every agent has a version, and only
conversations with a title are shown."""
FREE = {"tables", "content", "architecture_name", "architecture_version", "mode"}
"""Fields whose types nobody declares, or that hold what they were given."""


@pytest.fixture(scope="session")
async def description(both_served: Mapping[str, Served]) -> Any:
    """The description, which is the same over each database."""
    url = both_served["sqlite"].url
    async with httpx2.AsyncClient(base_url=url, **LOOPBACK) as client:
        return (await client.get("/sema4/openapi.json")).json()


def ours(description: Any, operation: Operation) -> Any:
    return description["paths"][BASES[0] + operation.path][operation.method.lower()]


async def test_exactly_the_operations_of_the_contract_are_served(description: Any) -> None:
    served = {(method.upper(), path) for path, item in description["paths"].items() for method in item}
    expected = {(each.method, base + each.path) for each in OPERATIONS.values() for base in BASES}
    older = {
        (each.method, base + each.path)
        for each in OPERATIONS.values()
        for base in OLDER
        if "conversations" in each.path or each.name in {"listAgents", "getAgent"}
    }
    assert served == expected | older


@pytest.mark.parametrize("name", sorted(OPERATIONS))
async def test_statuses_and_media_are_those_of_the_contract(description: Any, name: str) -> None:
    operation = OPERATIONS[name]
    responses = ours(description, operation)["responses"]
    assert str(operation.success) in responses
    assert set(operation.says["responses"]) <= set(responses) | {"409"}
    media = (media_of(operation, operation.success) or {}).keys()
    assert responses[str(operation.success)].get("content", {}).keys() == media


@pytest.mark.parametrize("name", sorted(OPERATIONS))
async def test_parameters_are_those_of_the_contract(description: Any, name: str) -> None:
    operation = OPERATIONS[name]
    served = {each["name"]: each for each in ours(description, operation)["parameters"]}
    documented = {word: whole(each, CONTRACT.whole) for word, each in operation.parameters.items()}
    assert served.keys() == documented.keys() | {"tenant"}
    for word, said in documented.items():
        assert served[word]["in"] == said["in"]
        assert served[word]["required"] == said["required"]
        assert served[word]["schema"] == said["schema"]


@pytest.mark.parametrize(
    "name", sorted(name for name, each in OPERATIONS.items() if "requestBody" in each.says)
)
async def test_bodies_are_those_of_the_contract(description: Any, name: str) -> None:
    operation = OPERATIONS[name]
    documented, served = operation.says["requestBody"], ours(description, operation)["requestBody"]
    assert served["content"].keys() == documented["content"].keys()
    (media,) = documented["content"]
    said = whole(documented["content"][media]["schema"], CONTRACT.whole)
    told = whole(served["content"][media]["schema"], description)
    if name == "discardDraft":
        said["properties"].pop("description")
    compare(told, said, description, name, {"null"})
    assert set(told.get("required", ())) == set(said.get("required", ()))


@pytest.mark.parametrize("name", sorted(OPERATIONS))
async def test_answers_are_those_of_the_contract(description: Any, name: str) -> None:
    operation = OPERATIONS[name]
    said = (media_of(operation, operation.success) or {}).get("application/json")
    if said is not None:
        response = ours(description, operation)["responses"][str(operation.success)]
        told = whole(response["content"]["application/json"]["schema"], description)
        wanted = whole(said["schema"], CONTRACT.whole)
        compare(told, wanted, description, name)
        assert set(wanted.get("required", ())) <= set(told.get("required", ()))


def whole(schema: Any, root: Any) -> Any:
    """A schema without references at its top, its parts joined."""
    while "$ref" in schema:
        found = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    if "allOf" not in schema:
        return {**schema, "properties": dict(schema.get("properties", {}))} if "type" in schema else schema
    parts = [whole(each, root) for each in schema["allOf"]]
    return {
        "type": "object",
        "properties": {name: one for part in parts for name, one in part["properties"].items()},
        "required": sorted({name for part in parts for name in part.get("required", ())}),
    }


def compare(told: Any, said: Any, root: Any, place: str, more: AbstractSet[str] = frozenset()) -> None:
    """Fail where the two say different things of a field. `more` are types that may be told besides: bodies
    may hold null for what they need not hold.
    """
    if place.rpartition(".")[2] in FREE:
        return
    if said.get("properties"):
        assert said["properties"].keys() - told["properties"].keys() <= WITHHELD, place
        assert told["properties"].keys() <= said["properties"].keys(), place
        for field, served in told["properties"].items():
            documented = whole(said["properties"][field], CONTRACT.whole)
            compare(whole(served, root), documented, root, f"{place}.{field}", more)
    elif "items" in said:
        compare(whole(told["items"], root), whole(said["items"], CONTRACT.whole), root, f"{place}[]", more)
    elif "type" in said and "type" in told:
        lax = {"null"} if place.rpartition(".")[2] in NULLABLE else more
        assert types(told) - lax <= types(said), place
        assert set(told.get("enum", [])) - {None} <= set(said.get("enum", told.get("enum", []))), place


def types(schema: Any) -> set[str]:
    found = schema["type"]
    return {found} if isinstance(found, str) else set(found)
