"""Malformed and hostile requests: each a clear 4xx in JSON, soon; nothing is traced, the server lives on."""

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from time import monotonic

import httpx2
import orjson
import pytest

from tests.graph.edge.conftest import AUTH, Served

JSON = {"content-type": "application/json"}
GRAPHQL = {"accept": "application/graphql-response+json"}
CHUNK = b"x" * 65_536
FIFTY_MEGABYTES = 50 * 1024 * 1024


def asking(query: object, **more: object) -> bytes:
    return orjson.dumps({"query": query, **more})


def nested(depth: int) -> str:
    return "{ me " * depth + "{ name }" + " }" * depth


def spreading(count: int) -> str:
    """A document of a few hundred bytes that asks for 2^count fields."""
    first = "query { me { ...F0 } }"
    each = "fragment F{0} on Person {{ a: friend {{ ...F{1} }} b: friend {{ ...F{1} }} }}"
    last = f"fragment F{count} on Person {{ name }}"
    return " ".join([first, *(each.format(i, i + 1) for i in range(count)), last])


def chained(count: int) -> str:
    links = (f"fragment F{i} on Person {{ ...F{i + 1} }}" for i in range(count))
    return " ".join(["{ me { ...F0 } }", *links, f"fragment F{count} on Person {{ name }}"])


BODIES = {
    "broken JSON": b'{"query": ',
    "trailing garbage": b'{"query": "{ hello }"} x',
    "an empty body": b"",
    "a byte order mark": b'\xef\xbb\xbf{"query":"{ hello }"}',
    "UTF-16": '{"query":"{ hello }"}'.encode("utf-16"),
    "invalid UTF-8": b'{"query":"{ hello } # \xff\xfe"}',
    "overlong UTF-8": b'{"query":"\xc0\xae"}',
    "NaN": b'{"query":"{ hello }","variables":{"n":NaN}}',
    "a number beyond all": b'{"query":"{ hello }","variables":{"n":1e999}}',
    "the body 5": b"5",
    "the body null": b"null",
    "the body true": b"true",
    "a string": b'"{ hello }"',
    "an empty batch": b"[]",
    "a batch": orjson.dumps([{"query": "{ hello }"}] * 2),
    "an empty object": b"{}",
    "arrays 3,000 deep": b'{"query":"{ hello }","variables":{"n":' + b"[" * 3_000 + b"]" * 3_000 + b"}}",
    "arrays 100,000 deep": b'{"query":"{ hello }","variables":{"n":'
    + b"[" * 100_000
    + b"]" * 100_000
    + b"}}",
    "objects 500 deep": b'{"query":"{ hello }","variables":' + b'{"n":' * 500 + b"1" + b"}" * 500 + b"}",
    "an unclosed bomb": b"[" * 500_000,
    "no query": asking(None),
    "a query that is a number": asking(5),
    "a query that is a list": asking(["{ hello }"]),
    "an empty query": asking(""),
    "a query of blanks": asking(" \n,,"),
    "variables that are text": asking("{ hello }", variables="x"),
    "variables that are a list": asking("{ hello }", variables=[1]),
    "variables that are a number": asking("{ hello }", variables=0),
    "extensions that are text": asking("{ hello }", extensions="x"),
    "an operation name that is a number": asking("{ hello }", operationName=1),
    "an operation name that is an object": asking("{ hello }", operationName={}),
    "an unknown operation name": asking("query A { hello }", operationName="B"),
    "a lone surrogate in the operation name": b'{"query":"{ hello }","operationName":"\\ud800"}',
    "a lone surrogate in the query": b'{"query":"{ hello(name: \\"\\udfff\\") }"}',
    "a lone surrogate escaped in the document": asking('{ hello(name: "\\ud800") }'),
    "a NUL in the document": asking("{ hello\u0000 }"),
    "an unclosed document": asking("{ hello"),
    "braces 3,000 deep": asking(nested(3_000)),
    "braces 100,000 deep": asking("{" * 100_000),
    "fields 16 deep": asking(nested(15)),
    "a list literal 3,000 deep": asking("{ echo(value: " + "[" * 3_000 + "]" * 3_000 + ") }"),
    "20,000 aliases": asking("{" + " ".join(f"a{i}: hello" for i in range(20_000)) + "}"),
    "101 aliases": asking("{ me {" + " ".join(f"a{i}: name" for i in range(101)) + "} }"),
    "21 root fields": asking("{" + "hello " * 21 + "}"),
    "a flood of fields": asking("{ me {" + "name " * 3_000 + "} }"),
    "a flood of directives": asking("{ hello " + "@skip(if: false) " * 60 + "}"),
    "a flood of unknown directives": asking("{ hello " + "@a" * 10_000 + "}"),
    "a flood of comments": asking("{ hello }" + "#\n" * 200_000),
    "a flood of commas": asking("{ hello }" + "," * 900_000)[:-2] + b'",',
    "a fragment that spreads itself": asking("{ me { ...A } } fragment A on Person { ...A }"),
    "fragments in a circle": asking(
        "{ me { ...A } } fragment A on Person { friend { ...B } } fragment B on Person { friend { ...A } }"
    ),
    "fragments that double 10 times": asking(spreading(10)),
    "fragments that double 100 times": asking(spreading(100)),
    "a chain of 60 fragments": asking(chained(60)),
    "a chain of 600 fragments": asking(chained(600)),
    "500 operations": asking(" ".join(f"query Q{i} {{ hello }}" for i in range(500)), operationName="Q"),
    "a definition of a type": asking("type Query { hello: String }"),
    "variables of a wrong type": asking("query ($n: Int) { echo(value: $n) }", variables={"n": {}}),
    "a variable beyond 32 bits": asking("query ($n: Int) { echo(value: $n) }", variables={"n": 2**40}),
}


