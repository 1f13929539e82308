"""Embeddings: texts as vectors of one length, close where the texts are alike. What is in the box needs no
network and no model.
"""

import math
import struct
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType
from typing import Protocol

from backend.platform.words import words

Vector = Sequence[float]
"""Numbers whose squares add up to 1, or to 0 for a text without words."""


class Embedder(Protocol):
    """Turns texts into vectors on this machine, always the same ones. A long text may take a second."""

    @property
    def name(self) -> str:
        """What its vectors are marked with: those of another name cannot be compared with them."""

    def embed(self, text: str) -> Vector:
        """The vector of a text."""


class Hashing:
    """Words and the trigrams in them, each hashed to a sign and one of 256 dimensions.

    Texts are alike if they share words, or words that are spelt alike.
    """

    name = "hashing-256"
    dimensions = 256

    def embed(self, text: str) -> Vector:
        """See `Embedder.embed`."""
        sums = [0.0] * self.dimensions
        for word, count in Counter(words(text)).items():
            # Roots and quotients are exact to the last bit on every machine; logarithms are not.
            weight = math.sqrt(count)
            self._add(sums, word, weight)
            framed = f"<{word}>"
            trigrams = [framed[start : start + 3] for start in range(len(framed) - 2)]
            for trigram in trigrams:
                self._add(sums, f"~{trigram}", weight / math.sqrt(len(trigrams)))
        length = math.sqrt(math.fsum(each * each for each in sums))
        return [each / length for each in sums] if length else sums

    def _add(self, sums: list[float], feature: str, weight: float) -> None:
        number = int.from_bytes(blake2b(feature.encode(), digest_size=4).digest())
        sums[number % self.dimensions] += weight if number & 1 << 31 else -weight


HASHING = Hashing()

EMBEDDERS: Mapping[str, Embedder] = MappingProxyType({HASHING.name: HASHING})
"""Every embedder by its name."""


def written(vector: Vector) -> str:
    """A vector as it is stored: the base64 of its numbers in 32 bits each, the lowest byte first."""
    return b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def likeness(wanted: Vector, stored: Sequence[str]) -> list[float]:
    """The cosine of a vector and each stored one, -1 to 1 (0 if it is of another length)."""
    told = [(index, number) for index, number in enumerate(wanted) if number]
    return [_cosine(told, f"<{len(wanted)}f", b64decode(each)) for each in stored]


def _cosine(told: Sequence[tuple[int, float]], form: str, packed: bytes) -> float:
    if len(packed) != struct.calcsize(form):
        return 0.0
    other: tuple[float, ...] = struct.unpack(form, packed)
    return sum([number * other[index] for index, number in told])
