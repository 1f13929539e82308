"""Creating and editing agents: their own fields at once, their configuration in the draft or straight
through.
"""

from typing import Annotated

import strawberry

from backend.domain.agent import AgentState, RetentionTier
from backend.graph.agent import Agent
from backend.graph.argument import Home, IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.policy import WRITE
from backend.graph.scalars import JSON
from backend.store import agent as agents, agent_edit
from backend.store.precondition import Precondition

AgentReference = Annotated[strawberry.ID, said("The agent: its id, ext:<externalId> or handle:<handle>.")]
Note = Annotated[str | None, said("What changes, in the publisher's words; kept on the version.")]


@input_type
class LimitsInput:
    """What a run may use. All limits are set at once: one that is left out has its default."""

    max_turns: strawberry.Maybe[int | None] = field(
        "How many turns the model may take: 1 to 1,000; 50 by default."
    )
    max_tokens: strawberry.Maybe[int | None] = field(
        "How many tokens its messages may have in all: 1 to 1,000,000,000; any number by default."
    )
    max_tool_calls: strawberry.Maybe[int | None] = field(
        "How many tools it may call: 0 to 100,000; any number by default."
    )
    timeout_seconds: strawberry.Maybe[int | None] = field(
        "How long a run may take, in seconds: 1 to 86,400; 600 by default."
    )


@input_type
class UpdateAgentInput:
    """Changes to an agent and its configuration: what is left out stays as it is, null takes a value away
    or sets it back to its default.
    """

    name: strawberry.Maybe[str | None] = field("What people call it: 1 to 200 characters.")
    description: strawberry.Maybe[str | None] = field("What it is for: up to 4,000 characters.")
    handle: strawberry.Maybe[str | None] = field(
        "Its readable name, unique in the workspace; made from the name if not given."
    )
    external_id: strawberry.Maybe[str | None] = field(
        "The id that your own systems give it; unique in the workspace."
    )
    labels: strawberry.Maybe[JSON | None] = field("A JSON object of texts: up to 64 labels.")
    metadata: strawberry.Maybe[JSON | None] = field("Any JSON object of up to 16 kB; versions keep a copy.")
    extensions: strawberry.Maybe[JSON | None] = field(
        "What only one dialect knows, under its name: a JSON object of up to 64 kB, given back as sent."
    )
    owner_id: strawberry.Maybe[strawberry.ID | None] = field("The principal who owns it.")
    runtime_user_id: strawberry.Maybe[strawberry.ID | None] = field("The principal whom its tools act for.")
    retention_tier: strawberry.Maybe[RetentionTier | None] = field("How long it stays in the trash.")
    instructions: strawberry.Maybe[str | None] = field(
        "What the model is told first: up to 200,000 characters."
    )
    models: strawberry.Maybe[list[str] | None] = field(
        "Up to 10 models, in the order in which they are tried; `offline` where none is named."
    )
    limits: strawberry.Maybe[LimitsInput | None] = field("What a run may use.")
    input_schema: strawberry.Maybe[JSON | None] = field("The JSON Schema of a run's `data`.")
    output_schema: strawberry.Maybe[JSON | None] = field("The JSON Schema of a run's output.")
    built_ins: strawberry.Maybe[list[str] | None] = field(
        "The built-in tools that the model is offered: current_time."
    )


@input_type
class CreateAgentInput(UpdateAgentInput):
    """A new agent: what is left out or null has its default."""

    name: str = field("What people call it: 1 to 200 characters.")  # type: ignore[assignment]  # here it is needed


@input_type
class AgentIf:
    """What you believe of an agent; if it is not so, nothing is changed: CONFLICT."""

    version: int | None = optional("The number of the version that runs by default.")
    state: AgentState | None = optional("Whether anything is published.")
    deleted: bool | None = optional("Whether it is in the trash.")
    archived: bool | None = optional("Whether it is out of use.")
    owned: bool | None = optional("Whether you own it; if not: FORBIDDEN.")


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
            made = await agents.create_agent(
                context.tx,
                context.viewer,
                columns(input),
                workspace=workspace_id,
                publish=publish,
                note=note,
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
        note: Note = None,
        if_: If = None,
    ) -> AgentPayload:
        """Change an agent: its own fields at once, its configuration in the draft, which is begun if there is
        none, or straight through to the next version.
        """
        context = info.context
        with naming(input):
            changed = await agent_edit.update_agent(
                context.tx, context.viewer, id, columns(input), publish=publish, note=note, when=believed(if_)
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
    async def discard_agent_draft(self, info: Info, id: AgentReference, if_: If = None) -> AgentPayload:  # noqa: A002
        """Drop the draft and give the agent the default version's name, description and metadata back."""
        context = info.context
        return written(
            AgentPayload,
            agent=await agent_edit.discard_draft(context.tx, context.viewer, id, when=believed(if_)),
        )


def believed(if_: AgentIf | None) -> Precondition | None:
    """The precondition as the store takes it."""
    return None if if_ is None else Precondition(**columns(if_))  # type: ignore[arg-type]  # the fields are the same
