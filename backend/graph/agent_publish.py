"""Publishing agents: a draft becomes the next version, and a version the one that runs by default."""

from typing import Annotated

import strawberry

from backend.graph.agent_edit import AgentPayload, AgentReference, Bindings, If, Note, pairs
from backend.graph.context import Info
from backend.graph.described import said
from backend.graph.given import mutation, written
from backend.graph.kept import believed
from backend.graph.policy import WRITE
from backend.store import agent_publish


@strawberry.type
class AgentPublish:
    """Changes of what runs by default."""

    @mutation(WRITE)
    async def publish_agent(
        self,
        info: Info,
        id: AgentReference,  # noqa: A002  (the argument's name)
        bindings: Bindings = None,
        drop_draft_sessions: Annotated[
            bool, said("Put the sessions that tried the draft out into the trash.")
        ] = False,
        force: Annotated[
            bool, said("Publish even if another version became the default since the draft began.")
        ] = False,
        note: Note = None,
        if_: If = None,
    ) -> AgentPayload:
        """Publish the draft as the next version, which runs by default from now on."""
        context = info.context
        published = await agent_publish.publish_agent(
            context.tx,
            context.viewer,
            id,
            given=pairs(bindings),
            drop_draft_sessions=drop_draft_sessions,
            force=force,
            note=note,
            when=believed(if_),
        )
        return written(AgentPayload, agent=published)

    @mutation(WRITE)
    async def set_default_agent_version(
        self,
        info: Info,
        id: AgentReference,  # noqa: A002  (the argument's name)
        version_id: Annotated[
            strawberry.ID, said("A published version of the agent: its id, or number:<n>.")
        ],
        if_: If = None,
    ) -> AgentPayload:
        """Let an older version run by default again."""
        context = info.context
        chosen = await agent_publish.set_default_version(
            context.tx, context.viewer, id, version_id, when=believed(if_)
        )
        return written(AgentPayload, agent=chosen)
