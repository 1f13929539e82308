"""Changing providers of models and their models."""

from decimal import Decimal
from typing import Annotated

import strawberry

from backend.domain.model import ModelProtocol
from backend.graph.change import Changed, changes
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import EXTENSIONS_GIVEN, If, KeptInput, believed, named_input
from backend.graph.model_provider import Model, ModelProvider
from backend.graph.policy import ADMIN
from backend.graph.scalars import JSON, SealedTexts
from backend.store import model_edit, model_provider_edit


@input_type
class ModelInput:
    """A model of a provider. What is left out stays as it is, or has its default in a new one."""

    name: str = field("What the provider calls it: no other model of the list is called so.")
    handle: strawberry.Maybe[str | None] = field(
        "`vendor/name`, unique in the workspace; made from both if not given."
    )
    family: strawberry.Maybe[str | None] = field("The models of which it is one.")
    label: strawberry.Maybe[str | None] = field("What people call it: up to 200 characters.")
    enabled: strawberry.Maybe[bool | None] = field("Whether new sessions may come to it; true by default.")
    input_price: strawberry.Maybe[Decimal | None] = field(
        "US dollars per million tokens that it reads: up to 9 digits after the point."
    )
    output_price: strawberry.Maybe[Decimal | None] = field("US dollars per million tokens that it writes.")
    cache_read_price: strawberry.Maybe[Decimal | None] = field(
        "US dollars per million tokens read from its cache."
    )
    cache_write_price: strawberry.Maybe[Decimal | None] = field(
        "US dollars per million tokens written to its cache."
    )
    max_input_tokens: strawberry.Maybe[int | None] = field("How many tokens it can be given.")
    max_output_tokens: strawberry.Maybe[int | None] = field("How many tokens it can answer.")


@input_type
class UpdateModelProviderInput(KeptInput):
    """Changes to a provider: what is left out stays as it is, null takes a value away."""

    vendor: strawberry.Maybe[str | None] = field(
        "A word for whose models they are; made from the name if not given."
    )
    base_url: strawberry.Maybe[str | None] = field(
        "Where it is: an http or https URL, up to what comes before `/v1/messages`; null is where the "
        "installation's settings say."
    )
    secret_id: strawberry.Maybe[strawberry.ID | None] = field(
        "What is shown to it: a secret of kind VALUE or BEARER, by its id, ext:<externalId>, number:<n> or "
        "handle:<handle>. Null is the key of the installation's settings, for their server alone."
    )
    headers: strawberry.Maybe[SealedTexts | None] = field(
        "A JSON object of texts, up to 50: what looks like a secret is withheld, `•••` keeps what is there."
    )
    models: strawberry.Maybe[list[ModelInput] | None] = field(
        "Its models, all of them, up to 200: those that are not named here are removed."
    )


@named_input
class CreateModelProviderInput(UpdateModelProviderInput):
    """A new provider: what is left out or null has its default."""

    protocol: strawberry.Maybe[ModelProtocol | None] = field(
        "How its models are spoken to: MESSAGES by default; it never changes."
    )


@input_type
class UpdateModelInput:
    """Changes to a model: what is left out stays as it is, null takes a value away."""

    enabled: strawberry.Maybe[bool | None] = field("Whether new sessions may come to it; true by default.")
    label: strawberry.Maybe[str | None] = field("What people call it: up to 200 characters.")
    labels: strawberry.Maybe[JSON | None] = field("A JSON object of texts: up to 64 labels.")
    external_id: strawberry.Maybe[str | None] = field(
        "The id that your own systems give it; unique in the workspace."
    )
    extensions: strawberry.Maybe[JSON | None] = field(EXTENSIONS_GIVEN)


@object_type
class ModelProviderPayload:
    """A provider, as a mutation leaves it."""

    model_provider: ModelProvider = field("The provider.")


@object_type
class ModelPayload:
    """A model, as a mutation leaves it."""

    model: Model = field("The model.")


@strawberry.type
class ModelChange:
    """Changes of models."""

    @mutation(ADMIN)
    async def update_model(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The model: its id, ext:<externalId> or handle:<vendor>/<name>.")],  # noqa: A002  (the argument's name)
        input: Annotated[UpdateModelInput, said("What changes.")],  # noqa: A002
        if_: If = None,
    ) -> ModelPayload:
        """Change a model; one that comes with the workspace can only be switched on and off."""
        context = info.context
        with naming(input):
            changed = await model_edit.update_model(
                context.tx, context.viewer, id, columns(input), when=believed(if_)
            )
        return written(ModelPayload, model=changed)


ModelProviderChange, ModelProviderLife = changes(
    Changed(
        model_provider_edit.MODEL_PROVIDER,
        "a provider of models",
        ModelProviderPayload,
        CreateModelProviderInput,
        UpdateModelProviderInput,
        model_provider_edit.create_model_provider,
        model_provider_edit.update_model_provider,
    ),
    update="Change a provider of models; of one that comes with the workspace its secret and its URL.",
    purge="Delete a provider of models that is in the trash for good, with its models.",
)
