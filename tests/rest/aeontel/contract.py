"""The contract: what the vendor's documentation says of each operation, and what answers must look like."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

FILE = Path(__file__).with_name("contract.yaml")
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["code", "message", "requestId"]}},
    "additionalProperties": False,
}
"""The contract leaves the body of errors open: this is ours."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the contract has it."""

    name: str
    method: str
    path: str
    says: Mapping[str, Any]

    @property
    def in_seed(self) -> bool:
        return bool(self.says["x-in-seed"])

    def parameters(self) -> dict[str, Any]:
        """Its parameters of path and query by name."""
        return {each["name"]: each for each in map(resolved, self.says.get("parameters", ()))}

    def body(self) -> dict[str, Any] | None:
        """The schema of its body."""
        body = self.says.get("requestBody")
        return None if body is None else resolved(body["content"]["application/json"]["schema"])

    def answer(self) -> dict[str, Any]:
        """The schema of its success."""
        found: dict[str, Any] = self.says["responses"]["200"]["content"]["application/json"]["schema"]
        return found


@cache
def contract() -> dict[str, Any]:
    """The whole contract."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return found


@cache
def operations() -> dict[str, Operation]:
    """Its operations by their names."""
    found = [
        Operation(says["operationId"], method.upper(), path, says)
        for path, item in contract()["paths"].items()
        for method, says in item.items()
    ]
    return {each.name: each for each in found}


def resolved(schema: Any, root: Mapping[str, Any] | None = None) -> Any:
    """What a reference stands for, or the schema itself."""
    while "$ref" in schema:
        found: Any = root or contract()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


DEVIATIONS: Mapping[str, Mapping[str, str]] = {
    "AgentVersion": {"name": "a draft has no number yet"},
    "Tool": {
        "inputSchemaId": "tools that come with Concord hold their schemas themselves",
        "outputSchemaId": "likewise",
    },
    "Skill": {"kind": "null for skills that were made elsewhere", "target": "likewise"},
    "SkillResource": {"id": "ids of files begin with skf_", "content": "null for what is no text"},
    "McpServer": {"workspaceId": "null for a server of Concord's own", "createdBy": "likewise"},
    "Run": {
        "mode": "null for runs that were started elsewhere",
        "workspaceId": "the graph lets it be null",
        "userId": "null for what nobody asked for",
    },
    "Workspace": {"organizationId": "the graph lets it be null", "ownerId": "a workspace may have no owner"},
    "WorkspaceMember": {"workspaceId": "the graph lets it be null", "userId": "the graph lets it be null"},
}
"""Fields that may be null although the contract says otherwise, or whose ids differ (DIALECT.md)."""


@cache
def _loosened() -> dict[str, Any]:
    """The schemas of the contract, but for the deviations."""
    schemas = yaml.safe_load(FILE.read_text())["components"]["schemas"]
    for name, fields in DEVIATIONS.items():
        for each in fields:
            schemas[name]["properties"][each] = {}
    return {"schemas": schemas}


def validate(operation: Operation, status: int, answer: Any) -> None:
    """Fail if the answer is not what the contract says."""
    schema = operation.answer() if status < 400 else ERROR
    checker = jsonschema.FormatChecker()
    whole = {**schema, "components": _loosened()}
    jsonschema.Draft202012Validator(whole, format_checker=checker).validate(answer)
