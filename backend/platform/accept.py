"""The Accept header: which of the media types on offer the client likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of the header: `type/subtype`, its quality from 0 to 1 and its place in the list."""

    kind: str
    quality: float
    place: int

    def precision(self, media: str) -> int:
        """How exactly the range names the media type: 0 not at all, 1 by `*/*`, 2 by `type/*`, 3 in full."""
        if self.kind == media:
            return 3
        if self.kind == media.partition("/")[0] + "/*":
            return 2
        return int(self.kind == "*/*")


def parse(header: str) -> list[MediaRange]:
    """The ranges of an Accept header, in its order; elements that are not media ranges are passed over."""
    ranges = []
    for place, element in enumerate(header.lower().split(",")):
        kind, *parameters = (part.strip() for part in element.split(";"))
        if kind.count("/") == 1:
            ranges.append(MediaRange(kind, _quality(parameters), place))
    return ranges


@lru_cache(256)
def choose(header: str, offers: tuple[str, ...], *, wildcard: bool = True) -> str | None:
    """The offer the client likes best: by quality, then by its own order, then by the order offered.

    A missing header accepts everything. Without `wildcard`, only offers that are named in full count.
    """
    ranges = parse(header or "*/*")
    best: tuple[float, int] | None = None
    chosen = None
    for offer in offers:
        match = max(ranges, key=lambda each: (each.precision(offer), -each.place), default=None)
        if match is None or match.precision(offer) < (1 if wildcard else 3) or not match.quality:
            continue
        rank = (match.quality, -match.place)
        if best is None or rank > best:
            best, chosen = rank, offer
    return chosen


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
