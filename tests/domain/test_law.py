"""What may be written, and how it is kept."""

from enum import Enum

import pytest

from backend.domain import law
from backend.domain.configuration import CONFIGURATION_LAWS, DEFAULT_LIMITS
from backend.domain.errors import BadInput
from backend.domain.kept import differs
from backend.domain.spelling import camel


class Colour(Enum):
    RED = "RED"


def test_null_is_the_default_of_each_column_of_a_configuration() -> None:
    kept = law.lawful(dict.fromkeys(CONFIGURATION_LAWS), CONFIGURATION_LAWS)
    assert kept == {
        "instructions": "",
        "models": ["offline"],
        "limits": dict(DEFAULT_LIMITS),
        "model_settings": None,
        "compaction": None,
        "tool_selection": None,
        "episodic_memory": None,
    }


def test_a_limit_that_is_null_has_its_default_and_one_that_is_not_given_is_not_written() -> None:
    kept = law.lawful(
        {"limits": {"maxTurns": 3, "maxTokens": 10, "timeoutSeconds": None}}, CONFIGURATION_LAWS
    )
    assert kept["limits"] == {"maxTurns": 3, "maxTokens": 10, "timeoutSeconds": 600}


@pytest.mark.parametrize("value", [{"a": float("inf")}, {"a": object()}, {1: "a"}, [], "text"])
def test_what_is_no_json_object_is_refused(value: object) -> None:
    with pytest.raises(BadInput):
        law.METADATA(value, ("metadata",))


def test_json_that_is_nested_too_deeply_is_refused() -> None:
    deep: dict[str, object] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    with pytest.raises(BadInput):
        law.METADATA(deep, ("metadata",))


def test_an_enum_is_kept_by_its_name() -> None:
    colour = law.member_of(Colour)
    assert (colour(Colour.RED, ("c",)), colour("RED", ("c",))) == ("RED", "RED")
    with pytest.raises(BadInput, match="one of RED"):
        colour("BLUE", ("c",))


def test_there_are_up_to_64_labels() -> None:
    assert len(law.labels({f"k{n}": "v" for n in range(64)}, ("labels",))) == 64
    with pytest.raises(BadInput):
        law.labels({f"k{n}": "v" for n in range(65)}, ("labels",))


def test_an_edit_is_a_change_of_value_or_kind() -> None:
    assert not differs({"a": {"x": 1, "y": 2}}, {"a": {"y": 2, "x": 1}})
    assert not differs({"a": 1, "b": 2}, {})
    assert differs({"a": 1}, {"a": True})
    assert differs({"a": 1}, {"a": 1.0})
    assert differs({"a": None}, {"a": ""})


def test_columns_are_spelled_as_fields() -> None:
    assert [camel(each) for each in ("name", "input_schema", "model_settings")] == [
        "name",
        "inputSchema",
        "modelSettings",
    ]
