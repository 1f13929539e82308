"""Mutations, subscriptions and whoever comes over HTTP are held to the budgets before anything is sent."""

from collections.abc import Awaitable, Callable

import httpx2
import pytest
from starlette.applications import Starlette

from backend.domain.errors import RateLimited
from backend.domain.viewer import Role, Viewer
from backend.graph.answer import RequestError
from backend.graph.budget import Budget
from backend.graph.context import Services
from backend.graph.execute import Graph
from backend.graph.routes import graphql_routes
from backend.graph.schema import Schema
from backend.graph.transport import Options
from backend.platform.allowance import Allowance
from backend.platform.blobs import Blobs
from backend.platform.bus import Bus
from backend.platform.signing import Signer
from backend.store import sqlite_deadline
from backend.store.authenticate import authenticate
from backend.store.database import Database, connect
from backend.store.known import forget
from tests.graph.calls.asker import Asker, graph_over
from tests.graph.recording import Recording
from tests.platform.test_telemetry import exposed
from tests.tenants import SECRET

pytestmark = pytest.mark.anyio

CREATE = 'mutation { createAgent(input: {name: "Ada"}) { agent { id name defaultVersion { id } } } }'
KEY = 'mutation { createApiKey(input: {name: "CI"}) { key } }'
FOLLOW = "subscription { workspaceActivity { id type } }"
COUNT = "{ agents { totalCount } }"
GRAPHQL = "application/graphql-response+json"


@pytest.fixture
def recording(database: Database) -> Recording:
    """The database, of which every statement is kept."""
    return Recording(database)


Within = Callable[[Budget], Asker]


@pytest.fixture
def within(schema: Schema, recording: Recording, admin: Viewer, blobs: Blobs) -> Within:
    """The administrator, who asks within a budget."""
    services = Services(SECRET, lambda _: None, blobs, Signer(SECRET))
    return lambda budget: Asker(Graph(schema, recording, services, budget=budget), admin)


async def test_a_mutation_over_the_budget_changes_nothing_and_sends_nothing(
    within: Within, recording: Recording
) -> None:
    asker = within(Budget(12))
    recording.sent.clear()
    (error,) = (await asker.answer(CREATE))["errors"]
    assert error["extensions"]["cost"] == {"requested": 13, "budget": 12, "dearest": ["createAgent"]}
    assert recording.sent.statements == []
    assert (await asker.data(COUNT))["agents"]["totalCount"] == 0
    assert "errors" not in await within(Budget(13)).answer(CREATE)


async def test_a_subscription_over_the_budget_does_not_begin(within: Within, recording: Recording) -> None:
    graph, viewer = within(Budget(11)).graph, within(Budget(11)).viewer
    recording.sent.clear()
    with pytest.raises(RequestError):
        graph.subscribe(graph.prepare(FOLLOW, None), {}, viewer)
    assert recording.sent.statements == []


async def test_a_subscription_that_its_key_cannot_afford_does_not_begin(within: Within) -> None:
    asker = within(Budget(50, Allowance(23, lambda: 0.0)))
    operation = asker.graph.prepare(FOLLOW, None)
    await asker.graph.subscribe(operation, {}, asker.viewer).aclose()
    with pytest.raises(RateLimited):
        asker.graph.subscribe(operation, {}, asker.viewer)


async def test_a_read_that_takes_too_long_is_an_error_of_its_field(
    schema: Schema, sqlite_file_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_deadline, "STEPS", 1)
    database = connect(sqlite_file_url, Bus(None), statement_timeout=0.0)
    await database.open()
    viewer = Viewer("prn_1", "acc_1", {"wsp_1": Role.VIEWER}, "wsp_1")
    asker = Asker(graph_over(schema, database), viewer)
    (error,) = (await asker.answer(COUNT))["errors"]
    await database.close()
    assert (error["extensions"]["code"], error["path"]) == ("TOO_EXPENSIVE", ["agents"])
    assert "Ask for fewer rows" in error["message"]


async def test_nothing_is_read_behind_fields_whose_answers_are_too_large_together(
    within: Within, recording: Recording
) -> None:
    asker = within(Budget())
    recording.largest = 40
    recording.sent.clear()
    answer = await asker.answer(
        "{ a: agents { totalCount } b: agents { totalCount } c: agents { totalCount } "
        "d: agents { totalCount } }"
    )
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("TOO_EXPENSIVE", ["d"])
    assert len(recording.sent.statements) == 3


@pytest.fixture
async def client(within: Within, recording: Recording) -> httpx2.AsyncClient:
    """A program with a key of its own, which asks over HTTP: 30 for a request, and for a minute."""
    asker = within(Budget(30, Allowance(40, lambda: 0.0)))
    made = await asker.data(KEY)

    def admit(credential: str | None) -> Awaitable[Viewer]:
        return authenticate(recording, credential or "", SECRET)

    first, _ = graphql_routes(asker.graph, admit, Options(explorer=False))
    app = Starlette(routes=[first])
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app),
        base_url="http://concord",
        headers={"authorization": f"Bearer {made['createApiKey']['key']}", "accept": GRAPHQL},
    )


async def test_over_http_nothing_is_sent_but_for_the_key(
    client: httpx2.AsyncClient, recording: Recording
) -> None:
    async def ask(source: str) -> tuple[int, str, int]:
        await forget()
        recording.sent.clear()
        response = await client.post("/graphql", json={"query": source})
        code = response.json().get("errors", [{"extensions": {"code": ""}}])[0]["extensions"]["code"]
        return response.status_code, code, len(recording.sent.statements)

    async with client:
        assert await ask("{ agents(first: 27) { nodes { id } } }") == (200, "", 2)
        assert await ask("{ agents(first: 29) { nodes { id } } }") == (400, "TOO_EXPENSIVE", 1)
        assert await ask("{ agents(first: 27) { nodes { id } } }") == (429, "RATE_LIMITED", 1)
        assert await ask("{ agents(first: 8) { nodes { id } } }") == (200, "", 2)


async def test_over_http_a_spent_allowance_says_when_to_come_back(client: httpx2.AsyncClient) -> None:
    query = {"query": "{ agents(first: 27) { nodes { id } } }"}
    async with client:
        first = await client.post("/graphql", json=query, headers={"concord-cost": "1"})
        assert first.json()["extensions"] == {"cost": {"requested": 29, "budget": 30, "remaining": 11}}
        second = await client.post("/graphql", json=query)
    assert second.headers["retry-after"] == "98"
    (error,) = second.json()["errors"]
    assert error["extensions"] == {"code": "RATE_LIMITED", "retryAfter": 98}
    assert "Try again in 98 s." in error["message"]


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        (COUNT, "joined"),
        ('{ agent(id: "handle:none") { id } }', "joined"),
        ("{ files { nodes { url } } }", "computed"),
        ("{ __schema { queryType { name } } }", "introspection"),
        (CREATE, "joined"),
        ("mutation { __typename }", None),
        ('mutation { purgeFile(id: "fil_none") { purgedId } }', None),
    ],
)
async def test_what_is_finished_is_counted_by_how(asker: Asker, source: str, cause: str | None) -> None:
    def counted() -> dict[str, float]:
        causes = ("joined", "computed", "introspection")
        return {each: exposed("concord_finish_total", cause=each) for each in causes}

    before = counted()
    await asker.answer(source)
    assert counted() == {each: n + (each == cause) for each, n in before.items()}
