"""New ids: a prefix and a UUIDv7 in base 32 (TypeID), so that ids sort by the time they were made."""

import hashlib

import uuid_utils
from typeid.codecs.base32 import encode


def new_id(prefix: str) -> str:
    """A fresh id such as `agt_01m80z5e35eaes7sv3xpt068sy`; the prefix is three lower-case letters."""
    return f"{prefix}_{encode(uuid_utils.uuid7().bytes)}"


def id_of(prefix: str, name: str) -> str:
    """The id that a name has, the same wherever and whenever it is made."""
    return f"{prefix}_{encode(hashlib.sha256(name.encode()).digest()[:16])}"
