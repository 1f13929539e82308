"""Kept rows: what has a name and a life of its own. The laws of the columns that all of them have."""

import json
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from types import MappingProxyType

from backend.domain import law
from backend.domain.law import Laws


class RetentionTier(Enum):
    """How long a deleted row stays in the trash."""

    SHORT = "SHORT"
    MEDIUM = "MEDIUM"
    LONG = "LONG"
    NONE = "NONE"


RETENTION_DAYS = {RetentionTier.SHORT: 7, RetentionTier.MEDIUM: 30, RetentionTier.LONG: 90}
"""Days until the sweeper purges a deleted row; a tier that is not named is never swept."""

KEPT_LAWS: Laws = MappingProxyType(
    {
        "name": law.NAME,
        "description": law.DESCRIPTION,
        "labels": law.labels,
        "external_id": law.EXTERNAL_ID,
        "handle": law.handle,
        "extensions": law.EXTENSIONS,
        "owner_id": law.ID,
        "retention_tier": law.member_of(RetentionTier),
    }
)
"""The law of each column that can be written on every kept row."""

MADE = ("owner_id", "handle", "retention_tier")
"""Columns that are made when a row is made and they are not given, or given as null."""


def is_kept(tier: str, lain: timedelta) -> bool:
    """Whether a row of a tier can be restored, after it has lain in the trash for a time."""
    days = RETENTION_DAYS.get(RetentionTier[tier])
    return days is None or lain <= timedelta(days=days)


def differs(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Whether an edit changes anything: absent keys are not an edit, and 1 is neither 1.0 nor true."""
    return any(_written(before.get(key)) != _written(value) for key, value in after.items())


def patched(before: object, patch: object) -> object:
    """A JSON value changed by a merge patch (RFC 7396): null takes a key away, a key not named stays."""
    if not isinstance(patch, Mapping):
        return patch
    kept = dict(before) if isinstance(before, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            kept.pop(key, None)
        else:
            kept[key] = patched(kept.get(key), value)
    return kept


def _written(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)  # moments, which the laws keep in UTC
