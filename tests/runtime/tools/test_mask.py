"""What is secret is kept out of what is told, however it is spelt."""

import base64
import html
import json
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from backend.domain.sealed import Sealed
from backend.runtime.tools.mask import Mask

SECRET = 's3cret é"<&/ +\\x'


@pytest.mark.parametrize(
    "spelt",
    [
        SECRET,
        quote(SECRET),
        quote(SECRET, safe=""),
        quote_plus(SECRET),
        html.escape(SECRET),
        json.dumps(SECRET)[1:-1],
        json.dumps(SECRET, ensure_ascii=False)[1:-1],
        base64.b64encode(SECRET.encode()).decode(),
        repr(SECRET)[1:-1],
    ],
)
def test_a_secret_is_found_in_every_usual_spelling(spelt: str) -> None:
    assert Mask([Sealed(SECRET)]).text(f"a {spelt} b {spelt}") == "a ••• b •••"


def test_of_two_secrets_the_longer_goes_first() -> None:
    assert Mask([Sealed("abcd"), Sealed("abcdefgh")]).text("abcdefgh abcd") == "••• •••"


def test_what_follows_a_scheme_is_a_secret_too_unless_it_is_short() -> None:
    assert Mask([Sealed("Bearer abcdefgh")]).text("abcdefgh") == "•••"
    assert Mask([Sealed("a b")]).text("b") == "b"


def test_without_secrets_nothing_is_changed_and_an_empty_one_is_none() -> None:
    assert Mask([]).text("abc") == "abc"
    assert Mask([Sealed("")]).text("abc") == "abc"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"pin 1234": ["x1234", {"a": 1234}]}, {"pin •••": ["x•••", {"a": "•••"}]}),
        ([51234.5, 12, True, None, 1.5], ["•••", 12, True, None, 1.5]),
        ("\0", "\ufffd"),
    ],
)
def test_keys_texts_and_numbers_of_json_are_looked_through(value: Any, told: Any) -> None:
    assert Mask([Sealed("1234")]).value(value) == told
