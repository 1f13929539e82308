"""Streams: the subscriptions to a run and to a session. Both replay the log and then follow it."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from enum import Enum
from typing import Annotated

import strawberry

from backend.graph.context import Info
from backend.graph.described import expose, said
from backend.graph.follow import follow
from backend.graph.frame import Frame
from backend.graph.given import subscription
from backend.graph.policy import READ
from backend.store.watch import watch_run, watch_session


class StreamUntil(Enum):
    """When a session's stream ends."""

    CLOSED = "CLOSED"
    RUN = "RUN"


expose(
    StreamUntil,
    CLOSED="When the session is closed or deleted; it stays open across runs.",
    RUN="When no run is active any more and the log is told.",
)

After = Annotated[
    strawberry.ID | None,
    said("Begin behind this event: the id of the last one you have. From the start if left out."),
]
Previews = Annotated[bool, said("Whether text is told while it is written, too.")]


@strawberry.type
class LogSubscription:
    """Following the logs of runs and sessions."""

    @subscription(READ)
    async def run_events(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The run.")],  # noqa: A002  (the argument's name)
        after: After = None,
        previews: Previews = False,
    ) -> AsyncGenerator[Frame, None]:
        """What a run did and does, in order, without gaps; ends after the run's last event."""
        context = info.context
        async with context.database.read() as tx:
            watched = await watch_run(tx, context.viewer, id)
        async with aclosing(follow(context, watched, after, previews=previews)) as frames:
            async for frame in frames:
                yield frame

    @subscription(READ)
    async def session_events(
        self,
        info: Info,
        id: Annotated[strawberry.ID, said("The session: its id, or ext:<externalId>.")],  # noqa: A002
        after: After = None,
        previews: Previews = False,
        until: Annotated[StreamUntil, said("When the stream ends.")] = StreamUntil.CLOSED,
    ) -> AsyncGenerator[Frame, None]:
        """What happened and happens in a session, in order, without gaps."""
        context = info.context
        async with context.database.read() as tx:
            watched = await watch_session(tx, context.viewer, id, until_idle=until is StreamUntil.RUN)
        async with aclosing(follow(context, watched, after, previews=previews)) as frames:
            async for frame in frames:
                yield frame
