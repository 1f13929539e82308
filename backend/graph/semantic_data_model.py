"""Semantic data models: what tables mean, in the words of those who ask about them."""

import strawberry

from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, many
from backend.graph.described import field, input_type, object_type
from backend.graph.kept import Kept, KeptInput, named_input
from backend.graph.link import Link
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import semantic_data_model as models


@entity(models.semantic_data_model)
class SemanticDataModel(Kept):
    """What tables and their columns mean. It names each data connection by the alias of a linked secret."""

    definition: JSON = column("The model, as it was sent: its tables, and what their columns mean.")
    digest: str = column("The SHA-256 of the definition.", filter=True)
    linked_by: Connection[Link] = many("The links that lead to it.", on="target_id", filter=True)


@input_type
class UpdateSemanticDataModelInput(KeptInput):
    """Changes to a model: what is left out stays as it is, null takes a value away."""

    definition: strawberry.Maybe[JSON | None] = field("A JSON object of up to 1 MB; null is the empty one.")


@named_input
class CreateSemanticDataModelInput(UpdateSemanticDataModelInput):
    """A new model: what is left out or null has its default."""


@object_type
class SemanticDataModelPayload:
    """A model, as a mutation leaves it."""

    semantic_data_model: SemanticDataModel = field("The model.")


@strawberry.type
class SemanticDataModelQuery:
    """Reads of models."""

    semantic_data_model: SemanticDataModel | None = by_reference(
        "A semantic data model.", READ, within="workspace_id"
    )
    semantic_data_models: Connection[SemanticDataModel] = every(
        "The semantic data models of the viewer's workspaces.", READ
    )


SemanticDataModelChange, SemanticDataModelLife = changes(
    Changed(
        models.SEMANTIC_DATA_MODEL,
        "a semantic data model",
        SemanticDataModelPayload,
        CreateSemanticDataModelInput,
        UpdateSemanticDataModelInput,
    )
)
