"""Starting and stopping runs."""

from typing import Annotated

import strawberry

from backend.domain.errors import BadInput
from backend.domain.message import MessageRole
from backend.domain.run import OnBusy
from backend.graph.argument import IdempotencyKey
from backend.graph.configuration import LimitsInput, ModelSettingsInput
from backend.graph.context import Info
from backend.graph.described import expose, field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import believed
from backend.graph.link_input import LinkSetInput
from backend.graph.policy import WRITE
from backend.graph.run import Run
from backend.graph.scalars import JSON
from backend.graph.session_change import SessionHome, opened
from backend.graph.session_input import If, NamedSecretInput, SessionInput
from backend.store import run_cancel, run_start

expose(
    OnBusy,
    REJECT="Refuse the input: CONFLICT.",
    QUEUE="Answer it after the runs before it.",
    INTERRUPT="Cancel the active run first.",
)
expose(MessageRole, USER="Whoever speaks to the agent.", ASSISTANT="The agent.")


@input_type
class MessageInput:
    """A message: its text or its content."""

    role: MessageRole = field("Who says it.", default=MessageRole.USER)
    text: str | None = optional("What is said.")
    content: JSON | None = optional("The same as blocks, `[{type: text, text}]`, or as a text.")


@input_type
class RunOverridesInput:
    """What one run does otherwise than its session; what is left out is as it was."""

    instructions: str | None = optional("What the model is told first, in Liquid.")
    append_instructions: str | None = optional(
        "What it is told behind that, in Liquid: as a part of its own, unless it begins with a line break."
    )
    models: list[str] | None = optional("Up to 10 models, in the order in which they are tried.")
    model_settings: ModelSettingsInput | None = optional("How the model answers.")
    limits: LimitsInput | None = optional("What the run may use, by key.")
    output_schema: JSON | None = optional("The JSON Schema of the run's output.")
    output_schema_id: strawberry.ID | None = optional("The schema that says it, instead of `outputSchema`.")
    links: list[LinkSetInput] | None = optional("Its tools, by kinds: all of the kinds named are replaced.")


@input_type
class StartRunInput:
    """What a run is given: a text or messages, data, or both."""

    text: str | None = optional("What is said.")
    data: JSON | None = optional("Structured input, checked against the version's input schema.")
    messages: list[MessageInput] | None = optional(
        "Up to 200 messages: the last is what is said, those before it are told to the model first."
    )
    secrets: list[NamedSecretInput] | None = optional("Secrets that the session is given before.")
    overrides: RunOverridesInput | None = optional("What this run does otherwise.")
    callback_url: str | None = optional("Where its result is delivered when it ends.")
    extensions: JSON | None = optional("What only one dialect knows, under its name: up to 64 kB of JSON.")


@object_type
class RunPayload:
    """A run, as a mutation leaves it."""

    run: Run = field("The run.")


@strawberry.type
class RunControl:
    """Changes of runs."""

    @mutation(WRITE)
    async def start_run(  # noqa: PLR0913, PLR0917  (the arguments are the graph's, and named there)
        self,
        info: Info,
        input: Annotated[StartRunInput, said("What the run is given.")],  # noqa: A002  (the argument's name)
        agent_id: Annotated[
            strawberry.ID | None,
            said(
                "The agent, for a run in a new session or in that of a thread: its id, ext:<externalId> or "
                "handle:<handle>."
            ),
        ] = None,
        session_id: Annotated[
            strawberry.ID | None,
            said("The session, for a run that goes on with it: its id, or ext:<externalId>."),
        ] = None,
        session: Annotated[SessionInput | None, said("How the new session is opened.")] = None,
        on_busy: Annotated[
            OnBusy, said("What to do if a run of the session is still active.")
        ] = OnBusy.REJECT,
        if_: If = None,
        workspace_id: SessionHome = None,
        idempotency_key: IdempotencyKey = None,
    ) -> RunPayload:
        """Start a run: in a new session of an agent, in that of a thread, or as the next input of a session.
        Follow it by `runEvents`.
        """
        context = info.context
        followed: str | None = session_id
        if followed is None or not (agent_id is None and session is None):
            followed = await opened(info, _only(agent_id, session_id), session, workspace_id, idempotency_key)
        with naming(input):
            run = await run_start.start_run(
                *(context.tx, context.viewer, followed, columns(input)),
                on_busy=on_busy,
                when=believed(if_),
                idempotency_key=idempotency_key,
            )
        return written(RunPayload, run=run)

    @mutation(WRITE)
    async def cancel_run(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The run.")],  # noqa: A002  (the argument's name)
        reason: Annotated[str | None, said("Why; kept in the log.")] = None,
    ) -> RunPayload:
        """Ask a run to end; it does within two seconds. What is queued behind it is dropped; an ended run
        stays as it is.
        """
        return written(
            RunPayload, run=await run_cancel.cancel(info.context.tx, info.context.viewer, id, reason)
        )


def _only(agent_id: str | None, session_id: str | None) -> str:
    """The agent, if no session is named beside it (BAD_INPUT)."""
    if agent_id is None or session_id is not None:
        raise BadInput("Say agentId to begin a session, or sessionId alone to go on with one.", ("agentId",))
    return agent_id
