"""The bus wakes whoever waits for a topic, here and over Redis in other processes; it never carries truth.

A message may be lost: whoever listens reads its log again after RESYNC, and now and then without a message.
Who listens in the process that publishes is told at once, whatever Redis does. Every process is subscribed to
the same few shard channels from start to end, and finds a topic's listeners itself; its own messages, which
come back to it, are passed over.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from secrets import token_hex
from typing import NoReturn, TypedDict
from zlib import crc32

from broadcaster import Broadcast, BroadcastBackend, Event
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from typing_extensions import override

from backend.platform.logging import log
from backend.platform.telemetry import bus_failures

RESYNC = "\0resync"
"""Heard in place of messages that were lost: read the log again."""
STOP = "\0stop"
"""Heard when the process is about to end, and from then on at every wait: tell your client to come back."""

SHARDS = 16
PENDING = 1_000
"""Messages kept for a listener that is slow to take them; older ones become a RESYNC."""

_QUEUED = 10_000
_BATCH = 500
_PATIENCE = 2.0
_IDLE = 5.0
_PAUSE = 0.2


class Message(TypedDict):
    """What Redis says to a subscriber."""

    type: str
    channel: str
    data: str


class Listener:
    """What one reader of some topics has yet to hear."""

    def __init__(self) -> None:
        self._pending: deque[str] = deque()
        self._overflowed = False
        self._stopped = False
        self._ready = asyncio.Event()

    def tell(self, message: str) -> None:
        """Add a message; when there are too many, the oldest one gives way to a RESYNC."""
        if len(self._pending) == PENDING:
            self._pending.popleft()
            self._overflowed = True
        self._pending.append(message)
        self._ready.set()

    def stop(self) -> None:
        """From now on every wait ends at once with STOP."""
        self._stopped = True
        self._ready.set()

    async def wait(self, timeout: float) -> list[str]:  # noqa: ASYNC109 - waiting in vain is no error here
        """The messages since the last wait, oldest first; empty when none came within `timeout` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._ready.wait()
        heard = [RESYNC] if self._overflowed else []
        heard += self._pending
        self._pending.clear()
        self._overflowed = False
        if self._stopped:
            return [*heard, STOP]
        self._ready.clear()
        return heard


class Bus:
    """Topics of one process, or of all processes that share a Redis."""

    def __init__(self, url: str | None = None) -> None:
        self._channels = [f"wake:{number}" for number in range(SHARDS)]
        self._own = f"{token_hex(8)}\n"
        self._broadcast: Broadcast | None = None
        if url is not None:
            self._broadcast = Broadcast(backend=RedisBackend(url, self._channels, self._own))
        self._listeners: dict[str, set[Listener]] = {}
        self._dispatchers: list[asyncio.Task[None]] = []
        self._subscriptions = AsyncExitStack()
        self._stopped = False

    async def open(self) -> None:
        """Connect and subscribe. A Redis that does not answer is no error: it is tried until it does."""
        if self._broadcast is None:
            return
        await self._broadcast.connect()
        for channel in self._channels:
            subscriber = await self._subscriptions.enter_async_context(self._broadcast.subscribe(channel))
            self._dispatchers.append(asyncio.create_task(self._dispatch(subscriber.get), name=channel))

    async def close(self) -> None:
        """Send what is queued, then let go of everything."""
        for task in self._dispatchers:
            task.cancel()
        await self._subscriptions.aclose()
        if self._broadcast is not None:
            await self._broadcast.disconnect()

    async def publish(self, topic: str, message: str) -> None:
        """Tell the topic's listeners, in every process. Never raises and never waits for the network."""
        for listener in self._listeners.get(topic, ()):
            listener.tell(message)
        if self._broadcast is not None:
            try:
                await self._broadcast.publish(self._channels[_shard(topic)], f"{self._own}{topic}\n{message}")
            except asyncio.QueueFull:
                bus_failures.inc()
        # Who publishes much never waits for anything else: let those who are told come in between.
        await asyncio.sleep(0)

    @asynccontextmanager
    async def listen(self, *topics: str) -> AsyncIterator[Listener]:
        """Hear topics from here on. Listen first, then read the log, then wait: nothing falls in between."""
        listener = Listener()
        if self._stopped:
            listener.stop()
        for topic in topics:
            self._listeners.setdefault(topic, set()).add(listener)
        try:
            yield listener
        finally:
            for topic in topics:
                self._forget(topic, listener)

    def _forget(self, topic: str, listener: Listener) -> None:
        others = self._listeners[topic]
        others.remove(listener)
        if not others:
            del self._listeners[topic]

    def stop(self) -> None:
        """Wake every listener, present and future, with STOP; messages still pass."""
        self._stopped = True
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.stop()

    async def _dispatch(self, following: Callable[[], Awaitable[Event]]) -> NoReturn:
        while True:
            event = await following()
            _, _, told = event.message.partition("\n")
            topic, _, message = told.partition("\n")
            for listener in self._hearers(event.channel, topic):
                listener.tell(message)

    def _hearers(self, channel: str, topic: str) -> list[Listener]:
        """The topic's listeners; of no topic, everybody on the channel."""
        if topic:
            return list(self._listeners.get(topic, ()))
        heard = [each for each in self._listeners if self._channels[_shard(each)] == channel]
        return [listener for each in heard for listener in self._listeners[each]]


