"""A model: what a provider offers under a name. Whether it is offered is the workspace's to say."""

from sqlalchemy import Index

from backend.store.table import Column, Flag, Integer, Json, Table, Text, inner, metadata

model = Table(
    "model",
    metadata,
    *inner("model_provider"),
    Column("name", Text, nullable=False),
    Column("handle", Text, nullable=False),
    Column("family", Text),
    Column("label", Text),
    Column("enabled", Flag, nullable=False),
    Column("seeded", Flag, nullable=False),
    # Dollars per million tokens, as text: no database rounds it.
    Column("input_price", Text),
    Column("output_price", Text),
    Column("cache_read_price", Text),
    Column("cache_write_price", Text),
    Column("max_input_tokens", Integer),
    Column("max_output_tokens", Integer),
    Column("labels", Json, nullable=False),
    Column("extensions", Json, nullable=False),
    Column("external_id", Text),
    Index(None, "model_provider_id", "name", unique=True),
    Index(None, "workspace_id", "handle", unique=True),
    Index(None, "workspace_id", "external_id", unique=True),
)
