"""What every tool is to a run: checked arguments go in, a JSON value comes out, a failure is a ToolError."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.platform import json_schema
from backend.platform.http import Client
from backend.platform.settings import Settings
from backend.runtime.tools.mcp_kept import Kept
from backend.runtime.tools.renewals import Renewals
from backend.store.consequence import NewEvent
from backend.store.database import Database
from backend.store.run import Held

Spec = Mapping[str, Any]
"""A tool as the session's snapshot has it."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool in a run. Made again after a worker's death, it carries the same idempotency key.

    `id` is that of its row; `snapshot` is what the session runs with.
    """

    id: str
    tool: Spec
    arguments: Mapping[str, Any]
    idempotency_key: str
    held: Held
    snapshot: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lent:
    """What tools are lent. `client` connects to public addresses only, and to those that a setting allows;
    `kept` holds programs for runs, and who ends a run closes it; `renewals` are those of tokens.
    """

    database: Database
    client: Client
    settings: Settings
    kept: Kept = field(default_factory=Kept)
    renewals: Renewals = field(default_factory=Renewals)

    async def close(self) -> None:
        """Take everything back, when no tool is at work any more."""
        await self.renewals.close()
        await self.client.aclose()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a call: a JSON value, and events that are logged with it."""

    value: Any
    events: Sequence[NewEvent] = ()


Tool = Callable[[Call, Lent], Awaitable[Result]]
"""Does the call (ToolError if it cannot)."""


class ToolError(Exception):
    """The tool could not do it; the model is told `message` and may try another way."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def require_fitting(value: Any, schema: Mapping[str, Any]) -> None:
    """Refuse an answer that does not fit the tool's output schema (ToolError INVALID_RESULT)."""
    problems = json_schema.validate(schema, value)
    if problems:
        first = problems[0]
        place = ".".join(map(str, first.path))
        said = f"{place}: {first.message}" if place else first.message
        raise ToolError("INVALID_RESULT", f"The answer does not fit the tool's output schema. {said}")
