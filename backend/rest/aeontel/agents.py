"""Agents: their routes, and what the bodies of these say."""

from typing import Any

from backend.rest.aeontel.entities import AGENT, TIERS
from backend.rest.aeontel.life import ID, life
from backend.rest.aeontel.lists import DELETED, KEY, SOURCE, WITHIN, listed
from backend.rest.bind import query
from backend.rest.kind import FLAG, TEXT, choice, inside, made, several
from backend.rest.route import Route
from backend.rest.table import Cell, Table

DOC = "https://docs.aeontel.com/api/agents"


def tools_of(ids: list[str]) -> list[dict[str, Any]]:
    """The whole set of an agent's tools."""
    return [{"kinds": ["TOOL"], "links": [{"target": {"tool": each}} for each in ids]}]


CREATE = Table(
    {
        "workspaceId": Cell("workspaceId", required=True),
        "name": Cell("input.name", required=True),
        "description": Cell("input.description", null="absent"),
        "instructions": Cell("input.instructions", null="absent"),
        "models": Cell("input.models", several(TEXT), null="absent"),
        "inputSchemaId": Cell("input.inputSchemaId", null="absent"),
        "outputSchemaId": Cell("input.outputSchemaId", null="absent"),
        "toolIds": Cell("input.links", made(several(TEXT), tools_of), null="absent"),
    }
)
UPDATE = Table(
    {
        "name": Cell("input.name"),
        "description": Cell("input.description", null="kept"),
        "runtimeUserId": Cell("input.runtimeUserId", null="kept"),
    }
)


def whole_set(name: str, target: str) -> Table:
    """The body that says all that an agent is linked with, of one kind."""
    return Table({name: Cell("links", several(inside(TEXT, f"target.{target}")), required=True)})


AGENTS = (
    Route(
        "GET /api/agents",
        "ListAgents",
        bind=listed(
            AGENT,
            {
                **WITHIN,
                "name.iContains": query("name", description="Part of the name, in any case."),
                "isSystem.eq": query("system", FLAG),
                "defaultVersion.id.eq": query("default_version_id"),
                "createdBy.id.eq": query("created_by"),
                "runtimeUser.id.eq": query("runtime_user_id"),
                "retentionTier.eq": query("retention_tier", choice(TIERS)),
            },
            source=SOURCE,
            deleted=DELETED,
        ),
        summary="List agents",
        doc=DOC,
    ),
    Route(
        "POST /api/agents",
        "CreateAgent",
        bind=KEY,
        body=CREATE,
        summary="Create an agent with its first draft version",
        doc=DOC,
    ),
    Route("PATCH /api/agents/{id}", "UpdateAgent", bind=ID, body=UPDATE, summary="Change an agent", doc=DOC),
    *life("/api/agents", "Agent", "an agent", DOC),
    Route(
        "PUT /api/agents/{id}/tools",
        "SyncAgentTools",
        bind=ID,
        body=whole_set("toolIds", "tool"),
        summary="Replace the agent's tools",
        doc=DOC,
    ),
    Route(
        "PUT /api/agents/{id}/skills",
        "SyncAgentSkills",
        bind=ID,
        body=whole_set("skillIds", "skill"),
        summary="Replace the agent's skills",
        doc=DOC,
    ),
    Route(
        "PUT /api/agents/{id}/mcp-servers",
        "SyncAgentMcpServers",
        bind=ID,
        body=whole_set("mcpServerIds", "mcpServer"),
        summary="Replace the agent's MCP servers",
        doc=DOC,
    ),
)
