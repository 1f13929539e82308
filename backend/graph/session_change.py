"""Starting, changing and ending sessions."""

from typing import Annotated

import strawberry

from backend.graph.argument import IdempotencyKey
from backend.graph.context import Info
from backend.graph.described import field, object_type, said
from backend.graph.given import columns, mutation, naming, written
from backend.graph.kept import believed
from backend.graph.life import Lived, life
from backend.graph.policy import WRITE
from backend.graph.session import Session
from backend.graph.session_input import If, SessionInput, SessionReference, UpdateSessionInput
from backend.store import session_close, session_life as sessions
from backend.store.life import Life
from backend.store.session_start import start_session as begin

SessionHome = Annotated[
    strawberry.ID | None,
    said(
        "The workspace of a new session: its id, ext:<externalId>, handle:<handle> or number:<n>; the "
        "agent's if it is not named, or the key's home for an agent of Concord."
    ),
]


@object_type
class SessionPayload:
    """A session, as a mutation leaves it."""

    session: Session = field("The session.")


@strawberry.type
class SessionChange:
    """Changes of sessions."""

    @mutation(WRITE)
    async def start_session(
        self,
        info: Info,
        agent_id: Annotated[strawberry.ID, said("The agent: its id, ext:<externalId> or handle:<handle>.")],
        session: Annotated[SessionInput | None, said("How the session is opened.")] = None,
        workspace_id: SessionHome = None,
        idempotency_key: IdempotencyKey = None,
    ) -> SessionPayload:
        """Open a session with an agent, which says nothing yet; or find the open one of the same thread."""
        made = await opened(info, agent_id, session, workspace_id, idempotency_key)
        return written(SessionPayload, session=made)

    @mutation(WRITE)
    async def update_session(
        self,
        info: Info,
        id: SessionReference,  # noqa: A002  (the argument's name)
        input: Annotated[UpdateSessionInput, said("What changes.")],  # noqa: A002
        if_: If = None,
    ) -> SessionPayload:
        """Change a session's own fields and secrets; its configuration stays as it was at its start."""
        context = info.context
        with naming(input):
            changed = await sessions.update_session(
                context.tx, context.viewer, id, columns(input), when=believed(if_)
            )
        return written(SessionPayload, session=changed)

    @mutation(WRITE)
    async def close_session(
        self,
        info: Info,
        id: SessionReference,  # noqa: A002  (the argument's name)
        reason: Annotated[str | None, said("Why; kept in the log.")] = None,
        if_: If = None,
    ) -> SessionPayload:
        """Close a session: it takes no more input. Its active run is cancelled."""
        context = info.context
        closed = await session_close.close_session(context.tx, context.viewer, id, reason, when=believed(if_))
        return written(SessionPayload, session=closed)


async def opened(
    info: Info, agent_id: str, session: SessionInput | None, workspace: str | None, key: str | None
) -> str:
    """The id of the session that is opened or gone on with."""
    with naming(session, "session"):
        return await begin(
            info.context.tx,
            info.context.viewer,
            agent_id,
            columns(session) if session is not None else {},
            workspace=workspace,
            idempotency_key=key,
        )


SessionLife = life(
    Lived("session", SessionPayload, SessionReference, If, believed),
    Life(sessions.SESSION),
    "a session",
    archive="Close a session and put it out of use: it leaves default lists.",
    unarchive="Bring a session that was archived back into default lists; it stays closed.",
    delete="Put a session in the trash and cancel its run; it is purged after its tier's days.",
    purge="Delete a session in the trash for good, with its runs and its log.",
)
