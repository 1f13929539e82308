"""The account: everything else belongs to one, and nothing crosses from one to another."""

from backend.store.table import Column, Json, Table, Text, identity, metadata, stamps

account = Table(
    "account",
    metadata,
    identity(),
    Column("name", Text, nullable=False),
    # Sealed: what signs the deliveries of endpoints that have no key of their own.
    Column("webhook_key", Text),
    Column("description", Text),
    Column("labels", Json, nullable=False, server_default="{}"),
    Column("external_id", Text),
    Column("extensions", Json, nullable=False, server_default="{}"),
    *stamps(),
)
