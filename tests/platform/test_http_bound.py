"""A bound client goes out through the guard of another one, and reads no more than it may."""

import gzip
from collections.abc import AsyncIterator

import anyio
import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from backend.platform import http
from backend.platform.http_bound import Bound, TooLarge, bound
from tests.fakes.running import running
from tests.servers import free_port

pytestmark = pytest.mark.anyio

LARGEST = 1_000


async def long() -> AsyncIterator[bytes]:
    for _ in range(LARGEST + 1):
        yield b"x"


async def answer(request: Request) -> Response:
    match request.url.path:
        case "/headers":
            return PlainTextResponse(request.headers.get("x-name", ""))
        case "/long":
            return StreamingResponse(long(), media_type="application/json")
        case "/zipped":
            return Response(gzip.compress(b"x" * 100), headers={"content-encoding": "gzip"})
        case "/silent":
            await anyio.sleep_forever()
    return PlainTextResponse("x" * LARGEST, 418)


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """A server that answers otherwise at each path."""
    port = free_port()
    methods = ["GET", "POST", "DELETE"]
    async with running(Starlette(routes=[Route("/{path}", answer, methods=methods)]), port):
        yield f"http://127.0.0.1:{port}"


async def asked(url: str, method: str = "GET", **headers: str) -> tuple[Bound, httpx2.Response]:
    async with http.client(("127.0.0.1",)) as client:
        line = Bound(client, LARGEST)
        async with bound(line, headers) as mine:
            return line, await mine.request(method, url)


async def test_headers_go_with_every_request_whatever_their_letters(url: str) -> None:
    _, told = await asked(f"{url}/headers", **{"x-name": "blå"})
    assert told.text.encode("latin-1").decode() == "blå"


async def test_an_answer_may_have_so_many_bytes_and_no_more(url: str) -> None:
    line, told = await asked(f"{url}/other", "POST")
    assert (len(told.content), line.status) == (LARGEST, 418)
    with pytest.raises(TooLarge):
        await asked(f"{url}/long")


async def test_an_answer_that_is_compressed_is_not_read(url: str) -> None:
    with pytest.raises(http.TransportError, match="compressed"):
        await asked(f"{url}/zipped")


async def test_nobody_waits_long_for_the_answer_to_a_farewell(url: str) -> None:
    with pytest.raises(http.TransportError), anyio.fail_after(5):
        await asked(f"{url}/silent", "DELETE")


async def test_it_goes_through_the_guard_and_leaves_the_client_open(url: str) -> None:
    async with http.client() as client, bound(Bound(client, LARGEST), {}) as mine:
        with pytest.raises(http.BlockedAddress):
            await mine.get(url)
    async with http.client(("127.0.0.1",)) as client:
        for _ in range(2):
            async with bound(Bound(client, LARGEST), {}) as mine:
                assert (await mine.get(f"{url}/other")).status_code == 418
