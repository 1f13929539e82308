"""The contract of Sema4.ai's API: errors that it does not mention have the envelope of all others."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.rest.documented import Contract, Operation

CONTRACT = Contract(Path(__file__).with_name("contract.yaml"))
OPERATIONS = CONTRACT.operations


def media(operation: Operation, status: int) -> Mapping[str, Any] | None:
    """The media types of an answer with their schemas; None if that has no body."""
    envelope = CONTRACT.whole["components"]["responses"]["Invalid"] if status >= 400 else {}
    found: dict[str, Any] = CONTRACT.resolved(operation.says["responses"].get(str(status), envelope))
    return found.get("content")


def validate(operation: Operation, status: int, answer: Any) -> None:
    """Fail if an answer in JSON is not what the contract says, or has no such status."""
    known = media(operation, status)
    assert known is not None, f"{operation.name} has no body at {status}."
    CONTRACT.validate(known["application/json"]["schema"], answer)
