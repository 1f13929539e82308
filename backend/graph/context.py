"""The context of a resolver: who asks, the transaction, and what the composition root lends to the graph."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import strawberry

from backend.domain.errors import Unavailable
from backend.domain.viewer import Viewer
from backend.graph.call import Call
from backend.store.database import Database, Transaction
from backend.store.plan.model import Model


@dataclass(frozen=True, slots=True)
class Services:
    """What the composition root lends.

    `secret` is the installation's, for new keys. `partial` looks at what a session's run is writing in this
    process: a preview from the message's first character, or None.
    """

    secret: str
    partial: Callable[[str], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Context:
    """What a resolver has. `viewer` is narrowed to what the operation's policy asks for."""

    viewer: Viewer
    transaction: Transaction | None
    database: Database
    services: Services
    model: Model
    call: Call

    @property
    def tx(self) -> Transaction:
        """The mutation's transaction."""
        if self.transaction is None:
            raise Unavailable("A subscription holds no transaction.")
        return self.transaction


Info = strawberry.Info[Context, None]
