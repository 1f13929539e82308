"""Making, changing, rotating and revoking API keys."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.viewer import Role
from backend.graph.api_key import ApiKey
from backend.graph.argument import Home, IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import NamedInput, named_input
from backend.graph.policy import ADMIN
from backend.store import api_key as keys, api_key_edit as edits

KeyReference = Annotated[strawberry.ID, said("The key: its id, ext:<externalId> or handle:<handle>.")]


@input_type
class UpdateApiKeyInput(NamedInput):
    """Changes to an API key: what is left out stays as it is, null takes a value away."""


@named_input
class CreateApiKeyInput(UpdateApiKeyInput):
    """A new API key: what is left out or null has its default."""

    role: Role = field("What it may do in its home: no more than you may.", default=Role.EDITOR)
    expires_at: datetime | None = optional("When it stops working.")
    account_admin: bool = field(
        "Whether it manages the account; only its administrators give that.", default=False
    )

    def wanted(self, workspace: str | None) -> keys.WantedKey:
        """The key as the store takes it, at home in the workspace that is named."""
        given = columns(self)
        return keys.WantedKey(
            str(given["name"]),
            workspace,
            self.role.name,
            expires_at=self.expires_at or None,
            account_admin=self.account_admin,
            columns={name: value for name, value in given.items() if name in keys.LAWS},
        )


@object_type
class ApiKeyPayload:
    """An API key, as a mutation leaves it; with its secret, if it has just got one."""

    api_key: ApiKey = field("The key.")
    key: str | None = field(
        "What programs show to be let in. Keep it now: it is shown when it is made or rotated, and never "
        "again, not even for a repeated request."
    )


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
    ) -> ApiKeyPayload:
        """Make an API key and show its secret once."""
        context = info.context
        wanted, secret = input.wanted(workspace_id), context.services.secret
        with naming(input):
            made = await keys.create_api_key(
                context.tx, context.viewer, secret, wanted, idempotency_key=idempotency_key
            )
        return written(ApiKeyPayload, apiKey=made.id, key=made.key)

    @mutation(ADMIN)
    async def update_api_key(
        self,
        info: Info,
        id: KeyReference,  # noqa: A002  (the argument's name)
        input: Annotated[UpdateApiKeyInput, said("What changes.")],  # noqa: A002
    ) -> ApiKeyPayload:
        """Change what is written on an API key; its principal is called as it is."""
        context = info.context
        with naming(input):
            changed = await edits.update_api_key(context.tx, context.viewer, id, columns(input))
        return written(ApiKeyPayload, apiKey=changed, key=None)

    @mutation(ADMIN)
    async def rotate_api_key(self, info: Info, id: KeyReference) -> ApiKeyPayload:  # noqa: A002
        """Replace a key's secret: the new one is shown once, the old one refused at once.

        It takes whoever may do all that the key may.
        """
        context = info.context
        made = await edits.rotate_api_key(context.tx, context.viewer, context.services.secret, id)
        return written(ApiKeyPayload, apiKey=made.id, key=made.key)

    @mutation(ADMIN)
    async def revoke_api_key(self, info: Info, id: KeyReference) -> ApiKeyPayload:  # noqa: A002
        """Refuse a key from now on; other processes notice within a second."""
        context = info.context
        revoked = await keys.revoke_api_key(context.tx, context.viewer, id)
        return written(ApiKeyPayload, apiKey=revoked, key=None)
