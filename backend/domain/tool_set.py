"""A tool set: tools of one kind that are reached in the same way. What one kind has, another may not have."""

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from types import MappingProxyType

from backend.domain.errors import BadInput, Path
from backend.domain.law import Laws, closed, flag, mapping
from backend.domain.spelling import camel
from backend.domain.tool import ToolKind
from backend.domain.tool_match import tool_match

MOST_TOOLS = 100
"""Tools that may be made with their set."""


FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
"""Between a discovery that failed and the next one; the pause doubles with each that fails."""


class SyncStatus(Enum):
    """Where the discovery of a set's tools stands."""

    NEVER = "NEVER"
    DUE = "DUE"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


SHARED = ("name", "handle", "labels", "retention_tier")
"""Columns that are the same on a set of kind MCP and its server, whichever of the two is changed."""

OWN_SETS = MappingProxyType({ToolKind.HTTP: "tools", ToolKind.CLIENT: "client-tools"})
"""The handle of a workspace's own set of each kind, for tools that are made without one."""

_OF_KIND: Mapping[str, frozenset[ToolKind]] = MappingProxyType(
    {
        "base_url": frozenset({ToolKind.HTTP}),
        "headers": frozenset({ToolKind.HTTP, ToolKind.MCP}),
        "secret_id": frozenset({ToolKind.HTTP, ToolKind.MCP}),
        "agent_id": frozenset({ToolKind.AGENT}),
        "mcp_server": frozenset({ToolKind.MCP}),
        "include": frozenset({ToolKind.MCP}),
        "exclude": frozenset({ToolKind.MCP}),
        "approval": frozenset({ToolKind.MCP}),
        "tools": frozenset({ToolKind.HTTP, ToolKind.CLIENT, ToolKind.AGENT}),
    }
)
_NEEDED = MappingProxyType(
    {ToolKind.HTTP: "base_url", ToolKind.AGENT: "agent_id", ToolKind.MCP: "mcp_server"}
)


def pause(failures: int) -> timedelta:
    """How long after so many discoveries in a row that failed, one or more, the next one waits."""
    doubled: int = 2 ** min(failures - 1, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def require_of_kind(kind: ToolKind, columns: Mapping[str, object]) -> None:
    """Refuse what a set of the kind does not have (BAD_INPUT names the column)."""
    for name, kinds in _OF_KIND.items():
        if columns.get(name) and kind not in kinds:
            raise BadInput(f"A tool set of kind {kind.name} has no {camel(name)}.", (camel(name),))


def require_needed(kind: ToolKind, columns: Mapping[str, object]) -> None:
    """Refuse a set of the kind without what it needs (BAD_INPUT names the column)."""
    if kind is ToolKind.BUILTIN:
        raise BadInput("Tool sets of kind BUILTIN come with Concord: link one of them.", ("kind",))
    needed = _NEEDED.get(kind)
    if needed is not None and columns.get(needed) is None:
        raise BadInput(f"A tool set of kind {kind.name} needs {camel(needed)}.", (camel(needed),))


def approval(value: object, path: Path) -> object:
    """`{always: true}`, or `{only: match}`: which discovered tools ask somebody before they are called."""
    given = mapping(value, path)
    if len(given) != 1:
        raise BadInput(f"{path[-1]} is {{always: true}} or {{only: …}}.", path)
    return _approval(given, path)


_APPROVAL: Laws = MappingProxyType({"always": flag(default=True), "only": tool_match})
_approval = closed(_APPROVAL)
