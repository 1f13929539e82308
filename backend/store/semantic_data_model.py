"""A semantic data model: tables in the words of those who ask; it names connections by their alias."""

from types import MappingProxyType

from backend.domain.law import Laws, json_object
from backend.store.data_schema import digested
from backend.store.noun import Noun
from backend.store.table import Column, Json, Table, Text, is_system, kept, metadata

semantic_data_model = Table(
    "semantic_data_model",
    metadata,
    *kept(),
    Column("definition", Json, nullable=False),
    Column("digest", Text, nullable=False),
    info={"derived": {"is_system": is_system}},
)

LAWS: Laws = MappingProxyType({"definition": json_object(1_048_576)})

SEMANTIC_DATA_MODEL = Noun("SemanticDataModel", semantic_data_model, LAWS, complete=digested)
