"""Signed tokens: what was said comes back, for its purpose, until it expires; anything else is one error."""

import re
from datetime import timedelta

import pytest

from backend.platform import clock
from backend.platform.logging import redact
from backend.platform.signing import BadToken, Signer

SIGNER = Signer("secret-" * 6)
PAYLOAD = {"reference": "upl_1", "size": 5, "name": "ü.txt", "sha256": None}
LATER = clock.now() + timedelta(days=1)


def test_what_was_signed_comes_back() -> None:
    token = SIGNER.sign("upload", PAYLOAD, LATER)
    assert SIGNER.verify("upload", token) == PAYLOAD
    assert Signer("secret-" * 6).verify("upload", token) == PAYLOAD


def test_a_token_is_fit_for_an_address() -> None:
    for length in (0, 10, 1_000):
        token = SIGNER.sign("upload", {"name": "ü" * length}, LATER)
        assert re.fullmatch(r"cs_[\w.-]+", token, re.ASCII)


def test_a_token_is_of_one_purpose_and_one_installation() -> None:
    token = SIGNER.sign("upload", PAYLOAD, LATER)
    with pytest.raises(BadToken):
        SIGNER.verify("file", token)
    with pytest.raises(BadToken):
        Signer("another" * 6).verify("upload", token)


def test_a_token_expires_at_its_second() -> None:
    for seconds in (0, -1, -3_600):
        token = SIGNER.sign("upload", PAYLOAD, clock.now() + timedelta(seconds=seconds))
        with pytest.raises(BadToken):
            SIGNER.verify("upload", token)


def test_a_token_cannot_be_changed_anywhere() -> None:
    token = SIGNER.sign("upload", PAYLOAD, LATER)
    for at in range(len(token) - 1):  # the last character of base64 has bits that mean nothing
        other = "A" if token[at] != "A" else "B"
        with pytest.raises(BadToken):
            SIGNER.verify("upload", token[:at] + other + token[at + 1 :])


@pytest.mark.parametrize("token", ["", "cs_", "cs_.", ".", "cs_ü.ü", "cs_" + "A" * 50_000, "\ud800", "\0"])
def test_what_is_no_token_is_a_bad_one(token: str) -> None:
    with pytest.raises(BadToken):
        SIGNER.verify("upload", token)


def test_a_token_without_its_beginning_is_none() -> None:
    token = SIGNER.sign("upload", PAYLOAD, LATER)
    with pytest.raises(BadToken):
        SIGNER.verify("upload", token.removeprefix("cs_"))


def test_the_log_hides_tokens() -> None:
    token = SIGNER.sign("upload", PAYLOAD, LATER)
    assert redact(f"/uploads/{token}") == "/uploads/[hidden]"
