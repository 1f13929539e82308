"""Creating and editing agents: their own fields at once, their configuration in the draft or straight
through.
"""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.domain.agent import AgentState, AgentStatus, Selection
from backend.graph.agent import Agent
from backend.graph.argument import Home, IdempotencyKey
from backend.graph.configuration import ConfigurationInput
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import KeptInput, believed, named_input
from backend.graph.policy import WRITE
from backend.graph.scalars import JSON
from backend.graph.variation_input import CreateVariationInput
from backend.store import agent_create, agent_edit


@input_type
class BindingInput:
    """One row in the place of another."""

    from_: strawberry.ID = field("What a link of the version leads to.", name="from")
    to: strawberry.ID = field("What it leads to instead.")


AgentReference = Annotated[strawberry.ID, said("The agent: its id, ext:<externalId> or handle:<handle>.")]
Bindings = Annotated[
    list[BindingInput] | None,
    said(
        "What the published version uses in the place of what the draft does: MCP servers, tool sets and "
        "secrets."
    ),
]
UnlessDraft = Annotated[
    bool, said("With `publish`: if there is a draft, change that instead and publish nothing.")
]
Note = Annotated[str | None, said("What changes, in the publisher's words; kept on the version.")]


@input_type
class UpdateAgentInput(ConfigurationInput, KeptInput):
    """Changes to an agent and its configuration: what is left out stays as it is, null takes a value away
    or sets it back to its default.
    """

    metadata: strawberry.Maybe[JSON | None] = field("Any JSON object of up to 16 kB; versions keep a copy.")
    runtime_user_id: strawberry.Maybe[strawberry.ID | None] = field("The principal whom its tools act for.")
    selection: strawberry.Maybe[Selection | None] = field(
        "How one of its variations is picked for a session that names none; UNIFORM by default."
    )


@named_input
class CreateAgentInput(UpdateAgentInput):
    """A new agent: what is left out or null has its default."""

    variations: list[CreateVariationInput] | None = optional("Variations that are made with it: up to 100.")


@input_type
class AgentIf:
    """What you believe of an agent; if it is not so, nothing is changed: CONFLICT."""

    updated_at: datetime | None = optional("When it was last changed: whether it is still as you read it.")
    version: int | None = optional("The number of the version that runs by default.")
    state: AgentState | None = optional("Whether anything is published.")
    status: AgentStatus | None = optional("Whether it is a draft, live or archived.")
    has_draft: bool | None = optional("Whether it is being edited.")
    deleted: bool | None = optional("Whether it is in the trash.")
    archived: bool | None = optional("Whether it is out of use.")
    owned: bool | None = optional("Whether you own it; if not: FORBIDDEN.")
    within: strawberry.ID | None = optional("Its workspace; if it lies in another: NOT_FOUND.")


If = Annotated[AgentIf | None, said("What you believe of the agent: checked in the transaction.", name="if")]


@object_type
class AgentPayload:
    """An agent, as a mutation leaves it."""

    agent: Agent = field("The agent.")


@strawberry.type
class AgentEdit:
    """Changes of an agent's fields and configuration."""

    @mutation(WRITE)
    async def create_agent(
        self,
        info: Info,
        input: Annotated[CreateAgentInput, said("The agent.")],  # noqa: A002  (the argument's name)
        workspace_id: Home = None,
        publish: Annotated[bool, said("Publish version 1 at once, instead of beginning a draft.")] = False,
        note: Note = None,
        idempotency_key: IdempotencyKey = None,
    ) -> AgentPayload:
        """Make an agent, with a draft or with version 1 published."""
        context = info.context
        with naming(input):
            variations = [columns(each) for each in input.variations or ()]
            given = {name: each for name, each in columns(input).items() if name != "variations"}
            made = await agent_create.create_agent(
                context.tx,
                context.viewer,
                given,
                workspace=workspace_id,
                publish=publish,
                note=note,
                variations=variations,
                idempotency_key=idempotency_key,
            )
        return written(AgentPayload, agent=made)

    @mutation(WRITE)
    async def update_agent(
        self,
        info: Info,
        id: AgentReference,  # noqa: A002  (the argument's name)
        input: Annotated[UpdateAgentInput, said("What changes.")],  # noqa: A002
        publish: Annotated[
            bool,
            said(
                "Publish the default version with these changes as the next one, and leave a draft alone; "
                "an agent that was never published has its draft changed and published."
            ),
        ] = False,
        unless_draft: UnlessDraft = False,
        note: Note = None,
        if_: If = None,
    ) -> AgentPayload:
        """Change an agent: its own fields at once, its configuration in the draft, which is begun if there is
        none, or straight through to the next version.
        """
        context = info.context
        with naming(input):
            changed = await agent_edit.update_agent(
                context.tx,
                context.viewer,
                id,
                columns(input),
                publish=publish,
                unless_draft=unless_draft,
                note=note,
                when=believed(if_),
            )
        return written(AgentPayload, agent=changed)

    @mutation(WRITE)
    async def edit_agent(self, info: Info, id: AgentReference, if_: If = None) -> AgentPayload:  # noqa: A002
        """Begin the next draft as a copy of the default version; an agent that has a draft keeps it."""
        context = info.context
        return written(
            AgentPayload,
            agent=await agent_edit.edit_agent(context.tx, context.viewer, id, when=believed(if_)),
        )

    @mutation(WRITE)
    async def discard_agent_draft(
        self,
        info: Info,
        id: AgentReference,  # noqa: A002
        bindings: Annotated[
            list[BindingInput] | None,
            said("With what the next draft begins in the place of what the default version uses."),
        ] = None,
        if_: If = None,
    ) -> AgentPayload:
        """Drop the draft and give the agent back what its default version was called."""
        context = info.context
        discarded = await agent_edit.discard_draft(
            context.tx, context.viewer, id, given=pairs(bindings), when=believed(if_)
        )
        return written(AgentPayload, agent=discarded)


def pairs(bindings: list[BindingInput] | None) -> list[dict[str, object]] | None:
    """The bindings as the store takes them."""
    return None if bindings is None else [{"from": each.from_, "to": each.to} for each in bindings]
