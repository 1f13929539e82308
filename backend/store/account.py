"""The account: everything else belongs to one, and nothing crosses from one to another."""

from backend.store.table import Column, Table, Text, identity, metadata, stamps

account = Table("account", metadata, identity(), Column("name", Text, nullable=False), *stamps())
