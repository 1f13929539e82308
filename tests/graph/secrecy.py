"""Secrecy: which of the dataset's rows a viewer may know of, and which ids must be in none of its answers."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from backend.domain.ids import SYSTEM_WORKSPACE, noun_of
from backend.domain.viewer import Viewer
from tests.graph.dataset import ADA, BO, dataset

ID = re.compile(r"[a-z]{3}_[0-7][0-9a-z]{25}")
"""What looks like an id, anywhere in a text."""


def seen(viewer: Viewer) -> set[str]:
    """The ids of the rows that the viewer may know of."""
    return {row["id"] for held in dataset().values() for row in held if sees(viewer, row)}


def sees(viewer: Viewer, row: Mapping[str, Any]) -> bool:
    """Whether the viewer may know of a row: by its workspace, else by its account. Either may be itself."""
    if "workspace_id" in row:
        return row["workspace_id"] in viewer.workspaces or row["workspace_id"] == SYSTEM_WORKSPACE
    if noun_of(row["id"]) == "Workspace":
        return row["id"] in viewer.workspaces
    return bool(row.get("account_id", row["id"]) == viewer.account)


def hidden(viewer: Viewer) -> frozenset[str]:
    """The ids that the viewer may not learn."""
    return _HIDDEN[viewer.principal]()


def _others(viewer: Viewer) -> frozenset[str]:
    return frozenset({row["id"] for held in dataset().values() for row in held} - seen(viewer))


_HIDDEN = {each.principal: cache(lambda each=each: _others(each)) for each in (ADA, BO)}
