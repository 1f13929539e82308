"""JSON Schemas as descriptions are made of them: what may be null besides, and what must be there."""

from collections.abc import Mapping
from typing import Any


def nullable(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema that allows null too."""
    if schema.keys() & {"$ref", "anyOf", "oneOf", "const"}:
        return {"anyOf": [schema, {"type": "null"}]}
    told = dict(schema)
    if "type" in told:
        types = told["type"] if isinstance(told["type"], list) else [told["type"]]
        told["type"] = list(dict.fromkeys([*types, "null"]))
    if "enum" in told:
        told["enum"] = list(dict.fromkeys([*told["enum"], None]))
    return told


def require(schema: dict[str, Any], name: str) -> None:
    """Let an object's schema ask for a property."""
    required = schema.setdefault("required", [])
    if name not in required:
        required.append(name)
