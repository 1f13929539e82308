"""Differences between an agent and a package, as Sema4.ai tells them."""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

_NAMED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name"],
        "properties": {"name": {"type": "string"}, "url": {"type": ["string", "null"]}},
    },
}
DIFF = {
    "type": "object",
    "required": ["is_synced", "changes", "mcp_servers_to_attach", "unresolved_mcp_servers", "files_to_add"],
    "properties": {
        "is_synced": {"type": "boolean"},
        "changes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["change", "field_path"],
                "properties": {
                    "change": {"type": "string"},
                    "field_path": {"type": "string"},
                    "deployed_value": {},
                    "package_value": {},
                },
            },
        },
        "mcp_servers_to_attach": _NAMED,
        "unresolved_mcp_servers": _NAMED,
        "files_to_add": {"type": "array", "items": {"type": "string"}},
    },
}

IMPORTED = {
    "allOf": [
        {"$ref": "#/components/schemas/Agent"},
        {
            "type": "object",
            "required": ["unresolved_mcp_servers"],
            "properties": {"unresolved_mcp_servers": _NAMED},
        },
    ]
}

FIELDS: Mapping[str, str] = {
    "instructions": "runbook_text",
    "extensions.sema4.architecture_name": "architecture_name",
    "extensions.sema4.architecture_version": "architecture_version",
    "extensions.sema4.mode": "mode",
}
"""Places of ours in their words; all others are told as they are."""


def imported(answer: Json) -> Json:
    """The agent of a package, with the servers of it that the workspace has not."""
    return {**answer["agent"], "unresolved_mcp_servers": answer["unresolved_mcp_servers"]}


def differences(answer: Json) -> Json:
    """What a package would change: nothing, if the two are in step."""
    changes = [
        {**each, "change": each["change"].lower(), "field_path": FIELDS.get(path, path)}
        for each in answer["changes"]
        for path in [each["field_path"]]
    ]
    return {"is_synced": not changes, **answer, "changes": changes}
