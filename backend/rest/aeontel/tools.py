"""Tools. Those that are made here run at the client: there are no functions that a server tool could wrap."""

from backend.rest.aeontel.entities import TIERS, TOOL
from backend.rest.aeontel.life import ID, life
from backend.rest.aeontel.lists import DELETED, KEY, SOURCE, WITHIN, listed, nothing
from backend.rest.bind import query
from backend.rest.kind import FLAG, OBJECT, choice, several
from backend.rest.route import Route
from backend.rest.table import Cell, Table

DOC = "https://docs.aeontel.com/api/tools"
KINDS = {"server": ["HTTP", "MCP", "BUILTIN", "AGENT"], "client": ["CLIENT"]}

CREATE = Table(
    {
        "workspaceId": Cell("workspaceId", required=True),
        "name": Cell("input.name", required=True),
        "target": Cell("input.kind", choice({"client": "CLIENT"}), required=True),
        "inputSchemaId": Cell("input.inputSchemaId", required=True),
        "outputSchemaId": Cell("input.outputSchemaId", required=True),
        "description": Cell("input.description", null="absent"),
        "examples": Cell("input.examples", several(OBJECT), null="absent"),
        "requiresConfirmation": Cell("input.requiresApproval", FLAG, default=False),
        "enabled": Cell("input.enabled", FLAG, default=True),
    }
)
UPDATE = Table(
    {
        "name": Cell("input.name"),
        "description": Cell("input.description", null="kept"),
        "inputSchemaId": Cell("input.inputSchemaId"),
        "outputSchemaId": Cell("input.outputSchemaId"),
        "examples": Cell("input.examples", several(OBJECT), null="kept"),
        "requiresConfirmation": Cell("input.requiresApproval", FLAG),
        "enabled": Cell("input.enabled", FLAG),
        "runtimeUserId": Cell("input.runtimeUserId", null="kept"),
    }
)

TOOLS = (
    Route(
        "GET /api/tools",
        "ListTools",
        bind=listed(
            TOOL,
            {
                **WITHIN,
                "name.iContains": query("name", description="Part of the name, in any case."),
                "linkedBy.some.agentVersion.agent.id.eq": query(
                    "agent_id", description="Bound to this agent."
                ),
                "kind.in": query("target", choice(KINDS)),
                "id.in": nothing("function_id", "function_version_id"),
                "inputDataSchema.id.eq": query("input_schema_id"),
                "outputDataSchema.id.eq": query("output_schema_id"),
                "requiresApproval.eq": query("requires_confirmation", FLAG),
                "enabled.eq": query("enabled", FLAG),
                "isSystem.eq": query("system", FLAG),
                "createdBy.id.eq": query("created_by"),
                "runtimeUser.id.eq": query("runtime_user_id"),
                "retentionTier.eq": query("retention_tier", choice(TIERS)),
            },
            source=SOURCE,
            deleted=DELETED,
        ),
        summary="List tools",
        doc=DOC,
    ),
    Route("POST /api/tools", "CreateTool", bind=KEY, body=CREATE, summary="Create a client tool", doc=DOC),
    Route("PATCH /api/tools/{id}", "UpdateTool", bind=ID, body=UPDATE, summary="Change a tool", doc=DOC),
    *life("/api/tools", "Tool", "a tool", DOC),
)
