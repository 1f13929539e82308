"""The bus wakes listeners in this process and in others, outlives its Redis, and never grows or raises."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from time import monotonic

import pytest
from redis.asyncio import Redis

from backend.platform import telemetry
from backend.platform.bus import PENDING, RESYNC, SHARDS, STOP, Bus, Listener
from tests import servers
from tests.patience import eventually

pytestmark = pytest.mark.anyio

SOON = 10.0
"""Seconds within which a message arrives; far less is usual."""


@asynccontextmanager
async def opened(url: str | None) -> AsyncIterator[Bus]:
    bus = Bus(url)
    await bus.open()
    try:
        yield bus
    finally:
        await bus.close()


@pytest.fixture(params=["memory", "redis"])
def url(request: pytest.FixtureRequest) -> str | None:
    """Either kind of bus."""
    if request.param == "memory":
        return None
    found: str = request.getfixturevalue("redis_url")
    return found


async def heard(listener: Listener, wanted: str) -> list[str]:
    """What the listener hears up to and with the wanted message."""
    messages: list[str] = []
    deadline = monotonic() + SOON
    while wanted not in messages:
        assert monotonic() < deadline, f"{wanted!r} was not heard, only {messages}"
        messages += await listener.wait(deadline - monotonic())
    return messages


async def until_heard(listener: Listener, publish: Callable[[], Awaitable[None]], wanted: str) -> list[str]:
    """Publish again and again, as a bus that is broken loses messages, until one is heard."""
    messages: list[str] = []
    deadline = monotonic() + SOON
    while wanted not in messages:
        assert monotonic() < deadline, f"{wanted!r} was not heard, only {messages}"
        await publish()
        messages += await listener.wait(0.05)
    return messages


async def test_every_listener_of_a_topic_hears_its_messages_in_order(url: str | None) -> None:
    async with opened(url) as bus, bus.listen("ses_1") as one, bus.listen("ses_1") as other:
        for number in range(100):
            await bus.publish("ses_1", str(number))
        assert await heard(one, "99") == await heard(other, "99") == [str(number) for number in range(100)]


async def test_a_listener_hears_nothing_of_other_topics_even_in_its_shard(url: str | None) -> None:
    async with opened(url) as bus, bus.listen("mine") as listener:
        for number in range(SHARDS * 4):
            await bus.publish(f"other-{number}", "no")
        await bus.publish("mine", "yes\nwith a second line é")
        assert await heard(listener, "yes\nwith a second line é") == ["yes\nwith a second line é"]


async def test_waiting_in_vain_gives_nothing_after_the_time(url: str | None) -> None:
    async with opened(url) as bus, bus.listen("quiet") as listener:
        started = monotonic()
        assert await listener.wait(0.05) == []
        assert 0.04 < monotonic() - started < SOON


async def test_two_processes_hear_each_other(redis_url: str) -> None:
    async with (
        opened(redis_url) as here,
        opened(redis_url) as there,
        here.listen("a") as one,
        there.listen("a") as other,
    ):
        await here.publish("a", "from here")
        assert await heard(one, "from here") == await heard(other, "from here") == ["from here"]
        await there.publish("a", "from there")
        assert await heard(one, "from there") == await heard(other, "from there") == ["from there"]


async def test_a_cancelled_wait_loses_no_message() -> None:
    async with opened(None) as bus, bus.listen("a") as listener:
        waiting = asyncio.create_task(listener.wait(SOON))
        await asyncio.sleep(0)
        waiting.cancel()
        await bus.publish("a", "1")
        assert await heard(listener, "1") == ["1"]


async def test_a_slow_listener_keeps_the_last_messages_and_is_told_to_resync() -> None:
    async with opened(None) as bus, bus.listen("a") as slow, bus.listen("b") as probe:
        for number in range(PENDING + 50):
            await bus.publish("a", str(number))
        await bus.publish("b", "done")
        await heard(probe, "done")
        await asyncio.wait_for(bus.publish("b", "again"), SOON)
        assert await heard(slow, str(PENDING + 49)) == [
            RESYNC,
            *(str(number) for number in range(50, PENDING + 50)),
        ]
        await bus.publish("a", "after")
        assert await heard(slow, "after") == ["after"]


async def test_who_listens_keeps_up_with_a_flood(url: str | None) -> None:
    async with opened(url) as bus, bus.listen("a") as listener:
        hearing = asyncio.create_task(heard(listener, "4999"))
        for number in range(5_000):
            await bus.publish("a", str(number))
        assert await hearing == [str(number) for number in range(5_000)]


async def test_listeners_that_have_gone_leave_nothing_behind() -> None:
    async with opened(None) as bus:
        async with AsyncExitStack() as stack:
            for number in range(100):
                await stack.enter_async_context(bus.listen(f"topic-{number % 10}"))
            assert len(bus._listeners) == 10
        assert bus._listeners == {}


async def test_stop_wakes_present_and_future_listeners_after_what_is_pending() -> None:
    async with opened(None) as bus, bus.listen("a") as listener, bus.listen("b") as asleep:
        sleeping = asyncio.create_task(asleep.wait(SOON))
        await bus.publish("a", "last words")
        await asyncio.sleep(0)
        bus.stop()
        assert await heard(listener, STOP) == ["last words", STOP]
        assert await listener.wait(SOON) == [STOP]
        assert await asyncio.wait_for(sleeping, SOON) == [STOP]
        async with bus.listen("c") as late:
            assert await late.wait(SOON) == [STOP]


async def test_messages_flow_again_after_redis_cut_the_connections(redis_url: str) -> None:
    async with (
        opened(redis_url) as there,
        opened(redis_url) as bus,
        bus.listen("a") as listener,
        Redis.from_url(redis_url) as redis,
    ):
        await there.publish("a", "1")
        assert await heard(listener, "1") == ["1"]
        for _ in range(3):
            await redis.client_kill_filter(_type="pubsub")
            assert await heard(listener, RESYNC) == [RESYNC]
            await there.publish("a", "2")
            assert await heard(listener, "2") == ["2"]


async def test_the_bus_outlives_its_redis() -> None:
    port = servers.free_port()
    url = f"redis://127.0.0.1:{port}/0"
    async with AsyncExitStack() as stack:
        with servers.own_redis(port):
            there, bus = [await stack.enter_async_context(opened(url)) for _ in range(2)]
            listener = await stack.enter_async_context(bus.listen("a"))
            await there.publish("a", "1")
            await heard(listener, "1")
        failures = telemetry.bus_failures._value.get()

        async def failed() -> bool:
            return bool(telemetry.bus_failures._value.get() > failures)

        started = monotonic()
        await there.publish("a", "lost")
        assert monotonic() - started < 0.5
        await eventually(failed)
        with servers.own_redis(port):
            messages = await until_heard(listener, lambda: there.publish("a", "2"), "2")
        assert RESYNC in messages
        assert "lost" not in messages


async def test_a_process_hears_itself_at_once_and_once_though_its_redis_is_away() -> None:
    port = servers.free_port()
    async with AsyncExitStack() as stack:
        bus = await stack.enter_async_context(opened(f"redis://127.0.0.1:{port}/0"))
        listener = await stack.enter_async_context(bus.listen("a"))
        await bus.publish("a", "away")
        assert await listener.wait(0) == ["away"]
        with servers.own_redis(port):
            there = await stack.enter_async_context(opened(f"redis://127.0.0.1:{port}/0"))
            await heard(listener, RESYNC)
            await bus.publish("a", "back")
            assert await listener.wait(0) == ["back"]
            await there.publish("a", "from there")
            assert await heard(listener, "from there") == ["from there"]


async def test_the_bus_opens_without_its_redis_and_finds_it_later() -> None:
    port = servers.free_port()
    url = f"redis://127.0.0.1:{port}/0"
    async with opened(url) as bus, bus.listen("a") as listener:
        with servers.own_redis(port):
            assert await heard(listener, RESYNC) == [RESYNC]
            async with opened(url) as there:
                await there.publish("a", "1")
                assert await heard(listener, "1") == ["1"]


async def test_a_redis_that_hangs_holds_nobody_up() -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, opened(f"redis://127.0.0.1:{port}/0") as bus:
        started = monotonic()
        for number in range(20_000):
            await bus.publish("a", str(number))
        assert monotonic() - started < SOON
        assert bus._broadcast._backend._outbox.qsize() <= 10_000  # type: ignore[union-attr]


async def test_a_message_that_is_not_unicode_harms_nobody(redis_url: str) -> None:
    async with opened(redis_url) as bus, Redis.from_url(redis_url) as redis, bus.listen("a") as listener:
        for shard in range(SHARDS):
            await redis.publish(f"wake:{shard}", b"a\n\xff")
        await bus.publish("a", "\ud800")
        await bus.publish("a", "1")
        assert (await heard(listener, "1"))[-1] == "1"
