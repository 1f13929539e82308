"""Keys: 256 random bits shown once. Of those that let people in, only a keyed digest is ever stored."""

import hmac
import secrets
from base64 import b64encode

PREFIX = "ck_"
_BYTES = 32
_SHOWN = 4


def new_key() -> str:
    """A fresh key such as `ck_Zq3…` (46 characters)."""
    return PREFIX + secrets.token_urlsafe(_BYTES)


def new_signing_key() -> str:
    """A fresh key that signs webhooks, as Standard Webhooks spells one: `whsec_` and 32 bytes in base64."""
    return "whsec_" + b64encode(secrets.token_bytes(_BYTES)).decode()


def digest(key: str, secret_key: str) -> str:
    """What is stored and looked up: HMAC-SHA-256 of the key under the installation's secret, in hex."""
    return hmac.digest(secret_key.encode(), key.encode(), "sha256").hex()


def hint(key: str) -> str:
    """What may be shown of a key later, so that people can tell theirs apart: `ck_…x7Qa`."""
    return f"{PREFIX}…{key[-_SHOWN:]}"
