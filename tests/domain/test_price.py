"""Costs are exact, and unknown where the price is."""

from decimal import Decimal

import pytest

from backend.domain.price import cost
from backend.domain.usage import Usage


@pytest.mark.parametrize(
    ("model", "usage", "dollars"),
    [
        ("claude-sonnet-5-5", Usage(1_000_000, 0), "2"),
        ("claude-sonnet-5-5", Usage(0, 1_000_000), "10"),
        ("claude-sonnet-5-5", Usage(0, 0, 1_000_000, 0), "0.10"),
        ("claude-sonnet-5-5", Usage(0, 0, 0, 1_000_000), "2.50"),
        ("anthropic/claude-opus-4-5-20251101", Usage(1, 1), "0.00003"),
        ("claude-haiku-5-5", Usage(100_000, 10), "0.010005"),
        ("claude-haiku-5-5", Usage(90_000, 10, 10_001), "0.04552505"),
        ("offline", Usage(5, 5), "0"),
        ("offline/overloaded", Usage(5, 5), "0"),
    ],
)
def test_a_known_model_costs_what_its_tokens_cost(model: str, usage: Usage, dollars: str) -> None:
    assert cost(model, usage) == Decimal(dollars)


@pytest.mark.parametrize("model", ["claude-opus-99", "claude-opus-5-7", "anthropic/qwen-3", "claude-"])
def test_an_unknown_model_has_no_cost(model: str) -> None:
    assert cost(model, Usage(1, 1)) is None


def test_a_cost_is_told_with_nine_digits() -> None:
    assert Usage(cost=Decimal("0.0000015")).payload()["cost"] == "0.000001500"


def test_one_unknown_cost_makes_the_sum_unknown() -> None:
    assert (Usage(1, cost=Decimal(1)) + Usage(1, cost=None)).cost is None
    assert (Usage(1, cost=Decimal(1)) + Usage(2, cost=Decimal(2))).cost == Decimal(3)
