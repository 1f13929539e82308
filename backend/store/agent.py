"""An agent: its name and whereabouts. How it runs is written on its versions."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Index, case, literal_column

from backend.domain.agent import AGENT_LAWS, CONFIGURATION, PROFILE, AgentState
from backend.domain.ids import SYSTEM_WORKSPACE
from backend.domain.law import lawful
from backend.domain.viewer import Role, Viewer
from backend.platform.ids import new_id
from backend.store.agent_version import add_version, configured, published, version
from backend.store.database import Transaction
from backend.store.handle import add_with_handle
from backend.store.idempotency import once
from backend.store.precondition import Precondition, hold
from backend.store.principal import require_people
from backend.store.retirement import require_present
from backend.store.row import born
from backend.store.scope import locate
from backend.store.statement import Row
from backend.store.table import Column, Json, Table, Text, identity, metadata, reference, stamps, trash
from backend.store.workspace import place


def _state(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """DRAFT until something is published, then LIVE."""
    return case(
        (column("default_version_id").is_(None), literal_column("'DRAFT'")), else_=literal_column("'LIVE'")
    )


def _is_system(column: Callable[[str], ColumnElement[Any]]) -> ColumnElement[Any]:
    """Whether the agent comes with Concord."""
    return column("workspace_id") == literal_column(f"'{SYSTEM_WORKSPACE}'")


agent = Table(
    "agent",
    metadata,
    identity(),
    reference("workspace_id", "workspace", ondelete="CASCADE"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("metadata", Json, nullable=False),
    Column("labels", Json, nullable=False),
    Column("external_id", Text),
    Column("handle", Text, nullable=False),
    Column("extensions", Json, nullable=False),
    reference("created_by", "principal"),
    reference("owner_id", "principal"),
    reference("runtime_user_id", "principal", nullable=True),
    # No foreign keys to versions: the two tables would point at each other, and no purge could begin.
    Column("default_version_id", Text),
    Column("draft_version_id", Text),
    *stamps(),
    *trash(),
    Index(None, "workspace_id", "external_id", unique=True),
    Index(None, "workspace_id", "handle", unique=True),
    Index(None, "workspace_id", "created_at", "id"),
    Index(None, "workspace_id", "updated_at", "id"),
    Index(None, "workspace_id", "name", "id"),
    Index(None, "deleted_at"),
    info={"derived": {"state": _state, "is_system": _is_system}},
)

_EMPTY = dict.fromkeys(("name", "metadata", "labels", "extensions", *CONFIGURATION))
_MADE = ("owner_id", "handle", "retention_tier")
"""Columns that are made when they are not given, or given as null."""


async def create_agent(
    tx: Transaction,
    viewer: Viewer,
    columns: Mapping[str, object],
    *,
    workspace: str | None = None,
    publish: bool = False,
    note: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Make an agent with a first draft, or with version 1 published at once, and return its id.

    `columns` are the agent's and its version's together; what is absent or null has its default.
    """
    home = await place(tx, viewer, workspace)
    wanted = {name: value for name, value in columns.items() if value is not None or name not in _MADE}
    own, configuration = parted({**_EMPTY, **wanted})
    await require_people(tx, viewer, own, "owner_id", "runtime_user_id")
    stage = published(viewer, 1, note) if publish else {}

    async def make() -> str:
        return await _make(tx, viewer, home, own, {**configuration, **stage})

    given = {"workspace": home, "columns": columns, "publish": publish, "note": note}
    return await once(tx, viewer, "createAgent", idempotency_key, given, make)


async def _make(
    tx: Transaction, viewer: Viewer, home: str, own: Mapping[str, object], configuration: Mapping[str, object]
) -> str:
    version_id, live = new_id("ver"), "number" in configuration
    made = born("agt") | {
        "workspace_id": home,
        "created_by": viewer.principal,
        "owner_id": viewer.principal,
        "default_version_id" if live else "draft_version_id": version_id,
    }
    await add_with_handle(tx, agent, made | dict(own), "workspace_id")
    whose = {"id": version_id, "workspace_id": home, "agent_id": made["id"]}
    profile = {name: own.get(name) for name in PROFILE}
    await add_version(tx, viewer, {**whose, **profile, **configuration})
    return str(made["id"])


def parted(columns: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """The columns of the agent and those of its version, as they are kept (BAD_INPUT)."""
    configuration = {name: value for name, value in columns.items() if name in CONFIGURATION}
    own = {name: value for name, value in columns.items() if name not in CONFIGURATION}
    return lawful(own, AGENT_LAWS), configured(configuration)


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
    default = found.default_version_id
    number = None
    if when is not None and when.version is not None and default is not None:
        number = (await version(tx, default)).number
    state = AgentState.LIVE if default else AgentState.DRAFT
    hold(when, viewer, found, version=number, state=state.name)
    return found
