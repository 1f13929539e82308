"""The descriptions that are served are valid OpenAPI, and say what is answered."""

from typing import Any

import httpx2
import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from backend.domain.dress import Made
from backend.rest.dialects import DIALECTS
from backend.rest.json_schema import nullable
from tests.rest.conftest import Served
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("name", [*DIALECTS, "sample"])
async def test_a_description_is_valid_and_needs_no_key(served: Served, name: str) -> None:
    async with httpx2.AsyncClient(base_url=served.url, **LOOPBACK) as client:
        answer = await client.get(f"/{name}/openapi.json")
    assert answer.status_code == 200
    OpenAPIV31SpecValidator(answer.json()).validate()


@pytest.mark.parametrize("prefix", ["/sample", ""])
@pytest.mark.parametrize("path", ["/openapi.json", "/v1/about"])
async def test_a_description_is_read_under_the_name_and_at_the_root(
    served: Served, prefix: str, path: str
) -> None:
    async with httpx2.AsyncClient(base_url=served.url + prefix, **LOOPBACK) as client:
        told = await client.get(path)
        assert (told.status_code, told.json()["servers"]) == (200, [{"url": prefix or "/"}])
        assert (await client.head(path)).status_code == 200
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            refused = await client.request(method, path)
            assert (refused.status_code, refused.headers["allow"]) == (405, "GET")


async def described(sample: httpx2.AsyncClient) -> Any:
    return (await sample.get("/openapi.json")).json()


async def test_what_is_answered_fits_its_schema(sample: httpx2.AsyncClient) -> None:
    description = await described(sample)
    made = await sample.post("/v1/agents", json={"metadata": {"name": "Ada"}})
    listed = await sample.get("/v1/agents")
    for place, method, answer in (("/v1/agents", "post", made), ("/v1/agents", "get", listed)):
        response = description["paths"][place][method]["responses"][str(answer.status_code)]
        schema = response["content"]["application/json"]["schema"]
        jsonschema.Draft202012Validator(
            {**schema, "components": description["components"]},
            format_checker=jsonschema.FormatChecker(),
        ).validate(answer.json())


async def test_a_dress_is_told_in_the_schema(sample: httpx2.AsyncClient) -> None:
    agent = (await described(sample))["components"]["schemas"]["Agent"]
    metadata, spec = agent["properties"]["metadata"], agent["properties"]["spec"]
    assert agent["required"] == ["metadata", "spec", "info", "kind"]
    assert agent["properties"]["kind"] == {"const": "agent"}
    assert metadata["required"] == ["id", "name", "created", "workspaceId"]
    assert metadata["properties"]["about"] == {"type": "string"}
    assert metadata["properties"]["workspaceId"] == {"type": ["string", "null"]}
    assert metadata["properties"]["created"] == {"type": "string", "format": "date-time"}
    assert spec["properties"]["tier"]["enum"] == ["SOON", "NEVER", "LATER", "MUCH_LATER"]
    assert agent["properties"]["info"]["properties"]["version"]["properties"]["number"] == {"type": "string"}


async def test_a_body_and_parameters_are_told_as_they_are_read(sample: httpx2.AsyncClient) -> None:
    paths = (await described(sample))["paths"]
    body = paths["/v1/agents"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body["required"] == ["metadata"]
    assert body["properties"]["metadata"]["required"] == ["name"]
    assert body["properties"]["spec"]["properties"]["tier"] == {"type": "string", "enum": ["SOON", "NEVER"]}
    assert body["properties"]["publish"] == {"type": "boolean", "default": False}
    change = paths["/v1/agents/{id}"]["patch"]["requestBody"]["content"]["application/json"]["schema"]
    changed = change["properties"]["metadata"]["properties"]
    assert changed["about"] == changed["external"] == {"type": ["string", "null"]}
    assert changed["name"] == {"type": "string"}
    parameters = {each["name"]: each for each in paths["/v1/agents"]["get"]["parameters"]}
    assert parameters["pageSize"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 2}
    assert "application/json" in parameters["where"]["content"]
    assert parameters["ids"]["explode"] is False


@pytest.mark.parametrize("name", DIALECTS)
def test_what_a_function_spells_has_a_schema(name: str) -> None:
    spellings = DIALECTS[name].spellings
    assert [word for word, each in spellings.items() if isinstance(each, Made) and not each.schema] == []


async def test_what_may_be_spelled_null_is_told_to_be(served: Served) -> None:
    async with served.client() as client:
        aeontel, make = [(await client.get(f"/{name}/openapi.json")).json() for name in ("aeontel", "make")]
    server = aeontel["components"]["schemas"]["McpServer"]["properties"]
    assert server["connectorStatus"]["enum"] == ["connected", "disconnected", "error", None]
    assert server["authType"]["enum"] == ["none", "api_key", "oauth"]
    agent = make["components"]["schemas"]["Agent"]["properties"]
    assert agent["defaultModel"] == {"type": ["string", "null"]}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
        ({"type": ["string", "integer"]}, {"type": ["string", "integer", "null"]}),
        ({"enum": [1, "a"]}, {"enum": [1, "a", None]}),
        ({"$ref": "#/x"}, {"anyOf": [{"$ref": "#/x"}, {"type": "null"}]}),
        ({}, {}),
    ],
)
def test_any_schema_can_allow_null_besides(schema: Any, expected: Any) -> None:
    assert nullable(schema) == expected


async def test_rows_of_one_path_are_told_as_one_operation(sample: httpx2.AsyncClient) -> None:
    post = (await described(sample))["paths"]["/v1/agents/{id}/runs"]["post"]
    assert sorted(post["responses"]["200"]["content"]) == ["application/json", "text/event-stream"]
    assert "409" in post["responses"]
