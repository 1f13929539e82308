"""Ranking: what matches best comes first, the same on every machine; what matches alike, by its name."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

Scores = Mapping[str, float]
"""Scores by what they are of; more is better."""

K = 60
"""How little the first ranks differ when rankings are put together."""
SATURATION, LENGTH = 1.2, 0.75
"""How soon more of a word says no more, and how much a long text needs more of it."""


def ranked(scores: Scores) -> list[str]:
    """The names, the best first."""
    return sorted(scores, key=lambda name: (-scores[name], name))


def rounded(scores: Scores) -> Scores:
    """Scores of six digits: the last bits of a logarithm are the machine's own."""
    return {name: round(score, 6) for name, score in scores.items()}


def by_words(
    counts: Mapping[str, Mapping[str, int]], lengths: Mapping[str, int], looked_for: Sequence[str]
) -> Scores:
    """BM25 among texts that have any of the words: rare words count more, and frequent ones in short texts.

    `counts` says how often each word stands in each text.
    """
    having = Counter(word for each in counts.values() for word in each)
    usual = sum(lengths.values()) / len(lengths) if lengths else 0.0
    scores: dict[str, float] = defaultdict(float)
    for name, held in counts.items():
        damped = SATURATION * (1 - LENGTH + LENGTH * lengths[name] / usual)
        for word in looked_for:
            if word in held:
                rarity = math.log(1 + len(counts) / having[word])
                scores[name] += rarity * held[word] / (held[word] + damped)
    return rounded(scores)


def together(*rankings: Scores) -> Scores:
    """Reciprocal ranks: what stands high in several rankings stands highest."""
    scores: dict[str, float] = defaultdict(float)
    for each in rankings:
        for rank, name in enumerate(ranked(each), 1):
            scores[name] += 1 / (K + rank)
    return rounded(scores)
