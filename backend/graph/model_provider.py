"""Providers of models, and their models: what a workspace may run on, and what it costs."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import strawberry

from backend.domain.model import ModelProtocol
from backend.graph.account import Workspace
from backend.graph.connection import Connection
from backend.graph.declare import at_path, by_reference, column, entity, every, many, one
from backend.graph.described import expose
from backend.graph.kept import EXTENSIONS, Kept
from backend.graph.node import Node
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.graph.secret import Secret
from backend.store import model as models, model_provider as providers

expose(
    ModelProtocol,
    MESSAGES="The Messages protocol, over HTTP.",
    OFFLINE="The model in the box: no key, no network.",
)


@entity(providers.model_provider)
class ModelProvider(Kept):
    """Who provides models: how it is spoken to, and with which secret."""

    number: int = column("A small number, unique in the account.", filter=True, order=True)
    protocol: ModelProtocol = column("How its models are spoken to.", filter=True)
    vendor: str = column("A word for whose models they are: `anthropic`.", filter=True)
    base_url: str | None = column(
        "Where it is, up to what comes before `/v1/messages`; null is where the installation's settings say."
    )
    secret: Secret | None = one(
        "What is shown to it, looked up at each message. Null is the key of the installation's settings, for "
        "their server alone: without a secret nothing is shown to `baseUrl`.",
        key="secret_id",
        filter=True,
    )
    headers: JSON = column("What is sent with each request: `•••` stands for what is withheld.")
    seeded: bool = column(
        "Whether it comes with the workspace: then only its secret, URL and models' switches change.",
        filter=True,
    )
    models: Connection[Annotated["Model", strawberry.lazy("backend.graph.model_provider")]] = many(
        "Its models.", on="model_provider_id", filter=True
    )


@entity(models.model)
class Model(Node):
    """A model of a provider, in one workspace."""

    name: str = column("What the provider calls it.", filter=True, order=True)
    handle: str = column("`vendor/name`, unique in the workspace.", filter=True, order=True)
    family: str | None = column("The models of which it is one.", filter=True)
    label: str | None = column("What people call it.")
    enabled: bool = column("Whether new sessions may come to it.", filter=True)
    seeded: bool = column("Whether it comes with the workspace: then its switch can be changed.", filter=True)
    input_price: Decimal | None = column("US dollars per million tokens that it reads.")
    output_price: Decimal | None = column("US dollars per million tokens that it writes.")
    cache_read_price: Decimal | None = column("US dollars per million tokens read from its cache.")
    cache_write_price: Decimal | None = column("US dollars per million tokens written to its cache.")
    max_input_tokens: int | None = column("How many tokens it can be given.", filter=True, order=True)
    max_output_tokens: int | None = column("How many tokens it can answer.", filter=True, order=True)
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    model_provider: ModelProvider | None = one("Who provides it.", key="model_provider_id", filter=True)
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id", filter=True)
    created_at: datetime = column("When it was made.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@strawberry.type
class ModelProviderQuery:
    """Reads of providers and models."""

    model_provider: ModelProvider | None = by_reference("A provider of models.", READ, within="workspace_id")
    model_providers: Connection[ModelProvider] = every(
        "The providers of models of the viewer's workspaces.", READ
    )
    model: Model | None = by_reference("A model.", READ, within="model_provider_id")
    models: Connection[Model] = every("The models of the viewer's workspaces.", READ)
