"""OpenAPI: what a dialect serves, generated from what serves it."""

from typing import Any

from graphql import GraphQLSchema

from backend.rest.compiled import Compiled


def described(compiled: Compiled, _: GraphQLSchema, __: str) -> dict[str, Any]:
    """The dialect's OpenAPI 3.1 document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": compiled.dialect.title, "version": compiled.dialect.version},
        "paths": {},
    }
