"""How a variation is picked: alike, by weight, or by what is known of it; and never one of weight 0."""

from collections import Counter
from random import Random

import pytest

from backend.domain.agent import Selection
from backend.domain.errors import BadInput
from backend.domain.variation import Candidate, pick, weight

DRAWS = 4_000


def picked(selection: Selection, *candidates: Candidate, seed: int = 7) -> Counter[str | None]:
    """How often each is picked."""
    random = Random(seed)  # noqa: S311  (no secret is made of it)
    return Counter(pick(selection, candidates, random) for _ in range(DRAWS))


def shares(counted: Counter[str | None]) -> dict[str | None, float]:
    return {name: count / DRAWS for name, count in counted.items()}


def unrated(name: str, weight: int) -> Candidate:
    return Candidate(name, weight, 0, 0)


@pytest.mark.parametrize("selection", Selection, ids=lambda selection: selection.name)
def test_weight_0_is_never_picked_whatever_is_known_of_it(selection: Selection) -> None:
    best = Candidate("best", 0, 1_000, 1_000)
    assert picked(selection, best, unrated("other", 1)) == {"other": DRAWS}
    assert picked(selection, best) == {None: DRAWS}
    assert picked(selection) == {None: DRAWS}


def test_uniform_picks_each_alike_whatever_their_weights() -> None:
    found = shares(picked(Selection.UNIFORM, unrated("a", 1), unrated("b", 1_000_000), unrated("c", 5)))
    assert found == {name: pytest.approx(1 / 3, abs=0.03) for name in "abc"}


def test_weighted_picks_by_weight_whatever_the_ratings() -> None:
    found = shares(picked(Selection.WEIGHTED, unrated("a", 1), Candidate("b", 3, 0, 900), unrated("c", 6)))
    assert found == {
        name: pytest.approx(part, abs=0.03) for name, part in zip("abc", (0.1, 0.3, 0.6), strict=True)
    }


def test_feedback_picks_the_better_nearly_always_once_much_is_known() -> None:
    found = shares(picked(Selection.FEEDBACK, Candidate("good", 1, 180, 200), Candidate("bad", 1, 60, 200)))
    assert found == {"good": 1.0}


def test_feedback_still_tries_what_little_is_known_of() -> None:
    found = shares(picked(Selection.FEEDBACK, Candidate("good", 1, 14, 20), unrated("new", 1)))
    assert found["good"] > found["new"] > 0.1


def test_feedback_without_any_picks_each_alike() -> None:
    found = shares(picked(Selection.FEEDBACK, unrated("a", 1), unrated("b", 50)))
    assert found == {name: pytest.approx(1 / 2, abs=0.03) for name in "ab"}


def test_feedback_learns_which_is_better_as_it_is_used() -> None:
    random = Random(3)  # noqa: S311
    truth = {"a": 0.4, "b": 0.6, "c": 0.5}
    gain, count = dict.fromkeys(truth, 0.0), dict.fromkeys(truth, 0)
    for _ in range(DRAWS):
        known = [Candidate(name, 1, gain[name], count[name]) for name in truth]
        chosen = pick(Selection.FEEDBACK, known, random)
        assert chosen is not None
        count[chosen] += 1
        gain[chosen] += random.random() < truth[chosen]
    assert count["b"] > DRAWS * 0.7


def test_a_weight_is_a_whole_number_and_1_if_nobody_says() -> None:
    assert [weight(each, ("weight",)) for each in (None, 0, 1_000_000)] == [1, 0, 1_000_000]
    for wrong in (-1, 1_000_001, 1.0, True, "1"):
        with pytest.raises(BadInput) as refused:
            weight(wrong, ("weight",))
        assert refused.value.path == ("weight",)
