"""How large the answer of one statement may be: rows are priced before they are read, their length is not."""

from backend.domain.errors import TooExpensive

LARGEST = 64 * 1024 * 1024
"""Bytes, where the settings say nothing else."""


class AnswerTooLarge(Exception):
    """An answer was not read to its end. It may have had `largest` bytes."""

    def __init__(self, largest: int) -> None:
        super().__init__(largest)
        self.largest = largest


def too_large(largest: int) -> TooExpensive:
    """What is said of such an answer."""
    return TooExpensive(
        f"The answer is larger than {largest:,} bytes: ask for fewer rows or fields at once. "
        "CONCORD_MAX_ANSWER sets the limit."
    )
