"""Agents: what can be run."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.agent import AgentState, RetentionTier
from backend.graph.account import Principal, Workspace
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import expose
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import agent as agents

if TYPE_CHECKING:
    from backend.graph.agent_version import AgentVersion
    from backend.graph.session import Session

VersionType = Annotated["AgentVersion", strawberry.lazy("backend.graph.agent_version")]
SessionType = Annotated["Session", strawberry.lazy("backend.graph.session")]

expose(
    AgentState,
    DRAFT="Never published.",
    LIVE="A published version runs by default.",
)
expose(
    RetentionTier,
    SHORT="Purged after 7 days in the trash.",
    MEDIUM="Purged after 30 days in the trash.",
    LONG="Purged after 90 days in the trash.",
    NONE="Never purged by the sweeper.",
)


@entity(agents.agent)
class Agent(Node):
    """Something that can be run. How it runs is written on its versions."""

    name: str = column("What people call it.", filter=True, order=True)
    description: str | None = column("What it is for.", filter=True)
    handle: str = column(
        "Its readable name for paths and prompts, unique in the workspace.", filter=True, order=True
    )
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    state: AgentState = column("Whether a published version runs by default.", filter=True)
    is_system: bool = column(
        "Whether it comes with Concord: everybody reads it, nobody edits it.", filter=True
    )
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    metadata: JSON = column("Any JSON object, for the owner's own use; versions keep a copy.")
    extensions: JSON = column(
        "What only one dialect knows, under its name: given back as sent, and read by nobody here."
    )
    workspace: Workspace | None = one(
        "The workspace it is in; null for a system agent.", key="workspace_id", filter=True
    )
    default_version: VersionType | None = one(
        "The version that runs where none is named: the last published or the chosen one.",
        key="default_version_id",
        filter=True,
    )
    draft_version: VersionType | None = one(
        "The version that is being edited.", key="draft_version_id", filter=True
    )
    current_version: VersionType | None = one(
        "What you edit: the draft if there is one, else the default.",
        key=("draft_version_id", "default_version_id"),
        filter=True,
    )
    versions: Connection[VersionType] = many(
        "Its versions and its draft, the one that was begun last first.",
        on="agent_id",
        order="-createdAt",
        filter=True,
    )
    sessions: Connection[SessionType] = many(
        "The agent's sessions, newest first.", on="agent_id", filter=True
    )
    created_by: Principal | None = one("Who made it.", key="created_by", filter=True)
    owner: Principal | None = one("Who owns it.", key="owner_id", filter=True)
    runtime_user: Principal | None = one("Whom its tools act for.", key="runtime_user_id", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)
    archived_at: datetime | None = column("When it was put out of use.", filter=True, order=True)
    deleted_at: datetime | None = column("When it was put in the trash.", filter=True, order=True)
    retention_tier: RetentionTier = column("How long it stays in the trash.", filter=True)


@strawberry.type
class AgentQuery:
    """Reads of agents."""

    agent: Agent | None = by_reference("An agent.", READ)
    agents: Connection[Agent] = every(
        "The agents of the viewer's workspaces, and those of Concord itself.", READ
    )
