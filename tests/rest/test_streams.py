"""Waiting and following through the real server: bounded, ended with the client, who never stops a run."""

import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from random import Random
from secrets import randbelow
from typing import Any

import anyio
import httpx2
import orjson
import pytest

from tests.patience import eventually
from tests.rest.conftest import Served

pytestmark = pytest.mark.anyio

SLOW = {"text": "slow 100ms words 200"}
STREAM = {"accept": "text/event-stream"}
CALLS = 'call current_time {"zone": "UTC"} turns 8 slow '
RUNS = 200 if os.environ.get("CONCORD_PROOF") else 10
"""Runs whose streams are cut, each two to four times."""
SEED = int(os.environ.get("CONCORD_SEED") or randbelow(10**6))
KEY = """
mutation { createApiKey(input: {name: "Guest", role: EDITOR, accountAdmin: false}) { key apiKey { id } } }"""
REVOKE = "mutation($id: ID!) { revokeApiKey(id: $id) { apiKey { id } } }"
CANCEL = "mutation($id: ID!) { cancelRun(id: $id) { run { id } } }"


@pytest.fixture
async def runs(sample: httpx2.AsyncClient) -> str:
    """Where the runs of an agent are started."""
    body = {"metadata": {"name": "Slow"}, "publish": True}
    agent = (await sample.post("/v1/agents", json=body)).json()
    return f"/v1/agents/{agent['metadata']['id']}/runs"


async def told(response: httpx2.Response) -> AsyncGenerator[dict[str, str], None]:
    """The events of a stream as they come; to be closed, not dropped: a generator that is collected fails
    whatever test runs by then.
    """
    event: dict[str, str] = {}
    async for line in response.aiter_lines():
        name, _, value = line.partition(": ")
        if line == "" and event:
            yield event
            event = {}
        elif name in {"id", "event", "data"}:
            event[name] = value


async def cancelled(served: Served, sample: httpx2.AsyncClient, run: str) -> None:
    await served.query(CANCEL, {"id": run})

    async def ended() -> bool:
        return bool((await sample.get(f"/v1/runs/{run}")).json()["status"] == "CANCELLED")

    await eventually(ended)


async def test_a_wait_is_bounded_and_then_tells_how_far_it_is(
    served: Served, sample: httpx2.AsyncClient, runs: str
) -> None:
    answer = await sample.post(f"{runs}/brief", json=SLOW)
    assert (answer.status_code, answer.json()["status"]) == (200, "RUNNING")
    await cancelled(served, sample, answer.json()["id"])


async def test_a_client_that_leaves_ends_its_stream_and_no_run(
    served: Served, sample: httpx2.AsyncClient, runs: str
) -> None:
    before = served.drain.streams
    async with (
        sample.stream("POST", runs, json=SLOW, headers=STREAM) as response,
        aclosing(told(response)) as events,
    ):
        first = await anext(events)
        assert served.drain.streams == before + 1
    run = await run_of(served, first["id"])

    async def gone() -> bool:
        return served.drain.streams == before

    async def goes_on() -> bool:
        return bool((await sample.get(f"/v1/runs/{run}")).json()["status"] == "RUNNING")

    await eventually(gone)
    await eventually(goes_on)
    await cancelled(served, sample, run)


async def run_of(served: Served, event: str) -> str:
    found = await served.query(
        "query($id: ID!) { node(id: $id) { ... on Event { run { id } } } }", {"id": event}
    )
    return str(found["node"]["run"]["id"])


async def test_a_client_that_comes_back_with_its_last_event_id_gets_exactly_the_rest(
    sample: httpx2.AsyncClient, runs: str
) -> None:
    print(f"CONCORD_SEED={SEED}")  # noqa: T201
    random = Random(SEED)  # noqa: S311 - tests repeat
    for _ in range(RUNS):
        body = {"text": f"{CALLS}{random.randrange(8)}ms"}
        run = (await sample.post(runs, json=body)).json()["id"]
        seen: list[dict[str, str]] = []
        for most in [random.randrange(1, 5) for _ in range(random.randrange(2, 5))]:
            seen += await taken(sample, run, seen, most)
        seen += await taken(sample, run, seen)
        assert seen == await taken(sample, run, [])
        assert [each["event"] for each in seen].count("RunCompleted") == 1


async def taken(
    sample: httpx2.AsyncClient, run: str, seen: list[dict[str, str]], most: int = 1_000
) -> list[dict[str, str]]:
    """Up to so many events behind those seen; then the client is gone."""
    behind = {"last-event-id": seen[-1]["id"]} if seen else dict[str, str]()
    found: list[dict[str, str]] = []
    async with (
        sample.stream("GET", f"/v1/runs/{run}/events", headers=STREAM | behind) as response,
        aclosing(told(response)) as events,
    ):
        async for event in events:
            if event["event"] == "done":
                break
            found.append(event)
            if len(found) == most:
                break
    return found


async def test_an_error_in_a_stream_is_an_event_in_the_envelope(
    served: Served, sample: httpx2.AsyncClient, runs: str
) -> None:
    key = (await served.query(KEY))["createApiKey"]
    async with (
        served.client(key["key"], "/sample") as guest,
        guest.stream("POST", runs, json=SLOW, headers=STREAM) as response,
        aclosing(told(response)) as events,
    ):
        first = await anext(events)
        await served.query(REVOKE, {"id": key["apiKey"]["id"]})
        with anyio.fail_after(10):
            *_, last = [each async for each in events]
    assert last["event"] == "error"
    assert orjson.loads(last["data"])["fault"]["kind"] in {"E401", "E403", "E404"}
    await cancelled(served, sample, await run_of(served, first["id"]))


async def test_a_stream_begins_with_a_comment_and_says_that_it_is_not_to_be_kept(
    sample: httpx2.AsyncClient, runs: str
) -> None:
    answer = await sample.post(runs, json={"text": "hello"}, headers=STREAM)
    assert answer.text.startswith(":\n\n")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-accel-buffering"] == "no"


async def test_an_incident_is_told_in_the_envelope_and_nothing_of_it(sample: httpx2.AsyncClient) -> None:
    agent = (await sample.post("/v1/agents", json={"metadata": {"name": "Ada"}})).json()
    answer = await sample.get(f"/v1/agents/{agent['metadata']['id']}/broken")
    fault: Any = answer.json()["fault"]
    assert (answer.status_code, fault["kind"]) == (500, "E500")
    assert "nobody expects" not in answer.text
    assert answer.headers["x-request-id"] in fault["text"]
