"""Embeddings: the same numbers everywhere, close for texts that are alike."""

import hashlib
import math

import pytest

from backend.platform.embedding import EMBEDDERS, HASHING, likeness, written


def test_the_embedder_in_the_box_is_found_by_its_name() -> None:
    assert EMBEDDERS["hashing-256"] is HASHING


def test_a_text_has_the_same_vector_on_every_machine() -> None:
    stored = written(HASHING.embed("Straße №7, the quick brown fox 🙂 हिन्दी"))
    assert (
        hashlib.sha256(stored.encode()).hexdigest()
        == "02a1f192bd70c4bf4e57ac7cdbe5fce079821bc864606f6356244c682e6afa17"
    )


@pytest.mark.parametrize("text", ["a", "Hello, world!", "ä" * 5000, "🙂", "a a a b"])
def test_a_vector_has_256_numbers_and_the_length_one(text: str) -> None:
    vector = HASHING.embed(text)
    assert len(vector) == 256
    assert math.isclose(math.fsum(each * each for each in vector), 1)
    assert math.isclose(likeness(vector, [written(vector)])[0], 1, rel_tol=1e-6)


@pytest.mark.parametrize("text", ["", " … !"])
def test_a_text_without_words_is_like_nothing(text: str) -> None:
    vector = HASHING.embed(text)
    assert set(vector) == {0.0}
    assert likeness(HASHING.embed("word"), [written(vector)]) == [0]


def test_case_and_composition_make_no_difference() -> None:
    assert HASHING.embed("STRASSE é") == HASHING.embed("Straße e\u0301")


def test_what_shares_words_or_their_spelling_is_alike() -> None:
    wanted = HASHING.embed("favourite colours")
    texts = ("her favourite colours", "a favorite color", "how to deploy with docker")
    same, spelt, other = likeness(wanted, [written(HASHING.embed(text)) for text in texts])
    assert same > spelt > abs(other)


def test_a_vector_of_another_length_is_like_nothing() -> None:
    assert likeness(HASHING.embed("word"), [written([1.0, 0.0])]) == [0]
