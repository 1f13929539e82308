"""Introspection costs what it walks: what tools send is affordable, lists inside lists of types are not."""

from collections.abc import Mapping
from typing import Any

import pytest
from graphql import (
    GraphQLSchema,
    get_introspection_query,
    is_abstract_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)

from backend.graph.budget import PER_REQUEST, Budget
from backend.graph.cost_schema import OF_ALL, OF_ONE, OF_SCHEMA
from backend.graph.execute import Graph
from backend.graph.schema import Schema
from tests.graph.reader import SERVICES, Reader
from tests.graph.test_cost import cost, refused

pytestmark = pytest.mark.anyio

OF_TOOLS = {
    "GraphiQL and graphql-core": get_introspection_query(),
    "GraphQL Code Generator": get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    ),
}
NAMED = "type { name }"


def aliases(times: int) -> str:
    several = " ".join(f"a{at}: types {{ fields {{ args {{ name }} }} }}" for at in range(times))
    return f"{{ __schema {{ {several} }} }}"


WALKING = {
    "aliases": aliases(10),
    "of inputs": f"{{ __schema {{ types {{ inputFields {{ type {{ inputFields {{ {NAMED} }} }} }} }} }} }}",
    "interfaces of kinds": "{ __schema { types { possibleTypes { interfaces { name } } } } }",
    "inputs of arguments": f"{{ __schema {{ queryType {{ fields {{ args {{ {NAMED} }} }} }} }} }}",
    "fields of fields": f'{{ __type(name: "Query") {{ fields {{ type {{ fields {{ {NAMED} }} }} }} }} }}',
}


@pytest.mark.parametrize("source", OF_TOOLS.values(), ids=OF_TOOLS)
async def test_the_introspection_that_tools_send_costs_well_within_a_requests_budget(
    readers: Mapping[str, Reader], source: str
) -> None:
    assert await cost(readers["sqlite"], source) < PER_REQUEST / 2


@pytest.mark.parametrize("source", [*OF_TOOLS.values(), *WALKING.values()], ids=[*OF_TOOLS, *WALKING])
async def test_introspection_never_costs_less_than_the_fields_of_its_answer(
    readers: Mapping[str, Reader], source: str
) -> None:
    assert await cost(readers["sqlite"], source) >= fields(await readers["sqlite"].data(source))


@pytest.mark.parametrize("source", [aliases(100), WALKING["of inputs"]])
async def test_introspection_that_walks_too_much_is_refused(
    readers: Mapping[str, Reader], source: str
) -> None:
    reader = readers["sqlite"]
    error = await refused(Graph(reader.schema, reader.database, SERVICES, budget=Budget()), source, {})
    assert error["extensions"]["code"] == "TOO_EXPENSIVE"


async def test_the_names_of_types_are_free_and_a_field_of_one_costs_one(
    readers: Mapping[str, Reader],
) -> None:
    reader = readers["sqlite"]
    assert await cost(reader, '{ __typename __type(name: "Agent") { name kind } }') == 1 + 10 + 1 + 2
    wraps = "{ __schema { queryType { ofType { ofType { ofType { ofType { ofType { name } } } } } } } }"
    assert await cost(reader, wraps) == 1 + 10 + 2 + 3


def test_no_list_of_the_schema_is_longer_than_it_is_reckoned(schema: Schema) -> None:
    sizes = lengths(schema.plain)
    types, members = len(schema.plain.type_map), len(sizes["args"])
    assert types <= OF_SCHEMA["types"]
    assert len(schema.plain.directives) <= OF_SCHEMA["directives"]
    for name, found in sizes.items():
        assert max(found) <= OF_ONE[name], f"{name}: count more of them in cost_schema.py"
        assert sum(found) <= OF_ALL[name] * (members if name == "args" else types), name


def lengths(schema: GraphQLSchema) -> dict[str, list[int]]:
    """How many there are of each in every type, or of arguments in every field."""
    types: list[Any] = list(schema.type_map.values())
    holding = [each for each in types if is_object_type(each) or is_interface_type(each)]
    return {
        "fields": [len(each.fields) for each in holding],
        "inputFields": [len(each.fields) for each in types if is_input_object_type(each)],
        "args": [len(field.args) for each in holding for field in each.fields.values()],
        "enumValues": [len(each.values) for each in types if is_enum_type(each)],
        "interfaces": [len(each.interfaces) for each in holding],
        "possibleTypes": [len(schema.get_possible_types(each)) for each in types if is_abstract_type(each)],
    }


def fields(value: Any) -> int:
    """How many fields an answer has, at all depths."""
    if isinstance(value, list):
        return sum(map(fields, value))
    return len(value) + sum(map(fields, value.values())) if isinstance(value, dict) else 0
