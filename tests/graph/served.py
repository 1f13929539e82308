"""The schema that tests read, built once a process."""

from functools import cache

from backend.graph.schema import Schema, build


@cache
def served() -> Schema:
    """The schema as it is served."""
    return build()