@pytest.fixture(autouse=True)
def no_traceback(served: Served) -> Iterator[None]:
    """After each request the server answers the next one, and has logged no exception."""
    before = len(served.log.read_text())
    yield
    with served.client() as client:
        assert client.post("/graphql", json={"query": "{ hello }"}).json() == {
            "data": {"hello": "hello world"}
        }
    added = served.log.read_text()[before:]
    assert "Traceback" not in added
    assert '"level":"error"' not in added


def refused(response: httpx2.Response) -> int:
    """The status, of an answer that is one of GraphQL's in form."""
    body = response.json()
    assert list(body) == ["errors"]
    assert all(
        isinstance(error["message"], str) and len(error["message"]) < 1_000 for error in body["errors"]
    )
    assert "object has no attribute" not in response.text
    return response.status_code


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_hostile_body_is_400(client: httpx2.Client, body: bytes) -> None:
    started = monotonic()
    response = client.post("/graphql", content=body, headers=JSON | GRAPHQL)
    assert refused(response) == 400
    assert monotonic() - started < 1.0


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/graphql",
        "application/jsonx",
        "application/json; charset=utf-16",
        "application/json;charset=x",
    ],
)
def test_a_body_that_does_not_say_that_it_is_json_is_415(client: httpx2.Client, kind: str) -> None:
    headers = {"content-type": kind} if kind else {}
    assert refused(client.post("/graphql", content=asking("{ hello }"), headers=headers)) == 415


def test_a_compressed_body_is_415(client: httpx2.Client) -> None:
    headers = JSON | {"content-encoding": "gzip"}
    assert refused(client.post("/graphql", content=b"\x1f\x8b", headers=headers)) == 415


def test_fifty_megabytes_with_a_length_are_413(client: httpx2.Client) -> None:
    body = b'{"query":"' + b"x" * FIFTY_MEGABYTES
    assert refused(client.post("/graphql", content=body, headers=JSON)) == 413


