"""Time: a moment is in UTC, exact to the microsecond, and prints as `2026-11-22T06:00:00.000000Z`."""

from datetime import UTC, datetime
from functools import lru_cache


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


@lru_cache(1_000)  # an append or a change writes its moment several times
def text(moment: datetime) -> str:
    """The one spelling of a moment, which sorts as the moments do. ValueError if it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone: nobody knows which moment it is.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def parse(spelling: str) -> datetime:
    """The moment, in UTC, that ISO 8601 with a zone names: `2026-11-22T07:00+01:00`. Else ValueError."""
    moment = datetime.fromisoformat(spelling)
    if moment.tzinfo is None:
        raise ValueError(f"{spelling!r} has no time zone: end it with Z or an offset like +02:00.")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{spelling!r} is outside the years 1 to 9999 in UTC.") from error
