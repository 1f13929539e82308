"""The contract of Aeontel's API, and where answers go beyond it."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from tests.rest.documented import Contract, Operation

CONTRACT = Contract(Path(__file__).with_name("contract.yaml"))
OPERATIONS = CONTRACT.operations
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "object", "required": ["code", "message", "requestId"]}},
    "additionalProperties": False,
}
"""The contract leaves the body of errors open: this is ours."""

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
    schemas = deepcopy(CONTRACT.whole["components"]["schemas"])
    for name, fields in DEVIATIONS.items():
        for each in fields:
            schemas[name]["properties"][each] = {}
    return {"schemas": schemas}


def validate(operation: Operation, status: int, answer: Any) -> None:
    """Fail if the answer is not what the contract says."""
    schema = CONTRACT.answer(operation, 200) if status < 400 else ERROR
    CONTRACT.validate(schema, answer, _loosened())
