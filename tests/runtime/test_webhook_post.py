"""An attempt over HTTP: it goes to the one URL, waits so long and reads so much, and little of it is kept."""

import asyncio
from contextlib import suppress

import pytest

from backend.runtime import webhook_post
from backend.runtime.webhook_post import LARGEST_ANSWER
from tests.fakes.receiver import Receiver, Reply, receiver
from tests.runtime.delivering import WITHIN, attempted, courier, endpoint, happen, settled
from tests.stage import Stage

pytestmark = pytest.mark.anyio

QUICK = 1.0


async def test_a_receiver_that_does_not_answer_in_time_has_not_taken_it(
    stage: Stage, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_post, "SECONDS", QUICK)
    never = asyncio.Event()
    await endpoint(stage, hook)
    hook.replies.append(Reply(200, after=never))
    async with courier(stage, hook):
        await happen(stage)
        row = await attempted(stage, 1)
    never.set()
    assert (row.status, row.http_status) == ("PENDING", None)
    assert row.error == "The receiver did not answer within 1 seconds."
    assert QUICK * 1000 <= row.latency_ms < QUICK * 1000 * 5


async def test_an_answer_counts_by_its_status_though_its_end_never_comes(
    stage: Stage, hook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_post, "SECONDS", QUICK)
    never = asyncio.Event()
    await endpoint(stage, hook)
    hook.replies.append(Reply(200, until=never))
    async with courier(stage, hook):
        await happen(stage)
        (row,) = await settled(stage)
    never.set()
    assert (row.http_status, row.response_bytes, row.attempts) == (200, len(b"begun"), 1)


async def test_of_a_huge_answer_the_beginning_is_read_and_only_its_size_is_kept(stage: Stage) -> None:
    given: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer with bytes until nobody reads them."""
        await reader.readuntil(b"\r\n\r\n")
        writer.write(
            b"HTTP/1.1 200 OK\r\nx-request-id: r1\r\nset-cookie: a=canary\r\nx-secret: canary\r\n\r\n"
        )
        count = 0
        with suppress(ConnectionError):
            while True:
                writer.write(b"x" * LARGEST_ANSWER)
                await writer.drain()
                count += LARGEST_ANSWER
        given.set_result(count)
        writer.close()

    async with await asyncio.start_server(flood, "127.0.0.1", 0) as server:
        flooding = Receiver(server.sockets[0].getsockname()[1])
        await endpoint(stage, flooding)
        async with courier(stage, flooding):
            await happen(stage)
            (row,) = await settled(stage)
        async with asyncio.timeout(WITHIN):
            assert await given < 1_000 * LARGEST_ANSWER
    assert (row.http_status, row.response_bytes) == (200, LARGEST_ANSWER)
    assert row.response_headers == {"x-request-id": "r1"}
    assert "canary" not in repr(row)


async def test_no_cookie_goes_back_to_a_receiver(stage: Stage, hook: Receiver) -> None:
    await endpoint(stage, hook)
    hook.replies.append(Reply(200, {"set-cookie": "canary=in-the-mine; Path=/"}))
    async with courier(stage, hook):
        await happen(stage, count=2)
        first, second = await hook.came(2)
    assert "cookie" not in second.headers
    assert first.id != second.id


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(stage: Stage, hook: Receiver, status: int) -> None:
    await endpoint(stage, hook)
    hook.replies.append(Reply(status, {"location": f"http://{hook.host}/elsewhere"}))
    async with courier(stage, hook):
        await happen(stage)
        row = await attempted(stage, 1)
    assert (row.status, row.http_status) == ("PENDING", status)
    assert row.error == f"The receiver answered {status}: redirects are not followed."
    assert [post.path for post in hook.posts] == ["/hook"]


@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:1", "169.254.169.254", "[::1]:1", "10.0.0.1"])
async def test_a_private_address_is_never_called_and_not_tried_again(
    stage: Stage, hook: Receiver, host: str
) -> None:
    await endpoint(stage, hook, url=f"http://{host}/hook")
    async with courier(stage, hook):
        await happen(stage)
        (row,) = await settled(stage, status="FAILED")
    assert (row.attempts, row.http_status, row.due_at) == (1, None, None)
    assert "is not on the public Internet" in row.error


async def test_a_receiver_that_cannot_be_reached_is_tried_again(stage: Stage) -> None:
    async with receiver() as closed:
        pass
    await endpoint(stage, closed)
    async with courier(stage, closed):
        await happen(stage)
        row = await attempted(stage, 1)
    assert (row.status, row.http_status) == ("PENDING", None)
    assert row.error.startswith("The receiver cannot be reached: ")
