"""A variation of an agent: how one of several is picked for a session that names none."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from backend.domain import law
from backend.domain.agent import Selection
from backend.domain.errors import Path
from backend.domain.law import Laws

MOST = 100
"""Variations that an agent may have."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A variation that may be picked: `gain` is the sum of its feedback, each from 0 to 1, over `count`."""

    id: str
    weight: int
    gain: float
    count: int


def pick(selection: Selection, candidates: Sequence[Candidate], random: Random) -> str | None:
    """The id of the one that is picked, or None. Weight 0 is never picked.

    UNIFORM: each alike. WEIGHTED: by weight. FEEDBACK: Thompson sampling, a draw for each from
    Beta(1 + gain, 1 + count - gain), of which the largest is picked.
    """
    able = [each for each in candidates if each.weight > 0]
    if not able:
        return None
    if selection is Selection.FEEDBACK:
        return max(able, key=lambda each: random.betavariate(1 + each.gain, 1 + each.count - each.gain)).id
    weights = [each.weight if selection is Selection.WEIGHTED else 1 for each in able]
    return random.choices(able, weights)[0].id


def weight(value: object, path: Path) -> object:
    """How often it is picked against the others; null is 1, and 0 never."""
    return 1 if value is None else _weight(value, path)


_weight = law.whole_number(0, 1_000_000)

VARIATION_LAWS: Laws = MappingProxyType({"weight": weight})
