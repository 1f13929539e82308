"""A moment has one spelling, and its order is the order of the spellings."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from backend.platform import clock


def test_now_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


def test_a_moment_prints_as_27_characters_in_utc() -> None:
    moment = datetime(2026, 11, 22, 7, tzinfo=timezone(timedelta(hours=1)))
    assert clock.text(moment) == "2026-11-22T06:00:00.000000Z"


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_spellings_read_back_and_sort_as_the_moments_do(one: datetime, other: datetime) -> None:
    assert clock.parse(clock.text(one)) == one
    assert (clock.text(one) < clock.text(other)) == (one < other)


@pytest.mark.parametrize(
    "spelling", ["2026-11-22T06:00:00Z", "2026-11-22T07:00:00+01:00", "2026-11-22 06:00Z", "20261122T060000Z"]
)
def test_every_zoned_iso_8601_form_is_read(spelling: str) -> None:
    assert clock.text(clock.parse(spelling)) == "2026-11-22T06:00:00.000000Z"


@pytest.mark.parametrize(
    "spelling",
    ["", "now", "2026-11-22", "2026-11-22T06:00:00", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+01:00"],
)
def test_what_names_no_moment_is_refused(spelling: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clock.parse(spelling)


def test_a_moment_without_zone_is_not_printed() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.text(datetime(2026, 11, 22))  # noqa: DTZ001 - the point of the test
