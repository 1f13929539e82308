"""What Aeontel's lists are filtered and ordered by, in their words and in ours."""

from types import MappingProxyType

from backend.rest.aeontel.language import (
    FLAGS,
    IDS,
    MOMENTS,
    Entity,
    Field,
    Key,
    Language,
    Relation,
    words,
)

TIERS = MappingProxyType({"short": "SHORT", "medium": "MEDIUM", "long": "LONG", "none": "NONE"})
STATUSES = MappingProxyType(
    {
        "pending": "QUEUED",
        "running": "RUNNING",
        "waiting": "WAITING",
        "completed": "COMPLETED",
        "failed": "FAILED",
        "cancelled": "CANCELLED",
        "timed_out": "TIMED_OUT",
    }
)
TRIGGERS = MappingProxyType({"user": "USER", "agent": "AGENT", "event": "ACTIVITY"})
ROLES = MappingProxyType({"viewer": "VIEWER", "editor": "EDITOR", "admin": "ADMIN"})
AUTH = MappingProxyType({"none": "NONE", "api_key": "API_KEY", "oauth": "OAUTH"})

_TIER = words("RetentionTierOperators", TIERS)
_STAMPS: dict[str, Field | Key | Relation] = {
    "id": Field("id", IDS),
    "createdAt": Field("createdAt", MOMENTS),
    "updatedAt": Field("updatedAt", MOMENTS),
}
_OWNED: dict[str, Field | Key | Relation] = {
    **_STAMPS,
    "workspaceId": Key("workspace"),
    "name": Field("name"),
    "description": Field("description"),
    "system": Field("isSystem", FLAGS),
    "createdBy": Key("createdBy"),
    "deletedAt": Field("deletedAt", MOMENTS),
    "retentionTier": Field("retentionTier", _TIER),
}
_TIMES = {name: name for name in ("id", "createdAt", "updatedAt")}
_NAMED = {**_TIMES, "name": "name", "deletedAt": "deletedAt"}

AGENT = Entity(
    "Agent",
    {
        **_OWNED,
        "defaultVersionId": Key("defaultVersion"),
        "runtimeUserId": Key("runtimeUser"),
        "defaultVersion": Relation("defaultVersion", "AgentVersion"),
        "versions": Relation("versions", "AgentVersion", many=True),
        "tools": Relation("tools", "Tool", many=True),
        "skills": Relation("skills", "Skill", many=True),
        "mcpServers": Relation("mcpServers", "McpServer", many=True),
    },
    _NAMED,
)
AGENT_VERSION = Entity(
    "AgentVersion",
    {
        **_STAMPS,
        "agentId": Key("agent"),
        "parentId": Key("base"),
        "instructions": Field("instructions"),
        "inputSchemaId": Key("inputDataSchema"),
        "outputSchemaId": Key("outputDataSchema"),
        "agent": Relation("agent", "Agent"),
        "tools": Relation("tools", "Tool", many=True),
        "skills": Relation("skills", "Skill", many=True),
        "mcpServers": Relation("mcpServers", "McpServer", many=True),
    },
    _TIMES,
)
TOOL = Entity(
    "Tool",
    {
        **_OWNED,
        "inputSchemaId": Key("inputDataSchema"),
        "outputSchemaId": Key("outputDataSchema"),
        "requiresConfirmation": Field("requiresApproval", FLAGS),
        "enabled": Field("enabled", FLAGS),
        "runtimeUserId": Key("runtimeUser"),
    },
    _NAMED,
)
SKILL = Entity("Skill", _OWNED, _NAMED)
DATA_SCHEMA = Entity("DataSchema", {**_OWNED, "slug": Field("handle")}, {**_NAMED, "slug": "handle"})
MCP_SERVER = Entity(
    "McpServer",
    {
        **_STAMPS,
        "workspaceId": Key("workspace"),
        "name": Field("name"),
        "url": Field("url"),
        "authType": Field("auth", words("AuthTypeOperators", AUTH)),
        "createdBy": Key("createdBy"),
        "tools": Relation("tools", "Tool", many=True),
    },
    {**_TIMES, "name": "name"},
)
RUN = Entity(
    "Run",
    {
        **_STAMPS,
        "subjectId": Key("agent"),
        "parentRunId": Key("parentRun"),
        "status": Field("status", words("RunStatusOperators", STATUSES)),
        "triggeredBy": Field("trigger", words("TriggerOperators", TRIGGERS)),
        "userId": Key("createdBy"),
        "startedAt": Field("startedAt", MOMENTS),
        "completedAt": Field("finishedAt", MOMENTS),
        "agent": Relation("agent", "Agent"),
        "parentRun": Relation("parentRun", "Run"),
    },
    {**_TIMES, "startedAt": "startedAt", "completedAt": "finishedAt"},
)
EVENT = Entity(
    "Event",
    {
        "id": Field("id", IDS),
        "type": Field("type"),
        "subjectId": Field("subjectId", IDS),
        "userId": Key("actor"),
        "workspaceId": Key("workspace"),
        "createdAt": Field("createdAt", MOMENTS),
    },
    {"id": "id", "type": "type", "createdAt": "createdAt"},
)
WORKSPACE = Entity(
    "Workspace",
    {
        **_STAMPS,
        "name": Field("name"),
        "handle": Field("handle"),
        "ownerId": Key("owner"),
        "defaultServiceUserId": Key("serviceUser"),
        "deletedAt": Field("deletedAt", MOMENTS),
        "retentionTier": Field("retentionTier", _TIER),
        "agents": Relation("agents", "Agent", many=True),
        "members": Relation("members", "WorkspaceMember", many=True),
    },
    {**_NAMED, "handle": "handle"},
)
MEMBER = Entity(
    "WorkspaceMember",
    {
        "id": Field("id", IDS),
        "workspaceId": Key("workspace"),
        "userId": Key("principal"),
        "role": Field("role", words("RoleOperators", ROLES)),
        "createdAt": Field("createdAt", MOMENTS),
        "workspace": Relation("workspace", "Workspace"),
    },
    {"id": "id", "createdAt": "createdAt"},
)

LANGUAGE = Language(AGENT, AGENT_VERSION, TOOL, SKILL, DATA_SCHEMA, MCP_SERVER, RUN, EVENT, WORKSPACE, MEMBER)
