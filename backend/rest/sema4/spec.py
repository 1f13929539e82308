"""The manifest of a package, `agent-spec.yaml`: what of it is ours, and what is kept as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from backend.domain.configuration import MODEL
from backend.domain.errors import BadInput
from backend.rest.sema4.spelling import MASK, TRANSPORTS_OUT

MANIFEST = "agent-spec.yaml"
RUNBOOK = "runbook.md"
GUIDE = "conversation-guide.yaml"
MODELS, FILES, KNOWLEDGE, ACTIONS = "semantic-data-models", "agent-files", "knowledge", "actions"

PROVIDER = "Concord"
"""Whose models those are that Concord knows by their names."""

OURS = frozenset({
    "name", "description", "runbook", "architecture", "architecture-version", "mcp-servers",
    "semantic-data-models", "shared-files", "action-packages",
})  # fmt: skip
"""What stands elsewhere in the graph. All other keys are kept with the agent as they are."""

Json = Mapping[str, Any]


class Misplaced(BadInput):
    """Something in the package is not what it should be."""

    def __init__(self, message: str) -> None:
        super().__init__(message, ("file",))


def agent_of(manifest: Any) -> Json:
    """The one agent that a manifest describes (BAD_INPUT)."""
    agents = listed(manifest.get("agent-package"), "agents") if isinstance(manifest, dict) else []
    if len(agents) != 1:
        raise Misplaced(f"{MANIFEST} must describe exactly one agent, in agent-package.agents.")
    text(agents[0], "name")
    return agents[0]


def listed(held: Any, name: str) -> list[Json]:
    """The objects of a list, none if it is not there (BAD_INPUT)."""
    found = held.get(name) if isinstance(held, dict) else None
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Misplaced(f"{name} in {MANIFEST} must be a list of objects.")
    return found


def text(held: Json, name: str, default: str | None = None, file: str = MANIFEST) -> str:
    """A text (BAD_INPUT, also if it is not there and has no default)."""
    found = held.get(name)
    if found in (None, "") and default is not None:
        return default
    if not isinstance(found, str) or not found:
        raise Misplaced(f"{name} in {file} must be a text.")
    return found


def kept(agent: Json) -> dict[str, Any]:
    """What a manifest says that no other row of ours holds, as the agent's extension."""
    mode = fields(agent.get("metadata")).get("mode")
    versioned = agent.get("architecture-version") is not None
    model = {"model": None} if models_of(agent) else {}
    return {
        "architecture_name": text(agent, "architecture", "agent"),
        **({"architecture_version": text(agent, "architecture-version")} if versioned else {}),
        "mode": mode if isinstance(mode, str) else None,
        "spec": {name: value for name, value in agent.items() if name not in OURS} | model,
    }


def models_of(agent: Json) -> list[str] | None:
    """The models that it names, if they are Concord's."""
    model = fields(agent.get("model"))
    if model.get("provider") != PROVIDER:
        return None
    return [str(MODEL(each, ("model.name",))) for each in text(model, "name").split(",")]


def manifest_of(agent: Json, servers: Iterable[Json], lists: Mapping[str, list[Json]]) -> dict[str, Any]:
    """The manifest of an agent as ExportAgent tells it; `lists` are those of what else is packed."""
    number = (agent["defaultVersion"] or {}).get("number", 0)
    ours = {
        "name": agent["name"],
        "description": agent["description"] or "",
        "runbook": RUNBOOK,
        "mcp-servers": [_server(each) for each in servers],
        **lists,
    }
    held = said(agent["sema4"], agent["currentVersion"]["models"], f"{number}.0.0")
    return {"agent-package": {"spec-version": "v3", "agents": [{**held, **ours}]}}


def said(extension: Any, models: list[str], version: str) -> dict[str, Any]:
    """What an agent's extension says in the words of a manifest, which has to say some of it.

    `models` are the agent's, and count before those that are kept; `version` is the package's if none is
    kept.
    """
    held = fields(extension)
    before = fields(held.get("spec"))
    if models != ["offline"]:
        before = {name: value for name, value in before.items() if name != "model"}
    versioned = {"architecture-version": held.get("architecture_version")}
    return {
        "model": {"provider": PROVIDER, "name": ",".join(models)},
        "version": version,
        "reasoning": "disabled",
        "metadata": {"mode": held.get("mode") or "conversational"},
        **before,
        "architecture": held.get("architecture_name") or "agent",
        **(versioned if versioned["architecture-version"] else {}),
    }


def guide_of(named: object) -> str:
    """Where the conversation guide lies: where it is said to, unless something else of ours lies there."""
    folded = named.casefold() if isinstance(named, str) else MANIFEST
    is_taken = folded in {MANIFEST, RUNBOOK} or folded.startswith(f"{MODELS}/")
    return GUIDE if is_taken else str(named)


def fields(value: Any) -> Json:
    """The fields of a value that ought to be an object: it may be anybody's."""
    return value if isinstance(value, dict) else {}


def _server(server: Json) -> dict[str, Any]:
    headers = {name: {"type": "secret", "value": MASK} for name in server["headers"]}
    told = {
        "name": server["name"],
        "transport": TRANSPORTS_OUT[server["transport"]],
        "description": server["description"],
        "url": server["url"],
        "headers": headers,
        "command-line": server["command"],
    }
    return {name: value for name, value in told.items() if value}
