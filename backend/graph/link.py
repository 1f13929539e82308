"""Links: what a version or a session has besides its own words: tools, agents, files, secrets and more."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.link import LinkKind
from backend.graph.account import Principal, Workspace
from backend.graph.connection import Connection
from backend.graph.declare import at_path, by_reference, column, entity, every, one, part
from backend.graph.kept import EXTENSIONS
from backend.graph.link_settings import LinkSettings
from backend.graph.linked import (
    DataModelType,
    FileType,
    McpServerType,
    MemoryStoreType,
    SecretType,
    SkillType,
    ToolSetType,
    ToolType,
)
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import link as links

if TYPE_CHECKING:
    from backend.graph.agent import Agent
    from backend.graph.agent_version import AgentVersion
    from backend.graph.session import Session

AgentType = Annotated["Agent", strawberry.lazy("backend.graph.agent")]
VersionType = Annotated["AgentVersion", strawberry.lazy("backend.graph.agent_version")]
SessionType = Annotated["Session", strawberry.lazy("backend.graph.session")]


@entity(links.link)
class Link(Node):
    """Something that a version or a session has: a row of its own workspace or of Concord, or a definition
    that lies in the link itself.
    """

    stable_id: strawberry.ID = column(
        "The id that stays: a version that is begun from another has copies of its links, each with an id of "
        "its own and the same stable id.",
        filter=True,
    )
    kind: LinkKind = column("What it leads to.", filter=True, order=True)
    target_id: strawberry.ID | None = column(
        "The row it leads to, whether that is still there or not; null if the link has a definition.",
        filter=True,
    )
    agent: AgentType | None = one("The agent it leads to.", key="target_id", filter=True)
    tool: ToolType | None = one("The tool it leads to.", key="target_id", filter=True)
    tool_set: ToolSetType | None = one("The tool set it leads to.", key="target_id", filter=True)
    mcp_server: McpServerType | None = one("The MCP server it leads to.", key="target_id", filter=True)
    skill: SkillType | None = one("The skill it leads to.", key="target_id", filter=True)
    secret: SecretType | None = one("The secret it leads to.", key="target_id", filter=True)
    file: FileType | None = one("The file it leads to.", key="target_id", filter=True)
    memory_store: MemoryStoreType | None = one("The memory store it leads to.", key="target_id", filter=True)
    semantic_data_model: DataModelType | None = one(
        "The semantic data model it leads to.", key="target_id", filter=True
    )
    inline: JSON | None = column("The definition, if it leads to no row.")
    position: int = column(
        "Its place among its holder's links of this kind, counted from 0.", filter=True, order=True
    )
    settings: LinkSettings = part("How what is linked may be used.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    agent_version: VersionType | None = one(
        "The version that has it, if it is a version's.", key="agent_version_id", filter=True
    )
    session: SessionType | None = one(
        "The session that has it, if it is a session's.", key="session_id", filter=True
    )
    workspace: Workspace | None = one(
        "The workspace it is in; null for a system agent's.", key="workspace_id", filter=True
    )
    created_by: Principal | None = one("Who made it.", key="created_by", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class LinkQuery:
    """Reads of links."""

    link: Link | None = by_reference("A link.", READ)
    links: Connection[Link] = every("The links of the viewer's versions and sessions.", READ)
