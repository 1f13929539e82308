"""Signed tokens: what we said comes back unchanged, for one purpose, until it expires."""

import hashlib
from datetime import datetime
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from backend.platform import clock

PREFIX = "cs_"
"""How a token begins, so that the log knows what to hide."""


class BadToken(Exception):
    """The token is not ours, or of another purpose, or has expired: which of them, nobody is told."""


class Signer:
    """Signs with keys that are derived from the installation's secret, one for each purpose."""

    def __init__(self, secret_key: str) -> None:
        self._secret_key = secret_key

    def sign(self, purpose: str, payload: dict[str, Any], expires: datetime) -> str:
        """A token fit for a URL that holds the payload, readable but not to be changed: `cs_…`."""
        return PREFIX + self._serializer(purpose).dumps([int(expires.timestamp()), payload])

    def verify(self, purpose: str, token: str) -> dict[str, Any]:
        """The payload of a token (BadToken). It expires at the second that was named."""
        try:
            expires, payload = self._serializer(purpose).loads(token.removeprefix(PREFIX))
        except (BadData, ValueError):  # ValueError: what cannot be encoded
            raise BadToken from None
        if not token.startswith(PREFIX) or clock.now().timestamp() >= expires:
            raise BadToken
        signed: dict[str, Any] = payload
        return signed

    def _serializer(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(
            self._secret_key,
            salt=f"concord.signing.{purpose}",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )
