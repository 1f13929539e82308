"""Agents: what can be run."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.agent import AgentState, AgentStatus, Selection
from backend.domain.link import LinkKind
from backend.graph.account import Principal
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import expose
from backend.graph.kept import Kept
from backend.graph.linked import (
    DataModelType,
    FileType,
    McpServerType,
    MemoryStoreType,
    SecretType,
    SkillType,
    ToolSetType,
    ToolType,
    of_current,
)
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import agent as agents

if TYPE_CHECKING:
    from backend.graph.agent_version import AgentVersion
    from backend.graph.feedback import Feedback
    from backend.graph.link import Link
    from backend.graph.session import Session
    from backend.graph.variation import Variation
    from backend.graph.webhook import WebhookDelivery, WebhookEndpoint

VersionType = Annotated["AgentVersion", strawberry.lazy("backend.graph.agent_version")]
VariationType = Annotated["Variation", strawberry.lazy("backend.graph.variation")]
LinkType = Annotated["Link", strawberry.lazy("backend.graph.link")]
FeedbackType = Annotated["Feedback", strawberry.lazy("backend.graph.feedback")]
EndpointType = Annotated["WebhookEndpoint", strawberry.lazy("backend.graph.webhook")]
DeliveryType = Annotated["WebhookDelivery", strawberry.lazy("backend.graph.webhook")]
SessionType = Annotated["Session", strawberry.lazy("backend.graph.session")]

expose(
    AgentState,
    DRAFT="Never published.",
    LIVE="A published version runs by default.",
)
expose(
    AgentStatus,
    DRAFT="Nothing runs by default.",
    LIVE="A published version runs by default.",
    ARCHIVED="Out of use.",
)
expose(
    Selection,
    UNIFORM="Each alike.",
    WEIGHTED="By their weights.",
    FEEDBACK="The better they were rated the more often, and those with few ratings now and then.",
)


@entity(agents.agent)
class Agent(Kept):
    """Something that can be run. How it runs is written on its versions."""

    state: AgentState = column("Whether a published version runs by default.", filter=True)
    status: AgentStatus = column("Whether it is a draft, live or out of use.", filter=True)
    has_draft: bool = column("Whether it is being edited.", filter=True)
    selection: Selection = column(
        "How one of its variations is picked for a session that names none.", filter=True
    )
    metadata: JSON = column("Any JSON object, for the owner's own use; versions keep a copy.")
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
    variations: Connection[VariationType] = many("Its variations, newest first.", on="agent_id", filter=True)
    linked_by: Connection[LinkType] = many("The links that lead to it.", on="target_id", filter=True)
    versions: Connection[VersionType] = many(
        "Its versions and its draft, the one that was begun last first.",
        on="agent_id",
        order="-createdAt",
        filter=True,
    )
    feedback: Connection[FeedbackType] = many(
        "What people thought of its sessions.", on="agent_id", filter=True
    )
    sub_agents: Connection[Annotated["Agent", strawberry.lazy("backend.graph.agent")]] = of_current(
        "The agents that it may call: those", LinkKind.AGENT
    )
    tools: Connection[ToolType] = of_current("The single tools", LinkKind.TOOL)
    tool_sets: Connection[ToolSetType] = of_current("The tool sets", LinkKind.TOOL_SET)
    mcp_servers: Connection[McpServerType] = of_current("The MCP servers", LinkKind.MCP_SERVER)
    skills: Connection[SkillType] = of_current("The skills", LinkKind.SKILL)
    secrets: Connection[SecretType] = of_current("The secrets", LinkKind.SECRET)
    files: Connection[FileType] = of_current("The files", LinkKind.FILE)
    webhook_endpoints: Connection[EndpointType] = many(
        "The endpoints that are told of it alone.", on="agent_id", filter=True
    )
    webhook_deliveries: Connection[DeliveryType] = many(
        "What was delivered of it.", on="agent_id", filter=True
    )
    memory_stores: Connection[MemoryStoreType] = of_current("The memory stores", LinkKind.MEMORY_STORE)
    semantic_data_models: Connection[DataModelType] = of_current(
        "The semantic data models", LinkKind.SEMANTIC_DATA_MODEL
    )
    memories: Connection[MemoryStoreType] = many(
        "The memory stores that are its own.", on="agent_id", filter=True
    )
    sessions: Connection[SessionType] = many(
        "The agent's sessions, newest first.", on="agent_id", filter=True
    )
    runtime_user: Principal | None = one("Whom its tools act for.", key="runtime_user_id", filter=True)


@strawberry.type
class AgentQuery:
    """Reads of agents."""

    agent: Agent | None = by_reference("An agent.", READ, within="workspace_id")
    agents: Connection[Agent] = every(
        "The agents of the viewer's workspaces, and those of Concord itself.", READ
    )
