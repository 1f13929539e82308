"""Contracts: what a vendor's documentation says of each operation, and what answers must look like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx2
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


class Described:
    """A description as a dialect serves it: clients that are generated from it take what it says, no more."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._whole = _closed(description, description)
        self._checks: dict[Any, Any] = {}

    def validate(self, method: str, path: str, status: int, answer: Any) -> None:
        """Fail if an answer in JSON has a field that is not described, or one that is not as described."""
        place = (method.lower(), path, str(status))
        if place not in self._checks:
            response = self._whole["paths"][path][place[0]]["responses"][place[2]]
            schema = {
                **response["content"]["application/json"]["schema"],
                "components": self._whole["components"],
            }
            checker = jsonschema.FormatChecker()
            self._checks[place] = jsonschema.Draft202012Validator(schema, format_checker=checker)
        self._checks[place].validate(answer)


def _closed(schema: Any, root: Mapping[str, Any]) -> Any:
    """The same, in which objects have no properties but those that are told of."""
    if isinstance(schema, list):
        return [_closed(each, root) for each in schema]
    if not isinstance(schema, Mapping):
        return schema
    joined = _joined([resolved(each, root) for each in schema["allOf"]]) if "allOf" in schema else schema
    inner = {name: _closed(each, root) for name, each in joined.items()}
    is_object = "object" in joined.get("type", ()) and "properties" in joined
    return {"additionalProperties": False, **inner} if is_object else inner


def _joined(parts: list[Any]) -> dict[str, Any]:
    """One object of several, which would each refuse the others' properties."""
    properties = {name: each for part in parts for name, each in part["properties"].items()}
    required = [name for part in parts for name in part.get("required", ())]
    return {"type": "object", "properties": properties, "required": required}


async def described(client: httpx2.AsyncClient, dialect: str) -> Described:
    """What a dialect says of itself."""
    return Described((await client.get(f"/{dialect}/openapi.json")).json())


def resolved(schema: Any, root: Mapping[str, Any]) -> Any:
    """What a reference into the document stands for, or the thing itself."""
    while "$ref" in schema:
        found: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema
