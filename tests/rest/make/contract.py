"""The contract of Make's AI agents, and where answers go beyond it."""

from pathlib import Path
from typing import Any

from tests.rest.documented import Contract, Operation

CONTRACT = Contract(Path(__file__).with_name("contract.yaml"))
OPERATIONS = CONTRACT.operations
ERROR = {"$ref": "#/components/schemas/Error"}


def named(name: str) -> dict[str, str]:
    """A schema of the contract, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def validate(operation: Operation, status: int, answer: Any) -> None:
    """Fail if the answer is not what the contract says; errors that it does not list have its envelope."""
    schema = CONTRACT.answer(operation, status)
    CONTRACT.validate(ERROR if schema is None else schema, answer)
