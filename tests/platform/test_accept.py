"""Accept headers: what counts is quality, then the client's order, then ours."""

import pytest

from backend.platform.accept import choose

OFFERS = ("application/json", "text/html", "text/plain")


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/html"),
        ("text/plain, application/json", "text/plain"),
        ("text/plain;q=0.3, text/html;level=1;q=0.7", "text/html"),
        ("text/*;q=1, text/html;q=0.1", "text/plain"),
        ("*/*;q=0.1, text/html;q=0", "application/json"),
        ("text/html ; Q=0.2 , TEXT/PLAIN", "text/plain"),
        ("text/html;q=2, text/plain", "text/html"),
        ("text/html;q=-1, text/plain;q=0.1", "text/plain"),
        ("text/html;q=, text/plain;q=0.1", "text/plain"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("json", None),
    ],
)
def test_the_best_offer_is_chosen(header: str, chosen: str | None) -> None:
    assert choose(header, OFFERS) == chosen


def test_without_wildcards_only_what_is_named_in_full_counts() -> None:
    assert choose("*/*, text/*", OFFERS, wildcard=False) is None
    assert choose("*/*, text/plain;q=0.1", OFFERS, wildcard=False) == "text/plain"
    assert choose("text/plain;q=0", OFFERS, wildcard=False) is None
