"""Changing webhooks: endpoints, the key that signs, and what is delivered once more."""

from typing import Annotated

import strawberry

from backend.domain.sealed import Sealed
from backend.graph.change import Changed, changes
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, said
from backend.graph.given import mutation, written
from backend.graph.kept import KeptInput, named_input
from backend.graph.policy import ACCOUNT, WRITE
from backend.graph.webhook import WebhookDelivery, WebhookEndpoint
from backend.store import webhook_attempt as attempts, webhook_endpoint as endpoints, webhook_trial as trials


@input_type
class UpdateWebhookEndpointInput(KeptInput):
    """Changes to an endpoint: what is left out stays as it is, null takes a value away."""

    url: strawberry.Maybe[str | None] = field("Where it is told: an http or https URL; it needs one.")
    types: strawberry.Maybe[list[str] | None] = field(
        "What it is told of, 1 to 50: types of activities or `event.<Kind>`, `*` standing for either part."
    )
    enabled: strawberry.Maybe[bool | None] = field("Whether it is told anything; true by default.")
    key: strawberry.Maybe[Sealed | None] = field(
        "A key of its own that signs: `whsec_` and 32 bytes in base64; null is the account's. It is never "
        "read back."
    )


@named_input
class CreateWebhookEndpointInput(UpdateWebhookEndpointInput):
    """A new endpoint: what is left out or null has its default."""

    agent_id: strawberry.Maybe[strawberry.ID | None] = field(
        "The agent of which alone it is told: its id, ext:<externalId> or handle:<handle>."
    )


@object_type
class WebhookEndpointPayload:
    """An endpoint, as a mutation leaves it."""

    webhook_endpoint: WebhookEndpoint = field("The endpoint.")


@object_type
class WebhookDeliveryPayload:
    """A delivery, as a mutation leaves it."""

    webhook_delivery: WebhookDelivery = field("The delivery.")


@object_type
class WebhookKeyPayload:
    """The account's new key: the only place where it is ever shown."""

    key: str = field("What signs from now on, where an endpoint has no key of its own. Keep it now.")


@strawberry.type
class WebhookChange:
    """Changes of deliveries and of the key that signs them."""

    @mutation(WRITE)
    async def redeliver_webhook(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The delivery.")],  # noqa: A002  (the argument's name)
    ) -> WebhookDeliveryPayload:
        """Make a delivery once more, under the same id; one that is under way is a CONFLICT."""
        due = await attempts.redeliver(info.context.tx, info.context.viewer, id)
        return written(WebhookDeliveryPayload, webhookDelivery=due)

    @mutation(WRITE)
    async def test_webhook_endpoint(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The row: its id, ext:<externalId> or handle:<handle>.")],  # noqa: A002
    ) -> WebhookDeliveryPayload:
        """Deliver `webhook.test` to an endpoint, whatever types it wants; one that is told nothing now is a
        CONFLICT.
        """
        due = await trials.try_endpoint(info.context.tx, info.context.viewer, id)
        return written(WebhookDeliveryPayload, webhookDelivery=due)

    @mutation(ACCOUNT)
    async def rotate_webhook_key(self, info: Info) -> WebhookKeyPayload:
        """Give the account another key that signs its deliveries, and show it once. For a day the one before
        signs beside it.
        """
        key = await endpoints.rotate_webhook_key(info.context.tx, info.context.viewer)
        return written(WebhookKeyPayload, key=key)


WebhookEndpointChange, WebhookEndpointLife = changes(
    Changed(
        endpoints.WEBHOOK_ENDPOINT,
        "a webhook endpoint",
        WebhookEndpointPayload,
        CreateWebhookEndpointInput,
        UpdateWebhookEndpointInput,
        endpoints.create_webhook_endpoint,
        endpoints.update_webhook_endpoint,
    ),
    archive="Put a webhook endpoint out of use: it leaves default lists, and is told nothing.",
    purge="Delete a webhook endpoint that is in the trash for good, with its deliveries.",
)
