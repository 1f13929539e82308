"""The credential: `Authorization: Bearer …` or `Token …`, `x-api-key`, or either in `connection_init`."""

from collections.abc import Mapping
from typing import Any, Protocol


class Shown(Protocol):
    """A request's headers."""

    def get(self, name: str, /) -> str | None:
        """The value of a header, or None."""


_SCHEMES = {"bearer", "token"}


def from_headers(headers: Shown) -> str | None:
    """The credential of an HTTP request, or None if it shows none of a kind that is known."""
    return _in_authorization(headers.get("authorization")) or headers.get("x-api-key") or None


def from_payload(payload: Mapping[str, Any]) -> str | None:
    """The credential in a `connection_init` payload; its keys are taken in any case, and `apiKey` is one."""
    given = {key.lower(): value for key, value in payload.items() if isinstance(value, str)}
    shown = _in_authorization(given.get("authorization")) or given.get("apikey") or given.get("x-api-key")
    return shown or None


def _in_authorization(value: str | None) -> str | None:
    scheme, _, credential = (value or "").strip().partition(" ")
    return credential.strip() or None if scheme.lower() in _SCHEMES else None
