"""Plain YAML: what JSON could say, and nothing that hurts."""

from typing import Any

import pytest

from backend.platform.plain_yaml import DEEPEST, YamlError, read_yaml, write_yaml


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("", None),
        ("b: [x, 2.5, true, null, ~]\nc: {d: 'e'}", {"b": ["x", 2.5, True, None, None], "c": {"d": "e"}}),
        ("[2024-01-01, 1:1:1, 0x1F, .inf, 0o7]", ["2024-01-01", "1:1:1", "0x1F", ".inf", "0o7"]),
        ("1: one\ntrue: two\n~: three", {"1": "one", "true": "two", "~": "three"}),
        ("a: 99999999999999999999", {"a": "99999999999999999999"}),
        ("a: no\nb: 'no'\nc: |\n  x\n  y\n", {"a": False, "b": "no", "c": "x\ny\n"}),
        ("!!binary aGk=", "aGk="),
        ("a: !!python/name:os.system ''", {"a": ""}),
        ("a: 1\na: 2", {"a": 2}),
    ],
)
def test_values_are_read(source: str, value: Any) -> None:
    assert read_yaml(source) == value


@pytest.mark.parametrize(
    "source",
    [
        "a: b: c",
        "a: [",
        "a: 1\n---\nb: 2",
        "a: &x 1\nb: *x",
        "a: &a [*a]",
        "? [a]\n: b",
        "a: '\x07'",
        "a: \ud800",
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "".join(f"{' ' * each}- \n" for each in range(DEEPEST + 2)),
    ],
)
def test_what_hurts_or_is_none_is_refused_in_one_line(source: str) -> None:
    with pytest.raises(YamlError) as caught:
        read_yaml(source)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        {"z": 1, "a": [1.5, None, True, "no", "2024-01-01", "~", "", "a: b", "Ä\n\nx "]},
        {"deep": [[[[[{"x": []}]]]]], "empty": {}, "1": "one"},
        "text",
        None,
    ],
)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert read_yaml(write_yaml(value)) == value
