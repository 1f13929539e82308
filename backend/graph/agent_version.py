"""Agent versions: how an agent runs, as a draft or as published once and for all."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.agent import VersionState
from backend.domain.link import LinkKind
from backend.graph.account import Principal, Workspace
from backend.graph.agent import Agent
from backend.graph.configuration import Compaction, EpisodicMemory, Limits, ModelSettings, ToolSelection
from backend.graph.connection import Connection
from backend.graph.data_schema import DataSchema
from backend.graph.declare import at_path, by_reference, column, entity, every, many, one, part
from backend.graph.described import expose
from backend.graph.environment import Environment
from backend.graph.link import Link
from backend.graph.linked import (
    DataModelType,
    FileType,
    McpServerType,
    MemoryStoreType,
    SecretType,
    SkillType,
    ToolSetType,
    ToolType,
    of_version,
)
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import agent_version as versions

if TYPE_CHECKING:
    from backend.graph.variation import Variation

VariationType = Annotated["Variation", strawberry.lazy("backend.graph.variation")]

expose(
    VersionState,
    DRAFT="Being edited; at most one per agent.",
    PUBLISHED="Numbered, and never changed again.",
)


@entity(versions.agent_version)
class AgentVersion(Node):
    """How an agent runs: instructions, models, limits, schemas and tools."""

    state: VersionState = column("Whether it is a draft or published.", filter=True)
    number: int | None = column(
        "1, 2, 3 … in the order of publishing; null for a draft.", filter=True, order=True
    )
    name: str = column("The agent's name when the version was published.", filter=True)
    description: str | None = column("The agent's description when the version was published.")
    metadata: JSON = column("The agent's metadata when the version was published.")
    instructions: str = column("What the model is told before the conversation.", filter=True)
    models: list[str] = column("The models in the order in which they are tried.")
    limits: Limits = part("What a run may use.")
    model_settings: ModelSettings | None = part("How the model answers; null is its own defaults.")
    input_schema: JSON | None = column("The JSON Schema of a run's `data`.")
    input_data_schema: DataSchema | None = one(
        "Where the input schema comes from; null if it was written itself.",
        key="input_schema_id",
        filter=True,
    )
    output_schema: JSON | None = column("The JSON Schema of a run's output.")
    output_data_schema: DataSchema | None = one(
        "Where the output schema comes from; null if it was written itself.",
        key="output_schema_id",
        filter=True,
    )
    environment: Environment | None = one(
        "What its sandboxes are made of; null is the installation's.", key="environment_id", filter=True
    )
    compaction: Compaction | None = part(
        "When and how a conversation is made shorter; null is summarising at 0.75."
    )
    tool_selection: ToolSelection | None = part(
        "Which tools the model is offered; null is those that it is linked with."
    )
    episodic_memory: EpisodicMemory | None = part("Whether it remembers what was said with a user.")
    extensions: JSON = column("The agent's extensions when the version was published.")
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    bindings: JSON = column("What it uses in the place of what its draft did: a list of `{kind, from, to}`.")
    is_default: bool = column("Whether it runs where none is named.", filter=True)
    note: str | None = column("What changed, in the publisher's words.", filter=True)
    agent: Agent = one("The agent it is a version of.", key="agent_id", filter=True)
    workspace: Workspace | None = one(
        "The workspace it is in; null for a system agent's.", key="workspace_id", filter=True
    )
    base: Annotated["AgentVersion", strawberry.lazy("backend.graph.agent_version")] | None = one(
        "The version that this one was begun from.", key="base_version_id", filter=True
    )
    variations: Connection[VariationType] = many(
        "The variations that point to it.", on="agent_version_id", filter=True
    )
    links: Connection[Link] = many(
        "What it has: tools, agents, files, secrets and more, by their positions.",
        on="agent_version_id",
        order="position",
        filter=True,
    )
    sub_agents: Connection[Agent] = of_version("The agents that it may call.", LinkKind.AGENT)
    tools: Connection[ToolType] = of_version("The single tools that are linked.", LinkKind.TOOL)
    tool_sets: Connection[ToolSetType] = of_version("The tool sets that are linked.", LinkKind.TOOL_SET)
    mcp_servers: Connection[McpServerType] = of_version(
        "The MCP servers that are linked.", LinkKind.MCP_SERVER
    )
    skills: Connection[SkillType] = of_version("The skills that are linked.", LinkKind.SKILL)
    secrets: Connection[SecretType] = of_version("The secrets that are linked.", LinkKind.SECRET)
    files: Connection[FileType] = of_version("The files that are linked.", LinkKind.FILE)
    memory_stores: Connection[MemoryStoreType] = of_version(
        "The memory stores that are linked.", LinkKind.MEMORY_STORE
    )
    semantic_data_models: Connection[DataModelType] = of_version(
        "The semantic data models that are linked.", LinkKind.SEMANTIC_DATA_MODEL
    )
    created_by: Principal | None = one("Who began it.", key="created_by", filter=True)
    published_by: Principal | None = one("Who published it.", key="published_by", filter=True)
    published_at: datetime | None = column("When it was published.", filter=True, order=True)
    created_at: datetime = column("When it was begun.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class AgentVersionQuery:
    """Reads of agent versions."""

    agent_version: AgentVersion | None = by_reference("A version of an agent.", READ, within="agent_id")
    agent_versions: Connection[AgentVersion] = every("The versions of the viewer's agents.", READ)
