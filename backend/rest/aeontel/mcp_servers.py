"""MCP servers. Their keys and secrets are taken and never given back."""

from backend.rest.aeontel.entities import AUTH, MCP_SERVER
from backend.rest.aeontel.life import ID
from backend.rest.aeontel.lists import KEY, WORKSPACE, listed
from backend.rest.bind import query
from backend.rest.kind import OBJECT, choice
from backend.rest.route import Route
from backend.rest.table import Cell, Table

DOC = "https://docs.aeontel.com/api/mcp-servers"

FIELDS = {
    "authType": Cell("input.auth", choice(AUTH)),
    "apiKey": Cell("input.apiKey", null="absent"),
    "oauthClientId": Cell("input.oauth.clientId", null="absent"),
    "oauthClientSecret": Cell("input.oauth.clientSecret", null="absent"),
    "oauthTokenEndpoint": Cell("input.oauth.tokenEndpoint", null="absent"),
    "oauthAuthorizationEndpoint": Cell("input.oauth.authorizationEndpoint", null="absent"),
    "oauthScopes": Cell("input.oauth.scopes", null="absent"),
    "headers": Cell("input.headers", OBJECT, null="absent"),
    "connectorId": Cell("input.extensions.aeontel.connectorId", null="absent"),
    "connectorConfig": Cell("input.extensions.aeontel.connectorConfig", OBJECT, null="absent"),
}
CREATE = Table(
    {
        "workspaceId": Cell("workspaceId", required=True),
        "name": Cell("input.name", required=True),
        "url": Cell("input.url", required=True),
        **FIELDS,
    }
)
UPDATE = Table({"name": Cell("input.name"), "url": Cell("input.url"), **FIELDS})

MCP_SERVERS = (
    Route(
        "GET /api/mcp-servers",
        "ListMcpServers",
        bind=listed(
            MCP_SERVER,
            {"name.iContains": query("name", description="Part of the name, in any case.")},
            workspaceId=WORKSPACE,
        ),
        summary="List MCP servers",
        doc=DOC,
    ),
    Route(
        "POST /api/mcp-servers",
        "CreateMcpServer",
        bind=KEY,
        body=CREATE,
        summary="Register an MCP server",
        doc=DOC,
    ),
    Route(
        "PATCH /api/mcp-servers/{id}",
        "UpdateMcpServer",
        bind=ID,
        body=UPDATE,
        summary="Change an MCP server",
        doc=DOC,
    ),
)
