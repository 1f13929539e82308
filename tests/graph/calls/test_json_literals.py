"""JSON that stands in a document is what the same JSON is in a body, and is refused where that is."""

from typing import Any

import pytest

from backend.platform.body import NESTING, BodyError, parse_object
from tests.graph.calls.asker import Asker

pytestmark = pytest.mark.anyio

MODEL = """
mutation ($definition: JSON!) {
  createSemanticDataModel(input: {name: "M", definition: $definition}) { semanticDataModel { definition } }
}
"""
COUNT = "{ semanticDataModels { totalCount } }"


def literal(text: str, variables: str = "", default: str = "") -> str:
    """A document that holds a definition, or has it as the default of a variable."""
    head, held = (f"($d: JSON! = {{a: {text}}})", "$d") if default else (variables, f"{{a: {text}}}")
    return f"""
    mutation {head} {{
      createSemanticDataModel(input: {{name: "M", definition: {held}}}) {{
        semanticDataModel {{ definition }}
      }}
    }}
    """


@pytest.mark.parametrize("default", ["", "by default"])
@pytest.mark.parametrize(
    "number",
    [
        "7",
        "-0.5e-3",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "1.7e308",
    ],
)
async def test_a_number_is_what_it_is_in_a_body(asker: Asker, number: str, default: str) -> None:
    sent = parse_object(f'{{"a": {number}}}')
    by_body = (await asker.change(MODEL, definition=sent))["definition"]
    assert (await asker.change(literal(number, default=default)))["definition"] == by_body


@pytest.mark.parametrize("default", ["", "by default"])
@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400])
async def test_a_number_that_no_double_holds_is_refused(asker: Asker, number: str, default: str) -> None:
    with pytest.raises(BodyError):
        parse_object(f'{{"a": {number}}}')
    assert (await asker.refusal(literal(number, default=default)))[0] == "BAD_INPUT"
    assert await asker.data(COUNT) == {"semanticDataModels": {"totalCount": 0}}


async def test_lists_and_objects_may_be_nested_as_deep_as_in_a_body(asker: Asker) -> None:
    def nested(levels: int) -> str:
        return "[" * levels + "]" * levels

    deep = (await asker.change(literal(nested(NESTING - 1))))["definition"]
    assert deep == parse_object(f'{{"a": {nested(NESTING - 1)}}}')
    assert (await asker.refusal(literal(nested(NESTING))))[0] == "BAD_INPUT"
    held = literal("[$x]", "($x: JSON)")
    inner: Any = parse_object(f'{{"a": {nested(NESTING - 2)}}}')["a"]
    assert (await asker.change(held, x=inner))["definition"] == {"a": [inner]}
    assert (await asker.refusal(held, x=[inner]))[0] == "BAD_INPUT"


async def test_variables_stand_inside_a_literal_and_absent_ones_leave_nothing(asker: Asker) -> None:
    document = literal('{b: $x, c: [$x, null, true, E, "t"], d: $y}', "($x: JSON, $y: String)")
    full = (await asker.change(document, x={"k": [1]}, y=None))["definition"]
    assert full == {"a": {"b": {"k": [1]}, "c": [{"k": [1]}, None, True, "E", "t"], "d": None}}
    bare = (await asker.change(document))["definition"]
    assert bare == {"a": {"c": [None, None, True, "E", "t"]}}
