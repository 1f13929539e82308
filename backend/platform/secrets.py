"""Sealing: texts that can be read only with the installation's key, and only in the place they were made for.

A sealed text is `sealed:<key's id>:<nonce and ciphertext>`, AES-256-GCM with the place as associated data.
Everything else about it is secret: no error of this file tells what was inside.
"""

import hmac
import json
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from typing_extensions import override

_NONCE = 12
_TAG = 16
_KEY = 32
_ID = 6
_INFO = b"concord: id, sealing key, digest key"
_FORM = re.compile(r"sealed:([0-9a-f]{12}):([A-Za-z0-9_-]+)")


class Unsealable(Exception):
    """A sealed text that cannot be opened here. The message says what to look at, and nothing of the text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text lies. It opens nowhere else, so a copy in another row is worth nothing."""

    account: str
    table: str
    row: str
    column: str

    def __post_init__(self) -> None:
        if "|" in f"{self.account}{self.table}{self.row}":
            raise ValueError("A bar parts the words of a place, so only the last of them may hold one.")

    def __bytes__(self) -> bytes:
        return f"{self.account}|{self.table}|{self.row}|{self.column}".encode()


class Keyring:
    """The installation's keys, made of its secret and of retired ones, which open and no longer seal."""

    __slots__ = ("_keys", "current")

    def __init__(self, secret: str, retired: Sequence[str] = ()) -> None:
        first, *others = (_Key(each) for each in (secret, *retired))
        self.current = first.id
        """The id of the key that seals. What another one sealed is due to be sealed again."""
        self._keys = {each.id: each for each in (*others, first)}

    @property
    def retired(self) -> tuple[str, ...]:
        """The ids of the keys that open and no longer seal."""
        return tuple(each for each in self._keys if each != self.current)

    @override
    def __repr__(self) -> str:
        return f"Keyring({', '.join(self._keys)})"

    def seal(self, values: Mapping[str, str], place: Place) -> str:
        """The values as a text that opens in this place only; it differs each time."""
        nonce = os.urandom(_NONCE)
        inside = json.dumps(dict(values), separators=(",", ":")).encode()
        sealed = nonce + self._keys[self.current].cipher.encrypt(nonce, inside, bytes(place))
        return f"sealed:{self.current}:{urlsafe_b64encode(sealed).rstrip(b'=').decode()}"

    def unseal(self, text: str, place: Place) -> dict[str, str]:
        """The values that were sealed in this place (Unsealable)."""
        key = self._keys.get(key_of(text))
        if key is None:
            raise Unsealable(
                f"This was sealed with key {key_of(text)}, which is not here: name its secret in "
                "CONCORD_RETIRED_SECRET_KEYS, or give the value again."
            )
        sealed = _inside(text)
        try:
            inside = key.cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bytes(place))
        except InvalidTag:
            raise Unsealable(_ALTERED) from None
        values: dict[str, str] = json.loads(inside)
        return values

    def digest(self, data: bytes) -> str:
        """A keyed digest with the key's id before it: without the secret nobody can try out what it is of."""
        return self._keys[self.current].digest(data)

    def is_digest(self, digest: str, data: bytes) -> bool:
        """Whether the digest is one of this data, by the key that it was made with."""
        key = self._keys.get(digest.partition(":")[0])
        return key is not None and hmac.compare_digest(digest, key.digest(data))


def key_of(text: str) -> str:
    """The id of the key that sealed the text (Unsealable if it is no sealed text)."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise Unsealable(_ALTERED)
    return found[1]


class _Key:
    """What is derived of one secret."""

    __slots__ = ("_mac", "cipher", "id")

    def __init__(self, secret: str) -> None:
        derived = HKDF(SHA256(), _ID + 2 * _KEY, salt=None, info=_INFO).derive(secret.encode())
        self.id = derived[:_ID].hex()
        self.cipher = AESGCM(derived[_ID : _ID + _KEY])
        self._mac = derived[_ID + _KEY :]

    def digest(self, data: bytes) -> str:
        return f"{self.id}:{hmac.digest(self._mac, data, 'sha256').hex()}"


def _inside(text: str) -> bytes:
    """The bytes behind the key's id. Letters that spell them in a second way are refused like other bytes."""
    spelt = text.rpartition(":")[2]
    try:
        found = urlsafe_b64decode(spelt + "=" * (-len(spelt) % 4))
    except NotBase64:
        raise Unsealable(_ALTERED) from None
    if len(found) < _NONCE + _TAG or urlsafe_b64encode(found).rstrip(b"=").decode() != spelt:
        raise Unsealable(_ALTERED)
    return found


_ALTERED = (
    "This is no sealed text of this place: it was altered, cut or moved here from elsewhere. "
    "Put it back from a backup, or give the value again."
)
