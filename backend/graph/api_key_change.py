"""Making and revoking API keys."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.viewer import Role
from backend.graph.api_key import ApiKey
from backend.graph.argument import Home, IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, optional, said
from backend.graph.given import mutation, naming, written
from backend.graph.policy import ADMIN
from backend.store import api_key as keys


@input_type
class CreateApiKeyInput:
    """A new API key."""

    name: str = field("What people call it: 1 to 200 characters.")
    role: Role = field("What it may do in its home: no more than you may.", default=Role.EDITOR)
    expires_at: datetime | None = optional("When it stops working.")
    account_admin: bool = field(
        "Whether it manages the account; only its administrators give that.", default=False
    )


@object_type
class CreateApiKeyPayload:
    """A new API key, with its secret: the only place where that is ever shown."""

    api_key: ApiKey = field("The key.")
    secret: str | None = field(
        "What programs show to be let in. Keep it now: it is shown once, and not for a repeated request."
    )


@object_type
class ApiKeyPayload:
    """An API key, as a mutation leaves it."""

    api_key: ApiKey = field("The key.")


@strawberry.type
class ApiKeyChange:
    """Changes of API keys."""

    @mutation(ADMIN)
    async def create_api_key(
        self,
        info: Info,
        input: Annotated[CreateApiKeyInput, said("The key.")],  # noqa: A002  (the argument's name)
        workspace_id: Home = None,
        idempotency_key: IdempotencyKey = None,
    ) -> CreateApiKeyPayload:
        """Make an API key and show its secret once."""
        context = info.context
        wanted = keys.WantedKey(
            input.name,
            workspace_id,
            input.role.name,
            expires_at=input.expires_at or None,
            account_admin=input.account_admin,
        )
        with naming(input):
            made = await keys.create_api_key(
                context.tx, context.viewer, context.services.secret, wanted, idempotency_key=idempotency_key
            )
        return written(CreateApiKeyPayload, apiKey=made.id, secret=made.key)

    @mutation(ADMIN)
    async def revoke_api_key(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The key.")],  # noqa: A002  (the argument's name)
    ) -> ApiKeyPayload:
        """Refuse a key from now on; other processes notice within a second."""
        return written(
            ApiKeyPayload, apiKey=await keys.revoke_api_key(info.context.tx, info.context.viewer, id)
        )
