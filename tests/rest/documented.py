"""Contracts: what a vendor's documentation says of each operation, and what answers must look like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema
import yaml

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as the contract has it."""

    name: str
    method: str
    path: str
    says: Mapping[str, Any]
    parameters: Mapping[str, Any]

    @property
    def in_seed(self) -> bool:
        return bool(self.says["x-in-seed"])

    @property
    def success(self) -> int:
        """The status of its success."""
        return next(int(status) for status in self.says["responses"] if status < "300")


class Contract:
    """A contract as its file has it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def whole(self) -> dict[str, Any]:
        """The document."""
        found: dict[str, Any] = yaml.safe_load(self._file.read_text())
        return found

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The operations by their names."""
        return {each.name: each for each in self._operations()}

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.whole["paths"].items():
            for method in METHODS:
                if method in item:
                    says = item[method]
                    given = [*item.get("parameters", ()), *says.get("parameters", ())]
                    named = {each["name"]: each for each in map(self.resolved, given)}
                    yield Operation(says["operationId"], method.upper(), path, says, named)

    def resolved(self, schema: Any) -> Any:
        """What a reference stands for, or the thing itself."""
        return resolved(schema, self.whole)

    def body(self, operation: Operation) -> Any:
        """The media type and the schema of a body; None if there is none."""
        body = operation.says.get("requestBody")
        if body is None:
            return None
        ((media, content),) = body["content"].items()
        return media, content["schema"]

    def answer(self, operation: Operation, status: int) -> Any:
        """The schema of an answer in JSON with this status; None if the contract has none."""
        response = operation.says["responses"].get(str(status))
        content = {} if response is None else self.resolved(response).get("content", {})
        return content["application/json"]["schema"] if "application/json" in content else None

    def validate(self, schema: Any, value: Any, components: Any = None) -> None:
        """Fail if the value is not what a schema of the contract says, perhaps with other `components`."""
        whole = {**schema, "components": components or self.whole["components"]}
        checker = jsonschema.FormatChecker()
        jsonschema.Draft202012Validator(whole, format_checker=checker).validate(value)


def resolved(schema: Any, root: Mapping[str, Any]) -> Any:
    """What a reference into the document stands for, or the thing itself."""
    while "$ref" in schema:
        found: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema
