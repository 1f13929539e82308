"""Words: the same ones for each way of writing them."""

import pytest

from backend.platform.words import LONGEST, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\t… — « » ' \" * ( ) ^ : - _", []),
        ("Hello, WORLD!", ["hello", "world"]),
        ("foo AND bar OR NEAR(a*)", ["foo", "and", "bar", "or", "near", "a"]),
        ("snake_case kebab-case a.b/c", ["snake", "case", "kebab", "case", "a", "b", "c"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("\u00c4rger a\u0308rger", ["\u00e4rger", "\u00e4rger"]),
        ("İstanbul Istanbul", ["istanbul", "istanbul"]),
        ("ΑΣ ας", ["ασ", "ασ"]),
        ("\uff26\uff4f\uff4f ①²", ["foo", "12"]),
        ("हिन्दी 東京", ["हिन्दी", "東京"]),
        ("nice🙂day ❤️", ["nice", "🙂", "day", "❤"]),
        ("\ud800x", ["x"]),
    ],
)
def test_a_word_is_a_run_of_letters_and_digits_or_a_symbol(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_plain_text_has_the_words_that_it_has_among_other_letters() -> None:
    text = "The Quick-Brown fox, it's 42_000!"
    assert [*words(text), "é"] == words(f"{text} é")


def test_a_long_word_is_cut() -> None:
    assert words("a" * 1000) == ["a" * LONGEST]
    assert words("ä" * 1000) == ["ä" * LONGEST]
