"""Sessions: conversations with one version of an agent, frozen when they start."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.agent import RetentionTier
from backend.domain.run import SessionStatus
from backend.graph.account import Principal, Workspace
from backend.graph.agent import Agent
from backend.graph.agent_version import AgentVersion
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import expose
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON, BigInt
from backend.store import session as sessions

if TYPE_CHECKING:
    from backend.graph.event import Event
    from backend.graph.run import Run

RunType = Annotated["Run", strawberry.lazy("backend.graph.run")]
EventType = Annotated["Event", strawberry.lazy("backend.graph.event")]

expose(
    SessionStatus,
    IDLE="Waits for input.",
    QUEUED="Its run waits for a worker.",
    RUNNING="Its run is under way.",
    WAITING="Its run waits for somebody.",
    CLOSED="Takes no more input.",
)


@entity(sessions.session)
class Session(Node):
    """A conversation with one version of an agent. What the version was at its start is kept, and is what
    runs.
    """

    status: SessionStatus = column("Where it stands; it follows from its run.", filter=True)
    title: str | None = column("What people call it.", filter=True, order=True)
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    end_user_id: str | None = column("The caller's own user, in the caller's words.", filter=True)
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    variables: JSON = column("Values given when it was opened.")
    snapshot: JSON = column("The configuration that runs: the version as it was when the session started.")
    seq: BigInt = column("How many events its log has.", filter=True)
    agent: Agent = one("Whom the conversation is with.", key="agent_id", filter=True)
    agent_version: AgentVersion | None = one(
        "The version it was started with; null once a draft that was tried out is gone.",
        key="agent_version_id",
        filter=True,
    )
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id")
    runs: Connection[RunType] = many(
        "Its runs, newest first.", on="session_id", order="-createdAt", filter=True
    )
    events: Connection[EventType] = many("Its log, oldest first.", on="session_id", order="seq", filter=True)
    created_by: Principal | None = one("Who opened it.", key="created_by", filter=True)
    close_reason: str | None = column("Why it was closed.")
    closed_at: datetime | None = column("When it was closed.", filter=True, order=True)
    created_at: datetime = column("When it was opened.", filter=True, order=True)
    updated_at: datetime = column(
        "When its last event was written, or it was last changed.", filter=True, order=True
    )
    archived_at: datetime | None = column("When it was put out of use.", filter=True, order=True)
    deleted_at: datetime | None = column("When it was put in the trash.", filter=True, order=True)
    retention_tier: RetentionTier = column("How long it stays in the trash.", filter=True)


@strawberry.type
class SessionQuery:
    """Reads of sessions."""

    session: Session | None = by_reference("A session.", READ)
    sessions: Connection[Session] = every("The sessions of the viewer's workspaces.", READ)
