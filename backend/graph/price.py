"""Prices: what an operation costs, as a sum that is worked out once and grows with the sizes in variables."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

Path = tuple[str, ...]
"""The keys of the answer that lead to a field."""

_CHARGE = 30
"""Characters of a plan's text that take as much memory as a charge does."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows there are at most: no more than `most`, and no more than each of the variables says."""

    most: int
    names: tuple[str, ...] = ()

    def of(self, variables: Mapping[str, Any]) -> int:
        """The size in a request."""
        least: float = self.most
        for name in self.names:
            least = min(least, count(variables[name]))
        return int(least) if least > 0 else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the answer, and how often it is there: `times`, and as often as each of the sizes says."""

    path: Path = ()
    times: int = 1
    sizes: tuple[Size, ...] = ()

    def inside(self, key: str) -> "Place":
        """A place inside it."""
        return Place((*self.path, key), self.times, self.sizes)

    def each(self, size: Size) -> "Place":
        """The place of every row there."""
        if not size.names:
            return Place(self.path, self.times * size.most, self.sizes)
        return Place(self.path, self.times, (*self.sizes, size))


@dataclass(frozen=True, slots=True)
class Charge:
    """What one thing costs, at a path of the answer: the amount, as often as each of the sizes says."""

    path: Path
    amount: int
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What an operation costs for variables of one shape: `fixed`, and amounts that grow with sizes."""

    charges: tuple[Charge, ...]
    sizes: tuple[Size, ...]
    fixed: int
    growing: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def weight(self) -> int:
        """What it weighs among plans: as much as so many characters of their texts."""
        return _CHARGE * len(self.charges)

    def of(self, variables: Mapping[str, Any]) -> int:
        """The cost in a request."""
        total = self.fixed
        if self.growing:
            counts = [size.of(variables) for size in self.sizes]
            for amount, sizes in self.growing:
                grown = amount
                for size in sizes:
                    grown *= counts[size]
                total += grown
        return total

    def dearest(self, variables: Mapping[str, Any]) -> tuple[Path, int]:
        """The field that costs most by itself, and how much."""
        counts = [size.of(variables) for size in self.sizes]
        totals: dict[Path, int] = {}
        for each in self.charges:
            if each.path:
                amount = each.amount * prod(counts[size] for size in each.sizes)
                totals[each.path] = totals.get(each.path, 0) + amount
        return max(totals.items(), key=lambda item: item[1])


def count(value: object) -> float:
    """What a size says, or how many a list holds; what is neither is one, and refused where it is read."""
    if isinstance(value, int | float):
        return value
    return len(value) if isinstance(value, list) else 1
