"""Differences between what was and what is: by path, in the order of what is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from backend.domain.kept import differs

Said = Mapping[str, Any]
"""What something says, by path; what it does not say is not in it."""


class ChangeKind(Enum):
    """What became of a path."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True)
class Difference:
    """One path at which the two differ."""

    change: ChangeKind
    path: str
    before: object = None
    after: object = None


def differences(before: Said, after: Said) -> list[Difference]:
    """What was added and changed, in the order of `after`, then what was removed."""
    found = [_at(path, before, after) for path in after if path not in before or _differ(path, before, after)]
    return found + [
        Difference(ChangeKind.REMOVED, path, before=each)
        for path, each in before.items()
        if path not in after
    ]


def _at(path: str, before: Said, after: Said) -> Difference:
    change = ChangeKind.CHANGED if path in before else ChangeKind.ADDED
    return Difference(change, path, before.get(path), after[path])


def _differ(path: str, before: Said, after: Said) -> bool:
    return differs(before, {path: after[path]})
