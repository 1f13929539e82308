"""Feedback: how good sessions and runs were."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.graph.account import Principal, Workspace
from backend.graph.agent import Agent
from backend.graph.argument import IdempotencyKey
from backend.graph.connection import Connection
from backend.graph.context import Info
from backend.graph.declare import at_path, by_reference, column, entity, every, one
from backend.graph.described import field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import EXTENSIONS
from backend.graph.node import Node
from backend.graph.policy import READ, WRITE
from backend.graph.run import Run
from backend.graph.scalars import JSON
from backend.graph.session import Session
from backend.graph.variation import Variation
from backend.store import feedback as feedbacks


@entity(feedbacks.feedback)
class Feedback(Node):
    """What somebody thinks of a session or a run. It is said once and never changed."""

    score: float = column("From -1, bad, to 1, good.", filter=True, order=True)
    comment: str | None = column("What they say of it.")
    attributes: JSON = column("A JSON object of texts, in the words of whoever asked.")
    labels: JSON = column("A JSON object of texts, for the owner's own use.")
    external_id: str | None = column(
        "The id that the owner's own systems give it; unique in the workspace.", filter=True
    )
    extensions: JSON = column(EXTENSIONS)
    extension: JSON | None = at_path("What lies at a path of `extensions`.", column="extensions")
    session: Session = one("The session it is about.", key="session_id", filter=True)
    run: Run | None = one("The run it is about, if it is about one.", key="run_id", filter=True)
    agent: Agent = one("The agent of the session.", key="agent_id", filter=True)
    variation: Variation | None = one("The variation of the session.", key="variation_id", filter=True)
    workspace: Workspace | None = one("The workspace it is in.", key="workspace_id")
    created_by: Principal | None = one("Who gave it.", key="created_by", filter=True)
    created_at: datetime = column("When it was given.", filter=True, order=True)
    updated_at: datetime = column("When it was given, too.", filter=True, order=True)


@input_type
class FeedbackInput:
    """What somebody thinks of a session or a run."""

    score: float = field("From -1, bad, to 1, good.")
    comment: str | None = optional("What they say of it: up to 4,000 characters.")
    attributes: JSON | None = optional("A JSON object of texts: up to 64 pairs.")
    run_id: strawberry.ID | None = optional("The run of the session that it is about.")
    labels: JSON | None = optional("A JSON object of texts: up to 64 labels.")
    external_id: str | None = optional("The id that your own systems give it; unique in the workspace.")
    extensions: JSON | None = optional("What only one dialect knows, under its name: up to 64 kB of JSON.")


@object_type
class FeedbackPayload:
    """Feedback, as a mutation leaves it."""

    feedback: Feedback = field("The feedback.")


@strawberry.type
class FeedbackQuery:
    """Reads of feedback."""

    feedback: Feedback | None = by_reference("Feedback.", READ, within="session_id")
    feedbacks: Connection[Feedback] = every("The feedback in the viewer's workspaces.", READ)


@strawberry.type
class FeedbackChange:
    """Giving feedback."""

    @mutation(WRITE)
    async def add_feedback(
        self,
        info: Info,
        session_id: Annotated[strawberry.ID, said("The session: its id, or ext:<externalId>.")],
        input: Annotated[FeedbackInput, said("The feedback.")],  # noqa: A002  (the argument's name)
        idempotency_key: IdempotencyKey = None,
    ) -> FeedbackPayload:
        """Say how good a session or one of its runs was. It counts for the session's variation."""
        context = info.context
        with naming(input):
            made = await feedbacks.add_feedback(
                context.tx, context.viewer, session_id, columns(input), idempotency_key=idempotency_key
            )
        return written(FeedbackPayload, feedback=made)
