"""A secret under way tells itself to nobody who did not ask for it."""

import json
import logging

import orjson
import pytest

from backend.domain.sealed import HIDDEN, Sealed, revealed

CANARY = "canary-in-the-mine"


def test_whatever_prints_a_secret_prints_that_it_is_hidden() -> None:
    secret = Sealed(CANARY)
    nested = {"token": [secret]}
    record = logging.LogRecord("x", logging.INFO, "x", 1, "sent %s to %r", (secret, secret), None)
    told = [f"{secret}", f"{secret!r}", str(secret), "%s" % secret, f"{nested}", record.getMessage()]  # noqa: UP031  (as libraries do)
    assert all(HIDDEN in each and CANARY not in each for each in told)


@pytest.mark.parametrize("write", [json.dumps, orjson.dumps])
def test_a_secret_is_no_json(write: object) -> None:
    assert callable(write)
    with pytest.raises(TypeError) as refusal:
        write({"token": Sealed(CANARY)})
    assert CANARY not in str(refusal.value)


def test_a_secret_has_no_attributes_to_list() -> None:
    with pytest.raises(TypeError):
        vars(Sealed(CANARY))


def test_secrets_are_equal_if_their_texts_are() -> None:
    assert Sealed("é\ud800") == Sealed("é\ud800")
    assert Sealed("a") != Sealed("b")
    assert Sealed("a") != "a"
    assert len({Sealed("a"), Sealed("a"), Sealed("b")}) == 2


def test_who_asks_is_told() -> None:
    assert revealed({"token": Sealed(CANARY)}) == {"token": CANARY}
