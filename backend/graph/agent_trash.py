"""The end of agents: out of use, in the trash, back again, gone."""

import strawberry

from backend.graph.agent_edit import AgentPayload, AgentReference, If, believed
from backend.graph.context import Info
from backend.graph.described import field
from backend.graph.given import mutation, written
from backend.graph.policy import ADMIN, WRITE
from backend.store import agent_trash


@strawberry.type(description="What is gone for good.")
class PurgePayload:
    """The answer of a purge."""

    purged_id: strawberry.ID = field("The id of the row that was.")


@strawberry.type
class AgentTrash:
    """Changes of whether an agent is in use."""

    @mutation(WRITE)
    async def archive_agent(self, info: Info, id: AgentReference, if_: If = None) -> AgentPayload:  # noqa: A002
        """Put an agent out of use: it leaves default lists, its sessions go on, new ones are refused."""
        context = info.context
        return written(
            AgentPayload,
            agent=await agent_trash.archive_agent(context.tx, context.viewer, id, when=believed(if_)),
        )

    @mutation(WRITE)
    async def unarchive_agent(self, info: Info, id: AgentReference, if_: If = None) -> AgentPayload:  # noqa: A002
        """Put an archived agent back into use."""
        context = info.context
        return written(
            AgentPayload,
            agent=await agent_trash.unarchive_agent(context.tx, context.viewer, id, when=believed(if_)),
        )

    @mutation(WRITE)
    async def delete_agent(self, info: Info, id: AgentReference, if_: If = None) -> AgentPayload:  # noqa: A002
        """Put an agent in the trash; it is purged after the days of its retention tier."""
        context = info.context
        return written(
            AgentPayload,
            agent=await agent_trash.delete_agent(context.tx, context.viewer, id, when=believed(if_)),
        )

    @mutation(WRITE)
    async def restore_agent(self, info: Info, id: AgentReference, if_: If = None) -> AgentPayload:  # noqa: A002
        """Take an agent out of the trash."""
        context = info.context
        return written(
            AgentPayload,
            agent=await agent_trash.restore_agent(context.tx, context.viewer, id, when=believed(if_)),
        )

    @mutation(ADMIN)
    async def purge_agent(self, info: Info, id: AgentReference, if_: If = None) -> PurgePayload:  # noqa: A002
        """Delete an agent in the trash for good, with its versions, sessions and runs."""
        context = info.context
        return written(
            PurgePayload,
            purgedId=await agent_trash.purge_agent(context.tx, context.viewer, id, when=believed(if_)),
        )
