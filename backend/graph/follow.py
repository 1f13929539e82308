"""Following a log: first what is in it, then what comes, to the end. The bus only wakes; every event is read.

The bell is listened to before the log is read, so nothing falls between the two. A lost ring costs one look
a second.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from enum import Enum, auto
from typing import Any

import orjson

from backend.graph.computed import cause_of, filled
from backend.graph.context import Context
from backend.graph.frame import FrameWriter
from backend.platform.bus import RESYNC, STOP, Bus
from backend.platform.telemetry import finishes
from backend.store.admission import require_admission
from backend.store.event import position
from backend.store.plan import root as roots
from backend.store.run import preview_topic, session_topic
from backend.store.watch import Watched

BATCH = 200
"""The most events read at a time; between two batches no connection is held."""

LOOK = 1.0
"""Seconds after which the log is looked at without a ring."""


class Then(Enum):
    """What is to be done when frames have been read: read on, wait for a ring, or end."""

    READ = auto()
    WAIT = auto()
    END = auto()


Read = Callable[[], Awaitable[tuple[list[str], Then]]]
"""Reads the next frames of a log, and says what then."""


async def follow(
    context: Context, watched: Watched, after: str | None, *, previews: bool
) -> AsyncGenerator[Any, None]:
    """The frames of a log behind an event, as JSON texts (BAD_CURSOR if the event is not of this session)."""
    follower = Follower(context, watched, tells=previews)
    await follower.begin(after)
    topics = [session_topic(watched.session), *([preview_topic(watched.session)] if previews else [])]
    async with aclosing(frames_of(context.database.bus, topics, follower.read, follower.previews)) as frames:
        async for frame in frames:
            yield frame


def _nothing(_heard: Sequence[str]) -> Iterator[str]:
    return iter(())


async def frames_of(
    bus: Bus, topics: Sequence[str], read: Read, told: Callable[[Sequence[str]], Iterator[str]] = _nothing
) -> AsyncGenerator[str, None]:
    """The frames that `read` gives, read again at each ring of the topics, until it says that it is over.

    `told` are frames among what was heard: those heard before a ring come before what is read for it.
    """
    async with bus.listen(*topics) as bell:
        heard = [RESYNC]
        while STOP not in heard:
            first = next((index for index, each in enumerate(heard) if not _is_preview(each)), len(heard))
            for frame in told(heard[:first]):
                yield frame
            then = Then.READ if heard[first:] or not heard else Then.WAIT
            while then is Then.READ:
                frames, then = await read()
                for frame in frames:
                    yield frame
            if then is Then.END:
                return
            for frame in told(heard[first:]):
                yield frame
            heard = await bell.wait(LOOK)


def _is_preview(message: str) -> bool:
    """Whether it is a preview: rings are numbers."""
    return message.startswith("{")


def batch(context: Context) -> int:
    """How many events are read at a time: no statement costs more than a request may."""
    return max(1, min(BATCH, context.frames))


class Follower:
    """One subscription's place in a log."""

    def __init__(self, context: Context, watched: Watched, *, tells: bool) -> None:
        self._context = context
        self._watched = watched
        call, model, dialect = context.call, context.model, context.database.dialect
        self._writer = FrameWriter(call.operation.schema, model, call.pick.only())
        events = self._writer.events
        of_run = watched.run is not None
        self._plan = call.plan("log", lambda: roots.log(model, dialect, events, of_run=of_run))
        self._tells = tells
        self._seq = 0
        self._message: tuple[str, int] | None = None
        self._end = 0

    async def begin(self, after: str | None) -> None:
        """Stand behind an event, or before the first."""
        if after is not None:
            async with self._context.database.read() as tx:
                self._seq = await position(tx, self._watched.session, after)

    async def read(self) -> tuple[list[str], Then]:
        """The frames of the next events. Each statement is a snapshot of its own, so that it is over is asked
        before the log is read, which then holds all, and behind events once more: the last was among them.
        """
        context, watched = self._context, self._watched
        await require_admission(context.database, context.viewer, watched.workspace)
        over, most = await watched.is_over(context.database), batch(context)
        own = roots.own(session=watched.session, run=watched.run, after=self._seq, most=most)
        values = {**context.call.variables, **own}
        rows = await context.database.single(self._plan.text, self._plan.arguments(values, context.viewer))
        if rows:
            self._seq = int(str(rows[-1][-1]))
        frames = [self._writer.event(list(row)[:-1]) for row in rows]
        if self._plan.computed:
            frames = await filled(frames, self._plan.computed, context.viewer, context.services)
        finishes.of(cause_of(self._plan.computed)).times += len(frames)
        if over and len(rows) < most:
            return frames, Then.END
        more = len(rows) == most or (bool(rows) and await watched.is_over(context.database))
        return frames, Then.READ if more else Then.WAIT

    def previews(self, heard: Sequence[str]) -> Iterator[str]:
        """The previews among what was heard.

        Where some may have been lost, first all that has been written of a message under way in this process.
        """
        if not self._tells:
            return
        partial = self._context.services.partial(self._watched.session) if RESYNC in heard else None
        if partial is not None and partial["text"]:
            yield from self._preview(partial)
        for message in heard:
            if _is_preview(message):
                yield from self._preview(orjson.loads(message))

    def _preview(self, told: Mapping[str, Any]) -> Iterator[str]:
        """The preview's frame, unless its text was told already as a part of what was written so far."""
        message, end = (told["messageId"], told["attempt"]), told["offset"] + len(told["text"])
        if self._watched.run not in {None, told["runId"]} or (message == self._message and end <= self._end):
            return
        self._message, self._end = message, end
        yield self._writer.preview(told)
