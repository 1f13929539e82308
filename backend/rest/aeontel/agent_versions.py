"""Versions of agents: one that is added is published at once, and runs by default."""

from backend.rest.aeontel.entities import AGENT_VERSION
from backend.rest.aeontel.life import ID
from backend.rest.aeontel.lists import listed
from backend.rest.bind import query
from backend.rest.kind import TEXT, several
from backend.rest.route import Route
from backend.rest.table import Cell, Table

DOC = "https://docs.aeontel.com/api/agent-versions"

CREATE = Table(
    {
        "agentId": Cell("agentId", required=True),
        "name": Cell("note", null="absent"),
        "instructions": Cell("input.instructions", null="absent"),
        "models": Cell("input.models", several(TEXT), null="absent"),
        "inputSchemaId": Cell("input.inputSchemaId", null="absent"),
        "outputSchemaId": Cell("input.outputSchemaId", null="absent"),
    }
)

AGENT_VERSIONS = (
    Route(
        "GET /api/agent-versions",
        "ListAgentVersions",
        bind=listed(
            AGENT_VERSION,
            {
                "agent.id.eq": query("agent_id", required=True),
                "base.id.eq": query("parent_id"),
                "inputDataSchema.id.eq": query("input_schema_id"),
                "outputDataSchema.id.eq": query("output_schema_id"),
            },
        ),
        summary="List the versions of an agent",
        doc=DOC,
    ),
    Route(
        "POST /api/agent-versions",
        "CreateAgentVersion",
        body=CREATE,
        summary="Publish the next version of an agent",
        doc=DOC,
    ),
    Route("GET /api/agent-versions/{id}", "GetAgentVersion", bind=ID, summary="Fetch one version", doc=DOC),
)
