"""Models: exact prices, handles of two words, and lists in which no name is twice."""

from decimal import Decimal
from typing import Any

import pytest

from backend.domain.errors import BadInput
from backend.domain.model import MODEL_LAWS, MOST_MODELS, model_handle_from, models, price

HERE = ("models",)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2.50", "2.5"), ("0", "0"), ("-0", "0"), ("0.000000001", "0.000000001"), ("999999.999999999",) * 2,
        ("1e2", "100"), ("1.0000000000", "1"),
    ],
)  # fmt: skip
def test_equal_prices_are_one_text(given: str, kept: str) -> None:
    assert price(Decimal(given), HERE) == kept


@pytest.mark.parametrize("given", ["-0.1", "1000000", "0.0000000001", "NaN", "Infinity"])
def test_a_price_out_of_bounds_is_refused(given: str) -> None:
    with pytest.raises(BadInput):
        price(Decimal(given), HERE)


@pytest.mark.parametrize("given", ["1", 1.5, True])
def test_a_price_is_a_decimal(given: object) -> None:
    with pytest.raises(BadInput):
        price(given, HERE)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("claude-sonnet-5", "v/claude-sonnet-5"),
        ("gpt-4.1", "v/gpt-4.1"),
        ("Qwen/Qwen3 8B", "v/qwen-qwen3-8b"),
        ("…", "v/model"),
    ],
)
def test_a_handle_is_made_of_vendor_and_name(name: str, handle: str) -> None:
    assert model_handle_from("v", name) == handle
    assert MODEL_LAWS["handle"](handle, HERE) == handle


@pytest.mark.parametrize("handle", ["a", "a/", "/a", "a/b/c", "A/b", "a/-b", 1])
def test_a_handle_is_two_words_and_one_slash(handle: object) -> None:
    with pytest.raises(BadInput):
        MODEL_LAWS["handle"](handle, HERE)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, ("models", 0, "name")),
        ({"name": " "}, ("models", 0, "name")),
        ({"name": "a", "inputPrice": Decimal(-1)}, ("models", 0, "inputPrice")),
        ({"name": "a", "maxInputTokens": 0}, ("models", 0, "maxInputTokens")),
        ({"name": "a", "seeded": True}, ("models", 0, "seeded")),
    ],
)
def test_what_is_wrong_with_a_model_is_named_with_its_place(given: Any, path: tuple[str | int, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        models([given], HERE)
    assert refused.value.path == path


def test_no_name_is_in_a_list_twice_and_no_list_is_endless() -> None:
    with pytest.raises(BadInput) as refused:
        models([{"name": "a"}, {"name": "b"}, {"name": "a"}], HERE)
    assert refused.value.path == ("models", 2, "name")
    with pytest.raises(BadInput):
        models([{"name": str(each)} for each in range(MOST_MODELS + 1)], HERE)


def test_a_model_keeps_what_is_given_of_it_and_its_switch_is_on_by_default() -> None:
    assert models([{"name": "a", "enabled": None, "inputPrice": Decimal("2.50"), "label": None}], HERE) == [
        {"name": "a", "enabled": True, "input_price": "2.5", "label": None}
    ]
    assert models(None, HERE) == []
