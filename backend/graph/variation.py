"""Variations: an agent's published versions under a name and a weight, of which a session gets one."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.graph.agent import Agent
from backend.graph.agent_edit import AgentReference, If as AgentIf, Note
from backend.graph.agent_version import AgentVersion
from backend.graph.argument import IdempotencyKey
from backend.graph.connection import Connection
from backend.graph.context import Info
from backend.graph.declare import by_reference, column, entity, every, many, one
from backend.graph.described import field, object_type, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import If, Kept, believed
from backend.graph.life import Lived, life
from backend.graph.link import Link
from backend.graph.policy import READ, WRITE
from backend.graph.variation_input import CreateVariationInput, UpdateVariationInput
from backend.store import variation as variations
from backend.store.life import Life

if TYPE_CHECKING:
    from backend.graph.feedback import Feedback
    from backend.graph.session import Session

FeedbackType = Annotated["Feedback", strawberry.lazy("backend.graph.feedback")]
SessionType = Annotated["Session", strawberry.lazy("backend.graph.session")]
Reference = Annotated[strawberry.ID, said("The variation: its id, ext:<externalId> or handle:<handle>.")]


@entity(variations.variation)
class Variation(Kept):
    """A published version of an agent under a name. A session that names neither gets one by its weight."""

    agent: Agent = one("The agent it is a variation of.", key="agent_id", filter=True)
    agent_version: AgentVersion = one("The version that runs.", key="agent_version_id", filter=True)
    weight: int = column("How often it is picked against the others; 0 is never.", filter=True, order=True)
    feedback_count: int = column("How often its sessions were rated.", filter=True, order=True)
    score: float | None = column("How good its sessions were, from 0 to 1; null before any was rated.")
    feedback: Connection[FeedbackType] = many(
        "What people thought of its sessions.", on="variation_id", filter=True
    )
    sessions: Connection[SessionType] = many(
        "The sessions that are of it, newest first.", on="variation_id", filter=True
    )
    links: Connection[Link] = many(
        "What its version has, by their positions.",
        on="agent_version_id",
        key="agent_version_id",
        order="position",
    )


@object_type
class VariationPayload:
    """A variation, as a mutation leaves it."""

    variation: Variation = field("The variation.")


@strawberry.type
class VariationQuery:
    """Reads of variations."""

    variation: Variation | None = by_reference("A variation.", READ, within="agent_id")
    variations: Connection[Variation] = every("The variations of the viewer's agents.", READ)


@strawberry.type
class VariationChange:
    """Changes of variations."""

    @mutation(WRITE)
    async def create_variation(
        self,
        info: Info,
        agent_id: AgentReference,
        input: Annotated[CreateVariationInput, said("The variation.")],  # noqa: A002  (the argument's name)
        note: Note = None,
        if_: AgentIf = None,
        idempotency_key: IdempotencyKey = None,
    ) -> VariationPayload:
        """Make a variation of an agent: of the named version, else of the current one; with configuration of
        the next version.
        """
        context = info.context
        with naming(input):
            made = await variations.create_variation(
                context.tx,
                context.viewer,
                agent_id,
                columns(input),
                note=note,
                when=believed(if_),
                idempotency_key=idempotency_key,
            )
        return written(VariationPayload, variation=made)

    @mutation(WRITE)
    async def update_variation(
        self,
        info: Info,
        id: Reference,  # noqa: A002
        input: Annotated[UpdateVariationInput, said("What changes.")],  # noqa: A002
        note: Note = None,
        if_: If = None,
    ) -> VariationPayload:
        """Change a variation; with configuration it points to the agent's next version."""
        context = info.context
        with naming(input):
            changed = await variations.update_variation(
                context.tx, context.viewer, id, columns(input), note=note, when=believed(if_)
            )
        return written(VariationPayload, variation=changed)


VariationLife = life(
    Lived("variation", VariationPayload, Reference, If, believed),
    Life(variations.VARIATION),
    "a variation",
    archive="Put a variation out of use: it is no longer picked; it may still be named.",
)
