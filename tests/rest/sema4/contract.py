"""The contract: what is known of each operation, and what its answers must look like."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

FILE = Path(__file__).with_name("contract.yaml")


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

    @property
    def success(self) -> int:
        """The status of its success."""
        return next(int(status) for status in self.says["responses"] if status < "300")

    def media(self, status: int) -> Mapping[str, Any] | None:
        """The media types of an answer with their schemas; None if that has no body. Errors that it does not
        mention have the envelope of all others.
        """
        envelope = contract()["components"]["responses"]["Invalid"] if status >= 400 else {}
        found: dict[str, Any] = resolved(self.says["responses"].get(str(status), envelope))
        return found.get("content")


@cache
def contract() -> dict[str, Any]:
    """The whole contract."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return found


@cache
def operations() -> dict[str, Operation]:
    """Its operations by their names."""
    found = [
        Operation(says["operationId"], method.upper(), path, {"parameters": [], **says})
        for path, item in contract()["paths"].items()
        for method, says in item.items()
        if method != "parameters"
    ]
    return {each.name: each for each in found}


def resolved(schema: Any) -> Any:
    """What a reference stands for, or the schema itself."""
    while "$ref" in schema:
        found: Any = contract()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def validate(operation: Operation, status: int, answer: Any) -> None:
    """Fail if an answer in JSON is not what the contract says, or has no such status."""
    media = operation.media(status)
    assert media is not None, f"{operation.name} has no body at {status}."
    whole = {**media["application/json"]["schema"], "components": contract()["components"]}
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(whole, format_checker=checker).validate(answer)
