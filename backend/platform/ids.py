"""New ids: a prefix and a UUIDv7 in base 32 (TypeID), so that ids sort by the time they were made."""

import hashlib
from uuid import UUID

import uuid_utils
from typeid.codecs.base32 import encode

_DIGITS = str.maketrans("0123456789abcdefghjkmnpqrstvwxyz", "0123456789abcdefghijklmnopqrstuv")
"""The digits of ids, to those of numbers in base 32."""


def new_id(prefix: str) -> str:
    """A fresh id such as `agt_01m80z5e35eaes7sv3xpt068sy`; the prefix is three lower-case letters."""
    return f"{prefix}_{encode(uuid_utils.uuid7().bytes)}"


def id_of(prefix: str, name: str) -> str:
    """The id that a name has, the same wherever and whenever it is made."""
    return f"{prefix}_{encode(hashlib.sha256(name.encode()).digest()[:16])}"


def uuid_of(identifier: str) -> str:
    """The UUID in an id, for those who name things by UUIDs: `01a23ef1-…`."""
    digits = f"{int(identifier.partition('_')[2].translate(_DIGITS), 32):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def id_from_uuid(prefix: str, text: str) -> str | None:
    """The id that the UUID is in, in any case of its letters; None if the text is none."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return f"{prefix}_{encode(found.bytes)}" if str(found) == text.lower() else None
