"""Budgets: how much one request may cost, and how much a key may spend in a minute. See docs/cost.md."""

from collections.abc import Mapping
from typing import Any

from backend.domain.errors import RateLimited, TooExpensive
from backend.domain.viewer import Viewer
from backend.graph.answer import RequestError, error_body
from backend.graph.price import Price
from backend.platform.allowance import Allowance, Exhausted

PER_REQUEST = 500_000
"""Three lists inside each other, each of its usual 50 rows, cost 130,102: four need to say `first`."""
_TOLD = 2**53 - 1
"""The greatest cost that is told as it is: JSON's readers hold no greater number exactly."""


class Budget:
    """What is refused before any SQL is sent: a request that costs more than `request`, and what is more than
    the allowance of a key. `most` is what one request may cost by both.
    """

    def __init__(self, request: int = PER_REQUEST, minute: Allowance | None = None) -> None:
        self._minute = minute
        self.most = request if minute is None else min(request, minute.limit)

    def spend(self, price: Price, variables: Mapping[str, Any], viewer: Viewer) -> tuple[int, int | None]:
        """Take what a request costs: how much that is, and what its key has left of this minute, if that has
        an end (RequestError if no request may cost so much, RATE_LIMITED if its key may not now).
        """
        cost = price.of(variables)
        if cost > self.most:
            raise self._too_expensive(cost, price, variables)
        if self._minute is None:
            return cost, None
        try:
            return cost, self._minute.spend(viewer.key_id or viewer.principal, cost)
        except Exhausted as error:
            raise _exhausted(cost, error.wait, self._minute.limit) from None

    def told(self, cost: int, left: int | None) -> Mapping[str, int]:
        """The cost of an answer as it stands in `extensions.cost`."""
        found = {"requested": cost, "budget": self.most}
        return found if left is None else {**found, "remaining": left}

    def _too_expensive(self, cost: int, price: Price, variables: Mapping[str, Any]) -> RequestError:
        path, amount = price.dearest(variables)
        message = (
            f"This costs {cost:,}, and a request may cost {self.most:,}. The dearest is {'.'.join(path)}: "
            f"{amount:,}. Ask for fewer rows there, or nest less deeply; docs/cost.md tells what costs what."
        )
        told = {"requested": min(cost, _TOLD), "budget": self.most, "dearest": path}
        return RequestError([error_body(message, TooExpensive.code, cost=told)])


def _exhausted(cost: int, wait: int, limit: int) -> RateLimited:
    return RateLimited(
        f"This costs {cost:,}, and this key has less left of the {limit:,} that it may spend in a minute. "
        f"Try again in {wait} s.",
        retry_after=wait,
    )
