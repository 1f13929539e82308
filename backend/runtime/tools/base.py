"""What every tool is to a turn: checked arguments go in, a JSON value comes out, a failure is a ToolError."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool. Made again after a worker's death, it carries the same idempotency key."""

    name: str
    arguments: Mapping[str, Any]
    idempotency_key: str


Tool = Callable[[Call], Awaitable[Any]]
"""Does the call and gives its result: a JSON value (ToolError if it cannot)."""


class ToolError(Exception):
    """The tool could not do it; the model is told `message` and may try another way."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
