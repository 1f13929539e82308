"""Documents by their hashes, in both spellings and over every transport; and no other where they alone are
taken.
"""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import orjson
import pytest

from backend.graph.trusted import digest_of
from tests.graph.edge.conftest import Served
from tests.graph.edge.test_websocket import greeted
from tests.servers import LOOPBACK

pytestmark = pytest.mark.anyio

HELLO = "{ hello }"
NAMED = "query Named($name: String) { hello(name: $name) }"
COUNT = "subscription { count(to: 2) }"
REMEMBER = 'mutation { remember(word: "trusted") }'
MANIFEST = [HELLO, NAMED, COUNT, REMEMBER]
FREE = "{ me { name } }"

GRAPHQL = {"accept": "application/graphql-response+json"}
STREAM = {"accept": "text/event-stream"}
TRANSPORTS = ("post", "get", "sse", "websocket")

Body = dict[str, Any]
Ask = Callable[[Served, Body], Any]


def by_id(document: str) -> Body:
    """As the specification names a document."""
    return {"documentId": f"sha256:{digest_of(document)}"}


def by_bare_id(document: str) -> Body:
    """As generators do that know no prefix."""
    return {"documentId": digest_of(document)}


def by_extension(document: str) -> Body:
    """As Apollo names a document."""
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest_of(document)}}}


SPELLINGS = (by_id, by_bare_id, by_extension)


async def answer(served: Served, transport: str, body: Body) -> Any:
    """The first answer to the request, or the errors for which there is none."""
    if transport == "websocket":
        async with greeted(served) as peer:
            await peer.tell(id="1", type="subscribe", payload=body)
            heard = await peer.hear()
            return heard["payload"] if heard["type"] == "next" else {"errors": heard["payload"]}
    with served.client() as client:
        if transport == "get":
            written = {
                key: value if isinstance(value, str) else orjson.dumps(value).decode()
                for key, value in body.items()
            }
            return client.get("/graphql", params=written).json()
        if transport == "post":
            return client.post("/graphql", json=body).json()
        text = client.post("/graphql", json=body, headers=STREAM).text
        return orjson.loads(text.partition("data: ")[2].partition("\n")[0])


def code(answered: Any) -> str:
    """The code of the only error, for which there is no data."""
    (error,) = answered["errors"]
    assert "data" not in answered
    return str(error["extensions"]["code"])


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that takes any document, and knows those of a manifest."""
    running = Served(tmp_path_factory.mktemp("trusting"), {"trusted": MANIFEST})
    yield running
    running.stop()


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that takes the documents of a manifest alone."""
    settings = {"trusted": MANIFEST, "trusted_only": True, "explorer": False}
    running = Served(tmp_path_factory.mktemp("strict"), settings)
    yield running
    running.stop()


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_trusted_document_is_asked_for_by_its_hash(
    trusting: Served, strict: Served, transport: str, spelling: Callable[[str], Body]
) -> None:
    for served in (trusting, strict):
        body = {**spelling(NAMED), "variables": {"name": "Ada"}, "operationName": "Named"}
        assert await answer(served, transport, body) == {"data": {"hello": "hello Ada"}}


@pytest.mark.parametrize("transport", ["sse", "websocket"])
@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_subscription_is_asked_for_by_its_hash(
    trusting: Served, strict: Served, transport: str, spelling: Callable[[str], Body]
) -> None:
    for served in (trusting, strict):
        assert await answer(served, transport, spelling(COUNT)) == {"data": {"count": 1}}


async def test_event_source_asks_for_a_subscription_by_its_hash_in_the_url(strict: Served) -> None:
    with strict.client() as client:
        response = client.get("/graphql", params=by_id(COUNT), headers=STREAM)
    assert response.text.count("event: next") == 2
    assert response.text.endswith("event: complete\ndata:\n\n")


@pytest.mark.parametrize("empty", ["", None])
async def test_an_empty_text_beside_a_hash_is_none(trusting: Served, empty: str | None) -> None:
    assert await answer(trusting, "websocket", {"query": empty, **by_id(HELLO)}) == {
        "data": {"hello": "hello world"}
    }


