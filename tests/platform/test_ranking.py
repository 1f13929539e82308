"""Ranking: the best first, and what matches alike by its name."""

from backend.platform.ranking import by_words, ranked, together


def test_what_matches_alike_stands_by_its_name() -> None:
    assert ranked({"b": 1.0, "c": 2.0, "a": 1.0}) == ["c", "a", "b"]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    counts = {"a": {"the": 1}, "b": {"the": 1}, "c": {"rare": 1}}
    scores = by_words(counts, dict.fromkeys(counts, 10), ["the", "rare"])
    assert ranked(scores) == ["c", "a", "b"]


def test_more_of_a_word_counts_more_and_less_in_a_longer_text() -> None:
    counts = {"long": {"x": 2}, "twice": {"x": 2}, "once": {"x": 1}}
    scores = by_words(counts, {"long": 90, "twice": 10, "once": 10}, ["x"])
    assert scores["twice"] > scores["once"] > scores["long"] > 0


def test_nothing_is_found_among_nothing() -> None:
    assert by_words({}, {}, ["x"]) == {}
    assert together({}, {}) == {}


def test_rankings_are_put_together_by_reciprocal_ranks() -> None:
    scores = together({"a": 9.0, "b": 1.0}, {"b": 0.2, "c": 0.1})
    assert scores == {"a": round(1 / 61, 6), "b": round(1 / 62 + 1 / 61, 6), "c": round(1 / 62, 6)}
    assert ranked(scores) == ["b", "a", "c"]
