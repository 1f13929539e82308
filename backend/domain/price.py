"""Prices: what a model's tokens cost, as data.

Source: https://platform.claude.com/docs/en/about-claude/pricing, as it stood in November 2026. US dollars per
million tokens at the standard tier; cache writes at the five-minute rate, the only one that is asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.domain.usage import Usage

MILLION = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens of each kind."""

    input: Decimal
    output: Decimal
    cache_read: Decimal
    cache_write: Decimal


def _price(input_: str, output: str, cache_read: str, cache_write: str) -> Price:
    return Price(Decimal(input_), Decimal(output), Decimal(cache_read), Decimal(cache_write))


PRICES = {
    "offline": _price("0", "0", "0", "0"),
    "claude-fable-5-1": _price("10", "50", "0.25", "12.50"),
    "claude-mythos-5-1": _price("10", "50", "0.25", "12.50"),
    "claude-fable-5": _price("10", "50", "1", "12.50"),
    "claude-mythos-5": _price("10", "50", "1", "12.50"),
    "claude-opus-5-5": _price("4", "20", "0.20", "5"),
    "claude-opus-5": _price("5", "25", "0.50", "6.25"),
    "claude-opus-4-8": _price("5", "25", "0.50", "6.25"),
    "claude-opus-4-7": _price("5", "25", "0.50", "6.25"),
    "claude-opus-4-6": _price("5", "25", "0.50", "6.25"),
    "claude-opus-4-5": _price("5", "25", "0.50", "6.25"),
    "claude-opus-4-1": _price("15", "75", "1.50", "18.75"),
    "claude-sonnet-5-5": _price("2", "10", "0.10", "2.50"),
    "claude-sonnet-5": _price("2", "10", "0.20", "2.50"),
    "claude-sonnet-4-6": _price("3", "15", "0.30", "3.75"),
    "claude-sonnet-4-5": _price("3", "15", "0.30", "3.75"),
    "claude-haiku-5-5": _price("0.10", "0.50", "0.01", "0.125"),
    "claude-haiku-4-5": _price("1", "5", "0.10", "1.25"),
}
"""Price by family: a model's name without its date. A family that is not here has no known price."""

_SUFFIX = re.compile(r"-(?:\d{8}|latest)$")

LONG_PROMPT = 100_000
LONG_PRICES = {"claude-haiku-5-5": _price("0.50", "2.50", "0.05", "0.625")}
"""What every token of a request costs whose prompt, caches included, is longer than LONG_PROMPT."""


def own_price(prices: Sequence[str | None]) -> Price | None:
    """What a model's provider says of it: input, output, cache reads and writes. None without the first two;
    what is not said of the cache costs as input does.
    """
    input_, output, cache_read, cache_write = prices
    if input_ is None or output is None:
        return None
    return _price(input_, output, cache_read or input_, cache_write or input_)


def cost(model: str, usage: Usage, own: Price | None = None) -> Decimal | None:
    """US dollars for the usage, by the model's `own` price or the known one; None if there is neither."""
    price = own or _known(model, usage)
    if price is None:
        return None
    total = (
        usage.input_tokens * price.input
        + usage.output_tokens * price.output
        + usage.cache_read_tokens * price.cache_read
        + usage.cache_write_tokens * price.cache_write
    )
    return total / MILLION


def _known(model: str, usage: Usage) -> Price | None:
    family = _family(model)
    if family is None:
        return None
    prompt = usage.input_tokens + usage.cache_read_tokens + usage.cache_write_tokens
    return LONG_PRICES.get(family, PRICES[family]) if prompt > LONG_PROMPT else PRICES[family]


def _family(model: str) -> str | None:
    name = model.removeprefix("anthropic/").partition("/")[0]
    family = _SUFFIX.sub("", name)
    return family if family in PRICES else None
