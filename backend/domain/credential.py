"""A credential: what a secret of some kinds shows to a host, and the one text that it is in a template."""

from base64 import b64encode
from collections.abc import Mapping

from backend.domain.sealed import Sealed
from backend.domain.secret import SecretKind

SHOWN_BY_HOST = frozenset({SecretKind.BEARER, SecretKind.BASIC, SecretKind.OAUTH})
"""The kinds that a link alone attaches to requests, to the hosts that the secret lists."""


def authorization(kind: SecretKind, values: Mapping[str, Sealed]) -> Sealed | None:
    """The value of the header Authorization; None if the secret shows nothing, or holds no token."""
    text = plain(kind, values)
    if text is None or kind is SecretKind.VALUE:
        return text
    if kind is SecretKind.BASIC:
        return Sealed(f"Basic {b64encode(text.reveal().encode()).decode()}")
    return Sealed(f"Bearer {text.reveal()}")


def plain(kind: SecretKind, values: Mapping[str, Sealed]) -> Sealed | None:
    """The secret as one text: its value, its token, or `user:password`; None if it is none."""
    match kind:
        case SecretKind.VALUE:
            return values.get("value")
        case SecretKind.BEARER:
            return values.get("token")
        case SecretKind.OAUTH:
            return values.get("accessToken")
        case SecretKind.BASIC:
            return Sealed(f"{values['user'].reveal()}:{values['password'].reveal()}")
    return None
