"""A key is random, its digest needs the installation's secret, and its hint gives nothing away."""

import hashlib
import hmac

from backend.platform import tokens


def test_keys_are_prefixed_and_differ() -> None:
    keys = {tokens.new_key() for _ in range(1_000)}
    assert len(keys) == 1_000
    assert all(key.startswith("ck_") and len(key) == 46 for key in keys)


def test_the_digest_is_hmac_sha_256_in_hex() -> None:
    assert tokens.digest("ck_a", "secret") == hmac.new(b"secret", b"ck_a", hashlib.sha256).hexdigest()


def test_the_digest_depends_on_key_and_secret() -> None:
    assert len({tokens.digest(key, secret) for key in "ab" for secret in "cd"}) == 4


def test_the_hint_shows_four_characters() -> None:
    key = tokens.new_key()
    assert tokens.hint(key) == f"ck_…{key[-4:]}"
