"""Making and revoking API keys."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.viewer import Role
from backend.graph.agent_edit import Key
from backend.graph.api_key import ApiKey
from backend.graph.context import Info
from backend.graph.described import field, optional, said
from backend.graph.given import mutation, naming, written
from backend.graph.policy import ADMIN
from backend.store import api_key as keys


@strawberry.input(description="A new API key.")
class CreateApiKeyInput:
    """The fields of a new key."""

    name: str = field("What people call it: 1 to 200 characters.")
    role: Role = field("What it may do in its home: no more than you may.", default=Role.EDITOR)
    expires_at: datetime | None = optional("When it stops working.")
    account_admin: bool = field(
        "Whether it manages the account; only its administrators give that.", default=False
    )


@strawberry.type(description="A new API key, with its secret.")
class CreateApiKeyPayload:
    """The answer: the only place where the secret is ever shown."""

    api_key: ApiKey = field("The key.")
    secret: str | None = field(
        "What programs show to be let in. Keep it now: it is shown once, and not for a repeated request."
    )


@strawberry.type(description="An API key, as a mutation leaves it.")
class ApiKeyPayload:
    """The answer of a change."""

    api_key: ApiKey = field("The key.")


@strawberry.type
class ApiKeyChange:
    """Changes of API keys."""

    @mutation(ADMIN)
    async def create_api_key(
        self,
        info: Info,
        input: Annotated[CreateApiKeyInput, said("The key.")],  # noqa: A002  (the argument's name)
        workspace_id: Annotated[strawberry.ID | None, said("Its home; yours if it is not named.")] = None,
        idempotency_key: Key = None,
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
        """Let a key work no more, at once."""
        return written(
            ApiKeyPayload, apiKey=await keys.revoke_api_key(info.context.tx, info.context.viewer, id)
        )
