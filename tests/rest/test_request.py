"""Requests as binds read them: query strings are read as the standard library does, or refused."""

from random import Random
from typing import Any
from urllib.parse import parse_qs, quote_plus

import pytest
from starlette.types import Message

from backend.domain.errors import BadInput
from backend.rest.request import MOST_PARAMETERS, Request

WORDS = ("a", "pg[limit]", "é€", "100% + more", "x=y&z", "", " ", "%41", '{"name":{"eq":"Ada"}}')


def asked(query: bytes) -> Request:
    """A request with this query string."""
    scope: dict[str, Any] = {"type": "http", "query_string": query, "headers": []}
    return Request(scope, _nothing, {})


async def _nothing() -> Message:
    raise AssertionError("Nobody reads the body.")


def test_query_strings_are_read_as_the_standard_library_reads_them() -> None:
    random = Random(7)  # noqa: S311 - tests repeat
    for _ in range(500):
        pairs = [(random.choice(WORDS), random.choice(WORDS)) for _ in range(random.randint(0, 5))]
        written = "&".join([f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs])
        query = random.choice([written, f"&{written}&&", written.replace("%20", "+"), f"{written}&flag"])
        assert asked(query.encode()).queries() == parse_qs(query, keep_blank_values=True)


def test_of_a_parameter_that_is_sent_twice_the_last_counts_and_a_blank_one_is_absent() -> None:
    request = asked(b"a=1&a=2&b=&c")
    assert [request.query(each) for each in "abcd"] == ["2", None, None, None]


@pytest.mark.parametrize("query", [b"a=%ff", b"%c3=1", b"a=\xff"])
def test_what_is_no_utf8_is_refused(query: bytes) -> None:
    with pytest.raises(BadInput, match="percent-encoded UTF-8"):
        asked(query).query("a")


def test_too_many_parameters_are_refused() -> None:
    assert len(asked(b"&".join([b"a=1"] * MOST_PARAMETERS)).queries()["a"]) == MOST_PARAMETERS
    with pytest.raises(BadInput, match=f"more than {MOST_PARAMETERS}"):
        asked(b"&".join([b"a=1"] * (MOST_PARAMETERS + 1))).query("a")