async def test_a_mutation_by_its_hash_still_needs_post(strict: Served) -> None:
    with strict.client() as client:
        assert client.get("/graphql", params=by_id(REMEMBER)).status_code == 405
        assert client.post("/graphql", json=by_id(REMEMBER)).json() == {"data": {"remember": ["trusted"]}}


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_an_unknown_hash_is_said_to_be_unknown_in_the_word_that_clients_look_for(
    trusting: Served, strict: Served, transport: str, spelling: Callable[[str], Body]
) -> None:
    for served in (trusting, strict):
        answered = await answer(served, transport, spelling(FREE))
        assert code(answered) == "PERSISTED_QUERY_NOT_FOUND"
        assert answered["errors"][0]["message"] == "PersistedQueryNotFound"


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_document_that_was_sent_with_its_hash_is_known_by_it_from_then_on(
    trusting: Served, transport: str, spelling: Callable[[str], Body]
) -> None:
    document = f"{{ hello }} # {transport} {spelling.__name__}"
    assert code(await answer(trusting, transport, spelling(document))) == "PERSISTED_QUERY_NOT_FOUND"
    told = await answer(trusting, transport, {"query": document, **spelling(document)})
    assert told == {"data": {"hello": "hello world"}}
    assert await answer(trusting, transport, spelling(document)) == told


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_a_hash_of_another_text_is_refused_and_registers_nothing(
    trusting: Served, strict: Served, transport: str, spelling: Callable[[str], Body]
) -> None:
    other = f"{{ hello }} # other {transport} {spelling.__name__}"
    for served in (trusting, strict):
        assert code(await answer(served, transport, {"query": HELLO, **spelling(other)})) == "BAD_INPUT"
        assert code(await answer(served, transport, spelling(other))) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize(
    "free", [FREE, "subscription { silence }", "{ __schema { types { name } } }", "{ hello"]
)
async def test_where_trusted_documents_alone_are_taken_no_other_text_is(
    strict: Served, transport: str, free: str
) -> None:
    for body in ({"query": free}, {"query": free, **by_extension(free)}):
        answered = await answer(strict, transport, body)
        assert code(answered) == "FORBIDDEN"
        assert "trusted" in answered["errors"][0]["message"]
    assert code(await answer(strict, transport, by_id(free))) == "PERSISTED_QUERY_NOT_FOUND"


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_the_text_of_a_trusted_document_is_as_good_as_its_hash(strict: Served, transport: str) -> None:
    for body in ({"query": HELLO}, {"query": HELLO, **by_extension(HELLO)}):
        assert await answer(strict, transport, body) == {"data": {"hello": "hello world"}}
    assert code(await answer(strict, transport, {"query": HELLO + " "})) == "FORBIDDEN"


@pytest.mark.parametrize("body", [by_id(FREE), {"query": FREE}, {"query": HELLO, **by_id(FREE)}])
async def test_a_document_that_is_not_taken_is_an_error_of_the_request(strict: Served, body: Body) -> None:
    with strict.client() as client:
        assert client.post("/graphql", json=body, headers=GRAPHQL).status_code == 400
        assert client.post("/graphql", json=body).status_code == 200


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"documentId": 7}, ["documentId"]),
        ({"extensions": {"persistedQuery": "x"}}, ["extensions", "persistedQuery"]),
        (
            {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": "x"}}},
            ["extensions", "persistedQuery"],
        ),
        ({"extensions": {"persistedQuery": {"version": 1}}}, ["extensions", "persistedQuery"]),
        ({"documentId": "x", **by_extension(HELLO)}, ["documentId"]),
        ({"documentId": ""}, ["query"]),
        ({"documentId": None}, ["query"]),
    ],
)
async def test_a_hash_that_is_none_is_a_malformed_request(
    trusting: Served, body: Body, path: list[str]
) -> None:
    with trusting.client() as client:
        response = client.post("/graphql", json=body)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "BAD_INPUT", "path": path}
    async with greeted(trusting) as peer:
        await peer.tell(id="1", type="subscribe", payload=body)
        assert (await peer.closing())[0] == 4400


async def test_both_spellings_of_one_hash_are_one(trusting: Served) -> None:
    body = {**by_id(HELLO), **by_extension(HELLO)}
    assert await answer(trusting, "post", body) == {"data": {"hello": "hello world"}}


async def test_who_shows_no_key_is_told_of_no_document(strict: Served) -> None:
    for body in (by_id(HELLO), by_id(FREE), {"query": FREE}):
        response = httpx2.post(f"{strict.url}/graphql", json=body, **LOOPBACK)
        assert response.status_code == 401


async def test_what_clients_register_is_bounded(trusting: Served) -> None:
    first, *others = [f"{{ hello }} # {number} " + "x" * 99_000 for number in range(7)]
    hello = {"data": {"hello": "hello world"}}
    with trusting.client() as client:
        for each in (first, *others):
            assert client.post("/graphql", json={"query": each, **by_id(each)}).json() == hello
    assert code(await answer(trusting, "post", by_id(first))) == "PERSISTED_QUERY_NOT_FOUND"
    for kept in (others[-1], HELLO):
        assert await answer(trusting, "post", by_id(kept)) == hello
