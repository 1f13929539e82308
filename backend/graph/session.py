"""Sessions: conversations with one version of an agent, frozen when they start."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.kept import RetentionTier
from backend.domain.run import RunStatus, SessionStatus
from backend.graph.account import Principal, Workspace
from backend.graph.agent import Agent
from backend.graph.agent_version import AgentVersion
from backend.graph.connection import Connection
from backend.graph.declare import at_path, by_reference, column, entity, every, many, one
from backend.graph.described import expose
from backend.graph.kept import EXTENSIONS
from backend.graph.link import Link
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON, BigInt
from backend.store import session as sessions

if TYPE_CHECKING:
    from backend.graph.context_window import ContextWindow
    from backend.graph.environment import Environment
    from backend.graph.event import Event
    from backend.graph.feedback import Feedback
    from backend.graph.run import Run
    from backend.graph.task import Task
    from backend.graph.tool_call import ToolCall
    from backend.graph.variation import Variation

EnvironmentType = Annotated["Environment", strawberry.lazy("backend.graph.environment")]
RunType = Annotated["Run", strawberry.lazy("backend.graph.run")]
VariationType = Annotated["Variation", strawberry.lazy("backend.graph.variation")]
ToolCallType = Annotated["ToolCall", strawberry.lazy("backend.graph.tool_call")]
TaskType = Annotated["Task", strawberry.lazy("backend.graph.task")]
WindowType = Annotated["ContextWindow", strawberry.lazy("backend.graph.context_window")]
FeedbackType = Annotated["Feedback", strawberry.lazy("backend.graph.feedback")]
EventType = Annotated["Event", strawberry.lazy("backend.graph.event")]

expose(
    RunStatus,
    QUEUED="Waits for a worker.",
    RUNNING="Under way.",
    WAITING="Waits for somebody.",
    COMPLETED="Ended with an answer.",
    FAILED="Ended with an error.",
    CANCELLED="Ended because somebody asked for it.",
    TIMED_OUT="Ended because it took too long.",
)
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
    outcome: RunStatus | None = column("Where its last run stands; null before the first.", filter=True)
    thread: str | None = column(
        "The caller's word for the conversation; its id where none was given. Null in sessions that are "
        "older than threads.",
        filter=True,
    )
    title: str | None = column("What people call it.", filter=True, order=True)
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    end_user_id: str | None = column("The caller's own user, in the caller's words.", filter=True)
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    variables: JSON = column("Values given when it was opened: any JSON.")
    variable: JSON | None = at_path("What lies at a path of `variables`.", column="variables")
    secret_names: list[str] = column("The names of its own secrets.")
    of_draft: bool = column("Whether it was started with a draft.", filter=True)
    snapshot: JSON = column("The configuration that runs: the version as it was when the session started.")
    instructions: str | None = column(
        "What the model is told before the conversation.", column="snapshot", at="instructions"
    )
    seq: BigInt = column("How many events its log has.", filter=True)
    agent: Agent = one("Whom the conversation is with.", key="agent_id", filter=True)
    agent_version: AgentVersion | None = one(
        "The version it was started with; null once a draft that was tried out is gone.",
        key="agent_version_id",
        filter=True,
    )
    variation: VariationType | None = one(
        "The variation it is of; null if it is of none, or that was purged.", key="variation_id", filter=True
    )
    environment: EnvironmentType | None = one(
        "What its tools' sandbox is made of; null if it has none.", key="environment_id", filter=True
    )
    parent: Annotated["Session", strawberry.lazy("backend.graph.session")] | None = one(
        "The session whose tool call started it.", key="parent_id", filter=True
    )
    children: Connection[Annotated["Session", strawberry.lazy("backend.graph.session")]] = many(
        "The sessions that its tool calls started, newest first.", on="parent_id", filter=True
    )
    links: Connection[Link] = many(
        "What it has besides its version, by their positions.",
        on="session_id",
        order="position",
        filter=True,
    )
    input_tokens: BigInt = column("Tokens that its models read, without those from the cache.")
    output_tokens: BigInt = column("Tokens that its models wrote.")
    cache_read_tokens: BigInt = column("Tokens read from the cache.")
    cache_write_tokens: BigInt = column("Tokens written to the cache.")
    tool_call_count: int = column("How many calls of tools its models asked for.")
    owner: Principal | None = one("Who owns it.", key="owner_id", filter=True)
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id", filter=True)
    runs: Connection[RunType] = many(
        "Its runs, newest first.", on="session_id", order="-createdAt", filter=True
    )
    events: Connection[EventType] = many("Its log, oldest first.", on="session_id", order="seq", filter=True)
    tool_calls: Connection[ToolCallType] = many(
        "The calls of tools in it, newest first.", on="session_id", filter=True
    )
    tasks: Connection[TaskType] = many(
        "What its agent noted down to do.", on="session_id", order="number", filter=True
    )
    context_windows: Connection[WindowType] = many(
        "The stretches of it that the model was told whole.", on="session_id", order="number", filter=True
    )
    feedback: Connection[FeedbackType] = many("What people thought of it.", on="session_id", filter=True)
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

    session: Session | None = by_reference("A session.", READ, within="agent_id")
    sessions: Connection[Session] = every("The sessions of the viewer's workspaces.", READ)
