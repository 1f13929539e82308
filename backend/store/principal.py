"""The table of principals. They are never deleted: what they made goes on naming them."""

from sqlalchemy import Index

from backend.store.table import Column, Flag, Json, Table, Text, identity, metadata, reference, stamps

principal = Table(
    "principal",
    metadata,
    identity(),
    reference("account_id", "account"),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("external_id", Text),
    Column("labels", Json, nullable=False, server_default="{}"),
    Column("extensions", Json, nullable=False, server_default="{}"),
    Column("account_admin", Flag, nullable=False),
    *stamps(),
    Index(None, "account_id", "external_id", unique=True),
    Index(None, "account_id", "created_at", "id"),
    Index(None, "account_id", "name", "id"),
)
