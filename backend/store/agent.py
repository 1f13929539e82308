"""An agent: its name and whereabouts. How it runs is written on its versions."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Index, case, literal_column

from backend.domain.agent import AGENT_LAWS, CONFIGURATION, AgentState, AgentStatus
from backend.domain.viewer import Role, Viewer
from backend.store.agent_version import version
from backend.store.database import Transaction
from backend.store.noun import Noun
from backend.store.precondition import Precondition, hold, hold_within
from backend.store.principal import principal
from backend.store.retirement import require_present
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Column, Json, Table, Text, is_system, kept, metadata, reference


def _state(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """DRAFT until something is published, then LIVE."""
    return case(
        (column("default_version_id").is_(None), literal_column("'DRAFT'")), else_=literal_column("'LIVE'")
    )


def _status(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """ARCHIVED if it is out of use, else its state."""
    return case((column("archived_at").is_not(None), literal_column("'ARCHIVED'")), else_=_state(column))


agent = Table(
    "agent",
    metadata,
    *kept(),
    Column("metadata", Json, nullable=False),
    reference("runtime_user_id", "principal", nullable=True),
    # No foreign keys to versions: the two tables would point at each other, and no purge could begin.
    Column("default_version_id", Text),
    Column("draft_version_id", Text),
    Column("selection", Text, nullable=False, server_default="UNIFORM"),
    # The bindings with which the next draft begins; null is those of the default, turned back.
    Column("next_bindings", Json),
    # Which agents run a version that has this or that tool.
    Index(None, "default_version_id"),
    info={
        "derived": {
            "state": _state,
            "status": _status,
            "has_draft": lambda column: column("draft_version_id").is_not(None),
            "is_system": is_system,
        }
    },
)


_OF_VERSION = frozenset({*CONFIGURATION, "links"})


def parted(columns: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """The columns of the agent and those of its version."""
    configuration = {name: value for name, value in columns.items() if name in _OF_VERSION}
    own = {name: value for name, value in columns.items() if name not in _OF_VERSION}
    return own, configuration


async def open_agent(tx: Transaction, viewer: Viewer, reference_: str, when: Precondition | None) -> Row:
    """Find an agent for a change and lock it. CONFLICT if it is in the trash or not as believed."""
    found = await find_agent(tx, viewer, reference_, when)
    require_present(found)
    return found


async def find_agent(
    tx: Transaction, viewer: Viewer, reference_: str, when: Precondition | None, need: Role = Role.EDITOR
) -> Row:
    """The same, also in the trash."""
    found = await locate(tx, viewer.at_least(need), agent, reference_)
    await hold_within(tx, viewer, found, when, agent.c.workspace_id)
    default = found.default_version_id
    number = None
    if when is not None and when.version is not None and default is not None:
        number = (await version(tx, default)).number
    state = (AgentState.LIVE if default else AgentState.DRAFT).name
    status = state if found.archived_at is None else AgentStatus.ARCHIVED.name
    has_draft = found.draft_version_id is not None
    hold(when, viewer, found, version=number, state=state, status=status, has_draft=has_draft)
    return found


AGENT = Noun(
    "Agent",
    agent,
    AGENT_LAWS,
    references=MappingProxyType({"runtime_user_id": principal}),
    find=find_agent,
    children=(("variation", "agent_id"),),
    takes=(("session", "agent_id"), ("variation", "agent_id"), ("memory_store", "agent_id", "EPISODIC")),
    clears=(("tool_set", "agent_id"), ("memory_store", "agent_id")),
)
