"""The context of a resolver: who asks, the transaction, and what the composition root lends to the graph."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import strawberry

from backend.domain.errors import Unavailable
from backend.domain.viewer import Viewer
from backend.graph.call import Call
from backend.platform.blobs import Blobs
from backend.platform.lru import Lru
from backend.platform.signing import Signer
from backend.store.database import Database, Transaction
from backend.store.plan.model import Model

Kept = Lru[str, tuple[str, datetime]]
"""Texts of computed leaves by what they are made of, and until when each of them holds."""

STEADY = 2_000_000
"""Characters of such texts, and of what they are made of, that are kept."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the composition root lends.

    `secret` is the installation's, for new keys. `partial` looks at what a session's run is writing in this
    process: a preview from the message's first character, or None. `blobs` are the bytes of files, and
    `signer` signs their addresses. `patience` is how many seconds a mutation waits for work that goes on
    after its commit. `stdio_servers` says whether MCP servers may be programs.
    `steady` are computed leaves that hold for a while.
    """

    secret: str
    partial: Callable[[str], Mapping[str, Any] | None]
    blobs: Blobs
    signer: Signer
    patience: float = 30.0
    stdio_servers: bool = False
    steady: Kept = field(default_factory=lambda: Lru(STEADY))


@dataclass(slots=True)
class Context:
    """What a resolver has. `viewer` is narrowed to what the operation's policy asks for.

    A mutation that waits for disk or network first has no transaction before it calls `begin`. Of a
    subscription, `frames` are as many as a request could afford at once.
    """

    viewer: Viewer
    database: Database
    services: Services
    model: Model
    call: Call
    frames: int = 1
    start: Callable[[], Awaitable[Transaction]] | None = None
    transaction: Transaction | None = None

    async def begin(self) -> None:
        """Begin the mutation's transaction. From here on nothing waits for anything but the database."""
        if self.start is not None:
            self.transaction = await self.start()

    @property
    def tx(self) -> Transaction:
        """The mutation's transaction."""
        if self.transaction is None:
            raise Unavailable("No transaction has begun.")
        return self.transaction


Info = strawberry.Info[Context, None]
