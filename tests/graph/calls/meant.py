"""What arguments mean, where the schema does not say it: whose an id is, what fits, what goes together.

An argument called `agentId` or `agent` is an agent's id; `id` is of what the field answers or is named after.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

Path = tuple[str, ...]

MEANT: Mapping[str, str] = MappingProxyType(
    {
        "addLink.if.within": "Workspace",
        "after": "Event",
        "compactSession.id": "Session",
        "createVariation.if.within": "Workspace",
        "createSecret.input.parentId": "Secret",
        "from": "McpServer",
        "inputSchemaId": "DataSchema",
        "outputSchemaId": "DataSchema",
        "ownerId": "Principal",
        "removeLink.if.within": "Workspace",
        "redeliverWebhook.id": "WebhookDelivery",
        "runEvents.id": "Run",
        "runtimeUserId": "Principal",
        "serviceUserId": "Principal",
        "sessionEvents.id": "Session",
        "setLinks.if.within": "Workspace",
        "storeIds": "MemoryStore",
        "subjectId": "Node",
        "to": "McpServer",
        "testWebhookEndpoint.id": "WebhookEndpoint",
        "updateLink.if.within": "Workspace",
        "versionId": "AgentVersion",
        "workspaceActivity.after": "Activity",
    }
)
"""The noun of an id: by the name of its argument or input's field, or by the path of it from the field on."""

SPARE: Mapping[str, str] = MappingProxyType(
    {
        "addMember.input.principalId": "newcomer",
        "createTool.input.toolSetId": "box",
        "Workspace": "room",
        "addLink.input.target.agent": "callee",
        "answerToolCall.id": "asked",
    }
)
"""Rows of a world that stand in for its nouns' own: at one argument, or for a noun wherever `id` is of it."""

NEEDED: frozenset[Path] = frozenset(
    {
        ("startRun", "agentId"),
        ("startRun", "input", "text"),
        ("answerToolCall", "result"),
        ("createWebhookEndpoint", "input", "url"),
        ("createWebhookEndpoint", "input", "types"),
        ("createSkill", "input", "name"),
        ("createSkill", "input", "files"),
        ("createSkill", "input", "files", "uploadId"),
        ("addSkillVersion", "input", "files"),
        ("addSkillVersion", "input", "files", "uploadId"),
        ("createTool", "input", "kind"),
        ("createMcpServer", "input", "url"),
    }
)
"""Arguments and fields of inputs that the schema does not require, and the field does."""

ALONE: Mapping[Path, tuple[str, ...]] = MappingProxyType({("startRun", "sessionId"): ("agentId", "session")})
"""Arguments that must be absent if this one is given."""

_AT_A_SERVER: Mapping[Path, Any] = MappingProxyType(
    {("input", "kind"): "MCP", ("input", "mcpServer", "url"): "https://mcp.example.com"}
)

BESIDE: Mapping[Path, Mapping[Path, Any]] = MappingProxyType(
    {
        ("createToolSet", "input", "agentId"): {("input", "kind"): "AGENT"},
        ("createToolSet", "input", "secretId"): {
            ("input", "kind"): "HTTP",
            ("input", "baseUrl"): "https://a.example",
        },
        ("createToolSet", "input", "mcpServer", "ownerId"): _AT_A_SERVER,
        ("createToolSet", "input", "mcpServer", "secretId"): _AT_A_SERVER,
        ("createToolSet", "input", "mcpServer", "apiKey"): _AT_A_SERVER,
        ("createToolSet", "input", "mcpServer", "oauth", "clientSecret"): _AT_A_SERVER,
        ("createToolSet", "input", "mcpServer", "headers", "api_key"): _AT_A_SERVER,
        ("createToolSet", "input", "mcpServer", "env", "A"): _AT_A_SERVER,
        ("importAgent", "if", "within"): {("agentId",): "@Agent"},
    }
)
"""What must stand at other places if this is given; `@Agent` is the world's own."""

NEVER: frozenset[Path] = frozenset(
    {
        ("createToolSet", "input", "tools", "toolSetId"),
        ("importAgent", "package", "toolSets", "tools", "toolSetId"),
    }
)
"""Fields of inputs that are refused there, whatever they hold."""

FILTERS: frozenset[Path] = frozenset({("workspaceActivity", "subjectId")})
"""Ids that only narrow what is seen: of what nobody sees nothing is told, and the stream stays open."""

VALUES: Mapping[str, Any] = MappingProxyType(
    {
        "String": "text",
        "Int": 1,
        "BigInt": 1,
        "Float": 0.5,
        "Decimal": "1.5",
        "Boolean": True,
        "JSON": {},
        "DateTime": "2999-01-01T00:00:00Z",
        "types": ["agent.*"],
        "mediaType": "text/plain",
        "path": "SKILL.md",
        "url": "https://a.example",
        "importAgent.package.files.path": "/data/rates.csv",
        "createTool.input.kind": "CLIENT",
        "createToolSet.input.kind": "CLIENT",
    }
)
"""What fits: by the path or the name of an argument or of an input's field, else by its type."""

BEFORE: Mapping[str, tuple[str, ...]] = MappingProxyType({})
"""Changes that are made first, so that a mutation finds what it asks for. The life's own are known."""

_LIFE: Mapping[str, str] = MappingProxyType({"purge": "delete", "restore": "delete", "unarchive": "archive"})


def before(mutation: str) -> tuple[str, ...]:
    """The mutations to be made before this one: `purgeAgent` wants an agent in the trash."""
    for word, first in _LIFE.items():
        noun = mutation.removeprefix(word)
        if noun != mutation and noun[:1].isupper():
            return BEFORE.get(mutation, (f"{first}{noun}",))
    return BEFORE.get(mutation, ())
