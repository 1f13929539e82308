"""Signed tokens: what we said comes back unchanged, for one purpose, until it expires."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from backend.platform import clock

PREFIX = "cs_"
"""How a token begins, so that the log knows what to hide."""


class BadToken(Exception):
    """The token is not ours, or of another purpose, or has expired: which of them, nobody is told."""


class Signer:
    """Signs with keys that are derived from the installation's secret, one for each purpose.

    A page of files has a token in each row, so this is as little work as an HMAC can be.
    """

    def __init__(self, secret_key: str) -> None:
        self._secret_key = secret_key

    def sign(self, purpose: str, payload: Any, expires: datetime) -> str:
        """A token fit for a URL that holds the payload, readable but not to be changed: `cs_…`.

        The payload is a JSON object, or a dataclass that becomes one.
        """
        body = _text(orjson.dumps([int(expires.timestamp()), payload]))
        return f"{PREFIX}{body}.{self._seal(purpose, body)}"

    def verify(self, purpose: str, token: str) -> dict[str, Any]:
        """The payload of a token (BadToken). It expires at the second that was named."""
        body, _, seal = token.removeprefix(PREFIX).partition(".")
        if not (token.startswith(PREFIX) and token.isascii()):
            raise BadToken
        if not hmac.compare_digest(seal, self._seal(purpose, body)):
            raise BadToken
        expires, payload = orjson.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        if clock.now().timestamp() >= expires:
            raise BadToken
        signed: dict[str, Any] = payload
        return signed

    def _seal(self, purpose: str, body: str) -> str:
        return _text(hmac.digest(_key(self._secret_key, purpose), body.encode(), "sha256"))


@lru_cache
def _key(secret_key: str, purpose: str) -> bytes:
    return hmac.digest(secret_key.encode(), f"concord.signing.{purpose}".encode(), "sha256")


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