def _shard(topic: str) -> int:
    return crc32(topic.encode()) % SHARDS


class RedisBackend(BroadcastBackend):
    """Redis for the broadcaster: it connects again for ever, and says RESYNC on every channel when it has.

    Sending goes through a queue, so a Redis that hangs holds nobody up; what does not fit is lost, counted.
    What begins with our own name is not handed on.
    """

    def __init__(self, url: str, channels: Sequence[str], own: str) -> None:
        self._channels = channels
        self._own = own
        self._inbox: asyncio.Queue[Event] = asyncio.Queue(_QUEUED)
        self._outbox: asyncio.Queue[tuple[str, str]] = asyncio.Queue(_QUEUED)
        self._sender = _client(url, retries=1)
        # No retries: a reader that repaired its connection unseen would hide the loss of messages.
        self._reader = _client(url, retries=0)
        self._settled = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._failing = False

    @override
    async def connect(self) -> None:
        """Start both loops; return when subscribed or when the first attempt has failed."""
        self._tasks = [asyncio.create_task(self._send()), asyncio.create_task(self._receive())]
        await self._settled.wait()

    @override
    async def disconnect(self) -> None:
        """Send what is queued, within bounds, and close."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._outbox.join()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sender.aclose()
        await self._reader.aclose()

    @override
    async def subscribe(self, group: str) -> None:
        """Every channel is subscribed from the start."""

    @override
    async def unsubscribe(self, group: str) -> None:
        """And stays so to the end."""

    @override
    async def publish(self, channel: str, message: str) -> None:
        """Queue the message (asyncio.QueueFull if Redis has not kept up)."""
        self._outbox.put_nowait((channel, message))

    @override
    async def next_published(self) -> Event:
        """The next message of another process."""
        return await self._inbox.get()

    async def _send(self) -> NoReturn:
        while True:
            batch = [await self._outbox.get()]
            while len(batch) < _BATCH and not self._outbox.empty():
                batch.append(self._outbox.get_nowait())
            try:
                await self._send_batch(batch)
            except (RedisError, OSError) as error:
                bus_failures.inc(len(batch))
                self._note_failure(error)
            for _ in batch:
                self._outbox.task_done()

    async def _send_batch(self, batch: Sequence[tuple[str, str]]) -> None:
        async with self._sender.pipeline(transaction=False) as pipeline:
            for channel, message in batch:
                pipeline.publish(channel, message)
            await pipeline.execute()

    async def _receive(self) -> NoReturn:
        while True:
            try:
                async with self._reader.pubsub() as subscription:
                    await subscription.subscribe(*self._channels)
                    while True:
                        await self._accept(await _next_message(subscription))
            except (RedisError, OSError) as error:
                self._note_failure(error)
            self._settled.set()
            await asyncio.sleep(_PAUSE)

    async def _accept(self, message: Message) -> None:
        """Hand on a message; a confirmed subscription after the first means that some may have been lost."""
        channel = message["channel"]
        if message["type"] == "message":
            if not message["data"].startswith(self._own):
                await self._inbox.put(Event(channel, message["data"]))
        elif message["type"] == "subscribe":
            if self._settled.is_set():
                await self._inbox.put(Event(channel, f"\n\n{RESYNC}"))
            if channel == self._channels[-1]:
                self._settled.set()
                self._note_success()

    def _note_failure(self, error: Exception) -> None:
        if not self._failing:
            log.warning(
                "bus_down", error=str(error), effect="other processes are heard by polling until it is back"
            )
        self._failing = True

    def _note_success(self) -> None:
        if self._failing:
            log.info("bus_back")
        self._failing = False


async def ping(url: str) -> None:
    """Ask a Redis for one sign of life (ConnectionError)."""
    async with _client(url, retries=0) as redis:
        try:
            await redis.ping()
        except RedisError as error:
            raise ConnectionError(str(error)) from error


def _client(url: str, retries: int) -> Redis:
    return Redis.from_url(
        url,
        decode_responses=True,
        encoding_errors="replace",
        socket_timeout=_PATIENCE,
        socket_connect_timeout=_PATIENCE,
        retry=Retry(NoBackoff(), retries),
    )


async def _next_message(subscription: PubSub) -> Message:
    """The next message; a silent connection must give a sign of life (else ConnectionError)."""
    message: Message | None = await subscription.get_message(timeout=_IDLE)
    if message is None:
        await subscription.ping()
        message = await subscription.get_message(timeout=_PATIENCE)
    if message is None:
        raise ConnectionError("Redis is silent.")
    return message