def test_fifty_megabytes_in_chunks_are_413_and_are_not_kept(served: Served, client: httpx2.Client) -> None:
    before = served.memory()
    chunks = (CHUNK for _ in range(FIFTY_MEGABYTES // len(CHUNK)))
    assert refused(client.post("/graphql", content=chunks, headers=JSON)) == 413
    assert served.memory() - before < 16 * 1024


@pytest.mark.parametrize(
    "query",
    [
        b"",
        b"query=",
        b"query=%ff",
        b"query=%ED%A0%80",
        b"query={hello}&variables=5",
        b"query={hello}&variables={",
        b"query={hello}&variables=" + b"[" * 5_000,
        b"query={hello}&extensions=null",
        b"query={hello}&operationName=%ff",
        b"&".join([b"query={hello}"] * 30),
    ],
)
def test_a_hostile_url_is_400(served: Served, query: bytes) -> None:
    with served.client() as client:
        response = client.get(httpx2.URL(f"{served.url}/graphql").copy_with(query=query), headers=GRAPHQL)
    assert refused(response) == 400


def test_many_headers_are_431(client: httpx2.Client) -> None:
    assert refused(client.get("/graphql", headers={f"x-{i}": "x" * 1_000 for i in range(80)})) == 431


@pytest.mark.parametrize(
    "accept", ["*", "/", "a/b/c", ";;;", "application/json;q=x", "x" * 10_000, "," * 10_000]
)
def test_a_bad_accept_is_406(client: httpx2.Client, accept: str) -> None:
    response = client.post("/graphql", content=asking("{ hello }"), headers=JSON | {"accept": accept})
    assert refused(response) == 406


def raw(served: Served, *parts: bytes) -> bytes:
    """What comes back for bytes that no client library sends, even if the server closes before their end."""
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=10)) as connection:
        try:
            for part in parts:
                connection.sendall(part)
            return connection.recv(65_536)
        except ConnectionError:
            return b"closed"


def test_endless_headers_are_431_and_are_not_kept(served: Served) -> None:
    before = served.memory()
    answer = raw(served, b"GET /graphql HTTP/1.1\r\nhost: x\r\nx-long: ", *([CHUNK] * 3))
    assert answer.startswith(b"HTTP/1.1 431")
    raw(served, b"GET /graphql HTTP/1.1\r\nhost: x\r\nx-long: ", *([CHUNK] * 500))
    assert served.memory() - before < 16 * 1024


def test_endless_trailers_are_cut_and_are_not_kept(served: Served) -> None:
    before = served.memory()
    head = b"POST /graphql HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n0\r\n"
    raw(served, head, b"x-long: ", *([CHUNK] * 500))
    raw(served, head, *([b"x-short: 1\r\n" * 5_000] * 500))
    assert served.memory() - before < 16 * 1024


def test_a_head_that_never_ends_is_not_waited_for(serve: Callable[..., Served]) -> None:
    served = serve(head_within=0.2)
    assert raw(served, b"") == b""
    assert raw(served, b"GET /graphql HT") == b""
    assert raw(served, b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").startswith(b"HTTP/1.1 200")


def test_a_slow_answer_is_waited_for(serve: Callable[..., Served]) -> None:
    with serve(head_within=0.2).client() as client:
        for _ in range(2):
            slow = {"query": 'mutation { remember(word: "slow", after: 0.5) }'}
            assert client.post("/graphql", json=slow).status_code == 200


@pytest.mark.parametrize(
    "noise", [b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 9 + b"?"]
)
def test_what_is_not_http_is_400(served: Served, noise: bytes) -> None:
    answer = raw(served, noise + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")
    assert b'"errors"' in answer


def test_a_client_that_leaves_in_the_middle_of_its_body_is_forgotten(served: Served) -> None:
    head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n"
    key = "".join(f"{name}: {value}\r\n" for name, value in AUTH.items())
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=10)) as connection:
        connection.sendall(f'{head}{key}\r\n{{"query":'.encode())


def test_of_a_key_given_twice_the_last_one_counts(client: httpx2.Client) -> None:
    body = b'{"query":"{ nothing }","query":"{ hello }"}'
    assert client.post("/graphql", content=body, headers=JSON).json() == {"data": {"hello": "hello world"}}
