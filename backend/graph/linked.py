"""What a version has through its links: the lists of a version, and of an agent those of its current one."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from backend.domain.link import LinkKind
from backend.graph.declare import through
from backend.store import link as links

if TYPE_CHECKING:
    from backend.graph.file import File
    from backend.graph.mcp_server import McpServer
    from backend.graph.memory_store import MemoryStore
    from backend.graph.secret import Secret
    from backend.graph.semantic_data_model import SemanticDataModel
    from backend.graph.skill import Skill
    from backend.graph.tool import Tool
    from backend.graph.tool_set import ToolSet

DataModelType = Annotated["SemanticDataModel", strawberry.lazy("backend.graph.semantic_data_model")]
FileType = Annotated["File", strawberry.lazy("backend.graph.file")]
McpServerType = Annotated["McpServer", strawberry.lazy("backend.graph.mcp_server")]
MemoryStoreType = Annotated["MemoryStore", strawberry.lazy("backend.graph.memory_store")]
SecretType = Annotated["Secret", strawberry.lazy("backend.graph.secret")]
SkillType = Annotated["Skill", strawberry.lazy("backend.graph.skill")]
ToolSetType = Annotated["ToolSet", strawberry.lazy("backend.graph.tool_set")]
ToolType = Annotated["Tool", strawberry.lazy("backend.graph.tool")]

_CURRENT = ("draft_version_id", "default_version_id")


def of_version(description: str, kind: LinkKind, key: tuple[str, ...] = ("id",)) -> Any:
    """A list of what a version's links of a kind lead to."""
    return through(
        description,
        links.link,
        on="agent_version_id",
        far="target_id",
        kind=kind.name,
        key=key,
        filter=True,
    )


def of_current(description: str, kind: LinkKind) -> Any:
    """The same of an agent's current version: of its draft if there is one, else of its default."""
    return of_version(f"{description} of its current version.", kind, _CURRENT)
