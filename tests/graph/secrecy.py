"""Secrecy: which of the dataset's rows a viewer may know of, and which ids must be in none of its answers."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from backend.domain.viewer import Viewer
from tests.graph.dataset import ADA, BO, dataset

ID = re.compile(r"[a-z]{3}_[0-7][0-9a-z]{25}")
"""What looks like an id, anywhere in a text."""


def seen(viewer: Viewer) -> set[str]:
    """The ids of the rows that the viewer may know of."""
    return {row["id"] for table, held in dataset().items() for row in held if _sees(viewer, table, row)}


def _sees(viewer: Viewer, table: str, row: Mapping[str, Any]) -> bool:
    if table == "account":
        return bool(row["id"] == viewer.account)
    if table == "principal":
        return bool(row["account_id"] == viewer.account)
    if table == "workspace":
        return row["id"] in viewer.workspaces
    return row["workspace_id"] in viewer.scope


def hidden(viewer: Viewer) -> frozenset[str]:
    """The ids that the viewer may not learn."""
    return _HIDDEN[viewer.principal]()


def _others(viewer: Viewer) -> frozenset[str]:
    return frozenset({row["id"] for held in dataset().values() for row in held} - seen(viewer))


_HIDDEN = {each.principal: cache(lambda each=each: _others(each)) for each in (ADA, BO)}
