"""API keys: credentials of programs."""

from datetime import datetime

import strawberry

from backend.graph.account import Principal, Workspace
from backend.graph.connection import Connection
from backend.graph.declare import at_path, by_reference, column, entity, every, one
from backend.graph.kept import EXTENSIONS
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import api_key as keys


@entity(keys.api_key)
class ApiKey(Node):
    """A credential. Its secret is shown once, when it is made or rotated."""

    name: str = column("What people call it.", filter=True, order=True)
    description: str | None = column("What it is for.", filter=True)
    handle: str | None = column(
        "Its readable name, unique in the workspace; null where the key is older than handles.", filter=True
    )
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    hint: str = column("The last characters of its secret, to tell keys apart.")
    principal: Principal | None = one("Who acts with it.", key="principal_id")
    workspace: Workspace | None = one(
        "Its home: the workspace used where none is named.", key="workspace_id", filter=True
    )
    created_by: Principal | None = one("Who made it.", key="created_by", filter=True)
    expires_at: datetime | None = column("When it stops working.", filter=True, order=True)
    rotated_at: datetime | None = column("When its secret was last replaced.", filter=True, order=True)
    revoked_at: datetime | None = column("When it was revoked.", filter=True, order=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class ApiKeyQuery:
    """Reads of API keys."""

    api_key: ApiKey | None = by_reference("An API key.", READ, within="workspace_id")
    api_keys: Connection[ApiKey] = every("The keys of the viewer's workspaces.", READ)
