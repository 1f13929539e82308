"""GraphQL over HTTP: methods, media types and statuses as the specification has them."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import pytest

from tests.graph.edge.conftest import AUTH, Served
from tests.graph.edge.stand_in import KEY
from tests.servers import LOOPBACK

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
STREAM = "text/event-stream"

HELLO = {"query": "{ hello }"}
WRONG = {"query": "{ nothing }"}
COUNT = {"query": "subscription { count(to: 1) }"}
TOLD = {"extensions": {"cost": {"requested": 1}}}


def media(response: httpx2.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("APPLICATION/JSON", JSON),
        (f"{JSON}, {GRAPHQL}", JSON),
        (f"{GRAPHQL}, {JSON}", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON};q=0.9", JSON),
        (f"{JSON};q=0.5, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL),
        (f"{JSON};q=0, */*", GRAPHQL),
        (f"{GRAPHQL}, application/graphql+json, {JSON}, {STREAM}, multipart/mixed", GRAPHQL),
        (f"{JSON}, {STREAM}", JSON),
        (f"{STREAM}, {JSON}", STREAM),
        (f"{STREAM};q=0.1, {JSON};q=0.2", JSON),
        ("text/*", STREAM),
        ("image/png, */*;q=0.1", JSON),
        (", ,;q=1, application/json", JSON),
    ],
)
def test_accept_is_honoured_by_quality_and_then_by_its_order(
    client: httpx2.Client, accept: str | None, chosen: str
) -> None:
    request = client.build_request("POST", "/graphql", json=HELLO)
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    response = client.send(request)
    assert (response.status_code, media(response)) == (200, chosen)
    assert b'{"data":{"hello":"hello world"}}' in response.content


@pytest.mark.parametrize("accept", ["image/png", f"{JSON};q=0", "json", "application/xml, text/plain"])
def test_what_cannot_be_accepted_is_406_and_says_what_can_be(client: httpx2.Client, accept: str) -> None:
    response = client.post("/graphql", json=HELLO, headers={"accept": accept})
    assert (response.status_code, media(response)) == (406, JSON)
    assert JSON in response.json()["errors"][0]["message"]


def test_a_wrong_document_is_200_under_json_and_400_under_the_new_media_type(client: httpx2.Client) -> None:
    old = client.post("/graphql", json=WRONG, headers={"accept": JSON})
    new = client.post("/graphql", json=WRONG, headers={"accept": GRAPHQL})
    assert (old.status_code, new.status_code) == (200, 400)
    assert media(new) == GRAPHQL
    assert list(old.json()) == list(new.json()) == ["errors"]


def test_variables_that_do_not_fit_are_errors_of_the_request(client: httpx2.Client) -> None:
    request = {"query": "query ($n: Int) { echo(value: $n) }", "variables": {"n": "x"}}
    response = client.post("/graphql", json=request, headers={"accept": GRAPHQL})
    assert response.status_code == 400
    assert list(response.json()) == ["errors"]


def test_a_query_may_come_in_the_url(client: httpx2.Client) -> None:
    named = {"query": "query A($n: Int) { echo(value: $n) } query B { hello }", "operationName": "A"}
    response = client.get("/graphql", params=named | {"variables": '{"n": 7}', "extensions": "{}"})
    assert response.json() == {"data": {"echo": 7}}


def test_a_mutation_in_the_url_is_405_and_does_nothing(client: httpx2.Client) -> None:
    response = client.get("/graphql", params={"query": 'mutation { remember(word: "no") }'})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    told = client.post("/graphql", json={"query": "{ me { words } }"}).json()["data"]
    assert "no" not in told["me"]["words"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"])
def test_other_methods_are_405(client: httpx2.Client, method: str) -> None:
    response = client.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("accept", [JSON, GRAPHQL, "*/*", f"{JSON}, {STREAM};q=0"])
def test_a_subscription_without_a_stream_is_refused_and_told_how_to_ask(
    client: httpx2.Client, accept: str
) -> None:
    posted = client.post("/graphql", json=COUNT, headers={"accept": accept})
    asked = client.get("/graphql", params=COUNT, headers={"accept": accept})
    assert (posted.status_code, asked.status_code) == (406, 405)
    message = posted.json()["errors"][0]["message"]
    assert STREAM in message
    assert "graphql-transport-ws" in message


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {KEY}"},
        {"authorization": f"bearer   {KEY}"},
        {"Authorization": f"Token {KEY}"},
        {"X-API-Key": KEY},
        {"authorization": "Basic eDp5", "x-api-key": KEY},
    ],
)
def test_a_key_is_taken_in_each_of_its_spellings(served: Served, headers: dict[str, str]) -> None:
    response = httpx2.post(f"{served.url}/graphql", json=HELLO, headers=headers, **LOOPBACK)
    assert response.json() == {"data": {"hello": "hello world"}}


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer no"}, {"authorization": f"Basic {KEY}"}])
@pytest.mark.parametrize("accept", [JSON, GRAPHQL, STREAM])
def test_without_a_known_key_the_answer_is_401_whatever_is_asked(
    served: Served, headers: dict[str, str], accept: str
) -> None:
    response = httpx2.post(
        f"{served.url}/graphql", content=b"{", headers=headers | {"accept": accept}, **LOOPBACK
    )
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_domain_error_has_its_own_status(client: httpx2.Client) -> None:
    response = client.post("/graphql", json={"query": "{ limited }"})
    assert response.status_code == 429
    assert response.headers["retry-after"] == "7"
    assert response.json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED", "retryAfter": 7}


@pytest.mark.parametrize(
    ("headers", "extensions", "told"),
    [
        ({}, {}, {}),
        ({"concord-cost": "0"}, {"cost": False}, {}),
        ({}, {"cost": "yes"}, {}),
        ({"concord-cost": "1"}, {}, TOLD),
        ({}, {"cost": True}, TOLD),
    ],
)
def test_what_an_answer_cost_is_told_if_a_header_or_an_extension_asks(
    client: httpx2.Client, headers: dict[str, str], extensions: dict[str, Any], told: dict[str, Any]
) -> None:
    posted = client.post("/graphql", json=HELLO | {"extensions": extensions}, headers=headers)
    asked = client.get("/graphql", params=HELLO | {"extensions": json.dumps(extensions)}, headers=headers)
    assert posted.json() == asked.json() == {"data": {"hello": "hello world"}} | told


def test_a_bug_is_500_and_tells_the_client_nothing_but_the_request_id(served: Served) -> None:
    with served.client() as client:
        response = client.post("/graphql", json={"query": "{ broken }"}, headers={"x-request-id": "mine-1"})
    assert response.status_code == 500
    assert response.headers["x-request-id"] == "mine-1"
    assert response.json() == {
        "errors": [{"message": "Internal error. Quote request id mine-1", "extensions": {"code": "INTERNAL"}}]
    }
    logged = next(line for line in served.logged() if line.get("request_id") == "mine-1")
    assert "ZeroDivisionError" in logged["exception"]


@pytest.mark.parametrize("given", ["", "a b", "x" * 200, "é", 'x"y', "-x"])
def test_a_request_id_that_is_not_fit_to_print_is_replaced(client: httpx2.Client, given: str) -> None:
    response = client.get("/healthz", headers=[(b"x-request-id", given.encode("latin-1"))])
    assert response.headers["x-request-id"].startswith("req_")


def test_the_probes_answer_without_a_key(served: Served) -> None:
    for path in ("/healthz", "/readyz"):
        assert httpx2.get(served.url + path, **LOOPBACK).json() == {"ok": True}
    metrics = httpx2.get(f"{served.url}/metrics", **LOOPBACK)
    assert 'concord_http_requests_total{method="GET",route="/healthz",status="200"}' in metrics.text


def test_pages_of_foreign_origins_may_call_only_if_the_settings_say_so(
    served: Served, serve: Callable[..., Served]
) -> None:
    preflight = {
        "origin": "https://app.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, content-type",
    }
    opened = serve(origins=["https://app.example"])
    refused = httpx2.options(f"{served.url}/graphql", headers=preflight, **LOOPBACK)
    allowed = httpx2.options(f"{opened.url}/graphql", headers=preflight, **LOOPBACK)
    assert "access-control-allow-origin" not in refused.headers
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "https://app.example"
    answered = httpx2.post(
        f"{opened.url}/graphql", json=HELLO, headers=AUTH | {"origin": "https://app.example"}, **LOOPBACK
    )
    assert answered.headers["access-control-expose-headers"] == "retry-after, x-request-id"
