"""The schema as its users read it: everything is described, and alike things are named and shaped alike."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    get_named_type,
    is_introspection_type,
    is_non_null_type,
    is_object_type,
    is_specified_scalar_type,
    validate_schema,
)

from backend.graph.schema import Schema

CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")
PASCAL = re.compile(r"[A-Z][a-zA-Z0-9]*")
SHOUTED = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
LOGIC = {"AND", "OR", "NOT"}

Named = tuple[str, Any]


def types(schema: Schema) -> list[GraphQLNamedType]:
    """The types that we declare."""
    found = schema.plain.type_map.values()
    return [each for each in found if not (is_introspection_type(each) or is_specified_scalar_type(each))]


def parts(schema: Schema) -> Iterator[Named]:
    """Every type, field, argument, input field and enum value, with its path."""
    for held in types(schema):
        yield held.name, held
        if isinstance(held, GraphQLEnumType):
            yield from ((f"{held.name}.{name}", value) for name, value in held.values.items())
        if isinstance(held, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in held.fields.items():
                yield f"{held.name}.{name}", field
                for argument, given in getattr(field, "args", {}).items():
                    yield f"{held.name}.{name}({argument})", given


def test_the_schema_is_valid(schema: Schema) -> None:
    assert validate_schema(schema.plain) == []


def test_everything_says_what_it_is(schema: Schema) -> None:
    silent = [path for path, part in parts(schema) if not (part.description or "").strip()]
    assert silent == []


def test_descriptions_are_sentences_on_one_line(schema: Schema) -> None:
    for path, part in parts(schema):
        assert "\n" not in part.description, path
        assert part.description.endswith((".", "`", "?")), (path, part.description)


def test_names_are_spelt_alike(schema: Schema) -> None:
    for held in types(schema):
        assert PASCAL.fullmatch(held.name), held.name
        for name in getattr(held, "fields", {}):
            assert CAMEL.fullmatch(name) or name in LOGIC, (held.name, name)
            for argument in getattr(held.fields[name], "args", {}):  # type: ignore[attr-defined]
                assert CAMEL.fullmatch(argument), (held.name, name, argument)
        for value in getattr(held, "values", {}):
            is_type = held.name == "EventKind" and value in schema.plain.type_map
            assert SHOUTED.fullmatch(value) or is_type, (held.name, value)


def test_inputs_say_by_their_names_what_they_are_for(schema: Schema) -> None:
    for held in types(schema):
        if isinstance(held, GraphQLInputObjectType):
            assert held.name.endswith(("Input", "Filter", "OrderBy", "If", "Holder", "Target")), held.name
        else:
            assert not held.name.endswith(("Filter", "OrderBy", "If")), held.name


def test_mutations_answer_payloads_that_may_be_null(schema: Schema) -> None:
    mutations = schema.plain.mutation_type
    assert mutations is not None
    for name, field in mutations.fields.items():
        assert not is_non_null_type(field.type), name
        assert get_named_type(field.type).name.endswith("Payload"), name


def test_only_the_scalars_that_are_documented_exist(schema: Schema) -> None:
    scalars = {held.name: held for held in types(schema) if isinstance(held, GraphQLScalarType)}
    assert sorted(scalars) == ["BigInt", "DateTime", "Decimal", "JSON"]
    assert scalars["DateTime"].specified_by_url is not None


def test_no_argument_speaks_of_null_as_its_default(schema: Schema) -> None:
    assert "= null" not in schema.text


def test_an_argument_with_a_default_may_be_null(schema: Schema) -> None:
    for path, part in parts(schema):
        if "(" in path and part.default is not None:
            assert not is_non_null_type(part.type), path


def test_what_has_extensions_has_what_lies_at_a_path_of_them(schema: Schema) -> None:
    types = [each for each in schema.plain.type_map.values() if is_object_type(each)]
    without = [each.name for each in types if "extensions" in each.fields and "extension" not in each.fields]
    assert without == []


@pytest.mark.parametrize("name", ["ApiKey", "Session", "Run", "AgentVersion", "Link", "Agent"])
def test_what_is_listed_by_workspaces_is_filtered_by_them(schema: Schema, name: str) -> None:
    filters: Any = schema.plain.type_map[f"{name}Filter"]
    assert "workspace" in filters.fields
