"""Context windows: the stretches of a session that the model is told whole."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.graph.account import Workspace
from backend.graph.configuration import CompactionInput
from backend.graph.connection import Connection
from backend.graph.context import Info
from backend.graph.declare import by_reference, column, entity, every, one
from backend.graph.described import field, object_type, said
from backend.graph.given import mutation, named, written
from backend.graph.node import Node
from backend.graph.policy import READ, WRITE
from backend.graph.scalars import BigInt
from backend.graph.session import Session
from backend.graph.session_input import SessionReference
from backend.store import compact, context_window as windows


@entity(windows.context_window, default_order="number")
class ContextWindow(Node):
    """A stretch of a session that the model is told whole; what was before is told in fewer words."""

    number: int = column("1, 2, 3 … inside its session; the last is the open one.", filter=True, order=True)
    first_seq: BigInt = column("The place in the log of the first event in it.")
    input_tokens: BigInt = column("Tokens that models read in it, without those from the cache.")
    output_tokens: BigInt = column("Tokens that models wrote in it.")
    strategies: list[str] = column("How the one before was made shorter.")
    messages_compacted: int | None = column("How many messages are told in fewer words, or no more.")
    summary: str | None = column("What the model is told in their place.")
    pending: bool = column("Whether it was asked for and has not begun.")
    session: Session = one("The session it is of.", key="session_id", filter=True)
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id")
    created_at: datetime = column("When it was begun or asked for.", filter=True, order=True)
    updated_at: datetime = column("When it was last changed.", filter=True, order=True)


@object_type
class ContextWindowPayload:
    """A context window, as a mutation leaves it."""

    context_window: ContextWindow = field("The window.")


@strawberry.type
class ContextWindowQuery:
    """Reads of context windows."""

    context_window: ContextWindow | None = by_reference("A context window.", READ, within="session_id")
    context_windows: Connection[ContextWindow] = every(
        "The context windows of the viewer's workspaces.", READ
    )


@strawberry.type
class ContextWindowChange:
    """Asking for shorter conversations."""

    @mutation(WRITE)
    async def compact_session(
        self,
        info: Info,
        id: SessionReference,  # noqa: A002  (the argument's name)
        compaction: Annotated[
            CompactionInput | None, said("How, if otherwise than the session's version says.")
        ] = None,
    ) -> ContextWindowPayload:
        """Ask the active run of a session to make the conversation shorter before its next turn."""
        context = info.context
        wanted = None if compaction is None else named(compaction)
        asked = await compact.compact_session(context.tx, context.viewer, id, wanted)
        return written(ContextWindowPayload, contextWindow=asked)
