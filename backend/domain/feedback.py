"""Feedback: a score from -1 to 1, and what may be written beside it."""

from types import MappingProxyType

from backend.domain import law
from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws

MOST_ATTRIBUTES = 64
_attribute = law.text(4_000)
_key = law.text(200, shortest=1)


def attributes(value: object, path: Path) -> dict[str, object]:
    """Up to 64 pairs of texts."""
    kept = law.mapping(value, path)
    if len(kept) > MOST_ATTRIBUTES:
        raise BadInput(f"There may be up to {MOST_ATTRIBUTES} attributes.", path)
    for key, each in kept.items():
        _key(key, (*path, key))
        _attribute(each, (*path, key))
    return kept


def gain(score: object) -> int:
    """What a score adds to the gain of a variation, in thousandths: 0 for -1, 1,000 for 1."""
    return round((float(str(score)) + 1) / 2 * 1000)


FEEDBACK_LAWS: Laws = MappingProxyType(
    {
        "score": law.number(-1, 1),
        "comment": law.optional(law.text(4_000)),
        "attributes": attributes,
        "run_id": law.optional(law.ID),
        "labels": law.labels,
        "external_id": law.EXTERNAL_ID,
        "extensions": law.EXTENSIONS,
    }
)
"""The law of each column that whoever gives feedback may write."""
