"""Patterns find what Python's own engine finds, in linear time, and what cannot be so matched is refused."""

import re
import time

import pytest
from hypothesis import given, strategies as st

from backend.platform import pattern

PATTERNS = (
    r"",
    r"^$",
    r"a",
    r"(a|ab)*c",
    r"(?:a|b|)+c$",
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    r"a{2,3}b?",
    r"(ab){0,2}$",
    r"x*?1",
    r"\bab\b",
    r"\Bb",
    r"[^ab]c",
    r".*b.",
    r"^\d{1,3}(\.\d{1,3}){3}$",
    r"[\w-]+@\S",
    r"\W\D\s",
    r"\Ac|1\Z",
)


def found(text: str, in_text: str) -> bool:
    return pattern.compiled(text).found_in(in_text, lambda _: None)


@pytest.mark.parametrize("text", PATTERNS)
@given(in_text=st.text("abcx-1. @", max_size=10))
def test_it_finds_what_python_finds(text: str, in_text: str) -> None:
    assert found(text, in_text) == bool(re.search(text, in_text))


def test_the_end_is_the_very_end() -> None:
    assert not found("a$", "a\n")
    assert found("a.*$", "a\nab")


def test_digits_and_words_are_ascii_as_in_javascript() -> None:
    assert not found(r"\d|\w", "٣é")


@pytest.mark.parametrize("text", [r"^(a+)+$", r"^(a|a)*$", r"(a*)*b", r"a*a*a*a*a*b", r"(a{0,16}){0,16}b"])
def test_work_is_linear_in_the_text(text: str) -> None:
    work: list[int] = []
    started = time.perf_counter()
    pattern.compiled(text).found_in("a" * 2_000 + "!", work.append)
    assert sum(work) <= 2_001 * len(pattern.compiled(text).states)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(", "is not a regular expression"),
        (r"\p{L}", "is not a regular expression"),
        (r"(?=a)", "looks around"),
        (r"(?<!a)b", "looks around"),
        (r"(a)\1", "looks around"),
        (r"(?i)a", "sets flags"),
        (r"(?i:a)", "sets flags"),
        ("a" * 1_001, "1000 are the most"),
        ("(((a{1000}){1000}){1000})", "too large"),
        ("(((){9999}){9999}){9999}", "too large"),
        ("(" * 499 + ")" * 499, "too deeply"),
    ],
)
def test_what_cannot_be_matched_in_bounded_time_is_refused(text: str, reason: str) -> None:
    with pytest.raises(pattern.PatternError, match=reason):
        pattern.compiled(text)


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("^Get", "get_weather", True),
        ("[a-f]+X", "DEADx", True),
        ("^[^a]$", "A", False),
        ("^[^a]$", "b", True),
        (r"^\D$", "7", False),
        ("ß", "SS", False),
        ("É", "é", True),
    ],
)
def test_case_may_be_told_not_to_count(source: str, text: str, expected: bool) -> None:  # noqa: FBT001
    machine = pattern.compiled(source, ignore_case=True)
    assert machine.found_in(text, lambda _: None) is expected
    assert not pattern.compiled("^Get").found_in("get", lambda _: None)
