"""Data schemas: JSON Schemas with a name, which tools and agents may share."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.graph.change import Changed, changes
from backend.graph.connection import Connection
from backend.graph.declare import by_reference, column, entity, every, many
from backend.graph.described import field, input_type, object_type
from backend.graph.kept import Kept, KeptInput, named_input
from backend.graph.policy import READ
from backend.graph.scalars import JSON
from backend.store import data_schema as schemas, data_schema_edit

if TYPE_CHECKING:
    from backend.graph.tool import Tool

ToolType = Annotated["Tool", strawberry.lazy("backend.graph.tool")]


@entity(schemas.data_schema)
class DataSchema(Kept):
    """A JSON Schema with a name. Tools and drafts that name it follow its changes."""

    definition: JSON = column("The JSON Schema.")
    digest: str = column("The SHA-256 of the definition.", filter=True)
    input_of: Connection[ToolType] = many(
        "The tools whose arguments it describes.", on="input_schema_id", filter=True
    )
    output_of: Connection[ToolType] = many(
        "The tools whose results it describes.", on="output_schema_id", filter=True
    )


@input_type
class UpdateDataSchemaInput(KeptInput):
    """Changes to a schema: what is left out stays as it is, null takes a value away."""

    definition: strawberry.Maybe[JSON | None] = field(
        "The JSON Schema, of up to 256 kB; null takes every value."
    )


@named_input
class CreateDataSchemaInput(UpdateDataSchemaInput):
    """A new schema: what is left out or null has its default."""


@object_type
class DataSchemaPayload:
    """A schema, as a mutation leaves it."""

    data_schema: DataSchema = field("The schema.")


@strawberry.type
class DataSchemaQuery:
    """Reads of schemas."""

    data_schema: DataSchema | None = by_reference("A schema.", READ, within="workspace_id")
    data_schemas: Connection[DataSchema] = every("The schemas of the viewer's workspaces.", READ)


DataSchemaChange, DataSchemaLife = changes(
    Changed(
        schemas.DATA_SCHEMA,
        "a schema",
        DataSchemaPayload,
        CreateDataSchemaInput,
        UpdateDataSchemaInput,
        update=data_schema_edit.update_schema,
    ),
    update="Change a schema; tools and drafts that name it follow, published versions do not.",
)
