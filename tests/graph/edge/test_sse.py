"""GraphQL over server-sent events: exact frames, heartbeats, and streams that end with whoever hears them."""

from collections.abc import Callable, Iterator

import httpx2
import pytest

from tests.graph.edge.conftest import Served
from tests.patience import eventually

pytestmark = pytest.mark.anyio

STREAM = {"accept": "text/event-stream"}
HELLO = b'event: next\ndata: {"data":{"hello":"hello world"}}\n\n'
COMPLETE = b"event: complete\ndata:\n\n"
BEAT = b":\n\n"


def frames(response: httpx2.Response) -> Iterator[bytes]:
    """The frames of a stream as they come, each with its empty line."""
    text = b""
    for chunk in response.iter_raw():
        text += chunk
        while b"\n\n" in text:
            frame, _, text = text.partition(b"\n\n")
            yield frame + b"\n\n"
    assert text == b""


def test_a_subscription_is_a_comment_its_answers_and_a_completion_with_lf(client: httpx2.Client) -> None:
    asked = {"query": "subscription { count(to: 2) }"}
    response = client.post("/graphql", json=asked, headers=STREAM)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.content == (
        b':\n\nevent: next\ndata: {"data":{"count":1}}\n\nevent: next\ndata: {"data":{"count":2}}\n\n'
        b"event: complete\ndata:\n\n"
    )


def test_a_subscription_may_be_asked_for_in_the_url_as_event_source_does(client: httpx2.Client) -> None:
    asked = {"query": "subscription ($to: Int!) { count(to: $to) }", "variables": '{"to": 1}'}
    response = client.get("/graphql", params=asked, headers=STREAM)
    assert response.content.endswith(b'data: {"data":{"count":1}}\n\n' + COMPLETE)


@pytest.mark.parametrize("query", ["{ hello }", 'mutation { remember(word: "a") forget }'])
def test_queries_and_mutations_are_streams_of_one(client: httpx2.Client, query: str) -> None:
    response = client.post("/graphql", json={"query": query}, headers=STREAM)
    assert response.content.count(b"event: next") == 1
    assert response.content.endswith(COMPLETE)


@pytest.mark.parametrize(
    ("request_body", "text"),
    [
        ({"query": "{ hello"}, b"Syntax Error"),
        ({"query": "subscription { nothing }"}, b"Cannot query field"),
        ({"query": "query ($n: Int!) { echo(value: $n) }"}, b"has invalid value"),
        ({"query": "subscription ($n: Int!) { count(to: $n) }"}, b"has invalid value"),
    ],
)
def test_errors_of_the_request_are_answers_in_the_stream(
    client: httpx2.Client, request_body: dict[str, str], text: bytes
) -> None:
    response = client.post("/graphql", json=request_body, headers=STREAM)
    assert response.status_code == 200
    assert b'event: next\ndata: {"errors":[' in response.content
    assert text in response.content
    assert response.content.endswith(COMPLETE)


def test_a_malformed_request_is_refused_before_any_stream(client: httpx2.Client) -> None:
    response = client.post("/graphql", content=b"{", headers=STREAM | {"content-type": "application/json"})
    assert response.status_code == 400
    assert response.headers["content-type"].startswith("application/json")


def test_a_silent_stream_beats(client: httpx2.Client) -> None:
    silence = {"query": "subscription { silence }"}
    with client.stream("POST", "/graphql", json=silence, headers=STREAM) as response:
        heard = frames(response)
        assert [next(heard) for _ in range(3)] == [BEAT] * 3


async def test_a_client_that_leaves_ends_its_subscription(served: Served) -> None:
    silence = {"query": "subscription { silence }"}
    with (
        served.client() as client,
        client.stream("POST", "/graphql", json=silence, headers=STREAM) as response,
    ):
        heard = frames(response)
        assert next(heard) == BEAT
        await eventually(lambda: holds(served, 1))
    await eventually(lambda: holds(served, 0))


async def holds(served: Served, count: int) -> bool:
    return served.streams() == count


def test_a_reader_that_does_not_read_holds_the_stream_back(served: Served) -> None:
    endless = {"query": "subscription { count(to: 100000000) }"}
    before = served.memory()
    with served.client() as client, client.stream("POST", "/graphql", json=endless, headers=STREAM):
        with served.client() as other:
            for _ in range(200):
                assert other.post("/graphql", json={"query": "{ hello }"}).status_code == 200
        assert served.memory() - before < 8 * 1024


def test_a_bug_in_the_middle_cuts_the_stream_without_completing_it(serve: Callable[..., Served]) -> None:
    served = serve()
    with (
        served.client() as client,
        client.stream(
            "POST", "/graphql", json={"query": "subscription { broken }"}, headers=STREAM
        ) as response,
        pytest.raises(httpx2.RemoteProtocolError),
    ):
        assert COMPLETE not in list(frames(response))
    with served.client() as client:
        assert client.post("/graphql", json={"query": "{ hello }"}).status_code == 200
