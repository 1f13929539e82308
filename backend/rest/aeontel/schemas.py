"""Schemas: JSON Schema documents that agents and tools name."""

from backend.rest.aeontel.entities import DATA_SCHEMA, TIERS
from backend.rest.aeontel.life import life
from backend.rest.aeontel.lists import DELETED, KEY, SOURCE, WITHIN, listed
from backend.rest.bind import query
from backend.rest.kind import FLAG, OBJECT, choice
from backend.rest.route import Route
from backend.rest.table import Cell, Table

DOC = "https://docs.aeontel.com/api/schemas"

CREATE = Table(
    {
        "workspaceId": Cell("workspaceId", required=True),
        "name": Cell("input.name", required=True),
        "slug": Cell("input.handle", required=True),
        "description": Cell("input.description", null="absent"),
        "definition": Cell("input.definition", OBJECT, null="absent"),
    }
)

SCHEMAS = (
    Route(
        "GET /api/schemas",
        "ListDataSchemas",
        bind=listed(
            DATA_SCHEMA,
            {
                **WITHIN,
                "name.iContains": query("name", description="Part of the name, in any case."),
                "isSystem.eq": query("system", FLAG),
                "createdBy.id.eq": query("created_by"),
                "retentionTier.eq": query("retention_tier", choice(TIERS)),
            },
            source=SOURCE,
            deleted=DELETED,
        ),
        summary="List schemas",
        doc=DOC,
    ),
    Route("POST /api/schemas", "CreateDataSchema", bind=KEY, body=CREATE, summary="Create a schema", doc=DOC),
    *life("/api/schemas", "DataSchema", "a schema", DOC),
)
