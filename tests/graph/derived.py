"""Columns that are computed, as Python has them: the plain twins of what the tables derive in SQL."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from backend.domain.ids import SYSTEM_WORKSPACE

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

_ACTIVE = frozenset({"QUEUED", "RUNNING", "WAITING"})


def derived(table: str, column: str) -> Callable[[Rows, Row], Any] | None:
    """How the column is computed from all rows and its own, if it is."""
    return DERIVED.get(f"{table}.{column}") or DERIVED.get(column)


def _status(rows: Rows, row: Row) -> Any:
    if row["closed_at"] is not None:
        return "CLOSED"
    runs = sorted(
        (run for run in rows["run"] if run["session_id"] == row["id"]), key=lambda run: run["number"]
    )
    return next((run["status"] for run in runs if run["status"] in _ACTIVE), "IDLE")


def _outcome(rows: Rows, row: Row) -> Any:
    runs = [run for run in rows["run"] if run["session_id"] == row["id"]]
    return max(runs, key=lambda run: run["number"])["status"] if runs else None


def _server(rows: Rows, row: Row) -> Any:
    return next((server["id"] for server in rows["mcp_server"] if server["tool_set_id"] == row["id"]), None)


def _is_default(rows: Rows, row: Row) -> bool:
    return any(
        agent["default_version_id"] == row["id"] for agent in rows["agent"] if agent["id"] == row["agent_id"]
    )


def _agent_status(row: Row) -> str:
    state = "LIVE" if row["default_version_id"] else "DRAFT"
    return "ARCHIVED" if row["archived_at"] else state


def _score(row: Row) -> float | None:
    if not row["feedback_count"]:
        return None
    score: float = (1_000 + row["gain_millis"]) / (1_000 * (2 + row["feedback_count"]))
    return score


def _used(rows: Rows, row: Row) -> bool:
    named = {each["id"] for each in rows["agent_version"] if each["environment_id"] == row["id"]}
    return any(
        not agent["archived_at"]
        and not agent["deleted_at"]
        and named & {agent["default_version_id"], agent["draft_version_id"]}
        for agent in rows["agent"]
    )


DERIVED: Mapping[str, Callable[[Rows, Row], Any]] = MappingProxyType(
    {
        "agent.has_draft": lambda _, row: row["draft_version_id"] is not None,
        "agent.status": lambda _, row: _agent_status(row),
        "agent_version.is_default": _is_default,
        "variation.score": lambda _, row: _score(row),
        "agent.state": lambda _, row: "LIVE" if row["default_version_id"] else "DRAFT",
        "has_value": lambda _, row: row["sealed"] is not None,
        "environment.used": _used,
        "is_system": lambda _, row: row["workspace_id"] == SYSTEM_WORKSPACE,
        "mcp_server.has_value": lambda _, row: row["sealed"] is not None,
        "session.outcome": _outcome,
        "session.status": _status,
        "task.completed": lambda _, row: row["completed_at"] is not None,
        "tool_set.mcp_server_id": _server,
    }
)
"""By `table.column`, or by the column where it means the same in every table; given all rows, and the row."""
