"""Concord: a GraphQL-first agent backend."""
