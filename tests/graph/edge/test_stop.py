"""A server that is asked to stop: streams are told and end at once, what was begun is finished."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

import httpx2
import pytest

from tests.graph.edge.conftest import AUTH, Served
from tests.graph.edge.test_sse import BEAT, COMPLETE, STREAM, frames
from tests.graph.edge.test_websocket import SILENCE, greeted, peer
from tests.patience import eventually
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

SLOW = {"query": 'mutation { remember(word: "begun", after: 0.5) }'}


async def test_open_streams_do_not_hold_the_stop_up_and_are_told_to_come_again(
    serve: Callable[..., Served],
) -> None:
    served = serve()
    async with greeted(served) as socket, peer(served) as silent:
        await socket.ask("1", SILENCE)
        with (
            served.client() as client,
            client.stream("POST", "/graphql", json={"query": SILENCE}, headers=STREAM) as sse,
        ):
            heard = frames(sse)
            assert next(heard) == BEAT
            await eventually(lambda: holds(served, 2))
            started = monotonic()
            stopping = asyncio.create_task(asyncio.to_thread(served.stop))
            assert await socket.closing() == (1001, "The server is going away: connect again.")
            assert (await silent.closing())[0] == 1001
            assert COMPLETE not in list(heard)
        assert await stopping == 0
    assert monotonic() - started < 2
    assert "Traceback" not in served.log.read_text()


async def holds(served: Served, count: int) -> bool:
    return served.streams() == count


async def test_requests_that_were_begun_are_answered(serve: Callable[..., Served]) -> None:
    served = serve()
    async with greeted(served) as socket, httpx2.AsyncClient(headers=AUTH, **LOOPBACK) as client:
        posted = asyncio.create_task(client.post(f"{served.url}/graphql", json=SLOW))
        await socket.ask("1", SLOW["query"])
        await eventually(lambda: begun(served, 2))
        stopping = asyncio.create_task(asyncio.to_thread(served.stop))
        answers: list[Any] = [await socket.hear(), await socket.hear()]
        assert [each["type"] for each in answers] == ["next", "complete"]
        assert (await socket.closing())[0] == 1001
        assert (await posted).json()["data"]["remember"].count("begun") >= 1
        await stopping
    assert "Traceback" not in served.log.read_text()


async def begun(served: Served, count: int) -> bool:
    with served.client() as client:
        return bool(client.post("/graphql", json={"query": "{ begun }"}).json()["data"]["begun"] == count)
