"""The withheld headers of a tool over HTTP and of its set, opened for a call that goes where they are for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, or_, select

from backend.domain.errors import Conflict
from backend.domain.headers import MASK
from backend.domain.sealed import Sealed
from backend.domain.url import leads_elsewhere, origin
from backend.platform.secrets import Place
from backend.store.database import Transaction
from backend.store.link import link
from backend.store.sealing import HEADERS, opened, opened_in
from backend.store.secret_named import Using
from backend.store.statement import Row
from backend.store.table import Text
from backend.store.tool import tool
from backend.store.tool_set import tool_set
from backend.store.workspace import workspace

Spec = Mapping[str, Any]
"""A tool as a snapshot has it."""

_ROW = bindparam("row_id", type_=Text())
_TOOL = select(tool.c.id, tool.c.account_id, tool.c.config, tool.c.sealed).where(tool.c.id == _ROW)
_INLINE = (
    select(link.c.stable_id, link.c.sealed, workspace.c.account_id)
    .join(workspace, workspace.c.id == link.c.workspace_id)
    .where(
        link.c.stable_id == bindparam("link", type_=Text()),
        or_(
            link.c.session_id == bindparam("session", type_=Text()),
            link.c.agent_version_id == bindparam("version", type_=Text()),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Withheld:
    """The values of withheld headers, by their names in lower case. It prints without them."""

    of_tool: Mapping[str, Sealed]
    of_set: Mapping[str, Sealed]


async def withheld_headers(tx: Transaction, using: Using, spec: Spec, owner: Row | None) -> Withheld:
    """The headers that the snapshot of a tool shows as `•••`. `owner` is the row of its set, if it has one.

    CONFLICT if a value is gone, or if the tool or its set leads elsewhere now: then it is not for this host.
    """
    config = spec["config"]
    own = {name.lower() for name in config.get("headers") or {}}
    named = _hidden(config.get("headers"))
    by_set = [name for name in _hidden(config.get("setHeaders")) if name.lower() not in own]
    of_tool = await _of_tool(tx, using, spec, owner) if named else {}
    return Withheld(_chosen(named, of_tool), _chosen(by_set, _of_set(tx, config, owner) if by_set else {}))


def _hidden(shown: Mapping[str, str] | None) -> list[str]:
    return [name for name, value in (shown or {}).items() if value == MASK]


def _chosen(names: list[str], texts: Mapping[str, str]) -> dict[str, Sealed]:
    kept = {name.lower(): value for name, value in json.loads(texts.get(HEADERS, "{}")).items()}
    for name in names:
        if name.lower() not in kept:
            raise Conflict(f"The value of the header {name} is gone: write it again, in a new session.")
    return {name.lower(): Sealed(kept[name.lower()]) for name in names}


async def _of_tool(tx: Transaction, using: Using, spec: Spec, owner: Row | None) -> Mapping[str, str]:
    if spec["toolId"] is None:
        return await _of_link(tx, using, spec)
    row = await tx.first(_TOOL, {"row_id": spec["toolId"]})
    if row is None:
        return {}
    config = spec["config"]
    now = origin(row.config.get("path"), owner and owner.base_url)
    _require_same(now, origin(config.get("path"), config.get("baseUrl")), "The tool")
    return opened(tx, row.account_id, tool, row)


async def _of_link(tx: Transaction, using: Using, spec: Spec) -> Mapping[str, str]:
    """What the link keeps sealed that defines the tool itself."""
    version = using.snapshot["agentVersionId"]
    row = await tx.first(_INLINE, {"version": version, "session": using.session_id, "link": spec["linkId"]})
    if row is None or row.sealed is None:
        return {}
    return opened_in(tx, Place(row.account_id, "link", row.stable_id, "sealed"), row.sealed)


def _of_set(tx: Transaction, config: Spec, owner: Row | None) -> Mapping[str, str]:
    if owner is None:
        return {}
    _require_same(owner.base_url, config.get("baseUrl"), "The tool set")
    if leads_elsewhere(config.get("baseUrl"), origin(config.get("path"), config.get("baseUrl"))):
        raise Conflict(
            "The tool leads elsewhere than its set, whose withheld headers stay: give the tool its own."
        )
    return opened(tx, owner.account_id, tool_set, owner)


def _require_same(now: str | None, then: str | None, what: str) -> None:
    """What is withheld now is for where the row leads now, and a session may remember another place."""
    if leads_elsewhere(now, then):
        raise Conflict(f"{what} leads to another host than when the session began: start a new session.")
