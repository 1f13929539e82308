"""Making and changing principals: people, and services that act in their own name."""

from typing import Annotated

import strawberry

from backend.domain.principal import PrincipalKind
from backend.graph.account import Principal
from backend.graph.argument import IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import EXTENSIONS_GIVEN, NAME_GIVEN, named_input
from backend.graph.policy import ACCOUNT
from backend.graph.scalars import JSON
from backend.store import principal_edit as principals


@input_type
class UpdatePrincipalInput:
    """Changes to a principal: what is left out stays as it is, null takes a value away."""

    name: strawberry.Maybe[str | None] = field(NAME_GIVEN)
    email: strawberry.Maybe[str | None] = field("Where to write to it: up to 320 characters.")
    external_id: strawberry.Maybe[str | None] = field(
        "The id that your own systems give it; unique in the account."
    )
    labels: strawberry.Maybe[JSON | None] = field("A JSON object of texts: up to 64 labels.")
    extensions: strawberry.Maybe[JSON | None] = field(EXTENSIONS_GIVEN)


@named_input
class CreatePrincipalInput(UpdatePrincipalInput):
    """A new principal: what is left out or null has its default."""

    kind: PrincipalKind = field("What it is: USER or SERVICE.")


@object_type
class PrincipalPayload:
    """A principal, as a mutation leaves it."""

    principal: Principal = field("The principal.")


@strawberry.type
class PrincipalChange:
    """Changes of principals."""

    @mutation(ACCOUNT)
    async def create_principal(
        self,
        info: Info,
        input: Annotated[CreatePrincipalInput, said("The principal.")],  # noqa: A002  (the argument's name)
        idempotency_key: IdempotencyKey = None,
    ) -> PrincipalPayload:
        """Make a person or a service known in the account; it is a member of no workspace yet."""
        context = info.context
        with naming(input):
            made = await principals.create_principal(
                context.tx, context.viewer, columns(input), idempotency_key=idempotency_key
            )
        return written(PrincipalPayload, principal=made)

    @mutation(ACCOUNT)
    async def update_principal(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The principal: its id, or ext:<externalId>.")],  # noqa: A002
        input: Annotated[UpdatePrincipalInput, said("What changes.")],  # noqa: A002
    ) -> PrincipalPayload:
        """Change a principal."""
        context = info.context
        with naming(input):
            changed = await principals.update_principal(context.tx, context.viewer, id, columns(input))
        return written(PrincipalPayload, principal=changed)
