"""A session with an MCP server: what it can be asked, what it answers, and what can go wrong.

The library behind it takes half a second to load, so it stands in a module that is loaded when needed.
"""

import asyncio
import importlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from backend.domain.mcp_server import ServerStatus
from backend.domain.tool import Discovered
from backend.platform.http import Client
from backend.store.mcp_server_use import Reached

LARGEST = 4_194_304
"""Bytes that a server may answer at once, and all of its tools have together."""

_CLIENT = "backend.runtime.tools.mcp_client"


class Fault(Enum):
    """What went wrong, as activities and tool calls say it."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timedOut"
    UNAUTHORIZED = "unauthorized"
    NOT_MCP = "notMcp"
    TOO_LARGE = "tooLarge"
    REFUSED = "refused"
    UNUSABLE = "unusable"


class ServerError(Exception):
    """The server could not do it; `message` is for people and models, and holds nothing secret."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.message = message

    @property
    def status(self) -> ServerStatus:
        """How the server is found to be, when this went wrong."""
        gone = self.fault in {Fault.UNREACHABLE, Fault.TIMED_OUT}
        return ServerStatus.DISCONNECTED if gone else ServerStatus.ERROR


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool answered: structured content, or None, and blocks of content as the protocol has them."""

    structured: Any
    blocks: Sequence[Mapping[str, Any]]
    is_error: bool


class Session(Protocol):
    """A conversation that is open. Every failure is a ServerError."""

    async def tools(self) -> list[Discovered]:
        """All tools that the server has, page by page."""

    async def call(self, name: str, arguments: Mapping[str, Any], key: str) -> Answer:
        """Call a tool; the key says which calls are one and the same."""


class Speak(Protocol):
    """Opens a session for the length of a block."""

    def __call__(
        self, server: Reached, client: Client, *, programs: bool
    ) -> AbstractAsyncContextManager[Session]:
        """`programs` says whether servers may be programs here."""


async def speak() -> Speak:
    """What opens sessions, loaded when it is first asked for."""
    # In a thread: the import would hold up everybody else's streams.
    module = await asyncio.to_thread(importlib.import_module, _CLIENT)
    opener: Speak = module.spoken
    return opener
