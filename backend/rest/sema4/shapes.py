"""Differences between an agent and a package, as Sema4.ai tells them."""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.rest.sema4.spec import said

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

EXTENSION = "extensions.sema4"
FIELDS: Mapping[str, str] = {
    "instructions": "runbook_text",
    "architecture": "architecture_name",
    "architecture-version": "architecture_version",
}
"""Places of ours, and of a manifest, in the words of agents; all others are told as they are."""


def imported(answer: Json) -> Json:
    """The agent of a package, with the servers of it that the workspace has not."""
    return {**answer["agent"], "unresolved_mcp_servers": answer["unresolved_mcp_servers"]}


def differences(answer: Json) -> Json:
    """What a package would change: nothing, if the two are in step."""
    models = answer["agent"]["currentVersion"]["models"]
    found = [
        each
        for change in answer["changes"]
        for each in (_kept(change, models) if change["field_path"] == EXTENSION else [change])
    ]
    changes = [
        {**each, "change": each["change"].lower(), "field_path": FIELDS.get(path, path)}
        for each in found
        for path in [each["field_path"]]
    ]
    told = {name: value for name, value in answer.items() if name != "agent"}
    return {"is_synced": not changes, **told, "changes": changes}


def _kept(change: Json, models: list[str]) -> Iterator[Json]:
    """The changes within what is kept of a manifest. What a manifest says anyhow is none."""
    after = said(change["package_value"], models, "")
    before = said(change["deployed_value"], models, after["version"])
    for name in before | after:
        was, now = before.get(name), after.get(name)
        if was != now:
            kind = "ADDED" if name not in before else "CHANGED" if name in after else "REMOVED"
            yield {"change": kind, "field_path": name, "deployed_value": was, "package_value": now}
