"""A provider of models: whom the runtime asks, and with what."""

from sqlalchemy import Index

from backend.store.table import (
    Column,
    Flag,
    Json,
    Table,
    Text,
    is_system,
    kept,
    metadata,
    reference,
)

model_provider = Table(
    "model_provider",
    metadata,
    *kept(numbered=True),
    Column("protocol", Text, nullable=False),
    Column("vendor", Text, nullable=False),
    Column("base_url", Text),
    reference("secret_id", "secret", nullable=True),
    Column("headers", Json, nullable=False),
    Column("sealed", Text),
    Column("seeded", Flag, nullable=False),
    Index(None, "secret_id", "created_at", "id"),
    info={"derived": {"is_system": is_system}},
)
