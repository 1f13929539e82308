"""JSON Schema: draft 2020-12, problems with their places, and nothing that fetches or runs without end."""

import time
from collections.abc import Mapping

import pytest
from jsonschema import Draft202012Validator

from backend.platform.json_schema import MAX_PROBLEMS, Problem, SchemaError, check, validate

PERSON = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "pattern": "^[A-Z]"},
        "email": {"type": "string", "format": "email"},
        "children": {"type": "array", "items": {"$ref": "#"}, "uniqueItems": True},
    },
    "patternProperties": {"^x-": {"type": "integer"}},
    "additionalProperties": False,
}


def test_a_valid_value_has_no_problems() -> None:
    assert validate(PERSON, {"name": "Ada", "x-age": 36, "children": [{"name": "Byron"}]}) == []


def test_problems_name_their_places() -> None:
    value = {"children": [{"name": "ada"}, {"name": 1}], "x-a": "", "z": 0}
    assert validate(PERSON, value) == [
        Problem((), "'name' is a required property"),
        Problem(("children", 0, "name"), "'ada' does not match '^[A-Z]'"),
        Problem(("children", 1, "name"), "1 is not of type 'string'"),
        Problem(("x-a",), "'' is not of type 'integer'"),
        Problem((), "'z' is not a known property"),
    ]


def test_of_alternatives_the_nearest_is_told() -> None:
    schema = {"anyOf": [{"type": "string"}, {"type": "object", "properties": {"a": {"type": "integer"}}}]}
    assert validate(schema, {"a": "no"}) == [Problem(("a",), "'no' is not of type 'integer'")]


def test_format_is_not_asserted() -> None:
    assert validate(PERSON, {"name": "Ada", "email": "nowhere"}) == []


def test_problems_and_their_messages_are_bounded() -> None:
    problems = validate({"items": {"maxLength": 1}}, ["x" * 10_000] * 100)
    assert len(problems) == MAX_PROBLEMS
    assert all(len(problem.message) < 400 for problem in problems)


@pytest.mark.parametrize("schema", [True, {}, {"$schema": "http://json-schema.org/draft-07/schema#"}])
def test_schemas_that_allow_everything_allow_everything(schema: object) -> None:
    check(schema)
    assert validate(schema, {"a": [1]}) == []


def test_the_false_schema_allows_nothing() -> None:
    assert len(validate(schema=False, value=1)) == 1


VALUES: tuple[object, ...] = (
    [],
    [1, 1.0],
    [1, True],
    [0, False, None, ""],
    [{"a": 1, "b": 2}, {"b": 2, "a": 1.0}],
    [[1], [True]],
    {"a": 1},
    {"ab": "x", "b": 2, "c": 3},
    "ab",
    3,
)
SCHEMAS: tuple[Mapping[str, object], ...] = (
    {"uniqueItems": True},
    {"uniqueItems": False},
    {"pattern": "^a.$"},
    {"patternProperties": {"^a": {"type": "integer"}}},
    {"patternProperties": {"^a": True}, "additionalProperties": False},
    {"properties": {"c": {}}, "patternProperties": {"b": {}}, "additionalProperties": {"type": "string"}},
    {"properties": {"a": {}}, "unevaluatedProperties": False},
    {"$defs": {"n": {"$anchor": "n", "type": "number"}}, "items": {"$ref": "#n"}},
)


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("value", VALUES)
def test_our_keywords_judge_as_the_library_does(schema: Mapping[str, object], value: object) -> None:
    assert (validate(schema, value) == []) == Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "path", "reason"),
    [
        ([], (), "object, or true or false"),
        ("string", (), "object, or true or false"),
        ({"type": {1, 2}}, (), "not JSON"),
        ({"type": "text"}, ("type",), "not valid"),
        ({"properties": {"a": {"minLength": -1}}}, ("properties", "a", "minLength"), "minimum"),
        ({"items": {"pattern": "("}}, ("items", "pattern"), "not a regular expression"),
        ({"patternProperties": {"(?=a)": {}}}, ("patternProperties",), "looks around"),
        ({"$ref": "https://example.com/schema.json"}, ("$ref",), "outside this schema"),
        ({"items": {"$ref": "file:///etc/passwd"}}, ("items", "$ref"), "outside this schema"),
        ({"allOf": [{"$ref": "other.json#/a"}]}, ("allOf", 0, "$ref"), "outside this schema"),
        ({"$dynamicRef": "other#a"}, ("$dynamicRef",), "outside this schema"),
        ({"$ref": "#/$defs/none"}, ("$ref",), "leads nowhere"),
        ({"$ref": "#none"}, ("$ref",), "leads nowhere"),
        ({"$ref": "#/x", "x": {"type": 12}}, ("$ref", "type"), "not valid"),
        (
            {"items": {"$schema": "http://json-schema.org/draft-07/schema#"}},
            ("items", "$schema"),
            "only at the top",
        ),
        ({"items": {"$id": "http://a/b"}}, ("items", "$id"), "only at the top"),
        ({"unevaluatedProperties": False, "patternProperties": {}}, (), "unevaluated"),
        ({"description": "x" * 263_000}, (), "262144 are the most"),
    ],
)
def test_a_schema_that_cannot_be_used_is_refused_with_its_place(
    schema: object, path: tuple[str | int, ...], reason: str
) -> None:
    with pytest.raises(SchemaError, match=reason) as caught:
        check(schema)
    assert caught.value.path == path


def test_a_schema_nested_too_deeply_is_refused() -> None:
    deep: object = {}
    for _ in range(100):
        deep = {"items": deep}
    with pytest.raises(SchemaError, match="deeper than 64"):
        check(deep)


DOUBLING = {
    "$defs": {f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(40)} | {"d40": {}},
    "$ref": "#/$defs/d0",
}


@pytest.mark.parametrize(
    ("schema", "value", "reason"),
    [
        (DOUBLING, 1, "takes too long"),
        ({"items": {"type": "integer"}}, list(range(300_000)), "takes too long"),
        ({"type": "string", "pattern": "^(a+)+$"}, "a" * 900_000 + "b", "takes too long"),
        ({"$ref": "#"}, 1, "nested too deeply"),
        ({"allOf": [{"$ref": "#"}]}, 1, "nested too deeply"),
        ({"multipleOf": 0.5}, 10**400, "too large"),
    ],
)
def test_a_validation_without_end_is_given_up(schema: object, value: object, reason: str) -> None:
    started = time.perf_counter()
    problems = validate(schema, value)
    assert time.perf_counter() - started < 10
    assert [problem.path for problem in problems] == [()]
    assert reason in problems[0].message


def test_many_distinct_items_are_compared_in_linear_time() -> None:
    started = time.perf_counter()
    assert validate({"uniqueItems": True}, [{"a": [n]} for n in range(50_000)]) == []
    assert time.perf_counter() - started < 5
