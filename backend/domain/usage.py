"""Usage: the tokens that a message or a run took, and what they cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

CENT_FRACTION = Decimal("0.000000001")
"""Costs are told in dollars with nine digits after the point."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens by how they are charged; `cost` in US dollars, None where a price is unknown."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cost: Decimal | None = Decimal(0)

    def __add__(self, other: "Usage") -> "Usage":
        known = self.cost is not None and other.cost is not None
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cache_read_tokens + other.cache_read_tokens,
            self.cache_write_tokens + other.cache_write_tokens,
            (self.cost or Decimal(0)) + (other.cost or Decimal(0)) if known else None,
        )

    def payload(self) -> dict[str, int | str | None]:
        """The usage as it stands in events and rows: camelCase, the cost as text."""
        return {
            "inputTokens": self.input_tokens,
            "outputTokens": self.output_tokens,
            "cacheReadTokens": self.cache_read_tokens,
            "cacheWriteTokens": self.cache_write_tokens,
            "cost": None if self.cost is None else format(self.cost.quantize(CENT_FRACTION), "f"),
        }


def usage_from(payload: Mapping[str, int | str | None]) -> Usage:
    """The usage that a payload tells of."""
    cost = payload["cost"]
    return Usage(
        int(payload["inputTokens"] or 0),
        int(payload["outputTokens"] or 0),
        int(payload["cacheReadTokens"] or 0),
        int(payload["cacheWriteTokens"] or 0),
        None if cost is None else Decimal(cost),
    )
