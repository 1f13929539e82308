"""Webhooks: endpoints that are told of what happens, and what was delivered to them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.domain.webhook import DeliveryStatus
from backend.graph.account import Workspace
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import expose
from backend.graph.kept import Kept
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import webhook_delivery as deliveries, webhook_endpoint as endpoints

if TYPE_CHECKING:
    from backend.graph.activity import Activity
    from backend.graph.agent import Agent
    from backend.graph.event import Event
    from backend.graph.run import Run
    from backend.graph.session import Session

ActivityType = Annotated["Activity", strawberry.lazy("backend.graph.activity")]
AgentType = Annotated["Agent", strawberry.lazy("backend.graph.agent")]
EventType = Annotated["Event", strawberry.lazy("backend.graph.event")]
RunType = Annotated["Run", strawberry.lazy("backend.graph.run")]
SessionType = Annotated["Session", strawberry.lazy("backend.graph.session")]

expose(
    DeliveryStatus,
    PENDING="To be made, or made again.",
    COMPLETED="Taken by the receiver.",
    FAILED="Tried as often as it is, and never taken.",
    DISABLED="Given up, for its endpoint was switched off, put out of use or deleted.",
)


@entity(endpoints.webhook_endpoint)
class WebhookEndpoint(Kept):
    """A URL that is told of what happens in a workspace, or to one of its agents."""

    url: str = column("Where it is told.")
    agent: AgentType | None = one(
        "The agent of which alone it is told; null is all.", key="agent_id", filter=True
    )
    types: list[str] = column(
        "What it is told of: types of activities or `event.<Kind>`, `*` standing for either part."
    )
    enabled: bool = column(
        "Whether it is told anything; switched off by Concord after 3 days of failures.", filter=True
    )
    has_value: bool = column(
        "Whether it has a key of its own that signs; else the account's does.", filter=True
    )
    deliveries: Connection[Annotated["WebhookDelivery", strawberry.lazy("backend.graph.webhook")]] = many(
        "What was delivered to it.", on="webhook_endpoint_id", filter=True
    )


@entity(deliveries.webhook_delivery)
class WebhookDelivery(Node):
    """Something that a URL was told, or is to be. Its id is the `webhook-id` of each attempt."""

    webhook_endpoint: WebhookEndpoint | None = one(
        "The endpoint that is told; null is the `callbackUrl` of a run.",
        key="webhook_endpoint_id",
        filter=True,
    )
    agent: AgentType | None = one("The agent that it is about.", key="agent_id", filter=True)
    session: SessionType | None = one("The session that it is about.", key="session_id", filter=True)
    run: RunType | None = one("The run that it is about.", key="run_id", filter=True)
    event: EventType | None = one("The event that is told.", key="event_id", filter=True)
    activity: ActivityType | None = one("The activity that is told.", key="activity_id", filter=True)
    type: str = column(
        "What it tells: `event.RunCompleted`, `agent.published`, `run.result`, `webhook.test`.", filter=True
    )
    url: str = column("Where it is delivered.")
    status: DeliveryStatus = column("How it stands.", filter=True)
    attempts: int = column("How often it was tried: up to 8 times in some 31 hours.")
    attempted_at: datetime | None = column("When it was last tried.", filter=True, order=True)
    http_status: int | None = column("What the receiver last answered.")
    latency_ms: int | None = column("How many milliseconds the receiver last took.")
    response_bytes: int | None = column("How long the receiver's last answer was.")
    response_headers: JSON | None = column("A few headers of the receiver's last answer, up to 4 kB.")
    error: str | None = column("Why the last attempt failed.")
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class WebhookQuery:
    """Reads of webhooks."""

    webhook_endpoint: WebhookEndpoint | None = by_reference(
        "A webhook endpoint.", READ, within="workspace_id"
    )
    webhook_endpoints: Connection[WebhookEndpoint] = every(
        "The webhook endpoints of the viewer's workspaces.", READ
    )
    webhook_delivery: WebhookDelivery | None = by_reference("A delivery.", READ, within="webhook_endpoint_id")
    webhook_deliveries: Connection[WebhookDelivery] = every(
        "The deliveries of the viewer's workspaces.", READ
    )
