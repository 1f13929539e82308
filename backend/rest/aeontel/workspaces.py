"""Workspaces and their members."""

from backend.rest.aeontel.entities import MEMBER, ROLES, TIERS, WORKSPACE as WORKSPACE_ROWS
from backend.rest.aeontel.life import ID
from backend.rest.aeontel.lists import DELETED, KEY, WORKSPACE, listed
from backend.rest.bind import foreign, query
from backend.rest.kind import choice
from backend.rest.route import Route, ask
from backend.rest.table import Cell, Table

DOC = "https://docs.aeontel.com/api/workspaces"
DOC_OF_MEMBERS = "https://docs.aeontel.com/api/workspace-members"

CREATE = Table(
    {
        "organizationId": Cell("organizationId", required=True),
        "name": Cell("input.name", required=True),
        "handle": Cell("input.handle", required=True),
    }
)
ADD = Table(
    {
        "workspaceId": Cell("workspaceId", required=True),
        "userId": Cell("input.principalId", required=True),
        "role": Cell("input.role", choice(ROLES), default="viewer"),
    }
)

WORKSPACES = (
    Route(
        "GET /api/workspaces",
        "ListWorkspaces",
        bind=listed(
            WORKSPACE_ROWS,
            {
                "id.isNull": foreign("account", query("organization_id")),
                "handle.eq": query("handle"),
                "owner.id.eq": query("owner_id"),
                "serviceUser.id.eq": query("default_service_user_id"),
                "retentionTier.eq": query("retention_tier", choice(TIERS)),
            },
            deleted=DELETED,
        ),
        summary="List workspaces",
        doc=DOC,
    ),
    Route(
        "POST /api/workspaces",
        "FindOrganization",
        bind=KEY,
        body=CREATE,
        then=(ask("CreateWorkspace"),),
        summary="Create a workspace",
        doc=DOC,
    ),
    Route(
        "GET /api/workspace-members",
        "ListWorkspaceMembers",
        bind=listed(
            MEMBER,
            {"principal.id.eq": query("user_id"), "role.eq": query("role", choice(ROLES))},
            workspaceId=WORKSPACE,
        ),
        summary="List members",
        doc=DOC_OF_MEMBERS,
    ),
    Route(
        "POST /api/workspace-members",
        "AddWorkspaceMember",
        body=ADD,
        summary="Add a member",
        doc=DOC_OF_MEMBERS,
    ),
    Route(
        "GET /api/workspace-members/{id}",
        "GetWorkspaceMember",
        bind=ID,
        summary="Fetch one member",
        doc=DOC_OF_MEMBERS,
    ),
)
