"""Sema4.ai's routes: each stands below a tenant's base path, and below the short one too."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from backend.domain.errors import NotFound
from backend.rest.bind import Bind, path, viewer
from backend.rest.request import Request
from backend.rest.route import Route
from backend.rest.sema4.agents import AGENTS
from backend.rest.sema4.attached import ATTACHED
from backend.rest.sema4.conversations import CONVERSATIONS
from backend.rest.sema4.packages import PACKAGES
from backend.rest.sema4.resources import RESOURCES


def _tenant(request: Request) -> Any:
    """The id of the workspace that the path names (NOT_FOUND if the key sees none)."""
    name = request.path["tenant"]
    found = request.viewer.workspace(name) if request.viewer else None
    if found is None:
        raise NotFound(f"There is no tenant {name!r}, or none that this key may see.")
    return found


TENANTS: tuple[tuple[str, Bind], ...] = (
    ("/tenants/{tenant}", Bind(_tenant, certain=True, parameters=path("tenant").parameters)),
    ("", viewer("home")),
)
"""A tenant is a workspace: the one in the path, or the key's home."""

BASES = tuple(f"{base}/api/v2" for base, _ in TENANTS)

ROWS = (*AGENTS, *ATTACHED, *PACKAGES, *RESOURCES, *CONVERSATIONS)

READS = frozenset({"GET /agents", "GET /agents/{agent_id}"})
"""What the older version has besides conversations: clients whose base URL names none ask there."""


def _below(row: Route, version: str) -> Iterator[Route]:
    for base, tenant in TENANTS:
        at = f"{row.method} {base}/api/{version}{row.path}"
        yield replace(row, at=at, bind={**row.bind, "tenant": tenant})


ROUTES: tuple[Route, ...] = (
    *(each for row in ROWS for each in _below(row, "v2")),
    *(each for row in ROWS if row in CONVERSATIONS or row.at in READS for each in _below(row, "v1")),
)
