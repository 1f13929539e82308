"""Sealed texts: they open with the right key in the right place, and tell nothing otherwise."""

import random
import traceback
from collections.abc import Callable

import pytest

from backend.platform.secrets import Keyring, Place, Unsealable, key_of

SECRET = "s" * 32
NEXT = "n" * 32
PLACE = Place("acc_1", "secret", "sec_1", "sealed")
CANARY = "canary-in-the-mine"
LETTERS = 'aZ09 \n\t\0"\\|:{}é√𝄞\ud800'


def texts(chance: random.Random) -> dict[str, str]:
    """Texts by name, of any letters, none to a few."""

    def text() -> str:
        return "".join(chance.choices(LETTERS, k=chance.randrange(40)))

    return {text(): text() for _ in range(chance.randrange(5))}


def refusal(act: Callable[[], object]) -> str:
    """All that a failure to open prints, its traceback too."""
    with pytest.raises(Unsealable) as caught:
        act()
    return "".join(traceback.format_exception(caught.value)) + repr(caught.value)


def test_what_is_sealed_opens_in_its_place() -> None:
    chance = random.Random(20_260_131)  # noqa: S311  (no secret is made of it)
    keyring = Keyring(SECRET)
    for number in range(2_000):
        values, place = texts(chance), Place(f"acc_{number % 7}", "secret", f"sec_{number}", "sealed")
        sealed = keyring.seal(values, place)
        assert sealed.isascii()
        assert keyring.unseal(sealed, place) == values


def test_the_same_values_are_never_sealed_alike() -> None:
    keyring = Keyring(SECRET)
    assert len({keyring.seal({"token": CANARY}, PLACE) for _ in range(500)}) == 500


def test_every_single_bit_counts() -> None:
    """In each letter of the text: of its head, of the key's id and of each byte that the rest spells."""
    keyring = Keyring(SECRET, (NEXT,))
    for values in ({}, {"a": "b"}, {"a": "bc"}):  # their letters end in 0, 2 and 4 bits that spell nothing
        sealed = keyring.seal(values, PLACE).encode()
        for bit in range(len(sealed) * 8):
            flipped = bytearray(sealed)
            flipped[bit // 8] ^= 1 << bit % 8
            with pytest.raises(Unsealable):
                keyring.unseal(flipped.decode("latin-1"), PLACE)


def test_a_text_that_was_cut_or_grew_is_refused() -> None:
    keyring = Keyring(SECRET)
    sealed = keyring.seal({"token": CANARY}, PLACE)
    for length in range(len(sealed)):
        with pytest.raises(Unsealable):
            keyring.unseal(sealed[:length], PLACE)
    for more in ("A", "=", "\n", " ", sealed, "AAAA"):
        with pytest.raises(Unsealable):
            keyring.unseal(sealed + more, PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("acc_2", "secret", "sec_1", "sealed"),
        Place("acc_1", "mcp_server", "sec_1", "sealed"),
        Place("acc_1", "secret", "sec_2", "sealed"),
        Place("acc_1", "secret", "sec_1", "secrets"),
    ],
)
def test_a_text_that_was_moved_is_refused_and_tells_nothing(elsewhere: Place) -> None:
    keyring = Keyring(SECRET)
    sealed = keyring.seal({"token": CANARY}, PLACE)
    told = refusal(lambda: keyring.unseal(sealed, elsewhere))
    assert "moved here from elsewhere" in told
    assert not any(secret in told for secret in (CANARY, SECRET, sealed, sealed[-20:]))


def test_the_words_of_a_place_cannot_run_into_each_other() -> None:
    with pytest.raises(ValueError, match="only the last"):
        Place("acc_1", "session", "ses_1|secrets", "A")
    assert bytes(Place("acc_1", "session", "ses_1", "secrets|A")) == b"acc_1|session|ses_1|secrets|A"


def test_without_the_key_nothing_opens_and_the_error_names_the_key_alone() -> None:
    sealed = Keyring(NEXT).seal({"token": CANARY}, PLACE)
    told = refusal(lambda: Keyring(SECRET).unseal(sealed, PLACE))
    assert f"sealed with key {key_of(sealed)}, which is not here" in told
    assert not any(secret in told for secret in (CANARY, SECRET, NEXT, sealed))


def test_a_text_under_the_name_of_another_key_is_refused() -> None:
    old, new = Keyring(SECRET), Keyring(NEXT, (SECRET,))
    sealed = old.seal({"token": CANARY}, PLACE)
    with pytest.raises(Unsealable):
        new.unseal(sealed.replace(old.current, new.current), PLACE)


def test_a_retired_key_opens_what_it_sealed_and_seals_no_more() -> None:
    sealed = Keyring(SECRET).seal({"token": CANARY}, PLACE)
    rotated = Keyring(NEXT, (SECRET,))
    assert rotated.unseal(sealed, PLACE) == {"token": CANARY}
    assert key_of(sealed) != rotated.current, "So it is due to be sealed again."
    again = rotated.seal(rotated.unseal(sealed, PLACE), PLACE)
    assert key_of(again) == rotated.current
    assert Keyring(NEXT).unseal(again, PLACE) == {"token": CANARY}


def test_a_secret_that_is_named_as_retired_too_still_seals() -> None:
    keyring = Keyring(SECRET, (NEXT, SECRET))
    assert keyring.current == Keyring(SECRET).current
    assert keyring.unseal(keyring.seal({"a": "b"}, PLACE), PLACE) == {"a": "b"}


@pytest.mark.parametrize("text", ["", "sealed", "sealed::", "sealed:0123456789ab:", "ck_x", "sealed:0:A"])
def test_what_is_no_sealed_text_has_no_key(text: str) -> None:
    with pytest.raises(Unsealable, match="no sealed text"):
        key_of(text)


def test_nothing_of_a_keyring_prints_but_the_ids_of_its_keys() -> None:
    keyring = Keyring(SECRET, (NEXT,))
    assert f"{keyring}" == f"{keyring!r}" == f"Keyring({Keyring(NEXT).current}, {keyring.current})"
    assert not hasattr(keyring, "__dict__")


def test_a_digest_can_be_checked_with_its_own_key_only() -> None:
    old, new = Keyring(SECRET), Keyring(NEXT, (SECRET,))
    digest = old.digest(b"input")
    assert digest == old.digest(b"input") != new.digest(b"input")
    assert old.is_digest(digest, b"input")
    assert new.is_digest(digest, b"input")
    assert not new.is_digest(digest, b"other")
    assert not Keyring(NEXT).is_digest(digest, b"input")
    assert not new.is_digest("", b"input")
