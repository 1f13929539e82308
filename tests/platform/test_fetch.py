"""A request and its answer, as far as they may go."""

from collections.abc import AsyncIterator

import pytest

from backend.platform.fetch import InvalidUrl, Request, fetch, host_of
from backend.platform.http import Client, TransportError, client
from tests.fakes.web import Asked, Reply, Web, web_server

pytestmark = pytest.mark.anyio


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with web_server() as web:
        yield web


@pytest.fixture
async def outbound(web: Web) -> AsyncIterator[Client]:
    async with client((web.host,)) as outbound:
        yield outbound


async def test_a_request_is_sent_as_it_is_said(web: Web, outbound: Client) -> None:
    request = Request(
        "PUT", f"{web.url}/a%2Fb?c=%20", {"X-Ü".replace("Ü", "U"): "ü", "user-agent": "me"}, b"body"
    )
    answer = await fetch(outbound, request, seconds=5, most=10_000)
    (asked,) = web.asked
    assert (asked.method, asked.target, asked.body) == ("PUT", "/a%2Fb?c=%20", b"body")
    assert asked.headers["x-u"].encode("latin-1").decode() == "ü"
    assert (asked.headers["user-agent"], asked.headers["accept-encoding"]) == ("me", "identity")
    assert (answer.status, answer.headers["content-type"], answer.cut) == (200, "application/json", False)


@pytest.mark.parametrize(("most", "cut"), [(99, True), (100, False), (101, False)])
async def test_an_answer_is_read_up_to_the_limit(web: Web, outbound: Client, most: int, cut: bool) -> None:  # noqa: FBT001
    async def answer(_: Asked) -> Reply:
        return Reply(b"x" * 100)

    web.answer = answer
    found = await fetch(outbound, Request("GET", web.url, {}), seconds=5, most=most)
    assert (len(found.body), found.cut) == (min(most, 100), cut)


async def test_a_redirect_is_an_answer_and_what_is_packed_stays_packed(web: Web, outbound: Client) -> None:
    async def answer(_: Asked) -> Reply:
        return Reply(b"\x1f\x8b", status=302, headers={"Location": "/x", "Content-Encoding": "gzip"})

    web.answer = answer
    found = await fetch(outbound, Request("GET", web.url, {}), seconds=5, most=100)
    assert (found.status, found.headers["location"], found.body) == (302, "/x", b"\x1f\x8b")
    assert web.came == 1


async def test_an_answer_that_breaks_off_is_a_failure_of_the_network(web: Web, outbound: Client) -> None:
    async def answer(_: Asked) -> Reply:
        return Reply(b"x", headers={"Content-Length": "9"})

    web.answer = answer
    with pytest.raises(TransportError):
        await fetch(outbound, Request("GET", web.url, {}), seconds=5, most=100)


def test_a_host_is_told_as_it_is_connected_to() -> None:
    assert host_of("HTTPS://API.Example.com:8443/x") == "api.example.com"
    assert host_of("https://b\u00fccher.example/") == "xn--bcher-kva.example"
    assert host_of("http://[::1]:8000/") == "::1"
    with pytest.raises(InvalidUrl):
        host_of("http://999.1.1.1/")
