"""Starting and stopping runs, and closing the sessions they belong to."""

from typing import Annotated

import strawberry

from backend.domain.errors import BadInput
from backend.domain.run import OnBusy
from backend.graph.argument import IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import expose, field, input_type, object_type, optional, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.policy import WRITE
from backend.graph.run import Run
from backend.graph.scalars import JSON
from backend.graph.session import Session
from backend.store import run_cancel, run_start, session as sessions, session_close

expose(
    OnBusy,
    REJECT="Refuse the input: CONFLICT.",
    QUEUE="Answer it after the runs before it.",
    INTERRUPT="Cancel the active run first.",
)


@input_type
class StartRunInput:
    """What a run is given: text, data, or both."""

    text: str | None = optional("What is said.")
    data: JSON | None = optional("Structured input, checked against the version's input schema.")


@input_type
class SessionInput:
    """How a session is opened."""

    version_id: strawberry.ID | None = optional(
        "The version that runs: its id, or number:<n>; else the default, else the draft."
    )
    title: str | None = optional("What people call it.")
    external_id: str | None = optional("The id that your own systems give it; unique in the workspace.")
    end_user_id: str | None = optional("Your own user, in your words.")
    labels: JSON | None = optional("A JSON object of texts: up to 64 labels.")
    variables: JSON | None = optional("A JSON object that the session keeps.")


@object_type
class RunPayload:
    """A run, as a mutation leaves it."""

    run: Run = field("The run.")


@object_type
class SessionPayload:
    """A session, as a mutation leaves it."""

    session: Session = field("The session.")


@strawberry.type
class RunControl:
    """Changes of runs and sessions."""

    @mutation(WRITE)
    async def start_run(
        self,
        info: Info,
        input: Annotated[StartRunInput, said("What the run is given.")],  # noqa: A002  (the argument's name)
        agent_id: Annotated[
            strawberry.ID | None,
            said("The agent, for a run in a new session: its id, ext:<externalId> or handle:<handle>."),
        ] = None,
        session_id: Annotated[
            strawberry.ID | None,
            said("The session, for a run that goes on with it: its id, or ext:<externalId>."),
        ] = None,
        session: Annotated[SessionInput | None, said("How the new session is opened.")] = None,
        on_busy: Annotated[
            OnBusy, said("What to do if a run of the session is still active.")
        ] = OnBusy.REJECT,
        idempotency_key: IdempotencyKey = None,
    ) -> RunPayload:
        """Start a run: in a new session of an agent, or as the next input of a session. Follow it by
        `runEvents`.
        """
        context = info.context
        followed = await _session(info, agent_id, session_id, session, idempotency_key)
        with naming(input):
            run = await run_start.start_run(
                context.tx,
                context.viewer,
                followed,
                **columns(input),  # type: ignore[arg-type]  # text and data
                on_busy=on_busy,
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

    @mutation(WRITE)
    async def close_session(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The session: its id, or ext:<externalId>.")],  # noqa: A002
        reason: Annotated[str | None, said("Why; kept in the log.")] = None,
    ) -> SessionPayload:
        """Close a session: it takes no more input. Its active run is cancelled."""
        return written(
            SessionPayload,
            session=await session_close.close_session(info.context.tx, info.context.viewer, id, reason),
        )


async def _session(
    info: Info, agent_id: str | None, session_id: str | None, opened: SessionInput | None, key: str | None
) -> str:
    if session_id is not None and agent_id is None and opened is None:
        return session_id
    if agent_id is None or session_id is not None:
        raise BadInput("Say agentId to begin a session, or sessionId alone to go on with one.", ("agentId",))
    given = columns(opened) if opened is not None else {}
    version = given.pop("version_id", None)
    with naming(opened, "session"):
        return await sessions.start_session(
            info.context.tx,
            info.context.viewer,
            agent_id,
            given,
            version=None if version is None else str(version),
            idempotency_key=key,
        )
