"""Activities: the life of rows, told once and in order."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, one
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON, BigInt
from backend.store import activity as activities

if TYPE_CHECKING:
    from backend.graph.account import Principal, Workspace

PrincipalType = Annotated["Principal", strawberry.lazy("backend.graph.account")]
WorkspaceType = Annotated["Workspace", strawberry.lazy("backend.graph.account")]


@entity(activities.activity, default_order="-position")
class Activity(Node):
    """Something that happened to a row. Activities are written once, and kept for 90 days."""

    position: BigInt | None = column(
        "Its place in its workspace's order, growing; null for the moment until it is settled what came "
        "before.",
        filter=True,
        order=True,
    )
    type: str = column("What happened, such as `agent.published`.", filter=True, order=True)
    subject_id: strawberry.ID = column("The row it happened to; it may be gone.", filter=True)
    parent_id: strawberry.ID | None = column(
        "What that row is part of: of a run its session, of a session its agent.", filter=True
    )
    data: JSON = column("Names and numbers that tell more; never contents or secrets.")
    actor: PrincipalType | None = one(
        "Who did it, or in whose name it was done; null is Concord itself.", key="actor_id", filter=True
    )
    workspace: WorkspaceType | None = one(
        "The workspace in which it happened.", key="workspace_id", filter=True
    )
    created_at: datetime = column("When it happened.", filter=True, order=True)


@strawberry.type
class ActivityQuery:
    """Reads of activities."""

    activity: Activity | None = by_reference("An activity.", READ, within="workspace_id")
    activities: Connection[Activity] = every(
        "The activities in the viewer's workspaces, the last one first.", READ
    )
